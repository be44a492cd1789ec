"""How far each journey is, and all it has gathered on the way."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Double, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from coach.core.effects import AlertKind
from coach.core.model import Phase
from coach.core.state import Kept
from coach.store.columns import ROW_ID, Moment
from coach.store.tables.base import index_where, metadata, one_of
from coach.store.tables.people import number, participant

TURN = "stage_before <> stage_after OR phase_before <> phase_after"  # few decisions change the stage or the phase
LISTED = (
    "program", "program_version", "role", "phase", "stage", "coach", "heard_at", "created_at", "silent_since", "stage_since", "wake_at",
    "participant_id", "digest", "id",
)  # fmt: skip
"""What lists ask for. Read from their index alone, they pass over the sealed states."""

journey = Table(
    "journey",
    metadata,
    Column("id", Text, primary_key=True),
    Column("participant_id", Text, ForeignKey(participant.c.id), nullable=False, index=True),
    Column("program", Text, nullable=False),
    Column("program_version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("stage_since", Moment),
    Column("wake_at", Moment),
    Column("version", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("name_blind", LargeBinary),
    Column("erase", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("began_at", Moment),
    Column("coach", Text),
    Column("hold", Text),
    Column("heard_at", Moment),
    Column("silent_since", Moment),
    Column("handled_at", Moment),
    one_of("phase", Phase),
    CheckConstraint("phase <> 'active' OR wake_at IS NOT NULL", name="active_wakes"),
    CheckConstraint("version >= 0", name="version"),
    Index("ix_journey_listed", *LISTED),
    index_where("ix_journey_wake_at", "wake_at", "id", "phase", "coach", where="wake_at IS NOT NULL"),
    index_where("ix_journey_name_blind", "name_blind", where="name_blind IS NOT NULL"),
    index_where("ix_journey_erase", "id", where="erase"),
    index_where("ix_journey_held", "heard_at", where="phase = 'held'"),
    index_where("ix_journey_silent_since", "silent_since", where="silent_since IS NOT NULL"),
)

answer = Table(
    "answer",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("journey_id", Text, ForeignKey(journey.c.id), nullable=False),
    Column("measure", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("stage", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("number", Double),
    Column("flag", Boolean),
    Column("word", Text),
    Column("sealed", LargeBinary),
    CheckConstraint(
        "(CASE WHEN number IS NULL THEN 0 ELSE 1 END) + (CASE WHEN flag IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN word IS NULL THEN 0 ELSE 1 END) + (CASE WHEN sealed IS NULL THEN 0 ELSE 1 END) = 1",
        name="one_value",
    ),
    Index("ix_answer_journey_id_measure_at", "journey_id", "measure", "at"),
)

promise = Table(
    "promise",
    metadata,
    Column("journey_id", Text, ForeignKey(journey.c.id), nullable=False),
    Column("id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("stage", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("due", Text),
    Column("kept", Text, nullable=False),
    Column("settled_at", Moment),
    Column("moved", Integer, nullable=False),
    PrimaryKeyConstraint("journey_id", "id"),
    one_of("kept", Kept),
)

alert = Table(
    "alert",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("journey_id", Text, ForeignKey(journey.c.id), index=True),
    Column("number_id", ROW_ID, ForeignKey(number.c.id), index=True),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("once", Text, unique=True),
    Column("raised_at", Moment, nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Text),
    Column("why", LargeBinary),
    Column("escalations", Integer, nullable=False, server_default="0"),
    one_of("kind", AlertKind),
    CheckConstraint("(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name="acknowledged"),
    index_where("ix_alert_open", "deadline", where="acknowledged_at IS NULL"),
    index_where("ix_alert_taken", "acknowledged_at", where="acknowledged_at IS NOT NULL"),
    Index("ix_alert_kind_raised_at", "kind", "raised_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("journey_id", Text, ForeignKey(journey.c.id), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("phase_before", Text, nullable=False),
    Column("phase_after", Text, nullable=False),
    Column("stage_before", Text, nullable=False),
    Column("stage_after", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("journey_id", "seq"),
    index_where("ix_journal_turn", "journey_id", "seq", where=TURN),
)
