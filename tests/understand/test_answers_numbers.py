"""How many, and how much on a scale, as people text it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.understand.numbers import read_number
from coach.understand.scale import read_scale


def number(text: str, language: str = "en") -> object:
    answer = read_number(text, language)
    return answer and answer.value


def mark(text: str, low: int = 1, high: int = 7, language: str = "en") -> object:
    answer = read_scale(text, low, high, language)
    return answer and answer.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 times", 3),
        ("twice", 2),
        ("once", 1),
        ("none", 0),
        ("zero", 0),
        ("a couple", 2),
        ("about 20", 20),
        ("20mins", 20),
        ("half an hour", 0.5),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("just one", 1),
        ("$20", 20),
        ("forty two", 42),
        ("twenty-five", 25),
        ("two and a half", 2.5),
        ("a hundred", 100),
        ("three hundred and 21", 321),
        ("two hundred and six thousand", 206000),
        ("1,200", 1200),
        ("1.5", 1.5),
        ("2k", 2000),
        ("3 million and a half", 3500000),
        ("three quarters", 0.75),
        ("2 1/4", 2.25),
        ("minus five point five", -5.5),
        ("nine point nought four", 9.04),
        ("two out of five", 0.4),
        ("1.2e3", 1200),
        ("50%", 50),
    ],
)
def test_a_number_is_read_from_digits_and_from_words(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("treinta y cinco", 35),
        ("veintitrés", 23),
        ("mil quinientos dos", 1502),
        ("tres millones y medio", 3500000),
        ("dos docenas", 24),
        ("siete coma cinco", 7.5),
        ("4,5", 4.5),
        ("1.250", 1250),
        ("tres quintos", 0.6),
        ("dos veintiunavos", 2 / 21),
        ("once", 11),
        ("una vez", 1),
        ("menos dos", -2),
    ],
)
def test_spanish_number_words_and_separators_are_read(text: str, value: float) -> None:
    assert number(text, "es") == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "a few",
        "3-4",
        "3 or 4",
        "no one",
        "this one",
        "one of those days",
        "5pm",
        "3:15",
        "12/25/2026",
        "555-123-4567",
        "192.168.0.1",
        "hello",
        "",
    ],
)
def test_what_is_no_single_number_is_left_alone(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a solid 4", 4),
        ("six ish", 6),
        ("6ish", 6),
        ("5/7", 5),
        ("5 out of 7", 5),
        ("on a scale of 1 to 7 i'd say 6", 6),
        ("FOUR!!", 4),
        ("4️⃣", 4),
        ("about a 3 i guess", 3),
        ("3.5", 3.5),
        ("six and a half", 6.5),
        ("it was a 2 honestly", 2),
        ("7 but she blocked me", 7),
        ("2, we fought for 3 hours", 2),
        ("id say 6 today, was 2 last week", 6),
        ("5 5", 5),
        ("un 5", 5),
        ("cuatro", 4),
    ],
)
def test_a_mark_is_found_however_it_is_wrapped(text: str, value: float) -> None:
    assert mark(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "8",
        "-1",
        "7/10",
        "4 or 5",
        "4-5",
        "4/5",
        "between 3 and 4",
        "low",
        "high",
        "not a 7",
        "less than 3",
        "more than 5",
        "5 on a scale of 1-10",
    ],
)
def test_no_mark_off_the_scale_on_another_scale_or_left_open(text: str) -> None:
    assert mark(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pretty bad day so 2", 2),
        ("kids kept me up, so a 4", 4),
        ("on the whole i'd put it at 5", 5),
        ("still at 4", 4),
        ("3 yesterday, 5 today", 5),
        ("2 bad night", 2),
        ("5 hopefully", 5),
        ("6 id say", 6),
        ("3 depressed as hell", 3),
        ("4 at best", 4),
        ("6 out of ten", None),
        ("six out of seven", 6),
        ("i think it is around a 6 for me at the moment", 6),
    ],
)
def test_a_mark_may_stand_late_where_words_lead_to_it(text: str, value: float | None) -> None:
    assert mark(text) == value


def test_the_spanish_article_is_no_second_number() -> None:
    assert mark("creo que un 5", language="es") == 5


@pytest.mark.parametrize(
    "text",
    [
        "the first week not the tenth",
        "for the first time in weeks i felt ok",
        "it was the 2nd time",
        "she said it twice",
        "it's been 4 days since i saw her",
        "we have 2 kids and its hard",
        "two steps forward one step back",
        "i was up till 3",
        "we met at 6 and talked",
        "at 6 she called",
        "two at once",
        "he is 6 and he cries",
        "on day 4 of no contact",
        "honestly i dont know, its been one hell of a week",
        "3 in the morning and i cant sleep",
    ],
)
def test_a_number_that_counts_or_dates_something_is_no_mark(text: str) -> None:
    assert mark(text) is None


def test_zero_and_ten_are_marks_where_the_scale_has_them() -> None:
    assert mark("zero", 0, 10) == 0
    assert mark("7/10", 0, 10) == 7


def test_a_vague_mark_is_less_sure_than_a_plain_one() -> None:
    plain, vague = read_scale("6", 1, 7, "en"), read_scale("6ish", 1, 7, "en")
    assert plain is not None
    assert vague is not None
    assert plain.confidence > vague.confidence


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 999_999))
def test_digits_always_read_as_themselves(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["one", "twenty", "hundred", "million", "and", "a", "half", "/", "point", "3", "0", "-", "of", "%", "minus", ".5", "^"]
        ),
        max_size=9,
    )
)
def test_any_mixture_of_number_words_is_read_without_failing(words: list[str]) -> None:
    for language in ("en", "es"):
        assert mark(" ".join(words), language=language) in (None, *(half / 2 for half in range(2, 15)))
        number(" ".join(words), language)
