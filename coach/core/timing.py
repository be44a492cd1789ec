"""Wall clock and UTC: the only place that converts. Must not know what is sent, only when sending is right.

A local time that does not exist (spring) moves forward by the gap; one that exists twice (autumn) is the first: the same rule
as RFC 5545 section 3.3.5 and PEP 495 ``fold=0``.
"""

from __future__ import annotations

import zlib
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from coach.core.model import Bounds, Profile, Window

DAY = timedelta(days=1)
LEAST_LEFT = timedelta(minutes=1)
LEAST_MINUTES = 60  # a narrower window could not be kept
SPREAD_MINUTES = 30
LATEST_START = timedelta(minutes=45)  # a prompt is planned at least so long before the window closes
zone_of = lru_cache(maxsize=1024)(ZoneInfo)


def is_zone(name: str) -> bool:
    """Whether this is the name of a zone we know."""
    try:
        zone_of(name)
    except (ValueError, OSError, KeyError):  # not a name at all, a folder of names, or no such name
        return False
    return True


def local(moment: datetime, zone: str) -> datetime:
    """``moment`` on the wall clock of ``zone`` (aware)."""
    return moment.astimezone(zone_of(zone))


def to_utc(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a local date and time (``fold`` 0: of two such moments the first)."""
    return _to_utc(day, at, at.fold, zone)


@lru_cache(maxsize=8192)  # the same few hours of the next few days are asked for again and again
def _to_utc(day: date, at: time, _fold: int, zone: str) -> datetime:
    return datetime.combine(day, at, zone_of(zone)).astimezone(UTC)


def next_at(after: datetime, at: time, zone: str) -> datetime:
    """The first moment strictly after ``after`` (UTC) at which the wall clock of ``zone`` shows ``at``."""
    day = local(after, zone).date() - DAY
    while (moment := to_utc(day, at, zone)) <= after:
        day += DAY
    return moment


def hours(window: Window, day: date) -> tuple[time, time]:
    """The window's local start and end on a given date; Sundays begin later."""
    start = max(window.start, window.sunday) if day.weekday() == 6 else window.start
    return (start, window.end) if start < window.end else (window.start, window.end)


def allowed(profile: Profile) -> Window:
    """The hours unsolicited texts keep to: the person's own, within those of the practice."""
    return profile.window if profile.bounds is None else _within(profile.window, profile.bounds)


@lru_cache(maxsize=1024)
def _within(own: Window, bounds: Bounds) -> Window:
    """Where the two share less than an hour, the person's own hold: they asked for them, and otherwise would never be texted."""
    start, end = max(own.start, bounds.start), min(own.end, bounds.end)
    if not _lasts(start, end):
        start, end = own.start, own.end
    sunday = max(own.sunday, bounds.sunday)
    return Window(start, end, sunday if sunday < end else own.sunday)


def _lasts(start: time, end: time) -> bool:
    """Whether it is an hour at least from one to the other."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute >= LEAST_MINUTES


def window_of(words: str) -> Window | None:
    """The window that "09:00-20:00" names; midnight as an end is the day's last minute. None: no hours, or less than one."""
    start_words, _, end_words = words.partition("-")
    try:
        start, end = time.fromisoformat(start_words), time.fromisoformat(end_words)
    except ValueError:
        return None
    end = time(23, 59) if end == time(0) else end
    return Window(start, end) if _lasts(start, end) else None


def _opening(moment: datetime, window: Window, zone: str) -> datetime:
    """The first moment from ``moment`` on inside the window, in one zone."""
    day = local(moment, zone).date()
    while True:  # a window opens every day
        start, end = hours(window, day)
        if moment < to_utc(day, end, zone) - LEAST_LEFT:
            return max(moment, to_utc(day, start, zone))
        day += DAY


def is_open(moment: datetime, profile: Profile) -> bool:
    """Whether every zone the person may be in is inside the window, with at least a minute left."""
    window = allowed(profile)
    return all(_opening(moment, window, zone) == moment for zone in profile.zones)


def next_open(moment: datetime, profile: Profile) -> datetime:
    """The first moment from ``moment`` on at which every possible zone is inside the window.

    Where the zones share no hour at all there is none; then it answers a day later, to be asked again (see ``meet``).
    """
    found, window = moment, allowed(profile)
    for _ in range(8 * len(profile.zones)):
        opening = max([_opening(found, window, zone) for zone in profile.zones])
        if opening == found:
            return found
        found = opening
    return moment + DAY


def meet(profile: Profile, moment: datetime) -> bool:
    """Whether every zone the person may be in shares some hour of the window."""
    return is_open(next_open(moment, profile), profile)


def closes(moment: datetime, profile: Profile) -> datetime:
    """When the window that ``moment`` lies in closes, in the zone where it closes first (UTC)."""
    end = allowed(profile).end
    return min([to_utc(_date(moment, zone), end, zone) for zone in profile.zones])


def today(moment: datetime, profile: Profile) -> date:
    """The person's local date (of the first zone, while it is a guess)."""
    return _date(moment, profile.zones[0])


@lru_cache(maxsize=8192)  # while one decision is made the same moment is asked for many times
def _date(moment: datetime, zone: str) -> date:
    return local(moment, zone).date()


def next_day(moment: datetime, at: time, profile: Profile) -> date:
    """The person's local date on which ``at`` comes next."""
    here = local(moment, profile.zones[0])
    return here.date() if here.time() < at else here.date() + DAY


def spread(journey: str, what: str, minutes: int = SPREAD_MINUTES) -> timedelta:
    """A fixed share of ``minutes`` for this journey and thing, so that not everybody's phone rings at ten sharp."""
    return timedelta(minutes=zlib.crc32(f"{journey}/{what}".encode()) % minutes)


def planned(day: date, at: time, profile: Profile, journey: str, what: str) -> datetime:
    """The moment (UTC) for an unsolicited text on a local date: at ``at``, drawn into the window, spread, and open in every zone."""
    at = _drawn_in(at, *hours(allowed(profile), day))
    return next_open(to_utc(day, at, profile.zones[0]) + spread(journey, what), profile)


@lru_cache(maxsize=1024)
def _drawn_in(at: time, start: time, end: time) -> time:
    latest = (datetime.combine(date.min + DAY, end) - LATEST_START).time()
    return max(start, min(at, latest))


def months_after(moment: datetime, months: int) -> datetime:
    """The same day of the month so many months later; the last day where that month is shorter."""
    total = moment.month - 1 + months
    year, month = moment.year + total // 12, total % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
