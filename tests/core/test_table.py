"""The phase table: every phase against everything that can happen, and what each cell promises."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from coach.core import events
from coach.core.machine import TABLE, decide, trigger_of
from coach.core.model import Danger, DangerKind, Intent, Phase, Reading, Signal, SpokenPromise, Tier
from coach.core.state import State
from tests.core import lives, readings

OTHER = tuple(kind for kind in get_args(events.Event) if kind is not events.TextReceived)
TRIGGERS = (*Intent, *OTHER)
LATER = lives.BEGIN + timedelta(days=30)
ACTS = {
    events.Woken: [events.Woken()],
    events.SendFailed: [events.SendFailed("common/help", "reply", failure, "30003") for failure in events.Failure],
    events.CoachInvited: [events.CoachInvited("kim", "signed up on paper", "Sam"), events.CoachInvited("kim", "")],
    events.CoachWrote: [events.CoachWrote("kim", "Hello", confirmed=confirmed) for confirmed in (True, False)],
    events.CoachTookOver: [events.CoachTookOver("kim")],
    events.CoachResumed: [events.CoachResumed("kim", "talked"), events.CoachResumed("kim", " ")],
    events.CoachPaused: [events.CoachPaused("kim", LATER)],
    events.CoachMoved: [events.CoachMoved("kim", stage, "asked", override=True) for stage in ("befriend", "nowhere")],
    events.CoachSetNoContact: [events.CoachSetNoContact("kim", on, "letter") for on in (True, False)],
    events.CoachOptedOut: [events.CoachOptedOut("kim", "phoned")],
    events.CoachCorrected: [events.CoachCorrected("kim", zone="America/Phoenix"), events.CoachCorrected("kim", zone="Mars/Olympus")],
    events.CoachBroadcast: [events.CoachBroadcast("kim", "b1", (events.Words("en", True, "Hi"),), LATER)],
    events.BroadcastTakenBack: [events.BroadcastTakenBack("kim", "b1", lives.BEGIN)],
}
VALUES = {
    Intent.PAUSE: (None, 3600, 10**15, "2026-03-08", "9999-12-31T23:59:00"),
    Intent.DANGER: (Danger(DangerKind.CHILD, Tier.A), Danger(DangerKind.SELF_HARM, Tier.B), None),
}


def in_phase(phase):
    """A journey in that phase, reached by plain means."""
    if phase is Phase.INVITED:
        return lives.Life()
    if phase is Phase.INTAKE:
        life = lives.Life()
        life.says(Reading(Intent.OPT_IN))
        return life
    return lives.in_phase(lives.begun(), phase)


def plausible(trigger, life):
    """Events that set a trigger off."""
    if trigger in ACTS:
        return ACTS[trigger]
    promise = SpokenPromise("call", "2026-02-01")
    read = [Reading(trigger, value, promise=promise, signals=frozenset()) for value in VALUES.get(trigger, (None,))]
    if trigger is Intent.ANSWER and life.state.question is not None:
        read = [readings.answer_to(life.state.question.asked, readings.chance_of(seed)) for seed in range(12)]
    if trigger in (Intent.WORDS, Intent.UNCLEAR):
        read += [Reading(trigger, "hm", signals=frozenset({signal})) for signal in Signal]
    return [events.TextReceived("words", reading, life.now) for reading in read]


@pytest.mark.parametrize("phase", list(Phase))
def test_every_cell_of_the_table_is_there(phase):
    assert set(TABLE[phase]) == set(TRIGGERS)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("trigger", TRIGGERS, ids=str)
def test_every_cell_decides_a_plausible_event(phase, trigger):
    for event in plausible(trigger, in_phase(phase)):
        life = in_phase(phase)
        assert life.state.phase is phase
        life.happens(event)


def test_nothing_but_the_table_is_looked_up():
    for trigger in TRIGGERS:
        life = in_phase(Phase.ACTIVE)
        for event in plausible(trigger, life):
            wrong = isinstance(event, events.TextReceived) and Signal.WRONG_NUMBER in event.reading.signals
            assert trigger_of(event) == (Intent.OPT_OUT if wrong else trigger)


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_is_reached(phase):
    assert in_phase(phase).state.phase is phase


@pytest.mark.parametrize("phase", list(Phase))
def test_help_is_answered_in_every_phase_by_us_or_the_carrier(phase):
    life = in_phase(phase)
    assert [text.key for text in life.says(Reading(Intent.HELP)).effects] == ["common/help"]
    assert not life.says(Reading(Intent.HELP), carrier_replied=True).effects
    assert life.state.phase is phase


def test_help_leaves_the_open_question_open():
    life = in_phase(Phase.INTAKE)
    question = life.state.question
    life.says(Reading(Intent.HELP))
    assert life.state.question == question


def test_a_state_knows_its_fields():
    from coach.core.decision import changed

    with pytest.raises(TypeError, match="nonsense"):
        changed(lives.Life().state, nonsense=1)


def test_deciding_does_nothing_to_the_journey_it_was_given():
    life = in_phase(Phase.ACTIVE)
    before = life.state
    assert decide(before, events.Woken(), LATER, life.program) == decide(before, events.Woken(), LATER, life.program)
    assert isinstance(before, State)
    assert before == life.state
