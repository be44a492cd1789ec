"""Lists stay quick however many people there are: what they ask for stands in indexes, apart from the sealed states."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

LISTED = (
    "program", "program_version", "role", "phase", "stage", "coach", "heard_at", "created_at", "silent_since", "stage_since", "wake_at",
    "participant_id", "digest", "id",
)  # fmt: skip


def upgrade() -> None:
    """What lists ask for, in indexes."""
    op.create_index("ix_journey_listed", "journey", list(LISTED), unique=False)
    op.drop_index("ix_journey_wake_at", "journey")
    _index_where("ix_journey_wake_at", "journey", ["wake_at", "id", "phase", "coach"], "wake_at IS NOT NULL")
    _index_where("ix_participant_erased", "participant", ["id"], "erased_at IS NOT NULL")
    _index_where("ix_outbound_by_coaches", "outbound", ["journey_id", "created_at"], "kind = 'coach'")
    op.create_index("ix_audit_act_id", "audit", ["act", "id"], unique=False)


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
