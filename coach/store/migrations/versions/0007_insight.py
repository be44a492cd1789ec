"""What many journeys show together, counted at intervals; and the turns of a journey quickly found among its decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
TURN = sa.text("stage_before <> stage_after OR phase_before <> phase_after")


def upgrade() -> None:
    """What many journeys show together; and the turns of a journey quickly found among its decisions."""
    op.create_table(
        "insight",
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("cohort", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("people >= 5", name=op.f("ck_insight_people")),
        sa.PrimaryKeyConstraint("program", "version", "role", "cohort", name="pk_insight"),
    )
    op.create_index("ix_journal_turn", "journal", ["journey_id", "seq"], unique=False, sqlite_where=TURN, postgresql_where=TURN)
