"""How many unsolicited texts a person may get: one a local day, four in seven days, unless they asked for more."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from functools import lru_cache

from coach.core.effects import Reason
from coach.core.model import Profile
from coach.core.state import State
from coach.core.timing import local

A_DAY = 1
A_WEEK = {-2: 2, -1: 3, 0: 4, 1: 5, 2: 7}  # by pace; more than four only because they asked FASTER
WEEK = timedelta(days=7)  # the same weekday a week ago still counts: its text may have come later in the day
REMEMBERED = timedelta(days=9)  # a week of local days, and the zone may move


@lru_cache(maxsize=4096)  # the same few moments are asked for again and again while one decision is made
def _dates(moments: tuple[datetime, ...], zone: str) -> tuple[date, ...]:
    return tuple(local(moment, zone).date() for moment in moments)


def dates(state: State) -> tuple[date, ...]:
    """The local dates of the unsolicited texts still remembered."""
    return _dates(state.unsolicited, state.profile.zones[0])


def capped(state: State, day: date) -> Reason | None:
    """Why no further unsolicited text may go out on ``day``; None when one may."""
    return _full(dates(state), day, most_a_week(state.profile))


def most_a_week(profile: Profile) -> int:
    """How many unsolicited texts in seven days: by their pace, and never more than the practice allows."""
    most = A_WEEK[profile.pace]
    if profile.bounds is None:
        return most
    return min(most, profile.bounds.faster if profile.pace > 0 else profile.bounds.week)


def _full(sent: tuple[date, ...], day: date, most: int) -> Reason | None:
    on_day = sent.count(day)
    if on_day >= A_DAY:
        return Reason("cap_day", {"sent": on_day})
    if len(sent) < most:
        return None
    first = day - WEEK
    in_week = sum([first <= sent_on <= day for sent_on in sent])
    return Reason("cap_week", {"sent": in_week}) if in_week >= most else None


def free_day(state: State, day: date, taken: Container[date] = ()) -> date:
    """The first date from ``day`` on that the caps and a quiet spell leave free, and that is not ``taken``."""
    if state.quiet_until is not None:
        day = max(day, state.quiet_until)
    sent, most = dates(state), most_a_week(state.profile)
    while day in taken or _full(sent, day, most):
        day += timedelta(days=1)
    return day


def counted(moments: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    """``moments`` with ``now`` added and the old ones dropped."""
    return (*(moment for moment in moments if moment > now - REMEMBERED), now)


def pace_name(profile: Profile) -> str:
    """The pace in a word, for reasons."""
    return {-2: "slowest", -1: "slower", 0: "usual", 1: "faster", 2: "fastest"}[profile.pace]
