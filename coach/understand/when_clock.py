"""Clock times: which hour "half past 7", "1515pm" or "3ish" mean, alone and beside a part of the day. Knows no dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from coach.understand.when_forms import Token

CLOCK = r"(?:C[mj]?|d[mj]|NNv?[mj]|[NTQ]v?[mj]|NN?v|n)"
"""The kinds that make up a clock time by themselves, as a regular expression."""
LOOSE = r"(?:C[mj]?|d[mj]?|NN?v?[mj]?|[TQ]v?[mj]?|n)"
"""The same where "at" or a range says that it is one."""

_LATE = frozenset(["evening", "night", "tonight", "late", "work"])
_MORNING = frozenset(["morning", "early", "breakfast"])
_FIRST_MORNING_HOUR = 7  # "at 6" is an evening, "at 7" a morning, unless something says otherwise


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time. ``half``: "am", "pm" or "" when unsaid; ``fixed``: written so that only one reading is left ("15:00", noon)."""

    hour: int
    minute: int = 0
    second: int = 0
    half: str = ""
    fixed: bool = False

    @property
    def next_day(self) -> bool:
        """Midnight ends the day it is said of."""
        return self.hour == 24

    @property
    def open(self) -> bool:
        """Whether it could be either half of the day."""
        return not self.half and not self.fixed and 1 <= self.hour <= 12

    def at(self) -> time:
        """The time of day, reading an open one as written."""
        hour = self.hour % 24
        if self.half and hour <= 12:
            hour = hour % 12 + (12 if self.half == "pm" else 0)
        return time(hour, self.minute, self.second)


def clock_of(tokens: Sequence[Token]) -> Clock | None:
    """The clock time that a run of tokens matching :data:`LOOSE` names; None when there is none such (25:00, "two sixty")."""
    half = next((token.name for token in tokens if token.kind in "mj"), "")
    numbers = [token for token in tokens if token.kind in "CdNTQnH"]
    hour, minute, second = _figures(numbers)
    first = numbers[0]
    if hour > (24 if first.kind == "n" else 23) or minute > 59 or second > 59 or (half and hour == 0):
        return None
    fixed = hour > 12 or hour == 0 or first.kind == "n" or (first.name == "0" and not half)
    return Clock(hour, minute, second, "" if hour > 12 else half, fixed)


def _figures(numbers: Sequence[Token]) -> tuple[int, int, int]:
    first = numbers[0]
    if first.kind == "C":
        return first.parts[0], first.parts[1], first.parts[2]
    if first.kind == "d":
        return first.parts[0], first.parts[1] if first.parts[2] == 2 else 60, 0
    if numbers[-1].kind == "H":
        return int(first.number), int(numbers[-1].number * 60), 0
    if first.kind in "TQ":
        return int(first.number) // 100, int(first.number) % 100, 0
    minute = int(numbers[1].number) if len(numbers) > 1 else 0
    return int(first.number), minute if len(numbers) == 1 or minute >= 10 else 60, 0


def shared(first: Clock, second: Clock) -> Clock:
    """The start of a range, in the half of the day its end was given, where it then comes before the end ("3:30-6:00pm")."""
    if not first.open or not second.half:
        return first
    moved = replace(first, half=second.half)
    return moved if moved.at() < second.at() else first


def placed(clock: Clock, part: str) -> Clock:
    """An open clock time in its part of the day: 7 in the evening, 3 in the afternoon, 2 at night, 11 in the morning."""
    if not clock.open or not part:
        return clock
    if part in _LATE:
        return _at_night(clock, part)
    if part in _MORNING:
        return replace(clock, half="am" if clock.hour < 12 else "pm")
    return replace(clock, half="am" if part in ("lunch", "day") and 8 <= clock.hour < 12 else "pm")


def _at_night(clock: Clock, part: str) -> Clock:
    """Twelve at night is midnight; one to four at night are hours of the next day."""
    if clock.hour == 12:
        return replace(clock, hour=24, fixed=True)
    if clock.hour < 5 and part in ("night", "tonight", "late"):
        return replace(clock, hour=clock.hour, half="am")
    return replace(clock, half="pm")


def likely(clock: Clock) -> Clock:
    """An open clock time on a day that is named: nine is in the morning, five in the afternoon."""
    if not clock.open:
        return clock
    return replace(clock, half="am" if _FIRST_MORNING_HOUR <= clock.hour < 12 else "pm")
