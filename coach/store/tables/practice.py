"""What a practice sets for itself."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import metadata

practice = Table(
    "practice",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("coach_id", Text),
    Column("part", Text, nullable=False),
    Column("after", Integer, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("part", "after"),
)
