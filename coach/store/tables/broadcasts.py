"""A coach's texts to many: what was said, to whom it was to go, and where each of them stands."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from coach.store.columns import Moment
from coach.store.tables.base import index_where, metadata, one_of
from coach.store.tables.journeys import journey

STATES = ("draft", "running", "stopped", "done")
ROW_STATES = ("ready", "waiting", "handed", "left_out", "stopped")

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Text, primary_key=True),
    Column("coach_id", Text, nullable=False),
    Column("seen_by", Text),
    Column("created_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("tests", Integer, nullable=False, server_default="0"),
    Column("started_at", Moment),
    Column("until", Moment),
    Column("ended_at", Moment),
    Column("stopped_by", Text),
    Column("outcome", Text),
    one_of("state", STATES),
    CheckConstraint("state = 'draft' OR (started_at IS NOT NULL AND until IS NOT NULL)", name="started"),
    CheckConstraint("(state IN ('stopped', 'done')) = (ended_at IS NOT NULL)", name="ended"),
    Index("ix_broadcast_coach_id_created_at", "coach_id", "created_at"),
    Index("ix_broadcast_created_at", "created_at"),
    index_where("ix_broadcast_running", "id", where="state = 'running'"),
    index_where("ix_broadcast_to_sum", "ended_at", where="ended_at IS NOT NULL AND outcome IS NULL"),
)

broadcast_row = Table(
    "broadcast_row",
    metadata,
    Column("broadcast_id", Text, ForeignKey(broadcast.c.id), nullable=False),
    Column("journey_id", Text, ForeignKey(journey.c.id), nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("dedupe", Text),
    PrimaryKeyConstraint("broadcast_id", "journey_id"),
    one_of("state", ROW_STATES),
    CheckConstraint("(state = 'handed') = (dedupe IS NOT NULL)", name="handed"),
    Index("ix_broadcast_row_broadcast_id_state", "broadcast_id", "state", "journey_id"),
    index_where("ix_broadcast_row_due", "due_at", "broadcast_id", "journey_id", where="state = 'waiting'"),
)
