"""The people who work in the console, who tried to sign in, and what everybody there looked at and did."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from coach.store.coaches_found import Role
from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import metadata, one_of

account = Table(
    "coach",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("email", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("uniquifier", Text, nullable=False, unique=True),
    Column("second", LargeBinary),
    Column("counter", BigInteger),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("signed_in_at", Moment),
    Column("phone", LargeBinary),
    one_of("role", Role),
    CheckConstraint("version >= 0", name="version"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("locked_until", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("coach_id", Text),
    Column("act", Text, nullable=False),
    Column("journey_id", Text),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_act_id", "act", "id"),
    Index("ix_audit_coach_id_id", "coach_id", "id"),
    Index("ix_audit_journey_id_id", "journey_id", "id"),
)
