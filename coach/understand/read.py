"""Reads what one text means. Safety first: opting out, danger, no contact, commands, and only then the answer to the open question.

What is not the first of these is kept beside it. Knows every reader of this room and nothing of journeys, texts to send, or time but
the moment it is given. Never raises on anything a person can type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coach.core.model import Also, Asked, AskKind, Intent, Reading, SpokenPromise, Value
from coach.understand.commands import read_commands
from coach.understand.danger import read_danger
from coach.understand.danger_text import plain
from coach.understand.no_contact import read_no_contact
from coach.understand.opt_out import read_opt_in, read_opt_out
from coach.understand.promise import read_promise
from coach.understand.signals import read_signals
from coach.understand.typed import FREE, read_typed

LONGEST = 4000  # characters read; the longest text a carrier takes is 1600 (Twilio docs: "Body")
_SENTENCE = 4  # words from which a reply that answers nothing is free words rather than a slip
_GRAVE = frozenset({Intent.DANGER, Intent.NO_CONTACT})
_ENDS = frozenset({Intent.OPT_OUT, Intent.OPT_IN})
_NUMERIC = frozenset({AskKind.SCALE, AskKind.NUMBER})
_FOR_A_WHILE = frozenset({"stop_texting", "do_not_text", "no_more_texts", "do_not_want", "es_no_textos", "want_out"})
_YES_ANSWERS = frozenset({AskKind.YES_NO, AskKind.AGE})
_NO_PROMISE = _GRAVE | _ENDS


@dataclass(frozen=True, slots=True)
class _Heard:
    """One thing a text says."""

    intent: Intent
    value: Value
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The text and everything it is read against."""

    text: str
    words: str
    asked: Asked | None
    now: datetime
    zone: str
    language: str


def read(text: str, asked: Asked | None, now: datetime, zone: str, language: str = "en") -> Reading:
    """What ``text`` means as a reply to ``asked`` (None: nothing was open).

    ``now`` is the moment it arrived, naive, in the IANA zone ``zone``; ``language`` is "en" or "es", but danger, opting out and
    commands are heard in both. Below a confidence of 0.6 it is better to ask again.
    """
    words = plain(text[:LONGEST])
    whole = _Text(text[:LONGEST], words, asked, now, zone, language)
    heard = _everything(whole)
    first = heard[0] if heard else _nothing(whole)
    return Reading(
        intent=first.intent,
        value=first.value,
        confidence=first.confidence,
        rule=first.rule,
        also=tuple(Also(other.intent, other.value) for other in heard[1:]),
        promise=_promise(whole, first.intent),
        signals=read_signals(whole.words, whole.text),
    )


def _everything(whole: _Text) -> list[_Heard]:
    """All that the text says, in the order of safety."""
    heard = [*_of_safety(whole), *_of_commands(whole)]
    if any(other.intent is Intent.PAUSE for other in heard):
        heard = [other for other in heard if not _is_for_a_while(other)]
    answer = _answer(whole, frozenset(other.intent for other in heard))
    return [*heard, answer] if answer else heard


def _of_safety(whole: _Text) -> Iterator[_Heard]:
    opted_out = read_opt_out(whole.words)
    if opted_out:
        yield _Heard(Intent.OPT_OUT, None, 0.99 if opted_out == "keyword" else 0.9, f"opt_out.{opted_out}")
    danger = read_danger(whole.text)
    if danger:
        yield _Heard(Intent.DANGER, danger.danger, danger.confidence, danger.rule)
    no_contact = read_no_contact(whole.words)
    if no_contact:
        yield _Heard(Intent.NO_CONTACT, None, 0.9, f"no_contact.{no_contact}")


def _of_commands(whole: _Text) -> Iterator[_Heard]:
    opted_in = _opted_in(whole)
    if opted_in:
        yield _Heard(Intent.OPT_IN, None, 0.99, f"opt_in.{opted_in}")
    for intent, value in read_commands(whole.words, whole.text, whole.now, whole.zone, whole.language):
        yield _Heard(intent, value, 0.9, f"command.{intent.value}")


def _opted_in(whole: _Text) -> str | None:
    """YES is a carrier's opt-in keyword too, unless it answers a yes-or-no question of ours."""
    if whole.words == "yes" and not (whole.asked and whole.asked.kind in _YES_ANSWERS):
        return "yes"
    return read_opt_in(whole.words)


def _is_for_a_while(heard: _Heard) -> bool:
    """Asking for no texts "for two weeks" is a pause, not the end; a keyword by itself always ends it."""
    return heard.intent is Intent.OPT_OUT and heard.rule.removeprefix("opt_out.") in _FOR_A_WHILE


def _answer(whole: _Text, heard: frozenset[Intent]) -> _Heard | None:
    """The answer to the open question, also beside something graver; free words are an answer only where no command took them."""
    if whole.asked is None or heard & _ENDS:
        return None
    if whole.asked.kind in FREE and heard - _GRAVE:
        return None
    answer = read_typed(whole.text, whole.asked, whole.now, whole.zone, whole.language)
    return _Heard(Intent.ANSWER, answer.value, answer.confidence, f"answer.{answer.rule}") if answer else None


def _nothing(whole: _Text) -> _Heard:
    """No intent and no answer: free words when nothing typed was asked or they make a sentence, else unclear."""
    words = whole.text.strip()
    if whole.asked is None:
        return _Heard(Intent.WORDS, words, 0.9, "words") if words else _Heard(Intent.UNCLEAR, None, 0.2, "empty")
    off = whole.asked.kind in _NUMERIC and any(letter.isdigit() for letter in words)
    if off or len(words.split()) < _SENTENCE:
        return _Heard(Intent.UNCLEAR, None, 0.3, "unclear")
    return _Heard(Intent.WORDS, words, 0.5, "words.instead")


def _promise(whole: _Text, intent: Intent) -> SpokenPromise | None:
    asked = whole.asked is not None and whole.asked.kind is AskKind.PROMISE
    if intent in _NO_PROMISE or len(whole.words.split()) < (1 if asked else 3) or (asked and intent is not Intent.ANSWER):
        return None
    return read_promise(whole.text, whole.now, whole.zone, whole.language, asked=asked)
