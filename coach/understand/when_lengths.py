"""Lengths of time: what "half an hour" or "2 weeks and a half" add up to. Knows no dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.understand.when_forms import Token

LENGTH = r"(?:(?:[NTF]&aH|N&N|NaH|NH|N?ac|aH|Haa?|H|a?[NTQFDd]|c|a)U(?:&a?H)?)(?:[&,]?(?:[NTFd]|a)U)*"
"""The kinds that make up a length, as a regular expression."""

_IN_DAYS = {"day": 1, "week": 7}
_IN_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_IN_MONTHS = {"month": 1, "year": 12}
DAY = 86400


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time. Months, days and seconds stay apart, because a month or a day has no fixed number of seconds."""

    months: float = 0
    days: float = 0
    seconds: float = 0

    @property
    def precise(self) -> bool:
        """Whether it is said in hours or less, so that it leads to a moment and not to a day."""
        return self.seconds > 0

    @property
    def in_seconds(self) -> int:
        """Seconds, a day being 24 hours, a month 30 days and twelve months 365 days."""
        years, months = divmod(self.months, 12)
        return round((years * 365 + months * 30 + self.days) * DAY + self.seconds)

    def plus(self, amount: float, unit: str) -> Length:
        """With ``amount`` of ``unit`` more; a part of a day counts in hours, a part of a week or month in days."""
        if unit in _IN_SECONDS:
            return Length(self.months, self.days, self.seconds + amount * _IN_SECONDS[unit])
        if unit in _IN_MONTHS:
            months = amount * _IN_MONTHS[unit]
            return Length(self.months + int(months), self.days + round((months - int(months)) * 30), self.seconds)
        days = amount * _IN_DAYS[unit]
        if unit == "week":
            return Length(self.months, self.days + round(days), self.seconds)
        return Length(self.months, self.days + int(days), self.seconds + (days - int(days)) * DAY)


def length_of(tokens: Sequence[Token]) -> Length:
    """The length that a run of tokens matching :data:`LENGTH` names; one without a number is one."""
    length, amount, unit, joined = Length(), 0.0, "", False
    known = False
    for token in tokens:
        if token.kind == "U":
            unit = token.name
            length, amount, known = length.plus((amount if known else 1) * token.number, unit), 0.0, False
        elif token.kind == "H" and unit and not known:
            length = length.plus(token.number, unit)
        elif token.kind in "NTQFdDcH":
            amount, known = (amount + _worth(token) if joined or token.kind == "H" else _worth(token)), True
        joined = token.kind == "&"
    return length


def _worth(token: Token) -> float:
    if token.kind == "D":
        return token.parts[0] / (token.parts[1] or 1)
    return token.number


def after(length: Length, moment: datetime, zone: str, sign: int = 1) -> datetime:
    """``moment`` (local, naive) plus or minus a length: months and days on the calendar, hours on the world's clock, through UTC."""
    day = shift_months(moment.date(), sign * int(length.months)) + timedelta(days=sign * int(length.days))
    local = datetime.combine(day, moment.time())
    if not length.seconds:
        return local
    place = place_of(zone)
    there = local.replace(tzinfo=place).astimezone(UTC) + timedelta(seconds=sign * length.seconds)
    return there.astimezone(place).replace(tzinfo=None)


def place_of(zone: str) -> ZoneInfo:
    """The zone by its IANA name; UTC for an unknown one, so that no reply can fail on it."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def shift_months(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a shorter month. Years stay within what a calendar holds."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, 1), 9998), count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
