"""Hands each text that may go now to one worker, in the right order. Must not know how it is sent.

Order: safety and opt-out confirmations, then replies and coaches' texts, then prompts. A person's texts go one after the
other: while an earlier one waits, is being sent or is unknown, the next one waits. Safety and opt-out confirmations neither
wait nor are waited for; a reply waits ``PATIENCE`` at most.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, or_, select

from coach.core.effects import TextKind
from coach.store.columns import Moment
from coach.store.found import Claimed
from coach.store.outbox import IS_PENDING, OutboxWrites, about
from coach.store.prepared import Among, Prepared
from coach.store.sealing import Box
from coach.store.tables import NOT_OUT, Sending, among, data_key, journey, number, outbound

PATIENCE = timedelta(seconds=30)
PRIORITIES = (0, 1, 2)
EARLIER = outbound.alias("earlier")
NOW = bindparam("now", type_=Moment)
BLOCKED: ColumnElement[bool] = exists().where(
    literal_column(among("earlier.state", NOT_OUT)),
    EARLIER.c.number_id == outbound.c.number_id,
    EARLIER.c.id < outbound.c.id,
    EARLIER.c.priority > 0,
    or_(EARLIER.c.state != Sending.PENDING.value, EARLIER.c.due_at <= NOW),
)
WANTED = (
    *("id", "number_id", "journey_id", "dedupe", "kind", "key", "wording", "asks", "sealed", "segments"),
    *("created_at", "due_at", "try_at", "expires_at", "tries"),
)
MAY_GO: dict[int, ColumnElement[bool]] = {
    0: and_(True),
    1: or_(~BLOCKED, outbound.c.due_at <= bindparam("impatient", type_=Moment)),
    2: ~BLOCKED,
}


def _due(priority: int) -> tuple[ColumnElement[bool], ...]:
    """That a text waits and may be tried; literal, so that both databases see that the small index will do."""
    return IS_PENDING, outbound.c.priority == literal_column(str(priority)), outbound.c.try_at <= NOW


def _claiming(priority: int) -> Any:
    picked = (
        select(outbound.c.id)
        .where(*_due(priority), MAY_GO[priority])
        .order_by(outbound.c.try_at, outbound.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=outbound)
        .cte("picked")
    )
    claim = outbound.update().where(outbound.c.id.in_(select(picked.c.id)))
    claim = claim.values(state=Sending.CLAIMED.value, lease_until=bindparam("lease"), claimed_by=bindparam("worker"))
    return claim.returning(*(outbound.c[name] for name in WANTED))


CLAIMING = tuple(Prepared(_claiming(priority)) for priority in PRIORITIES)
ANY_DUE = Prepared(select(*(exists().where(*_due(priority)) for priority in PRIORITIES)))
WHOSE = Prepared(
    select(outbound.c.id, journey.c.participant_id, journey.c.version, number.c.phone, number.c.blind, data_key.c.wrapped)
    .join_from(outbound, number, number.c.id == outbound.c.number_id)
    .join(data_key, data_key.c.number_id == number.c.id)
    .join(journey, journey.c.id == outbound.c.journey_id, isouter=True)
    .where(Among(outbound.c.id, "ids"))
)


class Claiming(OutboxWrites):
    """Taking texts in hand."""

    def claim(self, now: datetime, lease_seconds: float, limit: int, worker: str) -> list[Claimed]:
        """At most ``limit`` texts that are ``worker``'s alone until the lease ends, most urgent first, each person's in order.

        Whoever holds them says what became of each (``accepted``, ``release``, ``unknown``, ``failed``, ``skip``). Whether
        a text has expired, or may still be sent at all, is for the caller to judge.
        """
        words = {"now": now, "impatient": now - PATIENCE, "lease": now + timedelta(seconds=lease_seconds), "worker": worker}
        rows: list[Any] = []
        for claiming in self._worth_trying(now):  # a look costs a fraction of a claim, and mostly there is nothing to claim
            if len(rows) < limit:
                found = self.rows(claiming, **words, limit=limit - len(rows))
                rows += sorted(found, key=lambda row: (row.try_at, row.id))
        return self._opened(rows)

    def _worth_trying(self, now: datetime) -> list[Prepared]:
        """The claims of those priorities of which anything is due."""
        [due] = self.rows(ANY_DUE, now=now)
        return [claiming for claiming, any_due in zip(CLAIMING, due, strict=True) if any_due]

    def _opened(self, rows: list[Any]) -> list[Claimed]:
        if not rows:
            return []
        whose = {row.id: row for row in self.rows(WHOSE, ids=[row.id for row in rows])}
        phones = {row.id: self.phone_of(row.number_id, whose[row.id]) for row in rows}
        return [_claimed(row, whose[row.id], self.box(row.number_id), phones[row.id]) for row in rows]


def _claimed(row: Any, whose: Any, box: Box, phone: str) -> Claimed:
    return Claimed(
        row.id,
        row.journey_id,
        whose.participant_id,
        phone,
        TextKind(row.kind),
        row.key,
        row.wording,
        row.asks,
        box.open(row.sealed, about(row)).decode(),
        row.segments,
        row.created_at,
        row.due_at,
        row.expires_at,
        row.tries,
        whose.version,
    )
