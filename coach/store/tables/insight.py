"""What many journeys show together, counted at intervals. Holds nothing of any one person."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from coach.store.columns import Moment
from coach.store.tables.base import metadata

insight = Table(
    "insight",
    metadata,
    Column("program", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("cohort", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("people", Integer, nullable=False),
    Column("figures", LargeBinary, nullable=False),
    PrimaryKeyConstraint("program", "version", "role", "cohort"),
    CheckConstraint("people >= 5", name="people"),
)
