"""Texts, in and out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Texts, in and out."""
    _inbound()
    _outbound()


def _inbound() -> None:
    op.create_table(
        "inbound",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("number_id", ROW_ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", MOMENT, nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("redacted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["number_id"], ["number.id"], name="fk_inbound_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint("sid", name="uq_inbound_sid"),
    )
    op.create_index("ix_inbound_number_id", "inbound", ["number_id"], unique=False)
    op.create_index(
        "ix_inbound_order",
        "inbound",
        ["number_id", "received_at", "id"],
        unique=False,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_index(
        "ix_inbound_to_redact",
        "inbound",
        ["decided_at"],
        unique=False,
        sqlite_where=sa.text("redacted_at IS NULL AND decided_at IS NOT NULL"),
        postgresql_where=sa.text("redacted_at IS NULL AND decided_at IS NOT NULL"),
    )
    op.create_index(
        "ix_inbound_undecided",
        "inbound",
        ["received_at", "id"],
        unique=False,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _outbound() -> None:
    op.create_table(
        "outbound",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("number_id", ROW_ID, nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=True),
        sa.Column("dedupe", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("try_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("unknown_since", MOMENT, nullable=True),
        sa.Column("seen_missing", sa.Integer(), server_default="0", nullable=False),
        sa.Column("redacted_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'claimed') = (lease_until IS NOT NULL)", name=op.f("ck_outbound_lease")),
        sa.CheckConstraint("(state = 'unknown') = (unknown_since IS NOT NULL)", name=op.f("ck_outbound_unknown")),
        sa.CheckConstraint(_one_of("kind", "safety opt_out reply coach prompt"), name=op.f("ck_outbound_kind")),
        sa.CheckConstraint(
            "priority BETWEEN 0 AND 2 AND (priority = 0) = (kind IN ('safety', 'opt_out'))", name=op.f("ck_outbound_priority")
        ),
        sa.CheckConstraint(
            _one_of("state", "pending claimed unknown accepted sent delivered undelivered failed cancelled skipped"),
            name=op.f("ck_outbound_state"),
        ),
        sa.CheckConstraint(
            "sid IS NOT NULL OR NOT " + _one_of("state", "accepted sent delivered undelivered"),
            name=op.f("ck_outbound_sid"),
        ),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_outbound_journey_id"),
        sa.ForeignKeyConstraint(["number_id"], ["number.id"], name="fk_outbound_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbound"),
        sa.UniqueConstraint("sid", name="uq_outbound_sid"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbound_due",
        "outbound",
        ["priority", "try_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbound_lease",
        "outbound",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_index("ix_outbound_number_id", "outbound", ["number_id"], unique=False)
    op.create_index(
        "ix_outbound_open",
        "outbound",
        ["number_id", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'claimed', 'unknown')"),
        postgresql_where=sa.text("state IN ('pending', 'claimed', 'unknown')"),
    )
    op.create_index(
        "ix_outbound_to_redact",
        "outbound",
        ["settled_at"],
        unique=False,
        sqlite_where=sa.text("redacted_at IS NULL AND settled_at IS NOT NULL AND sid IS NOT NULL"),
        postgresql_where=sa.text("redacted_at IS NULL AND settled_at IS NOT NULL AND sid IS NOT NULL"),
    )
    op.create_index(
        "ix_outbound_under_way",
        "outbound",
        ["accepted_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('accepted', 'sent')"),
        postgresql_where=sa.text("state IN ('accepted', 'sent')"),
    )
    op.create_index(
        "ix_outbound_unknown",
        "outbound",
        ["unknown_since"],
        unique=False,
        sqlite_where=sa.text("state = 'unknown'"),
        postgresql_where=sa.text("state = 'unknown'"),
    )
    op.create_index("uq_outbound_journey_id_dedupe", "outbound", ["journey_id", "dedupe"], unique=True)
    op.create_index(
        "uq_outbound_number_id_dedupe",
        "outbound",
        ["number_id", "dedupe"],
        unique=True,
        sqlite_where=sa.text("journey_id IS NULL"),
        postgresql_where=sa.text("journey_id IS NULL"),
    )


def _one_of(column: str, words: str) -> str:
    """That it is one of these. Not ``IN``: of more than two words SQLite makes a table, anew for every row that is written."""
    return f"({' OR '.join(f'{column} = {word!r}' for word in words.split())})"
