"""Cuts a text into tokens that times and dates are made of. Knows forms, not what day it is.

Kinds of numbers, beside the kinds of words in :mod:`when_words`: ``N`` a number of one or two digits, ``T`` of three, ``Q`` of four,
``F`` with decimals, ``O`` an ordinal in digits, ``C`` a clock time with a colon or an h, ``d`` two numbers and a dot (a clock time, a date
or decimals), ``D`` a date in numbers, ``I`` an ISO date, ``j`` a lone "a" for am; ``?`` what is none of these, ``,`` a mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from coach.understand.normalise import bare
from coach.understand.number_tables import ENGLISH, SPANISH
from coach.understand.shorthand import EXPANSIONS
from coach.understand.when_words import FUZZY, NOT_FUZZY, PHRASES, UNCERTAIN, Meaning


class Token(NamedTuple):
    """One token: its kind, its number, its name, and further numbers (of a date or clock time; missing ones are -1)."""

    kind: str
    number: float = 0
    name: str = ""
    parts: tuple[int, ...] = ()


_MERIDIAN = re.compile(r"(?<=[\d\s.])([ap])\s?\.?\s?m\b\.?|(?<=\d)\s?(p)\b\.?")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_FORMS = re.compile(
    r"""
      (?P<iso>\b\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?)?)
    | (?P<bad>\b24/7\b|[$€£]\s?\d[\d,.]*|\(\d{3}\)\s?\d{3}-\d{4}|\d+(?:[.-]\d+){3,}|\d{3,}(?:[.-]\d+){2,}|\d+[.,]?\d*\s?%|\d{5,}|\d+,\d{3}\b|\d+:\d\b|\d{3,}-\d{3,}|[a-z]+-?\d+[a-z]\w*)
    | (?P<date>\b\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?\b|\b\d{1,2}([.-])\d{1,2}\4(?:\d{4}|\d\d)\b)
    | (?P<clock>\b\d{1,2}:\d\d(?::\d\d)?|\b\d{1,2}h\d\d\b)
    | (?P<dot>\b\d{1,2}\.\d{1,2}(?![\d])h?)
    | (?P<ord>\b\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<num>\d*\.\d+|\d+)
    | (?P<word>[a-z]+(?:'[a-z]+)*'?|[@&%])
    | (?P<mark>[,;!?]|-)
    """,
    re.VERBOSE,
)
_SPELT = {"en": ENGLISH.plain, "es": ENGLISH.plain | {word: n for word, n in SPANISH.plain.items() if word not in ("un", "una")}}
_GLUED_UNITS = {"h": "hour", "m": "minute", "d": "day", "w": "week", "y": "year", "mo": "month", "s": "second"}
_LENGTH_OPENS = frozenset("if")
_TIME_KINDS = frozenset("NOTQDdCWMRPEoX")


def tokenise(text: str, language: str) -> list[Token]:
    """The tokens of a text, without the words that change nothing ("the", "around", "like")."""
    plain = _MERIDIAN.sub(lambda match: f" {match[1] or match[2]}m", _HYPHEN.sub(" ", bare(text)))
    raw: list[Token] = []
    for match in _FORMS.finditer(plain):
        _append(raw, match, plain, "es" if language == "es" else "en")
    return [token for token in _settle(_phrased(raw)) if token.kind != " "]


def _append(raw: list[Token], match: re.Match[str], plain: str, language: str) -> None:
    """Add what ``match`` is; a number spelt out goes together with the ten before it."""
    form, written = str(match.lastgroup), match[0]
    if form != "word":
        raw.append(_NUMBERS[form](written))
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
    if written == "h" and raw[-1].kind == "N" and not (len(raw) > 1 and raw[-2].name in ("in", "for", "en", "por", "within")):
        hour = int(raw.pop().number)
        return Token("C", 0, "", (hour, 0, 0))
    unit = _GLUED_UNITS.get(written)
    return Token("U", 1, unit) if unit else Token("word", 0, EXPANSIONS.get(written, written))


def _number(written: str) -> Token:
    if "." in written:
        return Token("F", float(written))
    kind = {1: "N", 2: "N", 3: "T", 4: "Q"}[len(written)]
    return Token(kind, int(written), "0" if written[0] == "0" and len(written) > 1 else "")


def _iso(written: str) -> Token:
    return Token("I", 0, written)


def _date(written: str) -> Token:
    parts = tuple(int(part) for part in re.split(r"[/.-]", written))
    return Token("D", 0, "", parts)


def _clock(written: str) -> Token:
    parts = [int(part) for part in re.split(r"[:h]", written)] + [0]
    return Token("C", 0, "0" if written[0] == "0" else "", tuple(parts[:3]))


def _dotted(written: str) -> Token:
    left, right = written.rstrip("h").split(".")
    return Token("d", float(written.rstrip("h")), "h" if written.endswith("h") else left[0], (int(left), int(right), len(right)))


def _ordinal(written: str) -> Token:
    return Token("O", int(written[:-2]))


def _bad(_written: str) -> Token:
    return Token("?")


def _mark(written: str) -> Token:
    return Token("t", 0, "-") if written == "-" else Token(",")


_NUMBERS = {"iso": _iso, "bad": _bad, "date": _date, "clock": _clock, "dot": _dotted, "ord": _ordinal, "num": _number, "mark": _mark}


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
    kind, number, name = _guess(raw[at].name)
    return Token(kind, number, name), 1


@lru_cache(maxsize=4096)
def _guess(word: str) -> Meaning:
    """What an unknown word is: a possessive, a slip of the thumb in a long word, or unknown."""
    stem = word.removesuffix("'s").removesuffix("s'").removesuffix("'")
    if stem != word and stem in PHRASES and len(PHRASES[stem][-1][0]) == 1:
        return PHRASES[stem][-1][1]
    if word.endswith("ish") and word[:-3] in PHRASES:
        return PHRASES[word[:-3]][-1][1]
    if len(word) >= 5 and word not in NOT_FUZZY:
        for known in FUZZY:
            if known[0] == word[0] and abs(len(known) - len(word)) <= 2 and OSA.distance(known, word) <= (1 if len(known) < 8 else 2):
                return PHRASES[known][-1][1]
    return ("?", 0.0, word)


def _settle(tokens: list[Token]) -> list[Token]:
    """Words that are times only beside other words of time become ``?`` elsewhere; "second" and ordinals find their sense."""
    for at, token in enumerate(tokens):
        if token.name == "second" and token.kind == "o" and at and tokens[at - 1].kind in "Nac":
            tokens[at] = Token("U", 1, "second")
        elif token.kind == "o" and at and tokens[at - 1].name == "ten":
            tokens[at] = Token("o", tokens[at - 1].number + token.number)
            tokens[at - 1] = Token(" ")
        elif token.kind in "WM" and token.name in UNCERTAIN and not _beside_time(tokens, at):
            tokens[at] = Token("?")
        elif token.kind == "N" and _is_loose_hour(tokens, at):
            tokens.insert(at, Token("A"))
            break
        elif token.kind == "N" and at and tokens[at - 1].name in ("the", "el") and _is_day(tokens, at):
            tokens[at] = Token("O", token.number)
        elif token.name == "quarters" or (token.name == "quarter" and at and tokens[at - 1].kind == "X"):
            tokens[at] = Token("U", 3, "month")
    return tokens


def _is_loose_hour(tokens: list[Token], at: int) -> bool:
    """Whether a number that stands alone is said as an hour: "around 7", "7ish"."""
    if tokens[at].number > 12 or any(token.kind not in " ~," for place, token in enumerate(tokens) if place != at):
        return False
    before, following = tokens[at - 1].name if at else "", tokens[at + 1].name if at + 1 < len(tokens) else ""
    return before in ("around", "about", "approx", "como", "roughly") or following == "ish"


def _is_day(tokens: list[Token], at: int) -> bool:
    """Whether the number after "the" is a day of the month ("the 17"), and not the ten of an ordinal or a count."""
    following = tokens[at + 1].kind if at + 1 < len(tokens) else ","
    return 1 <= tokens[at].number <= 31 and following not in "oXUN?%"


_BEFORE = {
    "M": frozenset(
        [
            "in",
            "by",
            "until",
            "since",
            "from",
            "before",
            "after",
            "of",
            "next",
            "last",
            "between",
            "en",
            "de",
            "early",
            "late",
            "mid",
            "end",
        ]
    ),
    "W": frozenset(["on", "this", "next", "last", "by", "until", "from", "before", "after", "between", "early", "late"]),
}


def _beside_time(tokens: list[Token], at: int) -> bool:
    """Whether "may", "march", "sat" or "sun" stands alone or beside a word of time."""
    if len(tokens) == 1 or all(token.kind == "," for place, token in enumerate(tokens) if place != at):
        return True
    before = tokens[at - 1] if at else Token(",")
    after = next((token for token in tokens[at + 1 :] if token.kind != " "), Token(","))
    further = tokens[at + 2] if at + 2 < len(tokens) else Token(",")
    if tokens[at].kind == "M" and before.kind == "N" and after.kind in "?~":
        return False  # "one may ask"
    if before.name in _BEFORE[tokens[at].kind] or (before.kind in _TIME_KINDS and before.name != "this"):
        return True
    return after.kind in _TIME_KINDS or (after.kind in "tA" and further.kind in "MWNCTd" and further.kind != "?")
