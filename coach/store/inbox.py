"""The inbox: what arrived is filed once, by the carrier's id, and waits its turn. Must not know what will be decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, or_, select

from coach.store.codec import decode_fields, encode_fields
from coach.store.either import adding
from coach.store.found import InboundRow
from coach.store.people import PeopleWrites
from coach.store.prepared import Among, Prepared
from coach.store.rows import Arrived
from coach.store.tables import data_key, inbound, number, participant

WAITS: ColumnElement[bool] = literal_column("inbound.decided_at IS NULL")  # literal: so both databases see that the small index will do
EARLIER = inbound.alias("earlier")
BEFORE = or_(
    EARLIER.c.received_at < inbound.c.received_at,
    and_(EARLIER.c.received_at == inbound.c.received_at, EARLIER.c.id < inbound.c.id),
)
HOLDS_UP = 4  # decisions that may fail; after that a text no longer holds up what the same person wrote later, a STOP perhaps
FIRST = ~exists().where(
    literal_column("earlier.decided_at IS NULL"), EARLIER.c.tries < HOLDS_UP, EARLIER.c.number_id == inbound.c.number_id, BEFORE
)
HEADS = Prepared(
    select(inbound.c.number_id)
    .where(WAITS, FIRST, or_(inbound.c.retry_at.is_(None), inbound.c.retry_at <= bindparam("now")))
    .order_by(inbound.c.received_at, inbound.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=inbound)
)
WANTED = ("id", "sid", "number_id", "sealed", "received_at", "tries", "retry_at")
WAITING = Prepared(
    select(
        *(inbound.c[name] for name in WANTED), participant.c.id.label("participant_id"), number.c.phone, number.c.blind, data_key.c.wrapped
    )
    .join_from(inbound, number, number.c.id == inbound.c.number_id)
    .join(data_key, data_key.c.number_id == number.c.id)
    .join(participant, participant.c.number_id == inbound.c.number_id, isouter=True)
    .where(WAITS, Among(inbound.c.number_id, "numbers"))
    .order_by(inbound.c.received_at, inbound.c.id)
    .limit(bindparam("limit"))
)
DECIDED = Prepared(inbound.update().where(inbound.c.id == bindparam("row")).values(decided_at=bindparam("at"), retry_at=None))
FILING = Prepared(adding(inbound, lambda insert: insert.on_conflict_do_nothing(index_elements=["sid"]).returning(inbound.c.sid)))


def about(sid: str) -> str:
    """What an inbound text is sealed about."""
    return f"inbound:{sid}"


def _in_turn(rows: Sequence[Any], now: datetime) -> Iterator[Any]:
    """Those whose turn it is: of each person, in order, up to one that waits to be tried again and still holds up what follows."""
    held_up: set[int] = set()
    for row in rows:
        if row.number_id in held_up:
            continue
        if row.retry_at is None or row.retry_at <= now:
            yield row
        elif row.tries < HOLDS_UP:
            held_up.add(row.number_id)


class InboxWrites(PeopleWrites):
    """Filing and deciding what arrived."""

    def file_inbound(self, arrived: Sequence[Arrived]) -> frozenset[str]:
        """File texts that came in. Answers the carrier's ids that are new; the others were seen before and change nothing."""
        if not arrived:
            return frozenset()
        numbers = self.numbers({one.phone for one in arrived}, min(one.received_at for one in arrived))
        rows = [self._inbound_row(one, numbers[one.phone]) for one in arrived]
        return frozenset(new.sid for row in rows for new in self.rows(FILING, **row))

    def undecided(self, now: datetime, limit: int) -> list[InboundRow]:
        """At most ``limit`` texts to decide, oldest first, each person's in order.

        Whoever's first text failed and is not to be tried yet is left out whole, until it failed ``HOLDS_UP`` times; and so is
        whoever another transaction has in hand (PostgreSQL); these are in this one's hand until it ends.
        """
        numbers = [row.number_id for row in self.rows(HEADS, now=now, limit=limit)]
        if not numbers:
            return []
        rows = self.rows(WAITING, numbers=numbers, limit=limit)
        return [self._unsealed(row, self.phone_of(row.number_id, row)) for row in _in_turn(rows, now)]

    def mark_decided(self, inbound_ids: Collection[int], at: datetime) -> None:
        """These are done with."""
        self.run(DECIDED, [{"row": inbound_id, "at": at} for inbound_id in inbound_ids])

    def mark_failed(self, inbound_id: int, code: str, retry_at: datetime) -> None:
        """Deciding failed; ``code`` says how, in a word. It, and all that follows from the same person, waits until ``retry_at``."""
        failed = inbound.update().where(inbound.c.id == inbound_id, inbound.c.decided_at.is_(None))
        self.connection.execute(failed.values(tries=inbound.c.tries + 1, error_code=code, retry_at=retry_at))

    def _inbound_row(self, one: Arrived, number_id: int) -> dict[str, Any]:
        body = one.body.encode(errors="replace").decode()  # half a surrogate pair, as a list in JSON may hold, must not keep a text out
        words = encode_fields({**one.fields, "body": body, "to": one.to})
        sealed = self.box(number_id).seal(words, about(one.sid))
        return {"sid": one.sid, "number_id": number_id, "sealed": sealed, "received_at": one.received_at}

    def _unsealed(self, row: Any, phone: str) -> InboundRow:
        fields = decode_fields(self.box(row.number_id).open(row.sealed, about(row.sid)))
        body, to = fields.pop("body"), fields.pop("to")
        return InboundRow(row.id, row.sid, phone, to, body, row.received_at, fields, row.participant_id, row.tries)
