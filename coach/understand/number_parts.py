"""Reads what may follow or stand for a whole number: fractions, decimals, divisions. Knows one language at a time, and no sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.understand.number_tables import SPANISH, Tongue
from coach.understand.number_words import Sum, Token, hear

Found = tuple[float, int]
"""A number, and where it ends."""

_AVO = re.compile(r"(\w{2,}?)(?:avo|ava|esimo|esima)s?")
_STEMS = {"cincuent": "cincuenta", "millon": "millon", "mil": "mil"}


def number_at(tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """The longest number that begins at ``at``."""
    if tokens[at] in tongue.minus:
        found = number_at(tokens, at + 1, tongue) if at + 1 < len(tokens) else None
        return (-found[0], found[1]) if found else None
    heard = hear(tokens, at, tongue)
    if heard:
        return _go_on(heard[0], tokens, heard[1], tongue)
    part = _bare_part(tokens, at, tongue) or _decimals(0, tokens, at, tongue)
    return _scaled(part[0], tokens, part[1], tongue) if part else None


def _word(tokens: list[Token], at: int) -> str:
    token = tokens[at] if at < len(tokens) else ""
    return token if isinstance(token, str) else ""


def _go_on(heard: Sum, tokens: list[Token], at: int, tongue: Tongue) -> Found:
    """All that a whole number may go on with."""
    scale = heard.last if heard.last >= 1000 else 1
    found = _divided(heard, tokens, at, tongue) or _joined(heard.value, tokens, at, tongue, scale) or (heard.value, at)
    for more in (_decimals, _with, _over):
        found = more(found[0], tokens, found[1], tongue) or found
    return found if found[1] == at else _scaled(found[0], tokens, found[1], tongue)


def _scaled(value: float, tokens: list[Token], at: int, tongue: Tongue) -> Found:
    """``value`` times a multiplier that follows: "half a dozen", "two thirds of a million"."""
    end = at + 1 if _word(tokens, at) == "of" else at
    end = end + 1 if _word(tokens, end) in tongue.one else end
    by = tongue.times.get(_word(tokens, end))
    return (value * by, end + 1) if by else (value, at)


def _divided(heard: Sum, tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """``heard`` as the upper part of a fraction: "two thirds", "three twenty-firsts"."""
    part = part_of(_word(tokens, at), tongue)
    if part:
        tens = heard.plain
        if tongue.loose_parts and part < 10 and tens in range(20, 100, 10) and heard.value > tens and not heard.before_and:
            return ((heard.value - tens) / (tens + part), at + 1)  # "one hundred thirty fifths" are 100 / 35
        return (heard.value / part, at + 1)
    below = hear(tokens, at, tongue)
    last = _word(tokens, below[1] + (_word(tokens, below[1]) in tongue.and_)) if below else ""
    part = part_of(last, tongue)
    if below and part and part < below[0].room:
        return (heard.value / (below[0].value + part), below[1] + 1 + (_word(tokens, below[1]) in tongue.and_))
    return None


def _bare_part(tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """A part without a number before it: "half", "a third", "quarter million". A bare "third" is no number."""
    article = _word(tokens, at) in tongue.one
    word = _word(tokens, at + article)
    part = part_of(word, tongue)
    if not part or (not article and part > 2 and word != "quarter"):
        return None
    return (1 / part, at + article + 1)


def _decimals(value: float, tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """Decimals spelt out: "point nought four", "coma veintiocho"."""
    if _word(tokens, at) not in tongue.point:
        return None
    end, digits = at + 1, ""
    while tongue.plain.get(_word(tokens, end)) == 0:
        end, digits = end + 1, digits + "0"
    heard = hear(tokens, end, tongue, times=False)
    digits += f"{heard[0].value:g}" if heard else ""
    if not digits.isdigit():
        return None
    return (value + int(digits) / 10 ** len(digits), heard[1] if heard else end)


def _joined(value: float, tokens: list[Token], at: int, tongue: Tongue, scale: float) -> Found | None:
    """A part joined by "and": "three and a fifth"; after a large multiplier it is a part of that ("3 million and a half")."""
    if _word(tokens, at) not in tongue.and_ | tongue.with_:
        return None
    found = _part(tokens, at + 1, tongue)
    if not found:
        return None
    scaled = _scaled(found[0], tokens, found[1], tongue)
    return (value + scaled[0], scaled[1]) if scaled[1] != found[1] else (value + found[0] * scale, found[1])


def _part(tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    heard = hear(tokens, at, tongue)
    return _divided(heard[0], tokens, heard[1], tongue) if heard else _bare_part(tokens, at, tongue)


def _with(value: float, tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """Spanish "con" before bare digits says decimals ("siete con cincuenta"), before a mixed number it adds."""
    heard = hear(tokens, at + 1, tongue) if _word(tokens, at) in tongue.with_ else None
    if not heard:
        return None
    mixed = _joined(heard[0].value, tokens, heard[1], tongue, 1)
    if mixed:
        return (value + mixed[0], mixed[1])
    digits = f"{heard[0].value:g}"
    return (value + int(digits) / 10 ** len(digits), heard[1]) if digits.isdigit() else None


def _over(value: float, tokens: list[Token], at: int, tongue: Tongue) -> Found | None:
    """A division: "one over twenty", "two out of five hundred", "1 in 21"."""
    width = _over_width(value, tokens, at, tongue)
    heard = hear(tokens, at + width, tongue) if width else None
    below = heard[0].value if heard else 0
    return (value / below, heard[1]) if heard and 0 < value < below else None


def _over_width(value: float, tokens: list[Token], at: int, tongue: Tongue) -> int:
    word = _word(tokens, at)
    if word in tongue.over or (word == "in" and value == 1):
        return 1
    return 2 if word == "out" and _word(tokens, at + 1) == "of" else 0


def part_of(word: str, tongue: Tongue) -> float | None:
    """The denominator a word names: 3 for "thirds"; Spanish builds them from any number ("veintiunavos")."""
    part = tongue.parts.get(word)
    return _built(word) if part is None and tongue is SPANISH else part


@lru_cache(maxsize=512)
def _built(word: str) -> float | None:
    match = _AVO.fullmatch(word)
    if not match:
        return None
    pieces = _cut(_STEMS.get(match[1], match[1]))
    heard = hear(list(pieces), 0, SPANISH) if pieces else None
    return heard[0].value if heard and heard[1] == len(pieces or ()) else None


def _cut(stem: str) -> tuple[str, ...] | None:
    """A run of number words cut apart: "treintaicinco" -> treinta, cinco."""
    for end in range(len(stem), 1, -1):
        head, rest = stem[:end], stem[end:]
        if head in SPANISH.plain or head in SPANISH.times:
            tail = _cut(rest.removeprefix("i") if len(rest) > 2 else rest) if rest else ()
            if tail is not None:
                return (head, *tail)
    return None
