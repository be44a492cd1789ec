"""The outbox: what became of every text we decided to send. Must not know how a text is sent.

A text surely not taken goes back (``release``); one that may have been taken is ``unknown`` until the carrier says. What
settles a text is final. `docs/store.md` draws the states.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Update, bindparam, case, literal_column, or_, select

from coach.core.effects import TextKind
from coach.store.found import Redactable, Unsettled
from coach.store.people import PeopleReads
from coach.store.prepared import Among, Prepared
from coach.store.rows import Taken
from coach.store.sealing import Box
from coach.store.tables import NOT_OUT as NOT_OUT_YET
from coach.store.tables import Sending, among, inbound, outbound

UNDER_WAY = (Sending.CLAIMED.value, Sending.UNKNOWN.value)
NOT_OUT = (Sending.PENDING.value, *UNDER_WAY)
CLEARED: dict[str, Any] = {"lease_until": None, "claimed_by": None, "unknown_since": None}

# Literal, so that both databases see that an index over few rows will do.
IS_PENDING: ColumnElement[bool] = literal_column("outbound.state = 'pending'")
IS_CLAIMED: ColumnElement[bool] = literal_column("outbound.state = 'claimed'")
IS_UNKNOWN: ColumnElement[bool] = literal_column("outbound.state = 'unknown'")
IS_BEING_SENT: ColumnElement[bool] = literal_column("outbound.state IN ('claimed', 'unknown')")
AWAITS_END: ColumnElement[bool] = literal_column("outbound.state IN ('accepted', 'sent') AND outbound.settled_at IS NULL")
IS_NOT_OUT: ColumnElement[bool] = literal_column(among("outbound.state", NOT_OUT_YET))
TO_REDACT_OUT: ColumnElement[bool] = literal_column(
    "outbound.redacted_at IS NULL AND outbound.settled_at IS NOT NULL AND outbound.sid IS NOT NULL"
)
TO_REDACT_IN: ColumnElement[bool] = literal_column("inbound.redacted_at IS NULL AND inbound.decided_at IS NOT NULL")

ACCEPTED = Prepared(
    outbound.update()
    .where(outbound.c.id == bindparam("row"), IS_NOT_OUT)
    .values(state=Sending.ACCEPTED.value, sid=bindparam("carrier_sid"), accepted_at=bindparam("at"), **CLEARED)
    .values(segments=case((bindparam("counted", type_=Integer) > 0, bindparam("counted", type_=Integer)), else_=outbound.c.segments))
)


def _of(states: Collection[str]) -> Update:
    return outbound.update().where(Among(outbound.c.id, "ids"), or_(*(outbound.c.state == state for state in states)))


RELEASED = Prepared(
    _of(UNDER_WAY)
    .values(state=Sending.PENDING.value, try_at=bindparam("again_at"), error_code=bindparam("code"), **CLEARED)
    .values(tries=outbound.c.tries + 1, seen_missing=0)
)
LOST = Prepared(_of((Sending.CLAIMED.value,)).values(state=Sending.UNKNOWN.value).values({**CLEARED, "unknown_since": bindparam("at")}))
SETTLED = Prepared(_of(NOT_OUT).values(state=bindparam("end"), error_code=bindparam("code"), settled_at=bindparam("at"), **CLEARED))
FIRST_TRIES = tuple(
    select(outbound.c.try_at).where(IS_PENDING, outbound.c.priority == literal_column(str(rank))).order_by(outbound.c.try_at).limit(1)
    for rank in (0, 1, 2)
)


def about(row: Any) -> str:
    """What a text in the outbox is sealed about: its place, by ``number_id``, ``journey_id`` and ``dedupe``."""
    return place(row.number_id, row.journey_id, row.dedupe)


def place(number_id: int, journey_id: str | None, dedupe: str) -> str:
    """The same, before there is a row."""
    return f"outbound:{number_id}:{journey_id or ''}:{dedupe}"


class OutboxReads(PeopleReads):
    """The outbox, looked at."""

    def unknowns(self, before: datetime, limit: int = 500) -> list[Unsettled]:
        """Texts that nobody knows of since ``before`` or longer, oldest first."""
        return self._unsettled(IS_UNKNOWN, outbound.c.unknown_since, before, limit)

    def unsettled(self, before: datetime, limit: int = 500) -> list[Unsettled]:
        """Texts the carrier took at ``before`` or earlier and of whose end it never told us, oldest first; not those that lapsed."""
        return self._unsettled(AWAITS_END, outbound.c.accepted_at, before, limit)

    def outbox_of(self, sid: str) -> int | None:
        """Our row that holds this id of the carrier's; None: none does."""
        return self.connection.scalar(select(outbound.c.id).where(outbound.c.sid == sid))

    def of_kind(self, kind: TextKind) -> frozenset[int]:
        """Every row of a kind: for a census, not for every day."""
        return frozenset(self.connection.scalars(select(outbound.c.id).where(outbound.c.kind == kind.value)))

    def next_send(self) -> datetime | None:
        """The earliest moment at which any waiting text may be tried."""
        found = [self.connection.scalar(first) for first in FIRST_TRIES]
        return min((moment for moment in found if moment), default=None)

    def to_redact(self, before: datetime, limit: int = 500) -> list[Redactable]:
        """Texts settled at ``before`` or earlier whose copy at the carrier has not been blanked."""
        out = select(outbound.c.id, outbound.c.sid).where(TO_REDACT_OUT, outbound.c.settled_at <= before).order_by(outbound.c.settled_at)
        into = select(inbound.c.id, inbound.c.sid).where(TO_REDACT_IN, inbound.c.decided_at <= before).order_by(inbound.c.decided_at)
        found = [Redactable(row.id, row.sid, inbound=False) for row in self.connection.execute(out.limit(limit))]
        rest = into.limit(limit - len(found))
        return found + [Redactable(row.id, row.sid, inbound=True) for row in self.connection.execute(rest)]

    def _unsettled(self, state: ColumnElement[bool], since: Column[Any], before: datetime, limit: int) -> list[Unsettled]:
        oldest = select(outbound).where(state, since <= before, outbound.c.sealed.is_not(None)).order_by(since, outbound.c.id)
        rows = self.connection.execute(oldest.limit(limit)).all()
        boxes, phones = self.boxes(row.number_id for row in rows), self.phones(row.number_id for row in rows)
        return [_found(row, getattr(row, since.name), boxes[row.number_id], phones[row.number_id]) for row in rows]


