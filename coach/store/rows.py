"""What the store is given to keep. Plain values; must not know how a row looks.

Moments are aware, in UTC. Words given here in clear are sealed on their way in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct, field

from coach.core.effects import Reason, TextKind
from coach.core.model import Phase
from coach.core.program import Level
from coach.core.state import Promise, State


class Arrived(Struct, frozen=True):
    """A text that came in. ``sid``: the carrier's id. ``phone``, ``to``: E.164. ``fields``: what else the carrier said."""

    sid: str
    phone: str
    to: str
    body: str
    received_at: datetime
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """Somebody to be coached. ``id``: public, says nothing about the person. ``country``: ISO 3166 alpha-2."""

    id: str
    phone: str
    country: str


@dataclass(frozen=True, slots=True)
class NewJourney:
    """The start of a journey, before its first decision. ``digest``: of the program's version it begins on."""

    participant_id: str
    state: State
    digest: str


class TextRow(Struct, frozen=True):
    """A text for the outbox. ``segments``: as the carrier will count them. ``expires_at``: not to be sent later than this."""

    kind: TextKind
    key: str
    wording: int
    body: str
    segments: int
    due_at: datetime
    expires_at: datetime | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class NumberText:
    """A text to a number that may belong to no participant. ``once``: of several with the same word only the first is kept."""

    phone: str
    once: str
    text: TextRow


class AnswerRow(Struct, frozen=True):
    """An answer to keep. ``closed``: the value is a number, a yes or no, a date or a choice; if not, words are sealed."""

    measure: str
    value: Level
    stage: str
    prompt: str
    at: datetime
    closed: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One line for the ledger. ``change``: "granted" or "revoked". ``how``: keyword, words, coach, carrier, web.

    ``evidence``: words, sealed. ``sid``: the carrier's id of the text that said so. ``wording``: digest of the words agreed to.
    """

    change: str
    how: str
    at: datetime
    evidence: str = ""
    sid: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A call for a coach. ``kind``: an ``AlertKind``. ``once``: of several with the same word only the first is kept."""

    kind: str
    raised_at: datetime
    deadline: datetime
    detail: str = ""
    once: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Cancels what still waits in the outbox, of these kinds but no answer to HELP (empty: of every kind, and that too)."""

    kinds: tuple[TextKind, ...]
    reason: str


class Entry(Struct, frozen=True):
    """One decision for the journal. ``event``: JSON of ``codec.encode_event``. ``kind``: the event's class name.

    ``bounds``: the version of the practice's bounds that held; 0: there were none.
    """

    at: datetime
    kind: str
    event: str
    phase_before: Phase
    phase_after: Phase
    stage_before: str
    stage_after: str
    effects: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    bounds: int = 0


class Saved(Struct, frozen=True):
    """What one or more decisions in a row made of a journey; kept whole or not at all.

    ``expected``: the version the journey was loaded at. Each entry of ``journal`` (at least one) makes it one higher.
    ``withdrawals`` concern what was in the outbox before ``texts``.
    """

    journey_id: str
    expected: int
    state: State
    journal: tuple[Entry, ...]
    texts: tuple[TextRow, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    promises: tuple[Promise, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()

    @property
    def version(self) -> int:
        """The version after saving."""
        return self.expected + len(self.journal)


class Taken(Struct, frozen=True):
    """The carrier took a text: our row, its id, the segments it counted (0: not yet)."""

    id: int
    sid: str
    segments: int = 0


class Receipt(Struct, frozen=True):
    """What the carrier says of a text. ``id``: our row, when the receipt names it.

    ``delivery``: accepted, sent, delivered, undelivered or failed.
    """

    sid: str
    delivery: str
    id: int | None = None
    code: str | None = None
