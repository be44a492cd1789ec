"""Puts what was heard on the calendar: which day "the 15th", "next friday" or "end of the month" is. Knows no clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from coach.understand.when_heard import Heard
from coach.understand.when_holidays import holiday
from coach.understand.when_lengths import shift_months

_WEEK = 7


def day_of(heard: Heard, today: date, *, day_first: bool) -> date | None:
    """The day a text named, seen from ``today``; None when it named none, or one that is in no calendar.

    A day without a year is the next such day. Numbers are month first as in the United States, day first where ``day_first`` or where
    only that gives a date, or the weekday that was said.
    """
    for named in (_written, _shifted, _festive, _month_day, _weekdays, _spans):
        day = named(heard, today, day_first)
        if day is not None:
            return day
    return None


def _written(heard: Heard, today: date, day_first: bool) -> date | None:
    if heard.iso:
        return _safe(*(int(part) for part in heard.iso[:10].split("-")))
    if heard.figures:
        return _from_figures(heard.figures, heard.weekday, today, day_first)
    if heard.dotted and heard.month is None:
        return _from_figures(heard.dotted[:2], heard.weekday, today, True)
    return None


def _from_figures(figures: tuple[int, ...], weekday: int | None, today: date, day_first: bool) -> date | None:
    orders = [(figures[0], figures[1]), (figures[1], figures[0])]
    year = figures[2] if len(figures) > 2 else None
    full = year + 2000 if year is not None and year < 100 else year
    days = [_on(month, dom, full, today) for month, dom in (reversed(orders) if day_first else orders)]
    found = [day for day in days if day is not None]
    fits = [day for day in found if weekday is None or day.weekday() == weekday]
    return next(iter(fits or found), None)


def _shifted(heard: Heard, today: date, _day_first: bool) -> date | None:
    return None if heard.shift is None else today + timedelta(days=heard.shift)


def _festive(heard: Heard, today: date, _day_first: bool) -> date | None:
    if not heard.holiday:
        return None
    day = next((day for year in (today.year, today.year + 1) if (day := holiday(heard.holiday, year)) and day >= today), None)
    if day and heard.weekend:
        return day + timedelta(days=(5 - day.weekday() + 3) % _WEEK - 3)  # the Saturday nearest to it
    return day


def _month_day(heard: Heard, today: date, _day_first: bool) -> date | None:
    if heard.month is None:
        return None
    if heard.week:
        first = _on(heard.month, 1, heard.year, today)
        return first - timedelta(days=first.weekday()) + timedelta(weeks=heard.week - 1) if first else None
    if heard.dom is not None:
        return _on(heard.month, heard.dom, heard.year, today)
    return _in_month(heard, today)


def _in_month(heard: Heard, today: date) -> date | None:
    """A month alone: its first day, today when it is this one; its edges."""
    year = heard.year or today.year + (heard.month is not None and heard.month < today.month)
    first = _safe(year, heard.month or 1, 1)
    if first is None:
        return None
    if heard.weekday is not None and not heard.edge:
        return _nth_weekday(first, heard.weekday, heard.nth)
    return max(_edge(first, shift_months(first, 1), heard.edge), min(today, shift_months(first, 1) - timedelta(days=1)))


def _nth_weekday(first: date, weekday: int, nth: int) -> date:
    """The ``nth`` such weekday of the month that begins on ``first``, -1 the last; the first when none is named."""
    if nth < 0:
        last = shift_months(first, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    return _forward(first, weekday) + timedelta(weeks=max(nth - 1, 0))


def _on(month: int, dom: int, year: int | None, today: date) -> date | None:
    """The day of that month, the next one when no year is named (29 February may be years away)."""
    if year is not None:
        return _safe(year, month, dom)
    days = (_safe(today.year + ahead, month, dom) for ahead in range(9))
    return next((day for day in days if day and day >= today), None)


def _weekdays(heard: Heard, today: date, _day_first: bool) -> date | None:
    """A weekday, with the day of the month where that was said too; or a day of the month."""
    if heard.weekday is None:
        return None if heard.span else _dom(heard, today)
    if heard.span and heard.span[0] == "month" and heard.nth:
        first = shift_months(today.replace(day=1), _steps(heard.span[2]))
        day = _nth_weekday(first, heard.weekday, heard.nth)
        return day if day >= today else _nth_weekday(shift_months(first, 1), heard.weekday, heard.nth)
    if heard.span and heard.span[0] == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_steps(heard.span[2]))
        return monday + timedelta(days=heard.weekday)
    if heard.dom is not None:
        return next((day for day in _days_of_month(heard.dom, today) if day.weekday() == heard.weekday), None)
    return _weekday(heard.weekday, heard.which, heard.count, today)


def _weekday(weekday: int, which: str, count: int, today: date) -> date:
    """The weekday meant: "next friday" is the friday of the next calendar week; "friday" the next one to come."""
    if which == "next":
        return today - timedelta(days=today.weekday()) + timedelta(days=_WEEK + weekday)
    day = _forward(today + timedelta(days=1), weekday)
    if which == "last":
        return day - timedelta(weeks=2 if day - timedelta(weeks=1) == today else 1)
    return day + timedelta(weeks=1 if which == "after" else max(count - 1, 0))


def _forward(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % _WEEK)


def _dom(heard: Heard, today: date) -> date | None:
    return None if heard.dom is None or heard.month is not None else next((day for day in _days_of_month(heard.dom, today)), None)


def _days_of_month(dom: int, today: date) -> Iterator[date]:
    """That day of this month and of each that has it, from ``today`` on, for two years."""
    for ahead in range(24):
        first = shift_months(today.replace(day=1), ahead)
        day = _safe(first.year, first.month, dom)
        if day and day >= today:
            yield day


def _spans(heard: Heard, today: date, _day_first: bool) -> date | None:
    if heard.weekend:
        saturday = _weekend(heard.which, today)
        return max(saturday - timedelta(days=saturday.weekday() - 4), today) if heard.edge == "before" else saturday
    if heard.span is None:
        return None
    unit, size, which = heard.span
    begin, end = _bounds(unit, size, _steps(which), today)
    if heard.dom is not None and unit == "month":
        return _safe(begin.year, begin.month, heard.dom)
    if which == "this" and not heard.edge:
        return max(_edge(begin, end, "end", workdays=unit == "week" and today < begin + timedelta(days=5)), today)
    day = _edge(begin, end, heard.edge, workdays=unit == "week")
    return max(day, today) if which != "last" else day


def _weekend(which: str, today: date) -> date:
    saturday = today if today.weekday() == 6 else today + timedelta(days=(5 - today.weekday()) % _WEEK)
    return saturday + timedelta(weeks=1 if which == "next" else 0)


def _steps(which: str) -> int:
    return {"next": 1, "upcoming": 1, "after": 2, "last": -1}.get(which, 0)


def _bounds(unit: str, size: int, steps: int, today: date) -> tuple[date, date]:
    """First day of a week, month, quarter, year or decade that many steps away, and the first day after it."""
    if unit == "week":
        begin = today - timedelta(days=today.weekday()) + timedelta(weeks=steps)
        return begin, begin + timedelta(weeks=size)
    months = size * (12 if unit == "year" else 1)
    count = today.year * 12 + today.month - 1
    first = count - count % months + steps * months
    begin = shift_months(date(1, 1, 1), first - 12)
    return begin, shift_months(begin, months)


def _edge(begin: date, end: date, edge: str, *, workdays: bool = False) -> date:
    """The part of a span that "end of" or "mid" names; the end of a week is its Friday."""
    length = (end - begin).days
    if edge in ("end", "late"):
        return begin + timedelta(days=4) if workdays else end - timedelta(days=1 if edge == "end" else length // 4)
    if edge == "mid":
        return begin + timedelta(days=(length - 1) // 2 - (1 if workdays else 0))
    return begin + timedelta(days=(length * 3) // 4) if edge == "later" else begin


def _safe(year: int, month: int, dom: int) -> date | None:
    """The date, or None for one that no calendar has."""
    if not (1 <= month <= 12 and 1990 <= year <= 2100 and 1 <= dom <= monthrange(year, month)[1]):
        return None
    return date(year, month, dom)
