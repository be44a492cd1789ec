"""What our senders did lately: segments, and what went wrong. Must not know whom they texted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal_column, select

from coach.store.session import Session
from coach.store.tables import outbound, sender
from coach.store.tables.texts import FAILED

WENT_WRONG: ColumnElement[bool] = literal_column(f"outbound.{FAILED}")


@dataclass(frozen=True, slots=True)
class Load:
    """What the carrier took from one sender; ``sender`` empty: the row does not say from which."""

    sender: str
    texts: int
    segments: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """How often a code came back; ``last``: when it last did."""

    code: str
    texts: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """What a sender is held to: segments a second, and a day (None: no cap)."""

    address: str
    segments_per_second: float
    daily_cap: int | None


class SenderReads(Session):
    """The senders, looked at."""

    def loads(self, since: datetime) -> list[Load]:
        """What went out since a moment, by sender."""
        taken = select(outbound.c.sender, func.count(), func.sum(outbound.c.segments)).where(outbound.c.accepted_at >= since)
        rows = self.connection.execute(taken.group_by(outbound.c.sender).order_by(outbound.c.sender))
        return [Load(row[0] or "", row[1], row[2]) for row in rows]

    def went_wrong(self, since: datetime, limit: int = 50) -> list[Wrong]:
        """What did not arrive since a moment, by the carrier's code or ours, the most frequent first."""
        told = select(outbound.c.error_code, func.count(), func.max(outbound.c.settled_at))
        rows = self.connection.execute(
            told.where(WENT_WRONG, outbound.c.settled_at >= since)
            .group_by(outbound.c.error_code)
            .order_by(func.count().desc(), outbound.c.error_code)
            .limit(limit)
        )
        return [Wrong(row[0] or "", row[1], row[2]) for row in rows]

    def paces(self) -> list[Pace]:
        """What each sender is held to, where it is held to anything."""
        rows = self.connection.execute(select(sender).order_by(sender.c.address))
        return [Pace(row.address, row.segments_per_second, row.daily_cap) for row in rows]
