"""Cuts a text into the tokens that times and dates are made of. Knows forms and words, not what day it is."""

from __future__ import annotations

import re

from coach.understand.normalise import bare, unhyphenated
from coach.understand.number_tables import ENGLISH, SPANISH
from coach.understand.shorthand import EXPANSIONS
from coach.understand.when_forms import FORMS, READERS, Token
from coach.understand.when_sense import settle
from coach.understand.when_spelling import guess
from coach.understand.when_words import PHRASES

_MERIDIAN = re.compile(r"(?<=[\d\s.])([ap])\s?\.?\s?m\b\.?|(?<=\d)\s?(p)\b\.?")
_SPELT = {"en": ENGLISH.plain, "es": {**ENGLISH.plain, **{word: n for word, n in SPANISH.plain.items() if word not in ("un", "una")}}}
_GLUED_UNITS = {"h": "hour", "m": "minute", "d": "day", "w": "week", "y": "year", "mo": "month", "s": "second"}
_OPENS_LENGTH = frozenset(["in", "for", "en", "por", "within"])  # "in 2h" is a length, "8h" a clock time


def tokenise(text: str, language: str) -> list[Token]:
    """The tokens of a text, without the words that change nothing ("the", "around", "like")."""
    plain = _MERIDIAN.sub(lambda match: f" {match[1] or match[2]}m", unhyphenated(bare(text)))
    raw: list[Token] = []
    for match in FORMS.finditer(plain):
        _append(raw, match, plain, "es" if language == "es" else "en")
    return [token for token in settle(_phrased(raw)) if token.kind != " "]


def _append(raw: list[Token], match: re.Match[str], plain: str, language: str) -> None:
    """Add what ``match`` is; a number spelt out goes together with the ten before it."""
    form, written = str(match.lastgroup), match[0]
    if form != "word":
        raw.append(READERS[form](written))
        return
    glued = match.start() > 0 and plain[match.start() - 1].isdigit()
    if glued and raw and raw[-1].kind in "NTQFd":
        raw.append(_after_digits(raw, written))
        return
    value = _SPELT[language].get(written)
    if value is None:
        raw.append(Token("word", 0, written))
    elif raw and raw[-1].name == "ten" and 0 < value < 10:
        raw[-1] = Token("N", raw[-1].number + value)
    else:
        raw.append(Token("N", value, "ten" if value >= 20 and value % 10 == 0 else ""))


def _after_digits(raw: list[Token], written: str) -> Token:
    """Letters written onto a number: a unit ("2wks", "3d"), "9a", or "8h" for a clock time."""
    if written == "a":
        return Token("j", 0, "am")
    if written == "h" and raw[-1].kind == "N" and not (len(raw) > 1 and raw[-2].name in _OPENS_LENGTH):
        hour = int(raw.pop().number)
        return Token("C", 0, "", (hour, 0, 0))
    unit = _GLUED_UNITS.get(written)
    return Token("U", 1, unit) if unit else Token("word", 0, EXPANSIONS.get(written, written))


def _phrased(raw: list[Token]) -> list[Token]:
    """Words looked up, the longest phrase first."""
    tokens: list[Token] = []
    at = 0
    while at < len(raw):
        token, width = (raw[at], 1) if raw[at].kind != "word" else _phrase(raw, at)
        tokens.append(token)
        at += width
    return tokens


def _phrase(raw: list[Token], at: int) -> tuple[Token, int]:
    for phrase, meaning in PHRASES.get(raw[at].name, ()):
        width = len(phrase)
        if width == 1 or tuple(token.name for token in raw[at : at + width]) == phrase:
            return Token(meaning[0], meaning[1], meaning[2]), width
    kind, number, name = guess(raw[at].name)
    return Token(kind, number, name), 1
