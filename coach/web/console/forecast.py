"""What the bot will send if nothing else happens: the machine itself is run ahead, on paper. Must not know how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coach.core.decision import Decision
from coach.core.effects import Reason, SendText
from coach.core.events import Woken
from coach.core.machine import decide
from coach.core.program import Program
from coach.core.state import State

MOST_WAKINGS = 400  # more than a day's worth for a year ahead; whatever happens, looking ahead ends


@dataclass(frozen=True, slots=True)
class Coming:
    """One text that is to come. ``at``: UTC. ``key``: of its words. ``asks``: it puts a question. ``stage``: where they stand then."""

    at: datetime
    key: str
    kind: str
    asks: bool
    stage: str


@dataclass(frozen=True, slots=True)
class Waking:
    """One waking ahead: when, what it would send, and why it would send that or nothing."""

    at: datetime
    texts: tuple[Coming, ...]
    reasons: tuple[Reason, ...]
    state: State


def ahead(state: State, program: Program, now: datetime, until: datetime) -> Iterator[Waking]:
    """Every waking up to ``until``, as if the person kept silent and no coach did anything; deciding changes nothing."""
    at = now
    for _ in range(MOST_WAKINGS):
        if state.wake_at is None or state.wake_at > until:
            return
        at = max(at, state.wake_at)
        decision = decide(state, Woken(), at, program)
        yield Waking(at, tuple(_texts(decision, at)), decision.reasons, decision.state)
        state = decision.state


def _texts(decision: Decision, at: datetime) -> Iterator[Coming]:
    for effect in decision.effects:
        if isinstance(effect, SendText):
            yield Coming(at, effect.key, effect.kind.value, effect.asks, decision.state.stage)
