"""A decision under construction: the state as it now stands, what is to be done, and why. Immutable; each step answers a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coach.core.effects import Effect, Reason, SendText, TextKind
from coach.core.events import Event
from coach.core.program import Program, Stage
from coach.core.state import State


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
        return replace(self, state=replace(self.state, **changes))

    def do(self, *effects: Effect) -> Decision:
        """The same decision with more to do."""
        return replace(self, effects=self.effects + effects)

    def because(self, code: str, /, **facts: str | int) -> Decision:
        """The same decision with one more reason."""
        return replace(self, reasons=(*self.reasons, Reason(code, facts)))

    @property
    def spoke_unasked(self) -> bool:
        """Whether an unsolicited text is among the effects."""
        return any(isinstance(e, SendText) and e.kind is TextKind.PROMPT for e in self.effects)

    @property
    def spoke(self) -> bool:
        """Whether any text is among the effects."""
        return any(isinstance(e, SendText) for e in self.effects)


Rule = Callable[[Decision, Case], Decision]


def stage_of(state: State, program: Program) -> Stage:
    """The stage a begun journey stands in."""
    return program.stages[state.stage]