class OutboxWrites(OutboxReads):
    """What sending made of a text."""

    def release(self, outbox_ids: Collection[int], try_at: datetime, code: str | None = None) -> None:
        """Surely not taken, or proven missing: they wait again, until ``try_at``."""
        self._change(RELEASED, outbox_ids, again_at=try_at, code=code)

    def accepted(self, taken: Sequence[Taken], at: datetime) -> None:
        """The carrier took these. One that a receipt has already moved further stays there."""
        self.run(ACCEPTED, [{"row": one.id, "carrier_sid": one.sid, "counted": one.segments, "at": at} for one in taken])

    def unknown(self, outbox_ids: Collection[int], at: datetime) -> None:
        """The request left, and no answer came."""
        self._change(LOST, outbox_ids, at=at)

    def failed(self, outbox_ids: Collection[int], code: str, at: datetime) -> None:
        """Refused for good, or given up."""
        self._change(SETTLED, outbox_ids, end=Sending.FAILED.value, code=code, at=at)

    def skip(self, outbox_ids: Collection[int], reason: str, at: datetime) -> None:
        """Not sent, by our own laws: too late, outside the window, no longer agreed to."""
        self._change(SETTLED, outbox_ids, end=Sending.SKIPPED.value, code=reason, at=at)

    def lapse(self, before: datetime, at: datetime) -> int:
        """Wait no longer for the end of texts that the carrier took at ``before`` or earlier; how many. A late receipt still counts."""
        waiting = outbound.update().where(AWAITS_END, outbound.c.accepted_at <= before)
        return self.connection.execute(waiting.values(settled_at=at)).rowcount

    def expired_leases(self, now: datetime) -> list[int]:
        """Texts whose worker did not come back in time: they are ``unknown`` from now on."""
        lost = outbound.update().where(IS_CLAIMED, outbound.c.lease_until < now)
        lost = lost.values(state=Sending.UNKNOWN.value).values(**{**CLEARED, "unknown_since": now})
        return sorted(self.connection.scalars(lost.returning(outbound.c.id)))

    def seen_missing(self, outbox_ids: Collection[int]) -> dict[int, int]:
        """The carrier's list lacked these: how often now, by id."""
        counted = outbound.update().where(IS_UNKNOWN, outbound.c.id.in_(outbox_ids)).values(seen_missing=outbound.c.seen_missing + 1)
        rows = self.connection.execute(counted.returning(outbound.c.id, outbound.c.seen_missing))
        return {row.id: row.seen_missing for row in rows}

    def redacted(self, texts: Collection[Redactable], at: datetime) -> None:
        """The carrier's copies of these are blank."""
        for table, into in ((inbound, True), (outbound, False)):
            ids = [text.id for text in texts if text.inbound is into]
            if ids:
                self.connection.execute(table.update().where(table.c.id.in_(ids)).values(redacted_at=at))

    def _change(self, statement: Prepared, outbox_ids: Collection[int], **values: Any) -> None:
        if outbox_ids:
            self.run(statement, [{"ids": list(outbox_ids), **values}])


def _found(row: Any, since: datetime, box: Box, phone: str) -> Unsettled:
    return Unsettled(
        row.id,
        row.journey_id,
        phone,
        TextKind(row.kind),
        row.key,
        box.open(row.sealed, about(row)).decode(),
        row.state,
        row.sid,
        since,
        row.seen_missing,
        row.tries,
    )
