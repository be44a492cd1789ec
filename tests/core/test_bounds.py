"""What a practice allows only ever takes away: hours and texts a week, never from what the person and the program would allow."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.caps import A_WEEK, capped, most_a_week
from coach.core.decision import bounded
from coach.core.effects import Effect, SendText, TextKind
from coach.core.events import Woken
from coach.core.machine import decide
from coach.core.model import Bounds, Profile, Window
from coach.core.state import State
from coach.core.timing import allowed, hours, zone_of
from tests.core import lives, programs

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
GENTLE = replace(programs.WALK, bounds=Bounds(time(11), time(17), time(14), 2, 3, version=4))
QUARTERS = st.integers(8 * 4, 21 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
WINDOWS = st.tuples(QUARTERS, QUARTERS).filter(lambda two: two[1].hour - two[0].hour > 1).map(lambda two: Window(*two))
BOUNDS = st.builds(Bounds, st.times(time(8), time(14)), st.times(time(20), time(21)), st.times(time(12), time(19)))
DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))


@given(WINDOWS, BOUNDS, DAYS)
def test_no_hour_is_added_to_those_of_the_person(own: Window, bounds: Bounds, day: date) -> None:
    start, end = hours(allowed(Profile(("UTC",), window=own, bounds=bounds)), day)
    mine = hours(own, day)
    assert mine[0] <= start < end <= mine[1]


@given(WINDOWS, BOUNDS)
def test_the_hours_of_the_practice_hold_wherever_the_two_share_an_hour(own: Window, bounds: Bounds) -> None:
    found = allowed(Profile(("UTC",), window=own, bounds=bounds))
    shared = datetime.combine(NOON, min(own.end, bounds.end)) - datetime.combine(NOON, max(own.start, bounds.start))
    inside = bounds.start <= found.start and found.end <= bounds.end
    assert inside if shared >= timedelta(hours=1) else (found.start, found.end) == (own.start, own.end)


@given(st.sampled_from(sorted(A_WEEK)), st.integers(1, 4), st.integers(1, 7))
def test_no_text_a_week_is_added_to_those_of_the_program(pace: int, week: int, faster: int) -> None:
    most = most_a_week(Profile(("UTC",), pace=pace, bounds=Bounds(week=week, faster=faster)))
    assert most == min(A_WEEK[pace], faster if pace > 0 else week)


def test_who_asked_for_fewer_texts_gets_no_more_of_them() -> None:
    assert most_a_week(Profile(("UTC",), pace=-2, bounds=Bounds(week=4))) == 2


def test_a_week_that_is_full_for_the_practice_is_full() -> None:
    sent = tuple(NOON - timedelta(days=days) for days in (2, 4))
    state = State("j", "p", 1, Profile(("UTC",)), unsolicited=sent)
    assert capped(state, NOON.date()) is None
    full = capped(bounded(state, Bounds(week=2)), NOON.date())
    assert full is not None
    assert full.code == "cap_week"


def test_a_decision_takes_its_bounds_from_the_program_it_is_given_and_nowhere_else() -> None:
    walk = programs.WALK
    state = State("j", walk.name, walk.version, Profile(("UTC",), bounds=Bounds(week=1, version=7)), wake_at=NOON)
    assert decide(state, Woken(), NOON, walk).state.profile.bounds is None
    assert decide(state, Woken(), NOON, GENTLE).state.profile.bounds == GENTLE.bounds


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_no_prompt_leaves_the_hours_and_the_week_of_the_practice(seed: int) -> None:
    chance, life = random.Random(seed), lives.begun(GENTLE)  # noqa: S311 - a fixed life, not a secret
    for _ in range(150):
        lives.step(life, chance, grave=0.0)
    prompts = [(now, before) for before, _, now, made in life.past for one in made.effects if kind_of(one) is TextKind.PROMPT]
    assert prompts
    for now, before in prompts:
        clock = now.astimezone(zone_of(before.profile.zones[0]))
        if before.profile.window.start < time(16):  # else they asked for the evening, and share no hour with the practice
            assert time(14 if clock.weekday() == 6 else 11) <= clock.time() < time(17)
        counted = [sent for sent in before.unsolicited if sent > now - timedelta(days=7)]  # without those that were lost
        assert len(counted) < (3 if before.profile.pace > 0 else 2)


def kind_of(effect: Effect) -> TextKind | None:
    return effect.kind if isinstance(effect, SendText) else None
