"""What was looked at and done in the console: only ever added to. The database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from coach.store.coaches_found import Audited, AuditLine
from coach.store.session import Session
from coach.store.tables import audit

FIRST = select(func.min(audit.c.act).label("act")).cte("acts", recursive=True)
ACTS = select(
    FIRST.union_all(
        select(select(func.min(audit.c.act)).where(audit.c.act > FIRST.c.act).correlate(FIRST).scalar_subquery()).where(
            FIRST.c.act.is_not(None)
        )
    ).c.act
)  # from one code to the next by the index: the log is long, its codes are few


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted; None: any. ``before_id``: only older ones, for the next page."""

    coach_id: str | None = None
    act: str | None = None
    journey_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before_id: int | None = None


class AuditReads(Session):
    """The log, read."""

    def audited(self, wanted: AuditFilter, limit: int = 100) -> list[AuditLine]:
        """Its lines, newest first."""
        rows = self.connection.execute(_narrowed(select(audit), wanted).order_by(audit.c.id.desc()).limit(limit))
        return [AuditLine(row.id, Audited(row.at, row.act, row.coach_id, row.journey_id, row.subject, row.detail)) for row in rows]

    def audited_acts(self) -> list[str]:
        """Every code the log holds."""
        return [act for act in self.connection.scalars(ACTS) if act is not None]


class AuditWrites(AuditReads):
    """The log, added to."""

    def audit(self, entries: Sequence[Audited]) -> None:
        """Add these lines, in order."""
        self.run(audit.insert(), [asdict(entry) for entry in entries])


def _narrowed(lines: Select[Any], wanted: AuditFilter) -> Select[Any]:
    exact = {name: getattr(wanted, name) for name in ("coach_id", "act", "journey_id")}
    for name, value in exact.items():
        lines = lines if value is None else lines.where(audit.c[name] == value)
    lines = lines if wanted.since is None else lines.where(audit.c.at >= wanted.since)
    lines = lines if wanted.until is None else lines.where(audit.c.at < wanted.until)
    return lines if wanted.before_id is None else lines.where(audit.c.id < wanted.before_id)
