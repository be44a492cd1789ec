"""Time travel on the running service: every waking at its own moment, and no further than was asked."""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta

import pytest

from coach.core.timing import local
from tests.web.service import INTAKE, KIM, SAM, Service, serving, settings_on

A_LITTLE = timedelta(minutes=1)


def now(service: Service) -> datetime:
    return service.desk.engine.parts.clock.now()


def prompts(service: Service, number: str = SAM) -> list[datetime]:
    """When each unsolicited text went out."""
    with service.desk.engine.parts.store.reading() as view:
        thread = view.thread(service.journey(number).participant_id)
    return [text.at for text in thread if text.kind == "prompt" and text.state == "delivered"]


@pytest.mark.parametrize(
    ("unit", "least", "most"), [("hour", 1, 1), ("day", 23, 25), ("week", 167, 169), ("month", 28 * 24 - 1, 31 * 24 + 1)]
)
def test_each_step_moves_the_clock_by_as_much(service: Service, unit: str, least: int, most: int) -> None:
    before = now(service)
    assert service.travel(unit).status_code == 303
    moved = now(service) - before
    assert timedelta(hours=least) <= moved <= timedelta(hours=most) + A_LITTLE


def test_an_unknown_step_is_a_bad_request(service: Service) -> None:
    assert service.travel("century").status_code == 400


def test_the_next_text_comes_at_the_very_moment_it_was_due(begun: Service) -> None:
    due = begun.journey().state.wake_at
    begun.travel("next")
    assert due is not None
    assert abs(now(begun) - due) < A_LITTLE
    assert len(prompts(begun)) == 1


def test_the_next_text_comes_by_day_where_the_person_lives(begun: Service) -> None:
    begun.travel("next")
    assert 9 <= local(prompts(begun)[0], "America/Chicago").hour < 20


def test_begun_at_night_the_next_text_still_comes_by_day(sqlite_url: str) -> None:
    with serving(settings_on(sqlite_url), begins=time(8)) as service:
        for words in INTAKE:
            service.text(words)
        service.travel("next")
        [came] = prompts(service)
    assert 9 <= local(came, "America/Chicago").hour < 20


def test_where_nothing_is_to_come_time_stands_still(service: Service) -> None:
    before = now(service)
    service.travel("next")
    assert now(service) - before < A_LITTLE


def test_another_phones_texts_do_not_carry_this_phone_along(begun: Service) -> None:
    before = now(begun)
    begun.travel("next", KIM)
    assert now(begun) - before < A_LITTLE


@pytest.mark.parametrize("words", ["STOP", "I am going to kill myself tonight", "she has a restraining order against me"])
def test_a_phone_to_which_the_bot_is_silent_waits_in_vain(begun: Service, words: str) -> None:
    begun.text(words)
    before = now(begun)
    begun.travel("next")
    assert now(begun) - before < A_LITTLE


def test_a_pause_with_an_end_is_waited_for(begun: Service) -> None:
    begun.text("PAUSE 2 WEEKS")
    before = now(begun)
    begun.travel("next")
    assert timedelta(days=13) < now(begun) - before < timedelta(days=17)


def test_on_the_way_through_a_month_no_day_brings_two_texts(begun: Service) -> None:
    begun.travel("month")
    days = [local(at, "America/Chicago").date() for at in prompts(begun)]
    assert len(days) >= 3
    assert len(days) == len(set(days))


def test_two_journeys_through_time_are_made_one_after_the_other(begun: Service) -> None:
    before, travel = now(begun), begun.desk.travel
    assert travel is not None
    both = [threading.Thread(target=travel.ahead, args=("day",)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert timedelta(days=2, hours=-1) <= now(begun) - before <= timedelta(days=2, hours=1)


def test_a_service_that_starts_again_stays_in_the_time_it_had_reached(sqlite_url: str) -> None:
    with serving(settings_on(sqlite_url)) as first:
        for words in INTAKE:
            first.text(words)
        first.travel("month")
        reached = now(first)
    with serving(settings_on(sqlite_url), begins=None) as second:
        assert reached <= now(second) < reached + A_LITTLE
