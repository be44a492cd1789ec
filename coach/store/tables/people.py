"""Who is there, the key to what is theirs, what they agreed to, and whom we have forgotten."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, Table, Text

from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import index_where, metadata, one_of

number = Table(
    "number",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("blind", LargeBinary, unique=True),
    Column("phone", LargeBinary),
    Column("last_sender", Text),
    Column("created_at", Moment, nullable=False),
    Column("erased_at", Moment),
    CheckConstraint("(erased_at IS NULL) = (blind IS NOT NULL) AND (erased_at IS NULL) = (phone IS NOT NULL)", name="erased"),
)

data_key = Table(
    "data_key",
    metadata,
    Column("number_id", ROW_ID, ForeignKey(number.c.id), primary_key=True, autoincrement=False),
    Column("key_id", LargeBinary, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number_id", ROW_ID, ForeignKey(number.c.id), nullable=False, unique=True),
    Column("country", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("erased_at", Moment),
    index_where("ix_participant_erased", "id", where="erased_at IS NOT NULL"),
)

consent = Table(
    "consent",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("number", LargeBinary, nullable=False, index=True),
    Column("participant_id", Text, ForeignKey(participant.c.id)),
    Column("change", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("evidence", LargeBinary),
    Column("sid", Text),
    Column("wording", Text),
    Column("at", Moment, nullable=False),
    one_of("change", ("granted", "revoked")),
)

opt_out = Table(
    "opt_out",
    metadata,
    Column("number", LargeBinary, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("how", Text, nullable=False),
)

erasure = Table(
    "erasure",
    metadata,
    Column("participant_id", Text, primary_key=True),
    Column("number", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)
