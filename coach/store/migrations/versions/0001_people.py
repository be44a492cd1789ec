"""People, their keys, the ledger of consent, and what the machinery remembers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """People, their keys, the ledger of consent, and what the machinery remembers."""
    _number()
    _data_key()
    _participant()
    _consent()
    _opt_out()
    _erasure()
    _mark()
    _sender()
    if op.get_bind().dialect.name == "postgresql":
        _append_only_on_postgresql("consent")
    else:
        _append_only_on_sqlite("consent")


def _number() -> None:
    op.create_table(
        "number",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("last_sender", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(erased_at IS NULL) = (blind IS NOT NULL) AND (erased_at IS NULL) = (phone IS NOT NULL)", name=op.f("ck_number_erased")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_number"),
        sa.UniqueConstraint("blind", name="uq_number_blind"),
    )


def _data_key() -> None:
    op.create_table(
        "data_key",
        sa.Column("number_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number_id"], ["number.id"], name="fk_data_key_number_id"),
        sa.PrimaryKeyConstraint("number_id", name="pk_data_key"),
    )
    op.create_index("ix_data_key_key_id", "data_key", ["key_id"], unique=False)


def _participant() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number_id", ROW_ID, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["number_id"], ["number.id"], name="fk_participant_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("number_id", name="uq_participant_number_id"),
    )


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("change IN ('granted', 'revoked')", name=op.f("ck_consent_change")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name="fk_consent_participant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_number", "consent", ["number"], unique=False)


def _opt_out() -> None:
    op.create_table(
        "opt_out",
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_opt_out"),
    )


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name="pk_erasure"),
    )


def _mark() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mark"),
    )


def _sender() -> None:
    op.create_table(
        "sender",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("arrival", sa.Double(), server_default="0", nullable=False),
        sa.Column("segments_per_second", sa.Double(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("daily_cap IS NULL OR used <= daily_cap", name=op.f("ck_sender_cap")),
        sa.CheckConstraint("segments_per_second > 0", name=op.f("ck_sender_rate")),
        sa.PrimaryKeyConstraint("address", name="pk_sender"),
    )


def _append_only_on_sqlite(table: str) -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _append_only_on_postgresql(table: str) -> None:
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
