"""What coaches do to many at once, and the lists they come back to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """What coaches do to many at once, and the lists they come back to."""
    _batch()
    _batch_row()
    op.create_table(
        "saved_view",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("coach_id", "name", name="uq_saved_view_coach_id_name"),
    )


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('import', 'assign', 'pause', 'invite')", name=op.f("ck_batch_kind")),
        sa.CheckConstraint("state IN ('draft', 'running', 'stopped', 'done')", name=op.f("ck_batch_state")),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_index("ix_batch_coach_id_created_at", "batch", ["coach_id", "created_at"], unique=False)


def _batch_row() -> None:
    op.create_table(
        "batch_row",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('ready', 'rejected', 'trying', 'done', 'refused')", name=op.f("ck_batch_row_state")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_batch_row_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "nth", name="pk_batch_row"),
    )
    op.create_index("ix_batch_row_batch_id_state_nth", "batch_row", ["batch_id", "state", "nth"], unique=False)
