"""Reads the answer to an open question by the kind that was asked. Knows the readers of each kind, and nothing of other intents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from coach.core.model import Asked, AskKind
from coach.understand.ages import read_age
from coach.understand.answered import Answered
from coach.understand.corrected import instead, is_undecided, said_instead
from coach.understand.intake import read_choice, read_hours, read_name, read_ready, read_zone
from coach.understand.normalise import bare
from coach.understand.numbers import read_number
from coach.understand.scale import read_scale
from coach.understand.when import read_when
from coach.understand.yes_no import read_yes_no

FREE = frozenset({AskKind.WORDS, AskKind.PROMISE})
_FIRST = re.compile(
    r"^\s*(.{1,40}?)\s*(?:[,.;:!\n–—]|\s-+\s|\s(?:but|because|bc|cuz|and|though|although|cause|cos|pero|porque|y|since|so)\s)",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_WORDS = 5
NOT_YET = "not yet"
_WHOLE = frozenset({AskKind.NAME, AskKind.WHEN, AskKind.AGE})  # read from the whole text or not at all
_NOT_YET = re.compile(r"^\W*(?:(?:n|no|nope|nah|well|um)\b\W*)?(?:not (?:just |quite )?(?:yet|now)|todavia no|aun no|ahora no)\b")
_OPEN = frozenset({AskKind.SCALE})  # two marks left open are none
_TAKEN_BACK = frozenset({AskKind.SCALE, AskKind.NUMBER, AskKind.WHEN})
_ASIDE = 0.85  # an answer given beside something else is a little less sure

Reader = Callable[[str, Asked, datetime, str, str], Answered | None]

_READERS: dict[AskKind, Reader] = {
    AskKind.YES_NO: lambda text, asked, _now, _zone, language: _yes_no(text, asked.choices, language),
    AskKind.SCALE: lambda text, asked, _now, _zone, language: read_scale(text, asked.low, asked.high, language),
    AskKind.NUMBER: lambda text, _asked, _now, _zone, language: read_number(text, language),
    AskKind.WHEN: lambda text, _asked, now, zone, language: read_when(text, now, zone, language),
    AskKind.AGE: lambda text, _asked, now, zone, language: read_age(text, now, zone, language),
    AskKind.READY: lambda text, _asked, _now, _zone, _language: read_ready(text),
    AskKind.NAME: lambda text, _asked, _now, _zone, _language: read_name(text),
    AskKind.ZONE: lambda text, _asked, _now, _zone, _language: read_zone(text),
    AskKind.HOURS: lambda text, _asked, _now, _zone, _language: read_hours(text),
    AskKind.CHOICE: lambda text, asked, _now, _zone, _language: read_choice(text, asked.choices),
}


def _yes_no(text: str, choices: tuple[str, ...], language: str) -> Answered | None:
    """Yes, no or unsure. A "not yet" is a no, unless it was offered as an answer of its own: then it is the third one, "unsure"."""
    if NOT_YET in choices and _NOT_YET.match(bare(text)):
        return Answered("unsure", 0.95, "not_yet")
    return read_yes_no(text, language)


def read_typed(text: str, asked: Asked, now: datetime, zone: str, language: str) -> Answered | None:
    """The answer that fits ``asked``, from the whole text or else from its first few words; None when nothing fits.

    Free words and promises are answered by any text that holds a letter, a digit or a sign.
    """
    if asked.kind in FREE:
        words = text.strip()
        return Answered(words, 0.95, "words") if words else None
    reader = _READERS[asked.kind]
    corrected = _corrected(reader, text, asked, now, zone, language)
    if corrected or (asked.kind in _OPEN and is_undecided(text)):
        return corrected
    return reader(text, asked, now, zone, language) or _first_words(reader, text, asked, now, zone, language)


def _corrected(reader: Reader, text: str, asked: Asked, now: datetime, zone: str, language: str) -> Answered | None:
    """What was said instead, where a reply takes back an answer and gives another ("4... wait, 3"); else None."""

    def heard(part: str) -> Answered | None:
        return reader(part, asked, now, zone, language)

    if asked.kind is AskKind.YES_NO:
        said = said_instead(text)
        ways = [said] if said else []
    else:
        ways = list(instead(text)) if asked.kind in _TAKEN_BACK else []
    for before, after in ways:
        answer = heard(after)
        if answer and (not before or heard(before)):
            return Answered(answer.value, round(answer.confidence * _ASIDE, 3), f"{answer.rule}.corrected")
    return None


def _first_words(reader: Reader, text: str, asked: Asked, now: datetime, zone: str, language: str) -> Answered | None:
    """People answer and then explain: "7, but she was tired"."""
    found = _FIRST.match(text)
    if asked.kind in _WHOLE or not found or len(found[1].split()) > _FIRST_WORDS:
        return None
    answer = reader(found[1], asked, now, zone, language)
    return Answered(answer.value, round(answer.confidence * _ASIDE, 3), f"{answer.rule}.first") if answer else None
