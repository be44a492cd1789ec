"""What was heard of a time or date, piece by piece, before it is put on a calendar. Knows neither words nor the day it is."""

from __future__ import annotations

from dataclasses import dataclass

from coach.understand.when_clock import Clock
from coach.understand.when_lengths import Length


@dataclass(slots=True)
class Heard:
    """Everything a text said of when. The first mention of each kind counts, later ones are other ends of a range."""

    iso: str = ""
    shift: int | None = None  # days from today
    holiday: str = ""
    weekday: int | None = None
    which: str = ""  # this, next, last, after (the one after next)
    count: int = 0  # "2 sundays from now"
    dom: int | None = None  # day of the month
    month: int | None = None
    year: int | None = None
    figures: tuple[int, ...] = ()  # a date in numbers, order open
    dotted: tuple[int, ...] = ()  # two numbers with a dot: a date or a clock time
    span: tuple[str, int, str] | None = None  # unit, how many, which
    week: int = 0  # the third week of a month
    nth: int = 0  # the third friday of a month, -1 the last
    edge: str = ""
    weekend: bool = False
    offset: Length | None = None
    sign: int = 1
    anchored: bool = False  # the offset counts from the date heard, not from now
    lasting: Length | None = None
    alone: bool = False  # the length stood without "for"
    clock: Clock | None = None
    part: str = ""
    now: bool = False
    from_now: bool = False  # the range that was named begins now
    zone: str = ""
    lone: Clock | None = None  # bare numbers beside words of time: an hour, perhaps
    number: int = 0  # a bare number after a weekday: a day of the month or an hour

    @property
    def dated(self) -> bool:
        """Whether anything names a day."""
        named = (self.shift, self.weekday, self.dom, self.month, self.span)
        said = (self.iso, self.holiday, self.figures, self.dotted, self.weekend)
        return any(piece is not None for piece in named) or any(said)

    @property
    def timed(self) -> bool:
        """Whether anything names a moment of the day."""
        return self.clock is not None or bool(self.part)
