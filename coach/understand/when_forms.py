"""The written forms that times and dates take in digits ("3:15", "15/3", "2nd"), as tokens. Knows no words, and not what day it is.

Kinds of numbers, beside the kinds of words in :mod:`when_words`: ``N`` a number of one or two digits, ``T`` of three, ``Q`` of four,
``F`` with decimals, ``O`` an ordinal in digits, ``C`` a clock time with a colon or an h, ``d`` two numbers and a dot (a clock time, a date
or decimals), ``D`` a date in numbers, ``I`` an ISO date, ``j`` a lone "a" for am; ``?`` what is none of these, ``,`` a mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """One token: its kind, its number, its name, and the further numbers of a date or clock time."""

    kind: str
    number: float = 0
    name: str = ""
    parts: tuple[int, ...] = ()


_NO_TIMES = (
    r"\b24/7\b",
    r"[$€£]\s?\d[\d,.]*",  # money
    r"\(\d{3}\)\s?\d{3}-\d{4}",  # telephone numbers
    r"\d+(?:[.-]\d+){3,}",
    r"\d{3,}(?:[.-]\d+){2,}",
    r"\d{3,}-\d{3,}",
    r"\d+[.,]?\d*\s?%",
    r"\d{5,}",
    r"\d+,\d{3}\b",
    r"\d+:\d\b",  # a ratio
    r"[a-z]+-?\d+[a-z]\w*",  # a model or part number
)
FORMS = re.compile(
    rf"""
      (?P<iso>\b\d{{4}}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?)?)
    | (?P<strange>{"|".join(_NO_TIMES)})
    | (?P<date>\b\d{{1,2}}/\d{{1,2}}(?:/(?:\d{{4}}|\d\d))?\b|\b\d{{1,2}}([.-])\d{{1,2}}\4(?:\d{{4}}|\d\d)\b)
    | (?P<clock>\b\d{{1,2}}:\d\d(?::\d\d)?|\b\d{{1,2}}h\d\d\b)
    | (?P<dotted>\b\d{{1,2}}\.\d{{1,2}}(?![\d])h?)
    | (?P<ordinal>\b\d{{1,2}}(?:st|nd|rd|th)\b)
    | (?P<number>\d*\.\d+|\d+)
    | (?P<word>[a-z]+(?:'[a-z]+)*'?|[@&%])
    | (?P<mark>[,;!?]|-)
    """,
    re.VERBOSE,
)
"""Every form a text is cut into; the name of the group says which."""


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


def _strange(_written: str) -> Token:
    return Token("?")


def _mark(written: str) -> Token:
    return Token("t", 0, "-") if written == "-" else Token(",")


READERS = {
    "iso": _iso,
    "strange": _strange,
    "date": _date,
    "clock": _clock,
    "dotted": _dotted,
    "ordinal": _ordinal,
    "number": _number,
    "mark": _mark,
}
"""What makes a token of each form but words."""
