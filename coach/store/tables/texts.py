"""Every text, in and out."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Table, Text

from coach.core.effects import TextKind
from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import among, index_where, metadata, one_of
from coach.store.tables.journeys import journey
from coach.store.tables.people import number


class Sending(StrEnum):
    """How far a text in the outbox got."""

    PENDING = "pending"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


NOT_OUT = (Sending.PENDING, Sending.CLAIMED, Sending.UNKNOWN)  # not out yet, as far as we know
HAVE_SID = (Sending.ACCEPTED, Sending.SENT, Sending.DELIVERED, Sending.UNDELIVERED)
FAILED = "state IN ('undelivered', 'failed')"

inbound = Table(
    "inbound",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("sid", Text, nullable=False, unique=True),
    Column("number_id", ROW_ID, ForeignKey(number.c.id), nullable=False),
    Column("sealed", LargeBinary),
    Column("received_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("retry_at", Moment),
    Column("error_code", Text),
    Column("redacted_at", Moment),
    Index("ix_inbound_number_id", "number_id"),
    index_where("ix_inbound_undecided", "received_at", "id", where="decided_at IS NULL"),
    index_where("ix_inbound_order", "number_id", "received_at", "id", where="decided_at IS NULL"),
    index_where("ix_inbound_to_redact", "decided_at", where="redacted_at IS NULL AND decided_at IS NOT NULL"),
)

outbound = Table(
    "outbound",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("number_id", ROW_ID, ForeignKey(number.c.id), nullable=False),
    Column("journey_id", Text, ForeignKey(journey.c.id)),
    Column("dedupe", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("wording", Integer, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("sealed", LargeBinary),
    Column("segments", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("try_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("lease_until", Moment),
    Column("claimed_by", Text),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("sid", Text, unique=True),
    Column("sender", Text),
    Column("error_code", Text),
    Column("accepted_at", Moment),
    Column("settled_at", Moment),
    Column("unknown_since", Moment),
    Column("seen_missing", Integer, nullable=False, server_default="0"),
    Column("redacted_at", Moment),
    one_of("kind", TextKind),
    one_of("state", Sending),
    CheckConstraint("priority BETWEEN 0 AND 2 AND (priority = 0) = (kind IN ('safety', 'opt_out'))", name="priority"),
    CheckConstraint("(state = 'claimed') = (lease_until IS NOT NULL)", name="lease"),
    CheckConstraint("(state = 'unknown') = (unknown_since IS NOT NULL)", name="unknown"),
    CheckConstraint(f"sid IS NOT NULL OR NOT {among('state', HAVE_SID)}", name="sid"),
    Index("uq_outbound_journey_id_dedupe", "journey_id", "dedupe", unique=True),
    index_where("uq_outbound_number_id_dedupe", "number_id", "dedupe", unique=True, where="journey_id IS NULL"),
    Index("ix_outbound_number_id", "number_id"),
    index_where("ix_outbound_by_coaches", "journey_id", "created_at", where="kind = 'coach'"),
    index_where("ix_outbound_open", "number_id", "id", where=among("state", NOT_OUT)),
    index_where("ix_outbound_due", "priority", "try_at", "id", where="state = 'pending'"),
    index_where("ix_outbound_lease", "lease_until", where="state = 'claimed'"),
    index_where("ix_outbound_unknown", "unknown_since", where="state = 'unknown'"),
    index_where("ix_outbound_under_way", "accepted_at", where="state IN ('accepted', 'sent')"),
    index_where("ix_outbound_accepted_at", "accepted_at", "sender", "segments", where="accepted_at IS NOT NULL"),
    index_where("ix_outbound_failed", "settled_at", where=FAILED),
    index_where("ix_outbound_to_redact", "settled_at", where="redacted_at IS NULL AND settled_at IS NOT NULL AND sid IS NOT NULL"),
    sqlite_autoincrement=True,  # an id once told to the carrier is never given to another text
)
