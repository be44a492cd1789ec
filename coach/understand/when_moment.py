"""Gives a day its time: the clock time, the part or the edge of the day that was heard. Knows the present, no words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from coach.understand.when_clock import Clock, likely, placed
from coach.understand.when_heard import Heard
from coach.understand.when_lengths import place_of
from coach.understand.when_words import PARTS


def moment_of(heard: Heard, day: date | None, now: datetime, zone: str) -> str | None:
    """``day`` with the clock time or part of the day that was heard, as an ISO local date-time, or as a date where there is neither.

    ``now`` is local in ``zone``, naive. Without a day it is the next such time. None when neither day nor time was heard.
    """
    if heard.clock is not None:
        return _at_clock(heard, day, placed(heard.clock, heard.part), now, zone)
    if heard.part:
        return _in_part(heard, day, now)
    return None if day is None else _at_edge(heard, day, now)


def _at_edge(heard: Heard, day: date, now: datetime) -> str:
    """The end, the middle or the later part of a single day; else the day."""
    if heard.edge == "end" and (heard.shift is not None or (heard.weekday is not None and heard.span is None)):
        return datetime.combine(day, time(23, 59, 59)).isoformat()
    if heard.edge == "mid" and heard.shift is not None:
        return datetime.combine(day, time(12)).isoformat()
    if heard.shift == 0 and heard.edge in ("later", "late"):
        return max(now + timedelta(hours=2), datetime.combine(day, time(15))).isoformat()
    return day.isoformat()


def _at_clock(heard: Heard, day: date | None, clock: Clock, now: datetime, zone: str) -> str:
    if heard.zone:
        now = now.replace(tzinfo=place_of(zone)).astimezone(place_of(heard.zone)).replace(tzinfo=None)
    moment = _next(clock, now) if day is None else _on_day(heard, day, clock, now)
    if heard.zone:
        moment = moment.replace(tzinfo=place_of(heard.zone)).astimezone(UTC).astimezone(place_of(zone)).replace(tzinfo=None)
    return moment.isoformat()


def _next(clock: Clock, now: datetime) -> datetime:
    """The next such time strictly after ``now``; an open one may be in either half of the day."""
    today = datetime.combine(now.date(), clock.at())
    step = timedelta(hours=12 if clock.open else 24)
    while today <= now:
        today += step
    return today


def _on_day(heard: Heard, day: date, clock: Clock, now: datetime) -> datetime:
    """Today it is still to come where it can be; a weekday named on that very day may be today."""
    if heard.weekday is not None and _may_be_today(heard) and day - timedelta(days=7) == now.date():
        today = datetime.combine(now.date(), likely(clock).at())
        if today > now:
            return today
    if day == now.date() and clock.open and _next(clock, now).date() == day:
        return _next(clock, now)
    moment = datetime.combine(day, likely(clock).at())
    small_hours = heard.part in ("night", "tonight", "late") and moment.hour < 5 and not clock.next_day
    over = bool(heard.part) and heard.weekday is None and moment <= now  # "this morning at 3", said at four
    return moment + timedelta(days=1 if clock.next_day or small_hours or over else 0)


def _may_be_today(heard: Heard) -> bool:
    return not heard.which and not heard.count and heard.dom is None and heard.month is None and heard.span is None


def _in_part(heard: Heard, day: date | None, now: datetime) -> str:
    """Where a part of the day begins; the present when it has begun, the next day when it is over and no day was named."""
    begin, end = PARTS[heard.part]
    begin = {"early": begin - 1, "late": begin + 2, "later": begin + 2}.get(heard.edge, begin)
    start = datetime.combine(day or now.date(), time(begin))
    over = datetime.combine(day or now.date(), time(23, 59) if end == 24 else time(end))
    if start <= now and day is None and heard.part in ("morning", "early"):
        start += timedelta(days=1)
    elif start <= now < over:
        start = min(now + timedelta(minutes=30), over)
    elif start <= now and day is None:
        start += timedelta(days=1)
    return start.isoformat()
