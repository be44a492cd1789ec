"""A decision under construction: the state as it now stands, what is to be done, and why. Immutable; each step answers a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from coach.core.effects import Effect, Reason, SendText, TextKind
from coach.core.events import Event
from coach.core.model import Bounds
from coach.core.program import Program, Stage
from coach.core.state import State

FIELDS = frozenset(field.name for field in fields(State))


def changed(state: State, **changes: Any) -> State:
    """The same state with some fields changed: ``dataclasses.replace``, but ten times as quick, for it was most of what deciding cost."""
    if not FIELDS.issuperset(changes):
        raise TypeError(f"a state has no {', '.join(changes.keys() - FIELDS)}")
    new: State = object.__new__(State)
    object.__setattr__(new, "__dict__", state.__dict__ | changes)
    return new


def bounded(state: State, bounds: Bounds | None) -> State:
    """The same state, as the practice's bounds now stand; None: there are none."""
    if state.profile.bounds == bounds:
        return state
    return changed(state, profile=replace(state.profile, bounds=bounds))


class Case(NamedTuple):
    """What is decided on: the event, the moment (UTC) and the program the journey is pinned to."""

    event: Event
    now: datetime
    program: Program


class Decision(NamedTuple):
    """The outcome: a new state, effects in order, reasons for sends and non-sends alike."""

    state: State
    effects: tuple[Effect, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def but(self, **changes: Any) -> Decision:
        """The same decision with some fields of the state changed."""
        return Decision(changed(self.state, **changes), self.effects, self.reasons)

    def do(self, *effects: Effect) -> Decision:
        """The same decision with more to do."""
        return Decision(self.state, self.effects + effects, self.reasons)

    def because(self, code: str, /, **facts: str | int) -> Decision:
        """The same decision with one more reason."""
        return Decision(self.state, self.effects, (*self.reasons, Reason(code, facts)))

    @property
    def spoke_unasked(self) -> bool:
        """Whether an unsolicited text is among the effects."""
        return any(isinstance(e, SendText) and e.kind is TextKind.PROMPT for e in self.effects)


Rule = Callable[[Decision, Case], Decision]


def stage_of(state: State, program: Program) -> Stage:
    """The stage a begun journey stands in."""
    return program.stages[state.stage]
