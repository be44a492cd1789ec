"""Puts number words and digits together into whole numbers ("three hundred and 21"). Knows one language at a time, and no sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.understand.number_tables import Tongue

Token = str | float
"""A word, or a number that was written in digits."""


@dataclass(slots=True)
class Sum:
    """A number being heard word by word. ``room``: what is added next must be smaller."""

    groups: list[tuple[float, float]] = field(default_factory=list)  # (worth, multiplier), multipliers falling
    current: float = 0
    before_and: float = 0  # the part of the current group in front of "and"
    room: float = float("inf")
    heard: bool = False
    last: float = 1  # the multiplier heard last, 1 after a plain number
    plain: float = 0  # the plain number heard last

    def fits(self, value: float) -> bool:
        """Whether a plain number may follow what was heard."""
        return not self.heard or 0 < value < self.room

    def add(self, value: float, spelt: bool) -> None:
        """Hear a plain number, ``spelt`` out or in digits."""
        self.current += value
        self.room = _room_after(value) if spelt else 1
        self.heard, self.last, self.plain = True, 1, value

    def multiply(self, by: float) -> None:
        """Hear a multiplier: of the current group, or, for the large ones, of all smaller groups before it."""
        if by in (2, 12):
            self.current = self.before_and + max(self.current - self.before_and, 0 if self.heard and not self.current else 1) * by
        elif by == 100:
            self.current = max(self.current, 1) * by
        else:
            self._close(by)
        self.room = 1 if by in (2, 12) else by
        self.heard, self.last, self.before_and = True, by, 0

    def _close(self, by: float) -> None:
        worth = self.current
        while self.groups and self.groups[-1][1] < by:
            worth += self.groups.pop()[0]
        self.groups.append(((worth or 1) * by, by))
        self.current = 0

    @property
    def value(self) -> float:
        """All that was heard so far."""
        return sum(worth for worth, _ in self.groups) + self.current


def _room_after(value: float) -> float:
    """Twenty leaves room for one to nine, three hundred for one to ninety-nine, seven for nothing."""
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 1


def hear(tokens: list[Token], at: int, tongue: Tongue, *, times: bool = True) -> tuple[Sum, int] | None:
    """The whole number that begins at ``at`` and where it ends; None when none does. ``times`` False: no multipliers in it."""
    heard = Sum()
    while at < len(tokens) and (times or tokens[at] not in tongue.times):
        taken = _take(heard, tokens, at, tongue)
        if not taken:
            break
        at += taken
    return (heard, at) if heard.heard else None


def _take(heard: Sum, tokens: list[Token], at: int, tongue: Tongue) -> int:
    """Let ``heard`` hear the token at ``at``; how many tokens that took, 0 when it does not belong."""
    token = tokens[at]
    value = token if isinstance(token, float | int) else tongue.plain.get(token)
    if value is not None:
        return _take_plain(heard, value, isinstance(token, str))
    if token in tongue.times:
        return _take_times(heard, tongue.times[str(token)])
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if token in tongue.and_ and _may_join(heard, following, tongue) and not _upper_part(tokens, at + 1, tongue):
        heard.before_and = heard.current
        return 1
    if token in tongue.one and not heard.heard and following in tongue.times:
        return 1
    return 0


def _take_plain(heard: Sum, value: float, spelt: bool) -> int:
    if heard.heard and heard.value == 0 and not heard.groups and 0 < value < 10 and spelt:
        heard.room = 10  # "zero four" is four
    if not heard.fits(value):
        return 0
    heard.add(value, spelt)
    return 1


def _take_times(heard: Sum, by: float) -> int:
    """A multiplier right after itself is no number ("two pairs couple"); a hundred of more than thousands neither."""
    if heard.heard and by in (2, 12) and heard.room == 1 and heard.last in (2, 12):
        return 0
    heard.multiply(by)
    return 1


def _may_join(heard: Sum, following: Token, tongue: Tongue) -> bool:
    """Whether "and" goes on with a smaller whole number, as in "two hundred and six"."""
    value = following if isinstance(following, float | int) else tongue.plain.get(following)
    return heard.heard and value is not None and heard.room >= 10 and 0 < value < heard.room


def _upper_part(tokens: list[Token], at: int, tongue: Tongue) -> bool:
    """Whether the number at ``at`` is the upper part of a fraction ("two million and *one* half")."""
    value = tongue.plain.get(str(tokens[at]), tokens[at])
    return tongue.loose_parts and isinstance(value, float | int) and value < 20 and at + 1 < len(tokens) and tokens[at + 1] in tongue.parts
