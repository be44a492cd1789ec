"""Wall clock and UTC, both nights of the year included: against a scan of every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core import timing
from coach.core.model import Profile, Window

MINUTE = timedelta(minutes=1)
NIGHTS = {
    "America/New_York": ((2026, 3, 8), (2026, 11, 1)),
    "Europe/London": ((2026, 3, 29), (2026, 10, 25)),
    "America/Phoenix": ((2026, 3, 8), (2026, 11, 1)),
    "Australia/Lord_Howe": ((2026, 4, 5), (2026, 10, 4)),
    "Pacific/Apia": ((2011, 12, 30), (2026, 6, 1)),
    "Asia/Kolkata": ((2026, 3, 8), (2026, 11, 1)),
    "Asia/Beirut": ((2026, 3, 29), (2026, 10, 25)),
    "America/Nuuk": ((2026, 3, 29), (2026, 10, 25)),
}
TIMES = [time(hour, minute) for hour in (0, 1, 2, 3, 9, 22, 23) for minute in (0, 15, 30, 59)]
PROFILE = Profile(("America/New_York",))


def walls(begin, zone):
    """Every minute of five days around a night: the moment, and what the wall clock showed then and a minute before."""
    here = ZoneInfo(zone)
    moments = [begin + minute * MINUTE for minute in range(-30 * 60, 90 * 60)]
    return list(
        zip(moments[1:], [one.astimezone(here) for one in moments[1:]], [one.astimezone(here) for one in moments[:-1]], strict=True)
    )


def moments_of(at, minutes):
    """The moments at which the wall clock shows ``at`` for the first time that day; or, where it was skipped, ``at`` moved by the gap."""
    for moment, wall, was in minutes:
        if wall.time() == at and not wall.fold:
            yield moment
        if wall.utcoffset() > was.utcoffset():
            naive, since = wall.replace(tzinfo=None), was.replace(tzinfo=None)
            days = {since.date(), naive.date(), since.date() + timedelta(days=1)}
            skipped = [datetime.combine(day, at) for day in days]
            yield from (moment + (one - since - MINUTE) for one in skipped if since < one < naive)


@pytest.mark.parametrize("zone", NIGHTS)
@pytest.mark.parametrize("night", [0, 1])
def test_the_next_local_time_agrees_with_a_scan_of_every_minute(zone, night):
    begin = datetime(*NIGHTS[zone][night], tzinfo=UTC) - timedelta(hours=20)
    minutes = walls(begin, zone)
    for at in TIMES:
        moments = list(moments_of(at, minutes))
        for hours in range(0, 40, 2):
            after = begin + timedelta(hours=hours)
            assert timing.next_at(after, at, zone) == min(moment for moment in moments if moment > after), (after, at)


@pytest.mark.parametrize(
    ("after", "at", "zone", "moment"),
    [
        ("2026-03-08T06:00:00Z", "02:30", "America/New_York", "2026-03-08T07:30:00Z"),  # 02:30 is not there: 03:30
        ("2026-11-01T04:00:00Z", "01:30", "America/New_York", "2026-11-01T05:30:00Z"),  # twice there: the first
        ("2026-11-01T05:30:00Z", "01:30", "America/New_York", "2026-11-02T06:30:00Z"),  # the second is not another day
        ("2026-10-03T12:00:00Z", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"),  # a gap of half an hour: 02:45
        ("2011-12-29T20:00:00Z", "10:00", "Pacific/Apia", "2011-12-30T20:00:00Z"),  # the 30th was not there at all
        ("2026-03-08T06:00:00Z", "19:00", "America/New_York", "2026-03-08T23:00:00Z"),
    ],
)
def test_known_nights(after, at, zone, moment):
    assert timing.next_at(datetime.fromisoformat(after), time.fromisoformat(at), zone) == datetime.fromisoformat(moment)


@given(
    after=st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda ahead: datetime(2026, 1, 1, tzinfo=UTC) + ahead),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    zone=st.sampled_from(list(NIGHTS)),
)
@settings(max_examples=300, deadline=None)
def test_the_next_local_time_is_after_and_at_most_a_day_and_a_shift_away(after, at, zone):
    moment = timing.next_at(after, at, zone)
    assert after < moment <= after + timedelta(hours=26)
    wall = moment.astimezone(ZoneInfo(zone))
    assert (
        wall.time() == at
        or wall.time() == (datetime.combine(date(2000, 1, 1), at) + timedelta(hours=1)).time()
        or zone == "Australia/Lord_Howe"
    )


windows = st.builds(lambda start, hours: Window(time(start), time(min(start + hours, 23), 59)), st.integers(5, 20), st.integers(0, 12))


@given(
    moment=st.timedeltas(timedelta(0), timedelta(days=365)).map(lambda ahead: datetime(2026, 1, 1, tzinfo=UTC) + ahead),
    window=windows,
    zones=st.sampled_from([("America/New_York",), ("Europe/London",), ("Australia/Lord_Howe",), ("America/Denver", "America/Chicago")]),
)
@settings(max_examples=300, deadline=None)
def test_the_next_open_moment_is_open_and_none_before_it_is(moment, window, zones):
    profile = Profile(zones, window=window)
    opening = timing.next_open(moment, profile)
    if not timing.meet(profile, moment):
        return
    assert timing.is_open(opening, profile)
    assert timing.is_open(moment, profile) == (opening == moment)
    wall = opening.astimezone(ZoneInfo(zones[0]))
    assert timing.hours(window, wall.date())[0] <= wall.time() < window.end
    assert timing.closes(opening, profile) - opening > MINUTE


def test_the_last_minute_of_the_window_is_closed():
    end = datetime(2026, 1, 6, 1, 0, tzinfo=UTC)  # 20:00 in New York
    assert timing.is_open(end - timedelta(minutes=2), PROFILE)
    assert not timing.is_open(end - MINUTE, PROFILE)


def test_sundays_begin_at_noon_unless_the_window_is_over_by_then():
    sunday = date(2026, 1, 11)
    assert timing.hours(Window(), sunday) == (time(12), time(20))
    assert timing.hours(Window(time(8), time(11)), sunday) == (time(8), time(11))


def test_an_unknown_zone_is_every_zone_the_number_allows():
    profile = Profile(("America/New_York", "Pacific/Honolulu"))
    morning = datetime(2026, 1, 6, 15, 0, tzinfo=UTC)  # 10:00 in New York, 05:00 in Honolulu
    assert not timing.is_open(morning, profile)
    assert timing.next_open(morning, profile) == datetime(2026, 1, 6, 19, 0, tzinfo=UTC)
    assert timing.closes(morning, profile) == datetime(2026, 1, 7, 1, 0, tzinfo=UTC)


def test_zones_that_share_no_hour_are_asked_again_a_day_later_and_do_not_meet():
    profile = Profile(("Europe/London", "Pacific/Auckland"), window=Window(time(9), time(10)))
    moment = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
    assert timing.next_open(moment, profile) == moment + timedelta(days=1)
    assert not timing.meet(profile, moment)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("09:00-20:00", Window()),
        ("18:00-00:00", Window(time(18), time(23, 59))),
        ("09:00-09:59", None),
        ("22:00-06:00", None),
        ("25:00-26:00", None),
        ("", None),
    ],
)
def test_a_window_is_an_hour_at_least(words, window):
    assert timing.window_of(words) == window


@pytest.mark.parametrize(
    ("name", "known"), [("Asia/Kolkata", True), ("", False), ("Mars/Olympus", False), ("America", False), ("../../etc", False)]
)
def test_zones_are_known_by_name(name, known):
    assert timing.is_zone(name) is known


def test_a_prompt_is_planned_inside_the_window_and_spread():
    moments = {timing.planned(date(2026, 1, 6), time(7), PROFILE, f"j{number}", "walk") for number in range(200)}
    assert len(moments) == timing.SPREAD_MINUTES
    walls = [moment.astimezone(ZoneInfo("America/New_York")) for moment in moments]
    assert {wall.hour for wall in walls} == {9}
    late = timing.planned(date(2026, 1, 6), time(23), PROFILE, "j", "walk").astimezone(ZoneInfo("America/New_York"))
    assert time(19, 15) <= late.time() < time(19, 45)


@pytest.mark.parametrize(
    ("moment", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-01-31", 24, "2028-01-31"), ("2024-02-29", 24, "2026-02-28"), ("2026-12-05", 18, "2028-06-05")],
)
def test_months_later_is_the_same_day_or_the_last(moment, months, then):
    assert timing.months_after(datetime.fromisoformat(moment), months) == datetime.fromisoformat(then)


def test_the_day_on_which_an_hour_comes_next():
    noon = datetime(2026, 1, 6, 17, 0, tzinfo=UTC)
    assert [timing.next_day(noon, at, PROFILE).day for at in (time(10), time(12), time(12, 1))] == [7, 7, 6]
