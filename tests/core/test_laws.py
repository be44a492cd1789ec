"""The laws hold whatever happens: random lives, with a witness beside every decision.

``COACH_LAW_EXAMPLES=5000 pytest tests/core/test_laws.py`` looks longer, and at other lives than the fixed ones of every day.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from coach.core.events import Woken
from coach.core.model import Intent, Phase, Reading
from coach.core.timing import months_after
from tests.core import lives, programs, readings

EXAMPLES = int(os.environ.get("COACH_LAW_EXAMPLES", "0"))
CHANCE = st.randoms(use_true_random=False)
SHORT_OF_WORDS = programs.program(*programs.WALK.stages.values(), wordings=2)
PROGRAMS = (programs.WALK, SHORT_OF_WORDS)
AT_ONCE = timedelta(minutes=1)  # what is due already is done with the next waking, a minute from now
ENDED = (Phase.DONE, Phase.STOPPED)


class Lives(RuleBasedStateMachine):
    """Anything, in any order; every decision is checked by ``Life.happens``."""

    @initialize(
        zones=st.sampled_from(readings.GUESSES + tuple((zone,) for zone in readings.ZONES)),
        program=st.sampled_from(PROGRAMS),
        past=st.booleans(),
    )
    def begin(self, zones, program, past):
        self.life = lives.begun(program, zones) if past else lives.Life(program, zones)

    @rule(chance=CHANCE)
    def they_text(self, chance):
        lives.text_of(self.life, chance, 0.05)

    @rule(chance=CHANCE)
    def its_moment_comes(self, chance):
        lives.wait_for(self.life, chance)

    @rule(chance=CHANCE)
    def its_moment_comes_once_more(self, chance):
        lives.wait_for(self.life, chance)

    @rule(chance=CHANCE)
    def a_text_is_lost(self, chance):
        lives.failure_of(self.life, chance, 0.05)

    @rule(chance=CHANCE)
    def a_coach_acts(self, chance):
        lives.act_of_coach(self.life, chance)

    @rule(minutes=st.integers(0, 3 * 24 * 60))
    def time_passes(self, minutes):
        self.life.now += timedelta(minutes=minutes)


class TestLives(Lives.TestCase):
    settings = settings(
        max_examples=EXAMPLES or 200,
        stateful_step_count=40,
        deadline=None,
        derandomize=not EXAMPLES,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("block", range(8))
def test_the_laws_hold_through_long_random_lives(block):
    """Longer than Hypothesis would go: some years each, seldom ended by STOP or danger, so that the late stages are seen."""
    each = max(EXAMPLES // 8, 12)
    first = block * each + (EXAMPLES and int.from_bytes(os.urandom(4)))
    for seed in range(first, first + each):
        chance = readings.chance_of(seed)
        life = lives.begun(chance.choice(PROGRAMS), chance.choice(readings.GUESSES))
        for _ in range(150):
            lives.step(life, chance, grave=0.01)


@pytest.mark.parametrize("seed", range(max(EXAMPLES // 10, 10)))
def test_a_journey_ends_within_24_months_whatever_the_person_does(seed):
    """Without STOP and without rejoining: only living on."""
    chance = readings.chance_of(seed)
    life = lives.begun(zones=chance.choice(readings.GUESSES))
    began = life.state.began_at
    while life.state.began_at == began and life.state.phase not in ENDED and life.now < months_after(began, 25):
        lives.step(life, chance, grave=0.01)
        if life.state.wake_at is not None and chance.random() < 0.5:
            life.wakes()
    assert life.state.began_at != began or life.state.phase in ENDED


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.HELD])
def test_month_24_closes_paused_and_held_journeys_too(phase):
    life = lives.begun()
    began = life.now
    if phase is Phase.PAUSED:
        life.says(Reading(Intent.PAUSE, 365 * 86400))
        life.passes(350)
        life.says(Reading(Intent.PAUSE, 365 * 86400))
    else:
        lives.in_phase(life, Phase.HELD)
    assert life.state.phase is phase
    life.passes(730 - (life.now - began).days + 10)
    assert life.state.phase is Phase.DONE
    assert life.sent[-1].key == "common/closing" if phase is Phase.PAUSED else life.sent[-1].key != "common/closing"


def test_the_same_seed_gives_the_same_life():
    def story(seed):
        chance, life = readings.chance_of(seed), lives.begun()
        for _ in range(80):
            lives.step(life, chance, grave=0.02)
        return life.story(80)

    assert story(3) == story(3)


@pytest.mark.parametrize("seed", range(20))
def test_a_waking_repeated_or_too_early_does_nothing(seed):
    chance = readings.chance_of(seed)
    life = lives.begun()
    for _ in range(60):
        lives.step(life, chance, grave=0.01)
        at = life.state.wake_at
        if at is not None and at - life.now > AT_ONCE:
            assert not life.happens(Woken()).effects
            life.now += (at - life.now) / 2
            assert not life.happens(Woken()).effects
