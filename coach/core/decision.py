"""A decision under construction: the state as it now stands, what is to be done, and why. Immutable; each step answers a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from coach.core.effects import Effect, Reason, SendText, TextKind
from coach.core.events import Event
from coach.core.program import Program, Stage
from coach.core.state import State

_NAMES = tuple(field.name for field in fields(State))
_VALUES = attrgetter(*_NAMES)
_SETTERS = {name: getattr(State, name).__set__ for name in _NAMES}


def changed(state: State, **changes: Any) -> State:
    """The same state with some fields changed: ``dataclasses.replace``, but three times as quick, for it is most of what deciding costs."""
    new: State = object.__new__(State)
    for write, value in zip(_SETTERS.values(), _VALUES(state), strict=True):
        write(new, value)
    for name, value in changes.items():
        _SETTERS[name](new, value)
    return new


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided on: the event, the moment (UTC) and the program the journey is pinned to."""

    event: Event
    now: datetime
    program: Program


@dataclass(frozen=True, slots=True)
class Decision:
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
