"""Coaches, their tries to sign in, the audit log; and what the console asks of journeys and alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Coaches, their tries to sign in, the audit log; and what the console asks of journeys and alerts."""
    _coach()
    _attempt()
    _audit()
    _journey()
    _alert()
    if op.get_bind().dialect.name == "postgresql":
        _append_only_on_postgresql("audit")
    else:
        _append_only_on_sqlite("audit")


def _coach() -> None:
    op.create_table(
        "coach",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uniquifier", sa.Text(), nullable=False),
        sa.Column("second", sa.LargeBinary(), nullable=True),
        sa.Column("counter", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("signed_in_at", MOMENT, nullable=True),
        sa.CheckConstraint("role IN ('owner', 'coach', 'reader')", name=op.f("ck_coach_role")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_coach_version")),
        sa.PrimaryKeyConstraint("id", name="pk_coach"),
        sa.UniqueConstraint("name", name="uq_coach_name"),
        sa.UniqueConstraint("email", name="uq_coach_email"),
        sa.UniqueConstraint("uniquifier", name="uq_coach_uniquifier"),
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_attempt"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("coach_id", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_coach_id_id", "audit", ["coach_id", "id"], unique=False)
    op.create_index("ix_audit_journey_id_id", "audit", ["journey_id", "id"], unique=False)


def _journey() -> None:
    """Empty for journeys of an older release until each is next decided: what they follow from is sealed."""
    op.add_column("journey", sa.Column("hold", sa.Text(), nullable=True))
    for name in ("heard_at", "silent_since", "handled_at"):
        op.add_column("journey", sa.Column(name, MOMENT, nullable=True))
    _index_where("ix_journey_held", "journey", "heard_at", "phase = 'held'")
    _index_where("ix_journey_silent_since", "journey", "silent_since", "silent_since IS NOT NULL")


def _alert() -> None:
    _index_where("ix_alert_taken", "alert", "acknowledged_at", "acknowledged_at IS NOT NULL")
    op.create_index("ix_alert_kind_raised_at", "alert", ["kind", "raised_at"], unique=False)


def _index_where(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _append_only_on_sqlite(table: str) -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _append_only_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
