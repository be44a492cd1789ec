"""The top of a participant's page: who it is, how they stand, who has them in hand, and what the bot does next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coach.core.decision import Decision
from coach.core.events import CoachResumed, CoachTookOver
from coach.core.machine import decide
from coach.core.model import Phase
from coach.core.state import State
from coach.core.timing import allowed, is_open, next_open
from coach.store.found import JournalRow
from coach.store.today import Call
from coach.store.work import View
from coach.web.console.forecast import Coming, ahead
from coach.web.console.participant_case import Case
from coach.web.console.said import initial, shown_number

HORIZON = timedelta(days=35)  # no waking of an active journey is further off
AWAITED = 3
BEFORE = "-"  # a reason for the look ahead: it is never kept


@dataclass(frozen=True, slots=True)
class Hand:
    """A hold: why, since when, and by whom if it was a coach. ``next``: what the bot would send if they were handed back now.

    ``gone``: texts of the bot that were being sent when it began, and cannot be called back.
    """

    hold: str
    since: datetime | None
    by: str
    next: tuple[Coming, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class Head:
    """``coach_id`` and ``coach``: whose journey it is. ``opens``: when their hours open next; None: they are open."""

    journey_id: str
    name: str
    letter: str
    number: str
    phase: str
    stage: str
    program: str
    version: int
    role: str
    coach_id: str | None
    coach: str
    zone: str
    zone_told: bool
    window: tuple[time, time]
    opens: datetime | None
    discreet: bool
    language: str
    no_contact: bool
    heard_at: datetime | None
    paused_until: datetime | None
    quiet_until: date | None
    hand: Hand | None
    next: Coming | None
    calls: tuple[Call, ...]


def head_of(view: View, case: Case) -> Head:
    """The top of the page."""
    state, journey = case.state, case.card.journey
    profile = state.profile
    return Head(
        journey_id=case.id,
        name=profile.name,
        letter=initial(state),
        number=shown_number(case.card.phone),
        phase=state.phase.value,
        stage=state.stage,
        program=case.program.title,
        version=case.program.version,
        role=state.role,
        coach_id=journey.coach,
        coach=case.names.get(journey.coach or "", ""),
        zone=case.zone,
        zone_told=profile.zone_told,
        window=(allowed(profile).start, allowed(profile).end),
        opens=None if is_open(case.now, profile) else next_open(case.now, profile).replace(second=0, microsecond=0),
        discreet=profile.discreet,
        language=profile.language,
        no_contact=state.no_contact,
        heard_at=state.heard_at,
        paused_until=state.paused_until,
        quiet_until=state.quiet_until if state.quiet_until and state.quiet_until > case.now.date() else None,
        hand=_hand(view, case),
        next=next(iter(upcoming(case, state, 1)), None),
        calls=tuple(view.calls_of(case.id)),
    )


def upcoming(case: Case, state: State, most: int, horizon: timedelta = HORIZON) -> list[Coming]:
    """The first texts the bot would send from ``state`` on, if nobody did anything."""
    found: list[Coming] = []
    for waking in ahead(state, case.program, case.now, case.now + horizon):
        found += waking.texts
        if len(found) >= most:
            break
    return found[:most]


def resumed(case: Case) -> Decision:
    """What handing back, or ending the pause, would decide just now; nothing is kept."""
    return decide(case.state, CoachResumed(BEFORE, BEFORE), case.now, case.program)


def _hand(view: View, case: Case) -> Hand | None:
    state = case.state
    if state.phase is not Phase.HELD and not _paused(state):
        return None
    taken = view.last_decision(case.id, CoachTookOver.__name__) if state.hold == "takeover" else None
    since = taken.at if taken else state.danger_at if state.hold == "danger" else None
    coming = upcoming(case, resumed(case).state, AWAITED)
    return Hand(state.hold or "", since, _by(taken), tuple(coming), view.on_their_way(case.id) if state.hold else 0)


def _paused(state: State) -> bool:
    return state.phase is Phase.PAUSED and bool(state.stage)


def _by(row: JournalRow | None) -> str:
    """The name that stands in the reasons of a coach's act."""
    return next((str(reason.facts["by"]) for reason in row.reasons if "by" in reason.facts), "") if row else ""
