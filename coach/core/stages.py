"""Moves a journey along the program's graph: forward through gates once dwell is over, back and out where a way is declared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coach.core.conditions import all_hold, unmet
from coach.core.decision import Case, Decision, stage_of
from coach.core.effects import AlertKind, RaiseAlert, TextKind
from coach.core.events import TextReceived
from coach.core.model import Phase
from coach.core.program import Program
from coach.core.speaking import send
from coach.core.state import State
from coach.core.timing import today

MILESTONE_WITHIN = 3 * 24 * 3600
TOMORROW = timedelta(days=1)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def dwell_over(state: State, program: Program) -> datetime:
    """The moment (UTC) from which the stage may be left forward."""
    return (state.stage_since or NEVER) + timedelta(days=stage_of(state, program).dwell)


def gate_open(state: State, program: Program, now: datetime) -> bool:
    """Whether dwell is over and everything the gate asks holds."""
    return now >= dwell_over(state, program) and all_hold(stage_of(state, program).gate, state, now)


def enter(d: Decision, case: Case, key: str) -> Decision:
    """Begin a stage anew. Its opening comes tomorrow when we have just talked, else at the next planned moment."""
    day = today(case.now, d.state.profile)
    first = day + TOMORROW if isinstance(case.event, TextReceived) else day
    d = d.because("stage", was=d.state.stage or "-", now=key)
    return d.but(
        stage=key, stage_since=case.now, question=None, previous=None, reask_on=None, used={}, slot=0, run_since=None,
        milestone_told=False, next_on=first,
    )  # fmt: skip


def advance(d: Decision, case: Case) -> Decision:
    """Go forward as long as gates stand open; completing the last stage ends the journey with its farewell."""
    while d.state.phase is Phase.ACTIVE and gate_open(d.state, case.program, case.now):
        stage = stage_of(d.state, case.program)
        if stage.next is None:
            return d
        d = enter(d, case, stage.next)
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
    """Take a way back or out; an undeclared one is refused, with a reason."""
    stage = stage_of(d.state, case.program)
    if key == case.program.letting_go or key in stage.ways:
        return d if key == stage.key else enter(d, case, key)
    return d.because("way_not_declared", stage=stage.key, to=key)


def milestone_at(state: State, program: Program) -> datetime | None:
    """When a coach should hear that the gate is still shut; None when told already or the stage has no milestone."""
    stage = stage_of(state, program)
    if stage.milestone is None or state.milestone_told or state.stage_since is None:
        return None
    return state.stage_since + timedelta(days=stage.milestone)


def tell_milestone(d: Decision, case: Case) -> Decision:
    """Call a coach when the stage's milestone has passed; the participant is not told, and not nagged."""
    due = milestone_at(d.state, case.program)
    if due is None or case.now < due:
        return d
    missing = len(unmet(stage_of(d.state, case.program).gate, d.state, case.now))
    d = d.do(RaiseAlert(AlertKind.MILESTONE, MILESTONE_WITHIN, d.state.stage)).but(milestone_told=True)
    return d.because("milestone_missed", stage=d.state.stage, unmet=missing)
