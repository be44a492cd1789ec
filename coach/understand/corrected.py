"""Finds what a reply takes back and what it says instead ("4... wait, 3", "went from 3 to 5"). Knows words, not what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.understand.normalise import bare
from coach.understand.wordlists import alternatives, phrases

_NUMBER = (
    r"(?:\d+(?:\.\d)?|"
    + alternatives(
        phrases("""
    zero, one, two, three, four, five, six, seven, eight, nine, ten, cero, uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez
""")
    )
    + r")(?![\w'/])"
)
_TAKEN_BACK = re.compile(
    r"[\s,.;:!?\-]+(?:(?:"
    + alternatives(
        phrases("""
            no wait, wait no, wait, hold on, no sorry, oh sorry, sorry, my bad, oops, scratch that, strike that, i mean, i meant
            meant, correction
            actually, actually no, well actually, make that, make it, or rather, no no, no actually, on second thought, but really
            but actually
            but now, but its really, but it's really, but its more like, but it's more like, digo, mejor dicho, perdon, bueno no
            no espera, espera
            quise decir, mas bien, no perdon, mejor
        """)
    )
    + r"|no(?! (?:later|earlier|sooner|more|less|mas|antes|despues|problem))|nope|nah)(?:[\s,.;:!?\-]+))+"
)
_INSTEAD = re.compile(
    r"^\W*(?:no|not|it's not|its not) (?:an? |el |on |un )?[\w' ]{1,14}?(?:\s*[,.;]\s*(?:but |sino )?|\s+(?:but|sino)\s+)(.+)$"
)
_SINCE = re.compile(
    rf"\b(?:went|gone|go|going|moved?|moving|up|down|climbed|dropped|fell|jumped|slid|rose|improved|came|come|changed|pase|paso|subi|subio|baje"
    rf"|bajo|fui|fue)\b[\w' ]{{0,16}}?\b(?:from|de)\s+(?:an? |un )?{_NUMBER}\s+"
    rf"(?:(?:up|down|all the way) )?(?:to|a|al|hasta)\s+((?:an? |un )?{_NUMBER}.*)$"
)
_NOW = re.compile(
    rf"{_NUMBER}.*?\b(?:now|today|tonight|hoy|ahora)\b(?:[\s,]+(?:i'?m|it'?s|is|at|about|like|maybe|es|estoy|en|more|una?|an?))*\s+({_NUMBER}\W*)$"
)
_RATHER = re.compile(rf"\bmore (?:like|of) (?:an? )?({_NUMBER}) than\b")
_UNDECIDED = re.compile(
    rf"{_NUMBER}\W+(?:or|o)\W+(?:maybe |even |an? |like )*{_NUMBER}|\b(?:maybe|perhaps|could be|quizas?|tal vez)\W+(?:an? )?{_NUMBER}\W.*"
    rf"\b(?:maybe|perhaps|could be|quizas?|tal vez)\W+(?:an? )?{_NUMBER}"
)
_CLOCK_ONLY = re.compile(r"\W*(?:at |around |like |a las? )?\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?\W*")
_SAID = re.compile(
    r"(.*?)[\s,.;:!?\-]+(?:actually|(?:no )?wait|scratch that|i mean|i meant|"
    r"bueno|digo|mejor dicho|correction|jk|just kidding|on second thought)"
    r"[\s,.;:!?\-]+((?:no|nope|nah|yes|yeah|yep|yea|ya|si|not (?:really|yet|today)|(?:i|we|he|she) (?:did|have|had|do)(?:n'?t| not)?)\b.*)",
    re.DOTALL,
)


def instead(text: str) -> Iterator[tuple[str, str]]:
    """Each way to read ``text`` as a number or a time taken back: (what was said first, what counts). The last word counts first."""
    plain = bare(text)
    for found in reversed(list(_TAKEN_BACK.finditer(plain))):
        before, after = plain[: found.start()], plain[found.end() :]
        if (before and after and not _CLOCK_ONLY.fullmatch(after)) or _is_number(before):
            yield before, after
    for pattern in (_INSTEAD, _SINCE, _RATHER, _NOW):
        match = pattern.search(plain)
        if match:
            yield "", match[1]


def said_instead(text: str) -> tuple[str, str] | None:
    """A yes or no and the other one that takes it back ("yes... actually no"), or None."""
    match = _SAID.fullmatch(bare(text).strip())
    return (match[1], match[2]) if match and match[1] else None


def is_undecided(text: str) -> bool:
    """Whether two numbers are left open ("maybe 4? maybe 5?")."""
    return _UNDECIDED.search(bare(text)) is not None


def _is_number(words: str) -> bool:
    return re.fullmatch(rf"\W*(?:[a-z']+ ){{0,3}}{_NUMBER}\W*", words) is not None
