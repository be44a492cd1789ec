"""When, as people text it: seen from Wednesday 4 March 2026, ten in the morning, in New York."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.understand.when import read_length, read_when
from coach.understand.when_holidays import easter

local = datetime.fromisoformat
NOW = local("2026-03-04T10:00")
NEW_YORK = "America/New_York"


NO_TIMES = """
she may call me | we may go out | this may or may not be right | one may ask | i marched out | march on | the sun was out
sat with her | i have 3 kids | 7 | i owe her 5 dollars | we fought at 3 different places | call me at 555-123-4567 | feb 30
13/13 | 25:00 | 24/7 | 50/50 | good night | have a great day | soon | whenever | tuesday or wednesday | not today
when she gets home | every day | idk | yes | 4a | 3 30 | two three | at a few | a 4:3 screen
"""
MIXED = """
in at on for from to until by next last this the a an of and half 2 5 12 31 99 0 3:15 25:61 3/15 2/30 1.5 2359 2026-02-30 1st 31st first
third monday sat may march week month hour year days morning night tonight tomorrow noon midnight am pm ago before after christmas weekend
end mid est - , ? or not now quarter couple few el las mañana semana
"""


def each(listed: str) -> list[str]:
    return [text.strip() for line in listed.strip().splitlines() for text in line.split("|")]


def when(text: str, language: str = "en", now: datetime = NOW) -> object:
    answer = read_when(text, now, NEW_YORK, language)
    return answer and answer.value


def test_before_the_weekend_and_this_week_never_name_a_day_that_is_over() -> None:
    days = [local(f"2026-03-{day:02}T10:00") for day in (6, 7, 8)]
    assert [when("before the weekend", now=day) for day in days] == ["2026-03-06", "2026-03-07", "2026-03-08"]
    assert [when("this week", now=day) for day in days] == ["2026-03-06", "2026-03-08", "2026-03-08"]


def test_digits_all_alone_are_a_time_of_day_but_not_a_year() -> None:
    assert (when("1830"), when("at 0900"), when("2026")) == ("2026-03-04T18:30:00", "2026-03-05T09:00:00", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tmrw", "2026-03-05"),
        ("in 2 wks", "2026-03-18"),
        ("til the 15th", "2026-03-15"),
        ("the 2nd", "2026-04-02"),
        ("fri", "2026-03-06"),
        ("wednesday", "2026-03-11"),
        ("next friday", "2026-03-13"),
        ("2 fridays from now", "2026-03-13"),
        ("this weekend", "2026-03-07"),
        ("sometime next week", "2026-03-09"),
        ("next month", "2026-04-01"),
        ("in may", "2026-05-01"),
        ("may 5th", "2026-05-05"),
        ("5 may", "2026-05-05"),
        ("3/15", "2026-03-15"),
        ("15/3", "2026-03-15"),
        ("3/15/26", "2026-03-15"),
        ("Mar 1", "2027-03-01"),
        ("feb 29", "2028-02-29"),
        ("friday the 13th", "2026-03-13"),
        ("friday 13", "2026-03-13"),
        ("a week from friday", "2026-03-13"),
        ("2 days before christmas", "2026-12-23"),
        ("after easter", "2026-04-05"),
        ("end of the month", "2026-03-31"),
        ("by the end of the week", "2026-03-06"),
        ("mid april", "2026-04-15"),
        ("last friday of the month", "2026-03-27"),
        ("the day after tomorrow", "2026-03-06"),
        ("wednsday", "2026-03-11"),
        ("2026-03-20", "2026-03-20"),
        ("pay 200 by friday", "2026-03-06"),
        ("before the weekend", "2026-03-06"),
        ("before next weekend", "2026-03-13"),
        ("by the weekend", "2026-03-07"),
        ("sometime this week", "2026-03-06"),
        ("within the month", "2026-03-31"),
        ("on the first", "2026-04-01"),
        ("by the twenty first", "2026-03-21"),
    ],
)
def test_a_day_is_read_as_a_date(text: str, value: str) -> None:
    assert when(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tmrw 9pm", "2026-03-05T21:00:00"),
        ("9 tomorrow evening", "2026-03-05T21:00:00"),
        ("at 5", "2026-03-04T17:00:00"),
        ("9am", "2026-03-05T09:00:00"),
        ("7ish", "2026-03-04T19:00:00"),
        ("half past 7", "2026-03-04T19:30:00"),
        ("20 minutes to 2pm", "2026-03-04T13:40:00"),
        ("at 1900", "2026-03-04T19:00:00"),
        ("friday at 3:15", "2026-03-06T15:15:00"),
        ("wed at 5", "2026-03-04T17:00:00"),
        ("wednesday 9am", "2026-03-11T09:00:00"),
        ("6-8pm", "2026-03-04T18:00:00"),
        ("monday 9 to 5", "2026-03-09T09:00:00"),
        ("tonight", "2026-03-04T20:00:00"),
        ("friday night", "2026-03-06T20:00:00"),
        ("in the morning", "2026-03-05T09:00:00"),
        ("ill do it friday after work", "2026-03-06T17:00:00"),
        ("midnight", "2026-03-05T00:00:00"),
        ("tonight at 1am", "2026-03-05T01:00:00"),
        ("in 2 hours", "2026-03-04T12:00:00"),
        ("in an hour and a half", "2026-03-04T11:30:00"),
        ("in 2h", "2026-03-04T12:00:00"),
        ("3pm pst", "2026-03-04T18:00:00"),
        ("now", "2026-03-04T10:00:00"),
    ],
)
def test_a_clock_time_is_read_as_its_next_moment(text: str, value: str) -> None:
    assert when(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mañana", "2026-03-05"),
        ("mañana por la mañana", "2026-03-05T09:00:00"),
        ("el lunes que viene", "2026-03-09"),
        ("hoy a las 8 de la noche", "2026-03-04T20:00:00"),
        ("a las 5 y media", "2026-03-04T17:30:00"),
        ("el 15 de marzo", "2026-03-15"),
        ("5/6", "2026-06-05"),
        ("en dos semanas", "2026-03-18"),
        ("en media hora", "2026-03-04T10:30:00"),
        ("la próxima semana", "2026-03-09"),
        ("hasta el viernes", "2026-03-06"),
        ("por 2 semanas", 1209600),
    ],
)
def test_spanish_times_are_read_and_dates_are_day_first(text: str, value: object) -> None:
    assert when(text, "es") == value


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("for 2 weeks", 1209600),
        ("3 days", 259200),
        ("a fortnight", 1209600),
        ("like 3 weeks", 1814400),
        ("a couple days", 172800),
        ("1hr", 3600),
    ],
)
def test_a_length_is_its_seconds(text: str, seconds: int) -> None:
    assert when(text) == seconds


@pytest.mark.parametrize("text", each(NO_TIMES))
def test_what_dates_nothing_is_left_alone(text: str) -> None:
    assert when(text) is None


def test_hours_from_now_are_counted_by_the_worlds_clock_when_clocks_go_forward() -> None:
    assert when("in 2 hours", now=local("2026-03-08T01:00")) == "2026-03-08T04:00:00"
    assert when("in 2 hours", now=local("2026-11-01T00:00")) == "2026-11-01T01:00:00"


def test_days_from_now_keep_to_the_calendar_when_clocks_change() -> None:
    assert when("in 2 days", now=local("2026-03-07T23:30")) == "2026-03-09"


def test_a_part_of_today_that_has_begun_is_still_to_come() -> None:
    assert when("tonight", now=local("2026-03-04T22:00")) == "2026-03-04T22:30:00"


def test_a_zone_nobody_knows_is_taken_for_utc() -> None:
    answer = read_when("in 2 hours", NOW, "Nowhere/None", "en")
    assert answer is not None
    assert answer.value == "2026-03-04T12:00:00"


def test_where_people_differ_the_reading_is_less_sure() -> None:
    friday, next_friday = read_when("friday", NOW, NEW_YORK, "en"), read_when("next friday", NOW, NEW_YORK, "en")
    assert friday is not None
    assert next_friday is not None
    assert friday.confidence > next_friday.confidence


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2 weeks", 1209600),
        ("pause 2wks", 1209600),
        ("pause for 3 days please", 259200),
        ("a month", 2592000),
        ("in 2 weeks", 1209600),
        ("one week", 604800),
    ],
)
def test_a_pause_is_read_as_seconds(text: str, seconds: int) -> None:
    assert read_length(text, "en") == seconds


@pytest.mark.parametrize("text", ["pause", "until friday", "pause til march 1"])
def test_no_length_is_read_where_none_or_a_date_is_named(text: str) -> None:
    assert read_length(text, "en") is None


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)])
def test_easter_falls_where_the_almanac_says(year: int, month: int, day: int) -> None:
    assert (easter(year).month, easter(year).day) == (month, day)


MOMENTS = st.datetimes(min_value=local("2020-01-01T00:00"), max_value=local("2035-12-31T00:00")).map(
    lambda moment: moment.replace(microsecond=0)
)
WORDS = st.lists(st.sampled_from(MIXED.split()), max_size=8)


@settings(max_examples=400, deadline=None)
@given(WORDS, MOMENTS)
def test_any_mixture_of_words_of_time_gives_a_moment_that_exists_or_none(words: list[str], now: datetime) -> None:
    for language in ("en", "es"):
        value = when(" ".join(words), language, now)
        assert value is None or isinstance(value, int) or datetime.fromisoformat(str(value))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 12), st.sampled_from(["am", "pm"]), MOMENTS)
def test_a_bare_clock_time_is_its_next_occurrence_strictly_after_now(hour: int, half: str, now: datetime) -> None:
    moment = datetime.fromisoformat(str(when(f"{hour}{half}", now=now)))
    assert 0 < (moment - now).total_seconds() <= 86400
    assert moment.strftime("%I%p").lstrip("0").lower() == f"{hour}{half}"


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=local("2026-03-04T00:00").date(), max_value=local("2027-03-03T00:00").date()))
def test_a_date_written_in_full_is_that_date(day: object) -> None:
    assert when(f"{day:%B} {day:%d}") == str(day)
    assert when(f"the {day:%d}th of {day:%B}") == str(day)
    assert when(f"{day:%m}/{day:%d}/{day:%Y}") == str(day)
