"""The practice's own settings; coaches' phones; replies put away; and what the senders' page asks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """The practice's own settings; coaches' phones; replies put away; and what the senders' page asks."""
    op.create_table(
        "practice",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice"),
        sa.UniqueConstraint("part", "after", name="uq_practice_part_after"),
    )
    op.add_column("coach", sa.Column("phone", sa.LargeBinary(), nullable=True))
    op.add_column("canned", sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False))
    _outbound()
    _append_only("practice")


def _outbound() -> None:
    _index_where("ix_outbound_accepted_at", ["accepted_at", "sender", "segments"], "accepted_at IS NOT NULL")
    _index_where("ix_outbound_failed", ["settled_at"], "state IN ('undelivered', 'failed')")


def _index_where(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "outbound", columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
