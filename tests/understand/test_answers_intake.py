"""What intake asks: a name, a zone, hours, what is shared, and the word that opens the program."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.understand.intake import read_choice, read_hours, read_name, read_ready, read_zone
from coach.understand.zone_iana import IANA
from coach.understand.zone_tables import CITIES, STATES, ZONE_WORDS

SHARED = ("home", "children", "work")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sam", "Sam"),
        ("sam", "Sam"),
        ("SAM!", "Sam"),
        ("im sam", "Sam"),
        ("hi my name is sam smith", "Sam"),
        ("you can call me al", "Al"),
        ("Sam here", "Sam"),
        ("Sam 🙂", "Sam"),
        ("Mary Ann", "Mary Ann"),
        ("McKay", "McKay"),
        ("jean-paul", "Jean-Paul"),
        ("me llamo José", "José"),
        ("DJ", "DJ"),
    ],
)
def test_a_first_name_is_read(text: str, name: str) -> None:
    answer = read_name(text)
    assert answer is not None
    assert answer.value == name


@pytest.mark.parametrize("text", ["SKIP", "skip it", "no", "no thanks", "I'd rather not say", "prefiero no decirlo"])
def test_going_without_a_name_is_an_answer(text: str) -> None:
    answered = read_name(text)
    assert answered is not None
    assert answered.value == ""


@pytest.mark.parametrize(
    "text",
    [
        "why do you need my name",
        "none of your business",
        "stop",
        "i'm tired",
        "i'm not telling you",
        "123",
        "idk",
        "hello",
        "x" * 21,
        "",
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Chicago", "America/Chicago"),
        ("i live in boston", "America/New_York"),
        ("NYC", "America/New_York"),
        ("eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("pacific time", "America/Los_Angeles"),
        ("Arizona", "America/Phoenix"),
        ("London", "Europe/London"),
        ("TX", "America/Chicago"),
        ("el paso tx", "America/Denver"),
        ("Portland", "America/Los_Angeles"),
        ("Portland, ME", "America/New_York"),
        ("Gary, IN", "America/Chicago"),
        ("LA", "America/Los_Angeles"),
        ("Seattle, Washington", "America/Los_Angeles"),
        ("washington dc", "America/New_York"),
        ("minnapolis", "America/Chicago"),
        ("america/denver", "America/Denver"),
        ("vivo en Houston", "America/Chicago"),
        ("tokyo", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_read_from_where_someone_lives(text: str, zone: str) -> None:
    answer = read_zone(text)
    assert answer is not None
    assert answer.value == zone


@pytest.mark.parametrize("text", ["washington", "springfield", "canada", "New York or LA", "idk", "why", "same as you", "what do you mean"])
def test_no_zone_where_the_place_is_open_or_none_was_named(text: str) -> None:
    assert read_zone(text) is None


def test_a_state_with_two_zones_is_less_sure() -> None:
    texas, ohio = read_zone("texas"), read_zone("ohio")
    assert texas is not None
    assert ohio is not None
    assert texas.confidence < 0.8 < ohio.confidence


def test_every_zone_in_the_tables_exists() -> None:
    zones = {*IANA, *ZONE_WORDS.values(), *(zone for _, zone in CITIES.values()), *(zone for _, zone, _ in STATES.values())}
    assert all(ZoneInfo(zone) for zone in zones)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9 to 5", "09:00-17:00"),
        ("9am-8pm", "09:00-20:00"),
        ("8-8", "08:00-20:00"),
        ("after 6pm", "18:00-20:00"),
        ("after 6", "18:00-20:00"),
        ("not before 10", "10:00-20:00"),
        ("until 5", "09:00-17:00"),
        ("noon to 8", "12:00-20:00"),
        ("5 to 8", "17:00-20:00"),
        ("evenings", "17:00-20:00"),
        ("mornings", "09:00-12:00"),
        ("mornings or evenings", "09:00-20:00"),
        ("not in the morning", "12:00-20:00"),
        ("any time", "09:00-20:00"),
        ("default", "09:00-20:00"),
        ("ok", "09:00-20:00"),
        ("6am to 10pm", "08:00-21:00"),
        ("after 8:30pm", "20:00-21:00"),
        ("después de las 6", "18:00-20:00"),
    ],
)
def test_hours_are_read_and_clipped_to_the_lawful_ones(text: str, hours: str) -> None:
    answer = read_hours(text)
    assert answer is not None
    assert answer.value == hours


@pytest.mark.parametrize("text", ["11pm-2am", "idk", "purple", "no", "25 to 30"])
def test_no_hours_where_none_can_be_kept(text: str) -> None:
    assert read_hours(text) is None


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 24),
    st.sampled_from(["", "am", "pm"]),
    st.sampled_from([" to ", "-", " until "]),
    st.integers(0, 24),
    st.sampled_from(["", "am", "pm"]),
)
def test_hours_never_leave_eight_to_nine_and_last_an_hour(start: int, first: str, to: str, end: int, second: str) -> None:
    answer = read_hours(f"{start}{first}{to}{end}{second}")
    if answer:
        opens, closes = (int(side[:2]) * 60 + int(side[3:]) for side in str(answer.value).split("-"))
        assert 8 * 60 <= opens <= closes - 60 <= 20 * 60


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("kids", "children"),
        ("we have 2 kids and share an apartment", "home,children"),
        ("both kids and work", "children,work"),
        ("same office", "work"),
        ("all", "home,children,work"),
        ("everything except work", "home,children"),
        ("no kids but we share a house", "home"),
        ("house, not kids", "home"),
        ("1 and 3", "home,work"),
        ("none", ""),
        ("nothing", ""),
        ("no", ""),
        ("we don't have kids", ""),
        ("casa e hijos", "home,children"),
    ],
)
def test_choices_come_back_in_the_order_they_were_given(text: str, chosen: str) -> None:
    answer = read_choice(text, SHARED)
    assert answer is not None
    assert answer.value == chosen


@pytest.mark.parametrize("text", ["idk", "what", "the dog"])
def test_no_choice_where_nothing_was_understood(text: str) -> None:
    assert read_choice(text, SHARED) is None


def test_both_means_all_of_two() -> None:
    answer = read_choice("both", ("home", "work"))
    assert answer is not None
    assert answer.value == "home,work"


@pytest.mark.parametrize(
    "text",
    [
        "READY",
        "ready!",
        "im ready",
        "rdy",
        "readyy",
        "ok ready",
        "ready when you are",
        "listo",
        "I agree",
        "AGREE",
        "agreed",
        "yes i accept",
        "de acuerdo",
    ],
)
def test_ready_is_heard_in_any_spelling(text: str) -> None:
    answer = read_ready(text)
    assert answer is not None
    assert answer.value is True


@pytest.mark.parametrize("text", ["not ready", "i'm not ready yet", "no", "later"])
def test_a_refusal_is_not_ready(text: str) -> None:
    answer = read_ready(text)
    assert answer is not None
    assert answer.value is False


@pytest.mark.parametrize("text", ["yes", "ok", "i dont agree", "agree with whom", "already did", "what is ready", "read", "stop", ""])
def test_nothing_else_opens_the_program(text: str) -> None:
    assert read_ready(text) is None
