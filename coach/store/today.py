"""What a coach must know today: alerts, replies that wait for a human, who went silent, what is about to be sent.

Each list costs the same number of statements however long it is. Must not know how any of it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select

from coach.core.effects import AlertKind, TextKind
from coach.core.model import Phase
from coach.store.seeing import Cards, visible
from coach.store.tables import Sending, alert, journey, number, outbound, participant

WAKING = tuple(phase.value for phase in (Phase.INVITED, Phase.INTAKE, Phase.ACTIVE, Phase.PAUSED))
UNSENT = tuple(state.value for state in (Sending.CANCELLED, Sending.SKIPPED))
BY_A_COACH: ColumnElement[bool] = literal_column(f"outbound.kind = '{TextKind.COACH.value}'")  # as the index says it


@dataclass(frozen=True, slots=True)
class Call:
    """An alert in a list. ``journey_id`` None: a stranger's number, or the system's own. ``coach_id``: whose journey it is."""

    id: int
    journey_id: str | None
    coach_id: str | None
    kind: str
    detail: str
    raised_at: datetime
    deadline: datetime
    escalations: int
    taken_at: datetime | None
    taken_by: str | None


@dataclass(frozen=True, slots=True)
class Since:
    """A journey, and since when what the list is about has been so."""

    journey_id: str
    since: datetime


CALLS: Select[Any] = (
    select(
        alert.c.id,
        alert.c.journey_id,
        journey.c.coach,
        alert.c.kind,
        alert.c.detail,
        alert.c.raised_at,
        alert.c.deadline,
        alert.c.escalations,
        alert.c.acknowledged_at,
        alert.c.acknowledged_by,
    )
    .join_from(alert, journey, alert.c.journey_id == journey.c.id, isouter=True)
    .join(number, alert.c.number_id == number.c.id, isouter=True)
    .where(number.c.erased_at.is_(None))
)
OPEN: ColumnElement[bool] = literal_column("alert.acknowledged_at IS NULL")
TAKEN: ColumnElement[bool] = literal_column("alert.acknowledged_at IS NOT NULL")


class TodayReads(Cards):
    """The lists. ``seen_by``: whose eyes, a coach's id; None: eyes that see everybody."""

    def open_calls(self, seen_by: str | None, limit: int = 200) -> list[Call]:
        """Open alerts by deadline. One that nobody took in time is shown to every coach."""
        rows = self.connection.execute(_seen(CALLS.where(OPEN), seen_by).order_by(alert.c.deadline, alert.c.id).limit(limit))
        return [Call(*row) for row in rows]

    def taken_calls(self, seen_by: str | None, since: datetime, limit: int = 50) -> list[Call]:
        """Alerts taken lately, the latest first."""
        lately = _seen(CALLS.where(TAKEN, alert.c.acknowledged_at >= since), seen_by)
        rows = self.connection.execute(lately.order_by(alert.c.acknowledged_at.desc(), alert.c.id.desc()).limit(limit))
        return [Call(*row) for row in rows]

    def call(self, alert_id: int, seen_by: str | None) -> Call | None:
        """One alert; None: there is none, or not for these eyes."""
        row = self.connection.execute(_seen(CALLS.where(alert.c.id == alert_id), seen_by)).first()
        return Call(*row) if row else None

    def awaiting_coach(self, seen_by: str | None, asked_since: datetime, limit: int = 100) -> list[Since]:
        """Whose last words came after the last word of a coach, while held or after asking for a person; the longest waiting first.

        ``asked_since``: requests before that have been overtaken by events.
        """
        waits = self._held(seen_by, limit) + self._asked(seen_by, asked_since, limit)
        longest = {one.journey_id: one for one in sorted(waits, key=lambda one: one.since, reverse=True)}
        return sorted(longest.values(), key=lambda one: (one.since, one.journey_id))[:limit]

    def _held(self, seen_by: str | None, limit: int) -> list[Since]:
        held = select(journey.c.id, journey.c.heard_at).where(
            literal_column("journey.phase = 'held'"), journey.c.heard_at.is_not(None), *_unanswered(journey.c.heard_at)
        )
        rows = self.connection.execute(held.where(visible(seen_by)).order_by(journey.c.heard_at).limit(limit))
        return [Since(*row) for row in rows]

    def _asked(self, seen_by: str | None, since: datetime, limit: int) -> list[Since]:
        asked = (
            select(alert.c.journey_id, func.max(alert.c.raised_at).label("at"))
            .where(alert.c.kind == AlertKind.WANTS_COACH.value, alert.c.raised_at >= since)
            .group_by(alert.c.journey_id)
            .subquery()
        )
        waiting = select(journey.c.id, asked.c.at).join(asked, asked.c.journey_id == journey.c.id)
        waiting = waiting.where(visible(seen_by), journey.c.phase != Phase.STOPPED.value, *_unanswered(asked.c.at))
        return [Since(*row) for row in self.connection.execute(waiting.order_by(asked.c.at).limit(limit))]

    def gone_silent(self, seen_by: str | None, limit: int = 100) -> list[Since]:
        """Who stopped answering, the latest first: asked whether to go on, or paused since nothing came."""
        quiet = select(journey.c.id, journey.c.silent_since).where(literal_column("journey.silent_since IS NOT NULL"), visible(seen_by))
        quiet = quiet.where(journey.c.phase.in_((Phase.ACTIVE.value, Phase.PAUSED.value)))
        return [Since(*row) for row in self.connection.execute(quiet.order_by(journey.c.silent_since.desc()).limit(limit))]

    def waking(self, seen_by: str | None, until: datetime, limit: int = 50) -> tuple[list[Since], int]:
        """Journeys that wake by ``until``, the soonest first, and how many they are in all."""
        due = select(journey.c.id, journey.c.wake_at).where(literal_column("journey.wake_at IS NOT NULL"), journey.c.wake_at <= until)
        due = due.where(journey.c.phase.in_(WAKING), visible(seen_by))
        total = self.connection.scalar(select(func.count()).select_from(due.subquery())) or 0
        rows = self.connection.execute(due.order_by(journey.c.wake_at, journey.c.id).limit(limit))
        return [Since(*row) for row in rows], total

    def may_see(self, journey_id: str, seen_by: str | None) -> bool:
        """Whether these eyes may see this journey; False too when there is none, or its participant was erased."""
        wanted = exists().where(journey.c.id == journey_id, visible(seen_by))
        alive = wanted.where(participant.c.id == journey.c.participant_id, participant.c.erased_at.is_(None))
        return bool(self.connection.scalar(select(alive)))


class TodayWrites(TodayReads):
    """What a coach settles without a text."""

    def handled(self, journey_id: str, at: datetime) -> None:
        """What this person said up to now needs no answer, or had one by another way."""
        self.connection.execute(journey.update().where(journey.c.id == journey_id).values(handled_at=at))


def _seen(calls: Select[Any], seen_by: str | None) -> Select[Any]:
    if seen_by is None:
        return calls
    return calls.where(or_(journey.c.id.is_(None), visible(seen_by), alert.c.escalations > 0))


def _unanswered(at: Any) -> tuple[Any, Any]:
    """That neither a coach's text nor a coach's "needs no answer" came after this moment."""
    answered = exists().where(
        outbound.c.journey_id == journey.c.id, BY_A_COACH, outbound.c.created_at >= at, outbound.c.state.not_in(UNSENT)
    )
    return ~answered.correlate_except(outbound), or_(journey.c.handled_at.is_(None), at > journey.c.handled_at)
