"""Calls for a coach: raised once, open until a person acknowledges them. Must not know how coaches are reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, select

from coach.store.either import unless_there
from coach.store.found import Alert
from coach.store.people import PeopleReads, PeopleWrites
from coach.store.rows import AlertRow
from coach.store.sealing import Box
from coach.store.tables import alert, participant

OPEN: ColumnElement[bool] = literal_column("alert.acknowledged_at IS NULL")
LISTED = (
    select(alert, participant.c.id.label("participant_id"))
    .join_from(alert, participant, participant.c.number_id == alert.c.number_id, isouter=True)
    .order_by(alert.c.deadline, alert.c.id)
    .limit(bindparam("limit"))
)
LISTED_OPEN = LISTED.where(OPEN)
OVERDUE = LISTED_OPEN.where(alert.c.deadline <= bindparam("now"))
RAISING = unless_there(alert, "once")


class AlertReads(PeopleReads):
    """Calls, looked at."""

    def alerts(self, *, open_only: bool = True, limit: int = 500) -> list[Alert]:
        """Calls by deadline, the most pressing first."""
        rows = self.connection.execute(LISTED_OPEN if open_only else LISTED, {"limit": limit}).all()
        boxes = self.boxes(row.number_id for row in rows if row.number_id is not None)
        return [_found(row, self.sealer.house if row.number_id is None else boxes.get(row.number_id)) for row in rows]

    def overdue(self, now: datetime, limit: int = 500) -> list[Alert]:
        """Open calls whose deadline has passed."""
        rows = self.connection.execute(OVERDUE, {"now": now, "limit": limit})
        return [_found(row, None) for row in rows]


class AlertWrites(PeopleWrites, AlertReads):
    """Calling, and being answered."""

    def raise_alert(self, one: AlertRow, *, phone: str | None = None, at: datetime | None = None) -> None:
        """Call a coach on behalf of the system, or of a number (E.164) that may be nobody's. ``at``: now, by default when raised."""
        number_id = self.numbers([phone], at or one.raised_at)[phone] if phone else None
        self.keep_alerts([(one, None, number_id)])

    def acknowledge(self, alert_id: int, by: str, at: datetime, why: str = "") -> bool:
        """A coach takes it on. False: somebody already had, or there is no such call. ``why`` is sealed."""
        number_id = self.connection.scalar(select(alert.c.number_id).where(alert.c.id == alert_id))
        box = self.sealer.house if number_id is None else self.boxes([number_id]).get(number_id)
        sealed = box.seal(why.encode(), f"alert:{alert_id}") if box and why else None
        taking = alert.update().where(alert.c.id == alert_id, OPEN)
        return self.connection.execute(taking.values(acknowledged_at=at, acknowledged_by=by, why=sealed)).rowcount == 1

    def escalate(self, alert_ids: Collection[int], deadline: datetime, now: datetime) -> list[int]:
        """Nobody came in time: count it, and set the next deadline. Answers which: one that another worker counted first is not."""
        if not alert_ids:
            return []
        going_up = alert.update().where(alert.c.id.in_(alert_ids), OPEN, alert.c.deadline <= now)
        going_up = going_up.values(escalations=alert.c.escalations + 1, deadline=deadline)
        return sorted(self.connection.scalars(going_up.returning(alert.c.id)))

    def keep_alerts(self, alerts: Sequence[tuple[AlertRow, str | None, int | None]]) -> None:
        """Add these, each with its journey and number; for this room only."""
        self.run(self.ours(RAISING), [_row(*one) for one in alerts])


def _row(one: AlertRow, journey_id: str | None, number_id: int | None) -> dict[str, Any]:
    return {
        "journey_id": journey_id,
        "number_id": number_id,
        "kind": one.kind,
        "detail": one.detail,
        "once": one.once,
        "raised_at": one.raised_at,
        "deadline": one.deadline,
    }


def _found(row: Any, box: Box | None) -> Alert:
    why = box.open(row.why, f"alert:{row.id}").decode() if box and row.why else None
    return Alert(
        row.id,
        row.journey_id,
        row.participant_id,
        row.kind,
        row.detail,
        row.raised_at,
        row.deadline,
        row.acknowledged_at,
        row.acknowledged_by,
        why,
        row.escalations,
    )
