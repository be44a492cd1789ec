"""A promise is caught in the person's own words, with its time where one was named."""

from __future__ import annotations

from datetime import datetime

import pytest

from coach.core.model import SpokenPromise
from coach.understand.promise import read_promise

NOW = datetime.fromisoformat("2026-03-01T10:00:00")  # a Sunday
ZONE = "America/New_York"


def promise(text: str, *, asked: bool = False, language: str = "en") -> SpokenPromise | None:
    return read_promise(text, NOW, ZONE, language, asked=asked)


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("I'll call my mom by friday", "call my mom", "2026-03-06"),
        ("i will tell her the truth tomorrow at 6", "tell her the truth", "2026-03-02T18:00:00"),
        ("I promise to fix the door this saturday", "fix the door", "2026-03-07"),
        ("ok im gonna send the money tomorrow", "send the money", "2026-03-02"),
        ("tomorrow at 6 i will tell her everything", "tell her everything", "2026-03-02T18:00:00"),
        ("I won't lie again", "not lie again", None),
        ("promise: be home by 7 every night", "be home by 7 every night", None),
        ("i'm calling my brother on monday", "calling my brother", "2026-03-02"),
        ("I’ll listen, but she has to talk too", "listen", None),
    ],
)
def test_ones_own_undertaking_is_a_promise(text: str, what: str, due: str | None) -> None:
    assert promise(text) == SpokenPromise(what, due)


def test_a_promise_in_spanish_is_caught() -> None:
    assert promise("voy a llamar a mi mama el viernes", language="es") == SpokenPromise("llamar a mi mama", "2026-03-06")


@pytest.mark.parametrize(
    "text",
    [
        "i wish I would",
        "will i ever see her again",
        "will i call her tomorrow?",
        "she said she will call me tomorrow",
        "he'll come by friday",
        "maybe i will call her",
        "I'll try",
        "I will always love her",
        "i will be fine",
        "i won't be there",
        "i'm going to the store",
        "we talked for an hour",
        "7",
    ],
)
def test_hopes_questions_and_other_peoples_plans_are_no_promise(text: str) -> None:
    assert promise(text) is None


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("cook dinner sunday", "cook dinner", "2026-03-08"),
        ("to call her dad by friday", "call her dad", "2026-03-06"),
        ("listen", "listen", None),
        ("pay back the 200 by monday", "pay back the 200", "2026-03-02"),
        ("pay back the 200 monday at 5", "pay back the 200", "2026-03-02T17:00:00"),
        ("pay 200 back by the 5th", "pay 200 back", "2026-03-05"),
        ("give her the 500", "give her the 500", None),
        ("pay her back the money by monday", "pay her back the money", "2026-03-02"),
        ("devolverle los 200 el lunes", "devolverle los 200", "2026-03-02"),
        ("be on time on sunday", "be on time", "2026-03-08"),
        ("be on time", "be on time", None),
        ("be home by 6 on friday", "be home", "2026-03-06T18:00:00"),
        ("do the tax papers by friday", "do the tax papers", "2026-03-06"),
        ("will tell her the truth friday", "tell her the truth", "2026-03-06"),
        ("Take the kids to school tomorrow morning", "Take the kids to school", "2026-03-02T09:00:00"),
    ],
)
def test_any_act_will_do_when_a_promise_was_asked_for(text: str, what: str, due: str | None) -> None:
    assert promise(text, asked=True) == SpokenPromise(what, due)


@pytest.mark.parametrize(
    "text", ["no", "idk", "nothing", "ok", "what should i promise?", "do i have to promise something", "can you remind me friday"]
)
def test_no_act_is_no_promise_even_when_one_was_asked_for(text: str) -> None:
    assert promise(text, asked=True) is None


def test_a_long_promise_is_cut_to_a_hundred_characters() -> None:
    found = promise("i will " + "write to her about everything that happened " * 5)
    assert found is not None
    assert len(found.what) <= 100


def test_a_time_that_has_passed_is_no_due() -> None:
    found = promise("i will tell her what happened on february 2 2026")
    assert found is not None
    assert found.due is None
