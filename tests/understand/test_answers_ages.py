"""Only adults are coached: a stated age decides, whatever else the reply says."""

from __future__ import annotations

from datetime import datetime

import pytest

from coach.core.model import Asked, AskKind, Intent, Value
from coach.understand import read

NOW = datetime.fromisoformat("2026-03-01T10:00:00")
ZONE = "America/New_York"
SPANISH = frozenset(
    {"tengo treinta y dos", "soy mayor de edad", "naci en 1980", "tengo diecisiete anos", "casi 18", "cumplo 18 en mayo", "no soy menor"}
)


def adult(text: str) -> Value:
    reading = read(text, Asked(AskKind.AGE), NOW, ZONE, "es" if text in SPANISH else "en")
    return reading.value if reading.intent is Intent.ANSWER else None


@pytest.mark.parametrize(
    "text", ["y", "YES", "yep", "👍", "si", "of course", "older", "way older lol", "i am an adult", "soy mayor de edad", "no soy menor"]
)
def test_a_plain_yes_or_as_much_is_grown_up(text: str) -> None:
    assert adult(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "im 34",
        "34",
        "18",
        "18+",
        "y 45",
        "thirty four",
        "im twenty-one",
        "i am 40 years old",
        "29 y/o",
        "34m",
        "over 18",
        "not under 18",
        "just turned 18",
        "turning 30 next week",
        "born in 1990",
        "born in 85",
        "1985",
        "09/14/1988",
        "born march 1 2008",
        "tengo treinta y dos",
        "naci en 1980",
    ],
)
def test_a_stated_age_of_eighteen_or_more_is_grown_up(text: str) -> None:
    assert adult(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "y im 16",
        "yes im 16",
        "YES 16!!",
        "yeah 17",
        "yes but im 15",
        "yes, 17 and a half",
        "im 17 almost 18",
        "y, sixteen",
        "yes im 18 in 3 months",
    ],
)
def test_a_yes_beside_an_age_under_eighteen_is_no(text: str) -> None:
    assert adult(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "n",
        "not yet",
        "16",
        "almost 18",
        "i turn 18 next month",
        "18 in may",
        "ill be 18 in june",
        "under 18",
        "not 18 yet",
        "im a minor",
        "too young",
        "born in 2010",
        "born march 2 2008",
        "tengo diecisiete anos",
        "casi 18",
        "cumplo 18 en mayo",
    ],
)
def test_who_is_not_eighteen_yet_is_under_age(text: str) -> None:
    assert adult(text) is False


@pytest.mark.parametrize(
    "text", ["my son is 16, im 40", "i was 16 when we met, im 34 now", "yes I'm 36, married 12 years", "yes i have 3 kids"]
)
def test_anothers_age_and_other_numbers_are_nobodys_age(text: str) -> None:
    assert adult(text) is True


@pytest.mark.parametrize("text", ["idk", "why", "who is asking", "maybe", "banana", "my son is 16", "7000", "born in 2008", "no im 34", ""])
def test_what_leaves_the_age_open_is_asked_again(text: str) -> None:
    assert adult(text) is None


def test_the_day_of_birth_counts_not_the_year() -> None:
    assert (adult("born march 1 2008"), adult("born march 2 2008")) == (True, False)


def test_yes_answers_the_question_of_age_rather_than_opting_in() -> None:
    assert read("YES", Asked(AskKind.AGE), NOW, ZONE).intent is Intent.ANSWER
