"""What the machinery remembers from one beat to the next, and counts for whoever watches it. Must not know people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select

from coach.store.either import or_renewed
from coach.store.found import Overview
from coach.store.inbox import WAITS
from coach.store.outbox import IS_PENDING
from coach.store.prepared import Prepared
from coach.store.session import Session
from coach.store.tables import alert, inbound, journey, mark, outbound, participant

MARKED = Prepared(select(mark.c.at, mark.c.value).where(mark.c.name == bindparam("name")))
MARKING = or_renewed(mark, key=("name",), news=("at", "value"))


class RunningReads(Session):
    """How the machinery stands."""

    def marked(self, name: str) -> tuple[datetime, str] | None:
        """When something named was last marked, and with what; None: never."""
        return next(((row.at, row.value) for row in self.rows(MARKED, name=name)), None)

    def overview(self, now: datetime) -> Overview:
        """Counts for a glance."""
        undecided, oldest_undecided = self._count_and_first(select(inbound.c.received_at).where(WAITS), inbound.c.received_at)
        return Overview(
            participants=self._count(select(participant.c.id).where(participant.c.erased_at.is_(None))),
            journeys=self._counts(journey.c.phase),
            outbox=self._counts(outbound.c.state),
            undecided=undecided,
            oldest_undecided=oldest_undecided,
            oldest_pending=self.connection.scalar(select(func.min(outbound.c.due_at)).where(IS_PENDING)),
            earliest_wake=self.connection.scalar(select(func.min(journey.c.wake_at)).where(literal_column("wake_at IS NOT NULL"))),
            open_alerts=self._count(select(alert.c.id).where(alert.c.acknowledged_at.is_(None))),
            overdue_alerts=self._count(select(alert.c.id).where(alert.c.acknowledged_at.is_(None), alert.c.deadline <= now)),
        )

    def _count(self, rows: Select[Any]) -> int:
        return self.connection.scalar(select(func.count()).select_from(rows.subquery())) or 0

    def _counts(self, column: Any) -> dict[str, int]:
        rows = self.connection.execute(select(column, func.count()).group_by(column).order_by(column))
        return {row[0]: row[1] for row in rows}

    def _count_and_first(self, rows: Select[Any], moment: Any) -> tuple[int, datetime | None]:
        found = self.connection.execute(rows.with_only_columns(func.count(), func.min(moment))).one()
        return found[0], found[1]


class RunningWrites(RunningReads):
    """Setting marks."""

    def set_mark(self, name: str, at: datetime, value: str = "") -> None:
        """Remember that this happened, with a word about it; the last one counts."""
        self.run(self.ours(MARKING), [{"name": name, "at": at, "value": value}])
