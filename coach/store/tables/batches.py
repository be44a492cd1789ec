"""What coaches do to many at once, kept so that it goes on after a restart; and the lists they come back to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import metadata, one_of

KINDS = ("import", "assign", "pause", "invite")
STATES = ("draft", "running", "stopped", "done")
ROW_STATES = ("ready", "rejected", "trying", "done", "refused")

batch = Table(
    "batch",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("coach_id", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("busy_until", Moment),
    one_of("kind", KINDS),
    one_of("state", STATES),
    Index("ix_batch_coach_id_created_at", "coach_id", "created_at"),
)

batch_row = Table(
    "batch_row",
    metadata,
    Column("batch_id", Text, ForeignKey(batch.c.id), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("journey_id", Text),
    Column("sealed", LargeBinary),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("batch_id", "nth"),
    one_of("state", ROW_STATES),
    Index("ix_batch_row_batch_id_state_nth", "batch_id", "state", "nth"),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("coach_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    UniqueConstraint("coach_id", "name"),
)
