"""Questions say how to answer them, and never ask for a word that the carrier takes for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from coach.core.model import Asked, AskKind
from coach.core.program import Program
from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample
from coach.programs.checks.vocabulary import CARRIER_KEYWORDS, COMMANDS, VOCABULARIES, Vocabulary

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ELSEWHERE = re.compile(r"^\s*\S+ to (?:\d|the number)")
_WORD = re.compile(r"[A-Za-z]+")
_LETTERS = re.compile(r"\bY\b.*\bN\b", re.DOTALL)


def forbidden_answer(sample: Sample) -> Iterator[Finding]:
    """Asks the person to type a carrier keyword. Common texts may name STOP, START and HELP, for what they are."""
    vocabulary = VOCABULARIES.get(sample.language)
    if vocabulary is None:
        return
    forbidden = CARRIER_KEYWORDS - (COMMANDS if sample.is_common else frozenset())
    for sentence in _SENTENCE.split(sample.usual):
        for word in asked_for(sentence, vocabulary):
            if word in forbidden:
                yield sample.finding("carrier-keyword", f'it asks for "{word}", which the carrier takes', "ask for another word, as Y or N")


def asked_for(sentence: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The words in capitals that a sentence asks to have typed, and the first word after the verb in any case."""
    found = vocabulary.reply.search(sentence)
    if found is None or _ELSEWHERE.match(sentence[found.end() :]):
        return
    words = _WORD.findall(sentence[found.end() :])
    yield from dict.fromkeys(word.upper() for at, word in enumerate(words) if at == 0 or word.isupper())


def _scale(asked: Asked, words: str, vocabulary: Vocabulary) -> bool:  # noqa: ARG001 - one signature for every kind
    return re.search(rf"\b{asked.low}\s*(?:-|to)\s*{asked.high}\b", words) is not None


def _yes_no(asked: Asked, words: str, vocabulary: Vocabulary) -> bool:  # noqa: ARG001 - one signature for every kind
    return _LETTERS.search(words) is not None


def _verb(asked: Asked, words: str, vocabulary: Vocabulary) -> bool:  # noqa: ARG001 - one signature for every kind
    return vocabulary.instructs.search(words) is not None


_SAYS_HOW: Mapping[AskKind, tuple[Callable[[Asked, str, Vocabulary], bool], str]] = {
    AskKind.YES_NO: (_yes_no, "end with Reply Y or N."),
    AskKind.SCALE: (_scale, "name both ends, as Reply 1-7."),
    AskKind.NUMBER: (_verb, "say it, as Reply with a number."),
    AskKind.WHEN: (_verb, "say it, as Reply with a day."),
    AskKind.WORDS: (_verb, "say it, as Reply in a few words."),
    AskKind.PROMISE: (_verb, "say it, as Reply in a few words."),
}


def unclear_question(program: Program, sample: Sample) -> Iterator[Finding]:
    """A question that does not say how to answer."""
    prompt = program.prompts.get(sample.file.key)
    vocabulary = VOCABULARIES.get(sample.language)
    if prompt is None or prompt.asked is None or vocabulary is None:
        return
    says_how, mend = _SAYS_HOW[prompt.asked.kind]
    if not says_how(prompt.asked, sample.usual, vocabulary):
        yield sample.finding("how-to-answer", f"it asks ({prompt.asked.kind}) but does not say how to answer", mend)


def misplaced_quote(program: Program, sample: Sample) -> Iterator[Finding]:
    """The person's words, where they have said none: only a reply to words is given them."""
    if sample.room != program.name or "quote" not in sample.variables:
        return
    askers = [prompt for prompt in program.prompts.values() if any(reply.say == sample.file.key for reply in prompt.replies)]
    wordless = [prompt.key for prompt in askers if prompt.asked is None or prompt.asked.kind is not AskKind.WORDS]
    if wordless or not askers:
        where = f"{wordless[0]} asks for no words" if wordless else "it answers nothing"
        yield sample.finding("misplaced-quote", f"there is nothing to quote: {where}", "leave quote to replies to words")
