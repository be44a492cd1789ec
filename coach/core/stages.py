"""Moves a journey along the program's graph: forward through gates once dwell is over, back and out where a way is declared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coach.core.conditions import all_hold, unmet
from coach.core.decision import Case, Decision, stage_of
from coach.core.effects import AlertKind, RaiseAlert, TextKind
from coach.core.events import TextReceived
from coach.core.model import Phase
from coach.core.program import Program, Stage
from coach.core.speaking import close_question, send
from coach.core.state import About, State
from coach.core.timing import next_day, today

MILESTONE_WITHIN = 3 * 24 * 3600
TOMORROW = timedelta(days=1)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def dwell_over(state: State, program: Program) -> datetime:
    """The moment (UTC) from which the stage may be left forward."""
    return (state.stage_since or NEVER) + timedelta(days=stage_of(state, program).dwell)


def gate_open(state: State, program: Program, now: datetime) -> bool:
    """Whether dwell is over and everything the gate asks holds."""
    return now >= dwell_over(state, program) and all_hold(stage_of(state, program).gate, state, now)


def is_quiet(state: State, program: Program) -> bool:
    """Whether no-contact silences the program: everywhere but in letting go."""
    return state.no_contact and state.stage != program.letting_go


def enter(d: Decision, case: Case, key: str) -> Decision:
    """Begin a stage anew. Its opening comes tomorrow when we have just talked, else at the next planned moment.

    A question of the stage that is left is dropped; one about a promise or about going on stays open.
    """
    state = d.state
    at = state.profile.prompt_at or case.program.at
    first = next_day(case.now, at, state.profile)
    if isinstance(case.event, TextReceived):
        first = today(case.now, state.profile) + TOMORROW
    if state.question is not None and state.question.about is About.PROMPT:
        d = close_question(d)
    d = d.because("stage", was=state.stage or "-", now=key)
    return d.but(
        stage=key, stage_since=case.now, previous=None, used={}, slot=0, run_since=None, milestone_told=False,
        milestone_since=None, next_on=first,
    )  # fmt: skip


def advance(d: Decision, case: Case) -> Decision:
    """Go forward through every gate that stands open; out of a last stage only ``complete`` leads."""
    for _ in case.program.stages:
        onward = stage_of(d.state, case.program).next
        if onward is None or is_quiet(d.state, case.program) or not gate_open(d.state, case.program, case.now):
            break
        d = enter(d, case, onward)
    return d


def may_complete(state: State, program: Program, now: datetime) -> bool:
    """Whether the journey stands in a last stage whose gate is open."""
    return stage_of(state, program).next is None and gate_open(state, program, now)


def complete(d: Decision, case: Case) -> Decision:
    """End the journey with the stage's farewell."""
    farewell = stage_of(d.state, case.program).farewell or "common/closing"
    d = send(d, case, farewell, TextKind.PROMPT)
    return end(d).because("completed", stage=d.state.stage)


def end(d: Decision) -> Decision:
    """Nothing more will come of this journey by itself."""
    return d.but(phase=Phase.DONE, question=None, previous=None, reask_on=None, next_on=None, paused_until=None)


def leave_by(d: Decision, case: Case, key: str) -> Decision:
    """Take a way back or out; an undeclared one is refused, with a reason. Forward leads only the gate."""
    stage = stage_of(d.state, case.program)
    if key == stage.key:
        return d
    if leads_away(stage, key, case.program):
        return enter(d, case, key)
    return d.because("way_not_declared", stage=stage.key, to=key)


def leads_away(stage: Stage, key: str, program: Program) -> bool:
    """Whether a stage is a declared way back or out of another, for which no dwell counts."""
    return key == program.letting_go or (key in stage.ways and key != stage.next)


def milestone_at(state: State, program: Program) -> datetime | None:
    """When a coach should hear that the gate is still shut; None when told already or the stage has no milestone."""
    days = stage_of(state, program).milestone
    return None if days is None or state.milestone_told else (state.milestone_since or state.stage_since or NEVER) + timedelta(days=days)


def tell_milestone(d: Decision, case: Case) -> Decision:
    """Call a coach when the stage's milestone has passed; the participant is not told, and not nagged."""
    missing = len(unmet(stage_of(d.state, case.program).gate, d.state, case.now))
    d = d.do(RaiseAlert(AlertKind.MILESTONE, MILESTONE_WITHIN, d.state.stage)).but(milestone_told=True)
    return d.because("milestone_missed", stage=d.state.stage, unmet=missing)
