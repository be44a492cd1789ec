"""What the store answers with. Plain values, unsealed; must not know how a row looks. Moments are aware, in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from coach.core.effects import Reason, TextKind
from coach.core.model import Phase
from coach.core.program import Level
from coach.core.state import State


@dataclass(frozen=True, slots=True)
class ParticipantRef:
    """A participant, found. ``country``: ISO 3166 alpha-2."""

    id: str
    phone: str
    country: str


class InboundRow(Struct, frozen=True):
    """A text that waits to be decided. ``participant_id`` None: the number is nobody's yet. ``tries``: decisions that failed."""

    id: int
    sid: str
    phone: str
    to: str
    body: str
    received_at: datetime
    fields: Mapping[str, str]
    participant_id: str | None
    tries: int


class Journey(Struct, frozen=True):
    """A journey as it stands. ``digest``: of the program's version it began on. ``coach``: whose it is."""

    id: str
    participant_id: str
    version: int
    digest: str
    state: State
    coach: str | None = None


class Claimed(Struct, frozen=True):
    """A text this worker alone may send now, or else give back. ``sid``: set when the carrier already has it.

    ``journey_id``, ``participant_id`` and ``version``, the journey's, are None for a number that is nobody's.
    """

    id: int
    journey_id: str | None
    participant_id: str | None
    phone: str
    kind: TextKind
    key: str
    wording: int
    asks: bool
    body: str
    segments: int
    created_at: datetime
    due_at: datetime
    expires_at: datetime | None
    tries: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A text of which nobody knows whether, or how far, it got. ``seen_missing``: how often the carrier's list lacked it."""

    id: int
    journey_id: str | None
    phone: str
    kind: TextKind
    key: str
    body: str
    state: str
    sid: str | None
    since: datetime
    seen_missing: int
    tries: int


class Moved(Struct, frozen=True):
    """An outbox row that a receipt moved on. ``code``: the carrier's error code."""

    id: int
    journey_id: str | None
    participant_id: str | None
    kind: TextKind
    key: str
    before: str
    state: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Redactable:
    """A settled text whose copy at the carrier may be blanked now."""

    id: int
    sid: str
    inbound: bool


@dataclass(frozen=True, slots=True)
class ThreadText:
    """One text of a thread. ``body`` None: it can no longer be read. ``state``: the outbox state, or "received"."""

    id: int
    inbound: bool
    at: datetime
    body: str | None
    state: str
    kind: str = ""
    key: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One decision that was made. ``event``: JSON; None with ``effects`` and ``facts`` empty once erased. ``codes``: of the reasons.

    ``bounds``: which of the practice's bounds held (the number of that change); 0: none, or erased.
    """

    journey_id: str
    seq: int
    at: datetime
    kind: str
    phase_before: Phase
    phase_after: Phase
    stage_before: str
    stage_after: str
    codes: tuple[str, ...]
    event: str | None
    effects: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    bounds: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """A call for a coach. ``journey_id`` None: the number is nobody's, or the system itself calls."""

    id: int
    journey_id: str | None
    participant_id: str | None
    kind: str
    detail: str
    raised_at: datetime
    deadline: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    why: str | None
    escalations: int


@dataclass(frozen=True, slots=True)
class Consent:
    """One line of the ledger. ``evidence`` None: there was none, or it was erased."""

    at: datetime
    change: str
    how: str
    evidence: str | None
    sid: str | None
    wording: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored answer; ``value`` None once erased."""

    measure: str
    value: Level | None
    stage: str
    prompt: str
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure, to be done again after an older backup was restored. ``number``: keyed hash, hexadecimal."""

    participant_id: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts for a glance. The moments are of the oldest that waits, None when nothing does."""

    participants: int
    journeys: Mapping[str, int] = field(default_factory=dict)  # by phase
    outbox: Mapping[str, int] = field(default_factory=dict)  # by state
    undecided: int = 0
    oldest_undecided: datetime | None = None
    oldest_pending: datetime | None = None
    earliest_wake: datetime | None = None
    open_alerts: int = 0
    overdue_alerts: int = 0
