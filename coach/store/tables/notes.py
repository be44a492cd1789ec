"""What coaches write down about a person, and the answers they keep ready."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, false

from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import metadata
from coach.store.tables.journeys import journey

note = Table(
    "note",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("journey_id", Text, ForeignKey(journey.c.id), nullable=False),
    Column("at", Moment, nullable=False),
    Column("coach_id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_note_journey_id_at", "journey_id", "at"),
)

canned = Table(
    "canned",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
)
