"""What a coach may change about a journey, as it stands now: for the forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coach.core.model import Phase
from coach.core.stages import dwell_over, leads_away
from coach.core.timing import local
from coach.store.coaches_found import Role
from coach.store.work import View
from coach.web.console.here import here
from coach.web.console.participant_case import Case

MOVABLE = (Phase.ACTIVE, Phase.PAUSED)
LONGEST_PAUSE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Way:
    """A stage they can be moved to. ``early``: the least time in the present one is not over, so that only an owner may."""

    key: str
    early: bool


@dataclass(frozen=True, slots=True)
class Manage:
    """``ways`` empty: they cannot be moved now. ``tail``: the last digits of the number, to be typed before erasing."""

    journey_id: str
    phase: str
    hold: str
    begun: bool
    stage: str
    ways: tuple[Way, ...]
    dwell_over: datetime | None
    no_contact: bool
    name: str
    zone: str
    zone_told: bool
    language: str
    languages: tuple[str, ...]
    discreet: bool
    prompt_at: time | None
    coach_id: str | None
    coaches: tuple[tuple[str, str], ...]
    first_day: date
    last_day: date
    tail: str


def manage_of(view: View, case: Case) -> Manage:
    """How everything stands that can be changed."""
    state, profile = case.state, case.state.profile
    today = local(case.now, case.zone).date()
    coaches = tuple((one.id, one.name) for one in view.coaches() if one.active and one.role.covers(Role.COACH))
    movable = state.phase in MOVABLE and bool(state.stage)
    return Manage(
        journey_id=case.id,
        phase=state.phase.value,
        hold=state.hold or "",
        begun=bool(state.stage),
        stage=state.stage,
        ways=_ways(case) if movable else (),
        dwell_over=dwell_over(state, case.program) if movable else None,
        no_contact=state.no_contact,
        name=profile.name,
        zone=case.zone,
        zone_told=profile.zone_told,
        language=profile.language,
        languages=here().parts.wording.languages,
        discreet=profile.discreet,
        prompt_at=profile.prompt_at,
        coach_id=case.card.journey.coach,
        coaches=coaches,
        first_day=today + timedelta(days=1),
        last_day=today + LONGEST_PAUSE,
        tail=case.card.phone[-4:],
    )


def _ways(case: Case) -> tuple[Way, ...]:
    state, program = case.state, case.program
    stage, early = program.stages[state.stage], case.now < dwell_over(state, program)
    return tuple(Way(key, early and not leads_away(stage, key, program)) for key in program.stages if key != state.stage)
