"""What a decision wants done. Imperative, frozen, data only; the door carries them out in one transaction."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coach.core.program import Level
from coach.core.state import Promise


class TextKind(StrEnum):
    """Why a text is sent; decides its priority and which laws bind it."""

    SAFETY = "safety"  # any hour, any phase but stopped
    OPT_OUT = "opt_out"  # the one confirmation; never sent twice
    REPLY = "reply"  # within 10 minutes of the person's own text
    COACH = "coach"
    PROMPT = "prompt"  # unsolicited: window and caps


@dataclass(frozen=True, slots=True)
class SendText:
    """Send the words of ``key``, its ``wording``-th, filled with ``values``; or ``body`` as it stands (a coach's own words).

    ``values``: str, int or ISO dates by name. ``expires_at``: not to be sent after this moment (UTC); None: it does not expire.
    ``asks``: it puts the open question. ``discreet`` and ``language`` choose the variant. ``lead``: the key of words that go
    before these in the same text, in their ``lead_wording``-th wording; empty: none do.
    """

    key: str
    wording: int
    kind: TextKind
    language: str
    discreet: bool
    values: Mapping[str, str | int] = field(default_factory=dict)
    body: str = ""
    expires_at: datetime | None = None
    asks: bool = False
    lead: str = ""
    lead_wording: int = 0


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Keep an answer for good."""

    measure: str
    value: Level
    stage: str
    prompt: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Add a row to the ledger. ``change``: "granted" or "revoked"; ``how`` is the evidence in a word (keyword, words, coach, carrier)."""

    change: str
    how: str
    evidence: str = ""


class AlertKind(StrEnum):
    """Why a coach is called."""

    DANGER_A = "danger_a"
    DANGER_B = "danger_b"
    NO_CONTACT = "no_contact"
    WANTS_COACH = "wants_coach"
    MILESTONE = "milestone"
    DELIVERY = "delivery"
    NOT_UNDERSTOOD = "not_understood"
    UNDECIDED = "undecided"  # the engine failed to decide a text; raised by the door


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """Call a coach; ``within`` seconds it must be acknowledged. Carries no words, only a kind and a detail code."""

    kind: AlertKind
    within: int
    detail: str = ""


HELP = "common/help"  # the answer that carriers require in every phase (CTIA Messaging Principles)


@dataclass(frozen=True, slots=True)
class WithdrawUnsent:
    """Cancel what is still in the outbox of these kinds, but never the answer to HELP (empty: every kind, and that answer too)."""

    kinds: tuple[TextKind, ...]
    reason: str


def is_withdrawn(key: str, kind: TextKind, kinds: Container[TextKind]) -> bool:
    """Whether withdrawing ``kinds`` takes back the text of that key and kind."""
    return not kinds or (kind in kinds and key != HELP)


@dataclass(frozen=True, slots=True)
class RecordPromise:
    """Keep a promise as it now stands (same id: replaced)."""

    promise: Promise


@dataclass(frozen=True, slots=True)
class EraseParticipant:
    """Erase everything about this person as soon as their last text is out."""

    reason: str


Effect = SendText | RecordAnswer | RecordConsent | RaiseAlert | WithdrawUnsent | RecordPromise | EraseParticipant


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was or was not done: a code of ``templates/console/reasons.yaml`` and its facts. Never a person's words."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        """The code and its facts on one line."""
        return " ".join([self.code, *(f"{name}={fact}" for name, fact in self.facts.items())])
