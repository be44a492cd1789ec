"""What the machinery remembers from one beat to the next."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Double, Integer, Table, Text

from coach.store.columns import Moment
from coach.store.tables.base import metadata

mark = Table(
    "mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("value", Text, nullable=False),
)

sender = Table(
    "sender",
    metadata,
    Column("address", Text, primary_key=True),
    Column("arrival", Double, nullable=False, server_default="0"),
    Column("segments_per_second", Double, nullable=False),
    Column("daily_cap", Integer),
    Column("day", Text),
    Column("used", Integer, nullable=False, server_default="0"),
    CheckConstraint("segments_per_second > 0", name="rate"),
    CheckConstraint("daily_cap IS NULL OR used <= daily_cap", name="cap"),
)
