"""A coach's texts to many, and where each of those they were for stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """A coach's texts to many, and where each of those they were for stands."""
    _broadcast()
    _broadcast_row()


def _broadcast() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("tests", sa.Integer(), server_default="0", nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("started_at", "until", "ended_at")),
        sa.Column("stopped_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'running', 'stopped', 'done')", name=op.f("ck_broadcast_state")),
        sa.CheckConstraint("state = 'draft' OR (started_at IS NOT NULL AND until IS NOT NULL)", name=op.f("ck_broadcast_started")),
        sa.CheckConstraint("(state IN ('stopped', 'done')) = (ended_at IS NOT NULL)", name=op.f("ck_broadcast_ended")),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
    )
    op.create_index("ix_broadcast_coach_id_created_at", "broadcast", ["coach_id", "created_at"], unique=False)
    op.create_index("ix_broadcast_created_at", "broadcast", ["created_at"], unique=False)
    _index_where("ix_broadcast_running", "broadcast", ["id"], "state = 'running'")
    _index_where("ix_broadcast_to_sum", "broadcast", ["ended_at"], "ended_at IS NOT NULL AND outcome IS NULL")


def _broadcast_row() -> None:
    op.create_table(
        "broadcast_row",
        sa.Column("broadcast_id", sa.Text(), nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("dedupe", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('ready', 'waiting', 'handed', 'left_out', 'stopped')", name=op.f("ck_broadcast_row_state")),
        sa.CheckConstraint("(state = 'handed') = (dedupe IS NOT NULL)", name=op.f("ck_broadcast_row_handed")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name="fk_broadcast_row_broadcast_id"),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_broadcast_row_journey_id"),
        sa.PrimaryKeyConstraint("broadcast_id", "journey_id", name="pk_broadcast_row"),
    )
    op.create_index("ix_broadcast_row_broadcast_id_state", "broadcast_row", ["broadcast_id", "state", "journey_id"], unique=False)
    _index_where("ix_broadcast_row_due", "broadcast_row", ["due_at", "broadcast_id", "journey_id"], "state = 'waiting'")


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
