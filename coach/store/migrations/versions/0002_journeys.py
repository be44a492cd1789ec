"""Journeys and all they gather."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Journeys and all they gather."""
    _journey()
    _answer()
    _promise()
    _alert()
    _journal()
    if op.get_bind().dialect.name == "postgresql":
        _append_only_on_postgresql("journal")
    else:
        _append_only_on_sqlite("journal")


def _journey() -> None:
    op.create_table(
        "journey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("program_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", MOMENT, nullable=True),
        sa.Column("wake_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("name_blind", sa.LargeBinary(), nullable=True),
        sa.Column("erase", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("began_at", MOMENT, nullable=True),
        sa.Column("coach", sa.Text(), nullable=True),
        sa.CheckConstraint("phase <> 'active' OR wake_at IS NOT NULL", name=op.f("ck_journey_active_wakes")),
        sa.CheckConstraint(
            _one_of("phase", "invited intake active paused held stopped done"),
            name=op.f("ck_journey_phase"),
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_journey_version")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name="fk_journey_participant_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journey"),
    )
    op.create_index("ix_journey_erase", "journey", ["id"], unique=False, sqlite_where=sa.text("erase"), postgresql_where=sa.text("erase"))
    op.create_index(
        "ix_journey_name_blind",
        "journey",
        ["name_blind"],
        unique=False,
        sqlite_where=sa.text("name_blind IS NOT NULL"),
        postgresql_where=sa.text("name_blind IS NOT NULL"),
    )
    op.create_index("ix_journey_participant_id", "journey", ["participant_id"], unique=False)
    op.create_index(
        "ix_journey_wake_at",
        "journey",
        ["wake_at", "id"],
        unique=False,
        sqlite_where=sa.text("wake_at IS NOT NULL"),
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("flag", sa.Boolean(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN number IS NULL THEN 0 ELSE 1 END) + (CASE WHEN flag IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN word IS NULL THEN 0 ELSE 1 END) + (CASE WHEN sealed IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_answer_one_value"),
        ),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_answer_journey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_journey_id_measure_at", "answer", ["journey_id", "measure", "at"], unique=False)


def _promise() -> None:
    op.create_table(
        "promise",
        sa.Column("journey_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.CheckConstraint(_one_of("kept", "proposed open kept broken dropped"), name=op.f("ck_promise_kept")),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_promise_journey_id"),
        sa.PrimaryKeyConstraint("journey_id", "id", name="pk_promise"),
    )


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("journey_id", sa.Text(), nullable=True),
        sa.Column("number_id", ROW_ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=True),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("deadline", MOMENT, nullable=False),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("escalations", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            _one_of("kind", "danger_a danger_b no_contact wants_coach milestone delivery not_understood undecided"),
            name=op.f("ck_alert_kind"),
        ),
        sa.CheckConstraint("(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name=op.f("ck_alert_acknowledged")),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_alert_journey_id"),
        sa.ForeignKeyConstraint(["number_id"], ["number.id"], name="fk_alert_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("once", name="uq_alert_once"),
    )
    op.create_index("ix_alert_journey_id", "alert", ["journey_id"], unique=False)
    op.create_index("ix_alert_number_id", "alert", ["number_id"], unique=False)
    op.create_index(
        "ix_alert_open",
        "alert",
        ["deadline"],
        unique=False,
        sqlite_where=sa.text("acknowledged_at IS NULL"),
        postgresql_where=sa.text("acknowledged_at IS NULL"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("journey_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("phase_before", sa.Text(), nullable=False),
        sa.Column("phase_after", sa.Text(), nullable=False),
        sa.Column("stage_before", sa.Text(), nullable=False),
        sa.Column("stage_after", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journey.id"], name="fk_journal_journey_id"),
        sa.PrimaryKeyConstraint("journey_id", "seq", name="pk_journal"),
    )


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


def _one_of(column: str, words: str) -> str:
    """That it is one of these. Not ``IN``: of more than two words SQLite makes a table, anew for every row that is written."""
    return f"({' OR '.join(f'{column} = {word!r}' for word in words.split())})"
