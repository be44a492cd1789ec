"""Finds the sense of words that are times only in company: "may", "sat", "second", "the 17", "7ish". Knows neighbours, no calendar."""

from __future__ import annotations

from collections.abc import Callable

from coach.understand.when_forms import Token
from coach.understand.wordlists import words

_UNCERTAIN = words("may march mar sat sun wed mon dec")
_TIME_KINDS = frozenset("NOTQDdCWMRPEoX")
_LOOSELY = words("around about approx como roughly")
_BEFORE = {
    "M": words("in by until since from before after of next last between en de start early late mid end"),
    "W": words("on this next last by until from before after between early late"),
}
_NOTHING = Token(",")


def settle(tokens: list[Token]) -> list[Token]:
    """The tokens with every uncertain one settled: as the time it is beside other words of time, else as an unknown word."""
    settled = list(tokens)
    for at, token in enumerate(tokens):
        sense = _SENSES.get(token.kind)
        if sense:
            sense(settled, at)
    return settled


def _at(tokens: list[Token], at: int) -> Token:
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def _ordinal(tokens: list[Token], at: int) -> None:
    """What "10 second(s)" is: a length; "thirty first" is one ordinal."""
    before = _at(tokens, at - 1)
    if tokens[at].name == "second" and before.kind in "Nac":
        tokens[at] = Token("U", 1, "second")
    elif before.name == "ten":
        tokens[at] = Token("o", before.number + tokens[at].number)
        tokens[at - 1] = Token(" ")
    if tokens[at].kind == "o" and at == len(tokens) - 1 and _follows_the(tokens[:at]):
        tokens[at] = Token("O", tokens[at].number)


def _follows_the(tokens: list[Token]) -> bool:
    """Whether nothing but "by the" or "on the" and the like was said so far."""
    return any(token.name == "the" for token in tokens) and all(token.kind in " ~,b" for token in tokens)


def _quarter(tokens: list[Token], at: int) -> None:
    """A quarter of the year: "next quarter"."""
    if tokens[at].name == "quarter" and _at(tokens, at - 1).kind == "X":
        tokens[at] = Token("U", 3, "month")


def _named(tokens: list[Token], at: int) -> None:
    if tokens[at].name in _UNCERTAIN and not _beside_time(tokens, at):
        tokens[at] = Token("?")


def _number(tokens: list[Token], at: int) -> None:
    """A number after "the" is a day of the month; a number all alone is an hour where it is said loosely ("around 7", "7ish")."""
    if _at(tokens, at - 1).name in ("the", "el") and _is_day(tokens, at):
        tokens[at] = Token("O", tokens[at].number)
    elif _is_loose_hour(tokens, at):
        tokens[at] = Token("C", 0, "", (int(tokens[at].number), 0, 0))


def _digits(tokens: list[Token], at: int) -> None:
    """Three or four digits all alone are a clock time: "1830"; but "2026" may be a year."""
    hour, minute = divmod(int(tokens[at].number), 100)
    alone = all(token.kind in " ~,A" for place, token in enumerate(tokens) if place != at)
    if alone and hour < 24 and minute < 60 and not 1990 <= tokens[at].number <= 2070:
        tokens[at] = Token("C", 0, tokens[at].name, (hour, minute, 0))


_SENSES: dict[str, Callable[[list[Token], int], None]] = {
    "o": _ordinal,
    "H": _quarter,
    "W": _named,
    "M": _named,
    "N": _number,
    "Q": _digits,
    "T": _digits,
}


def _is_loose_hour(tokens: list[Token], at: int) -> bool:
    if tokens[at].number > 12 or any(token.kind not in " ~," for place, token in enumerate(tokens) if place != at):
        return False
    return _at(tokens, at - 1).name in _LOOSELY or _at(tokens, at + 1).name == "ish"


def _is_day(tokens: list[Token], at: int) -> bool:
    return 1 <= tokens[at].number <= 31 and _at(tokens, at + 1).kind not in "oXUN?%"


def _beside_time(tokens: list[Token], at: int) -> bool:
    """Whether the word stands alone or beside a word of time."""
    if all(token.kind == "," for place, token in enumerate(tokens) if place != at):
        return True
    before, after = _at(tokens, at - 1), next((token for token in tokens[at + 1 :] if token.kind != " "), _NOTHING)
    if tokens[at].kind == "M" and before.kind == "N" and after.kind in "?~":
        return False  # "one may ask"
    if before.name in _BEFORE[tokens[at].kind] or (before.kind in _TIME_KINDS and before.name != "this"):
        return True
    return after.kind in _TIME_KINDS or (after.kind in "tA" and _at(tokens, at + 2).kind in "MWNCTd")
