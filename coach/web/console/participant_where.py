"""The stage map: the whole way, where they stand on it since when, and what opens the next gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coach.core.model import Phase
from coach.core.program import Program
from coach.core.stages import NEVER, dwell_over, milestone_at
from coach.store.conversation import Turn
from coach.store.work import View
from coach.web.console.forecast import Coming
from coach.web.console.participant_case import Case
from coach.web.console.participant_gate import Need, needs
from coach.web.console.participant_head import upcoming

SOON = 3


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage on the map. ``visits``: when each began. ``ways``: where it may lead back or out."""

    key: str
    about: str
    dwell: int
    visits: tuple[datetime, ...]
    here: bool
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """What leaving the stage asks. ``waits``: ``dwell_over`` (UTC) is to come. ``milestone``: when a coach is told that it is shut."""

    dwell_over: datetime
    waits: bool
    needs: tuple[Need, ...]
    next: str | None
    milestone: datetime | None


@dataclass(frozen=True, slots=True)
class Where:
    """The map. ``gate`` None: there is none, the journey has not begun or has ended."""

    stops: tuple[Stop, ...]
    since: datetime | None
    gate: Gate | None
    coming: tuple[Coming, ...]
    phase: str
    zone: str
    quiet: bool


def where_of(view: View, case: Case) -> Where:
    """Where they stand."""
    state, entered = case.state, _entered(case, view.turns_of(case.id))
    begun = bool(state.stage) and state.phase is not Phase.DONE
    return Where(
        stops=tuple(_stops(case, entered)),
        since=state.stage_since,
        gate=_gate(case) if begun else None,
        coming=tuple(upcoming(case, state, SOON)),
        phase=state.phase.value,
        zone=case.zone,
        quiet=state.no_contact and state.stage != case.program.letting_go,
    )


def setback(program: Program, was: str, now: str) -> bool:
    """Whether a change of stage leads back, or out, rather than on."""
    order = list(program.stages)
    if was not in program.stages or now not in program.stages:
        return False
    return now == program.letting_go or order.index(now) < order.index(was)


def _entered(case: Case, turns: Sequence[Turn]) -> dict[str, list[datetime]]:
    """When each visit of each stage began. The journal of a journey that was brought along may not reach back so far."""
    entered: dict[str, list[datetime]] = {}
    for turn in turns:
        entered.setdefault(turn.now, []).append(turn.at)
    if case.state.stage_since is not None and case.state.stage_since not in entered.get(case.state.stage, []):
        entered.setdefault(case.state.stage, []).append(case.state.stage_since)
    return entered


def _stops(case: Case, entered: dict[str, list[datetime]]) -> Iterable[Stop]:
    program, state = case.program, case.state
    for stage in program.stages.values():
        visits = tuple(entered.get(stage.key, ()))
        if stage.key == program.letting_go and not visits:
            continue
        here = stage.key == state.stage and state.phase is not Phase.DONE
        yield Stop(stage.key, " ".join(stage.about.split()), stage.dwell, visits, here, tuple(sorted(stage.ways)))


def _gate(case: Case) -> Gate:
    state, program = case.state, case.program
    stage, over, milestone = program.stages[state.stage], dwell_over(state, program), milestone_at(state, program)
    told = milestone if milestone is not None and milestone < NEVER else None
    return Gate(over, over > case.now, needs(stage.gate, state, case.now), stage.next, told)
