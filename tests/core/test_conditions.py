"""Gates, needs and caps: each kind of condition, and why a day is full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coach.core import caps, conditions
from coach.core.model import Profile
from coach.core.program import Answered, InStage, KeptInRow, KeptRate, Measured, Never, Shares, Unanswered
from coach.core.state import Answer, Kept, Promise, State

DAY = timedelta(days=1)
T = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)


def state_with(**more):
    return State("j", "walk", 1, Profile(("America/New_York",)), stage="tell", stage_since=T - 30 * DAY, **more)


ANSWERS = tuple(Answer("m", value, T - days * DAY, "tell", "p") for days, value in ((20, 1), (10, 6), (5, 7), (1, 5)))
PROMISES = tuple(
    Promise(f"p{days}", "call", "tell", T - 40 * DAY, kept=kept, settled_at=T - days * DAY)
    for days, kept in ((35, Kept.KEPT), (20, Kept.BROKEN), (10, Kept.KEPT), (5, Kept.KEPT))
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Measured("m"), True),
        (Measured("n"), False),
        (Measured("m", least=5, times=3), True),
        (Measured("m", least=5, times=4), False),
        (Measured("m", most=1, count=1), True),
        (Measured("m", least=6, count=3), False),
        (Measured("m", least=6, most=7, count=2), True),
        (Measured("m", least=5, times=3, days=7), False),
        (Measured("m", equals=5), True),
        (Measured("m", equals=True), False),
        (Measured("old", least=1), False),
        (Measured("old", least=1, ever=True), True),
        (Measured("word", least=1), False),
        (Never("m", 1, 15), True),
        (Never("m", 1, 25), False),
        (Answered(("m", "word")), True),
        (Answered(("m", "old")), False),
        (Answered(("m", "old"), ever=True), True),
        (Unanswered(("old", "unheard")), True),
        (Unanswered(("m", "unheard")), False),
        (Unanswered(("old", "unheard"), ever=True), False),
        (KeptInRow(2), True),
        (KeptInRow(3), False),
        (KeptRate(0.6, 30), True),
        (KeptRate(0.8, 30), False),
        (KeptRate(0.6, 30, 4), False),
        (Shares(("home", "work")), True),
        (Shares(("work",)), False),
        (Shares(()), False),
        (InStage(30), True),
        (InStage(31), False),
    ],
)
def test_each_kind_of_condition(condition, holds):
    old = Answer("old", 4, T - 60 * DAY, "other", "p")
    word = Answer("word", "hm", T, "tell", "p")
    state = state_with(answers=(old, *ANSWERS, word), promises=PROMISES)
    state = replace(state, profile=replace(state.profile, shares=("home",)))
    assert conditions.holds(condition, state, T) is holds
    assert conditions.unmet([condition], state, T) == ([] if holds else [condition])


def test_what_is_shared_may_be_nothing_and_no_stage_has_no_days():
    state = replace(state_with(), stage_since=None)
    assert conditions.holds(Shares(()), state, T)
    assert not conditions.holds(InStage(0), state, T)


def test_the_answer_and_the_promise_that_opened_a_door_belong_to_the_stage_before():
    state = state_with(answers=(Answer("m", 6, T, "before", "p"),), promises=(replace(PROMISES[0], settled_at=T),))
    state = replace(state, stage_since=T)
    assert not conditions.holds(Measured("m"), state, T)
    assert not conditions.holds(KeptInRow(1), state, T)


def test_a_run_of_kept_promises_begins_anew_where_the_program_says():
    state = state_with(promises=PROMISES, run_since=T - 7 * DAY)
    assert conditions.holds(KeptInRow(1), state, T)
    assert not conditions.holds(KeptInRow(2), state, T)


def test_why_a_day_is_full():
    state = state_with(unsolicited=tuple(T - days * DAY for days in (0, 2, 4, 7)))
    assert str(caps.capped(state, T.date())) == "cap_day sent=1"
    assert str(caps.capped(state, (T + DAY).date())) == "None"
    full = replace(state, unsolicited=tuple(T - days * DAY for days in (1, 2, 4, 7)))
    assert str(caps.capped(full, T.date())) == "cap_week sent=4"
    assert caps.free_day(full, T.date()) == (T + DAY).date()
    assert caps.free_day(replace(full, quiet_until=(T + 9 * DAY).date()), T.date()) == (T + 9 * DAY).date()
