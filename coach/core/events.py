"""What can happen to a journey. Past tense, frozen; the door makes them, the machine decides on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from coach.core.model import Reading


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A text came in.

    ``reading`` is against the open question; ``late`` against the one before it, when ``reading`` did not fit.
    ``carrier_replied``: the carrier answered this keyword itself, so we must not. ``unasked``: it was sent before the open question
    was put, and so cannot be its answer.
    """

    text: str
    reading: Reading
    at: datetime
    late: Reading | None = None
    carrier_replied: bool = False
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Woken:
    """``wake_at`` has come, or someone looked early: what is due is decided, nothing else changes."""


class Failure(StrEnum):
    """Why a text did not reach the phone."""

    SKIPPED = "skipped"  # by us, at send time: window, cap, hold or lateness
    UNDELIVERED = "undelivered"  # the carrier gave up, the number may be fine
    BAD_NUMBER = "bad_number"
    OPTED_OUT = "opted_out"  # the carrier blocks us: they said STOP to it


@dataclass(frozen=True, slots=True)
class SendFailed:
    """A text we decided to send did not arrive. ``key``: its text key; ``kind``: its TextKind; ``code``: the carrier's, or ours."""

    key: str
    kind: str
    failure: Failure
    code: str = ""


@dataclass(frozen=True, slots=True)
class CoachInvited:
    """A coach invites; ``evidence`` says when and how this person agreed to be texted."""

    coach: str
    evidence: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CoachWrote:
    """A coach writes a text. ``confirmed``: they confirmed it outside the person's window."""

    coach: str
    body: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CoachTookOver:
    """From now on a person answers; the bot is silent."""

    coach: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CoachResumed:
    """A coach ends a hold or a pause; ``reason`` is journalled."""

    coach: str
    reason: str


@dataclass(frozen=True, slots=True)
class CoachPaused:
    """A coach pauses until ``until`` (UTC)."""

    coach: str
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CoachMoved:
    """A coach moves the journey to another stage; only an ``override`` may undercut dwell."""

    coach: str
    stage: str
    reason: str
    override: bool = False


@dataclass(frozen=True, slots=True)
class CoachSetNoContact:
    """A coach sets or lifts the no-contact flag, with evidence."""

    coach: str
    on: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class CoachOptedOut:
    """The person asked a coach, by whatever way, not to be texted."""

    coach: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CoachCorrected:
    """A coach corrects what we know; None leaves a field as it is."""

    coach: str
    name: str | None = None
    zone: str | None = None
    language: str | None = None
    discreet: bool | None = None
    prompt_at: time | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One wording of a coach's text to many. ``language``: ISO 639-1; ``discreet``: for those who must be texted discreetly."""

    language: str
    discreet: bool
    body: str


@dataclass(frozen=True, slots=True)
class CoachBroadcast:
    """This journey's turn in a coach's text to many. ``ref``: the broadcast's id; ``until``: not to come at or after it (UTC)."""

    coach: str
    ref: str
    words: tuple[Words, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class BroadcastTakenBack:
    """The text of a broadcast was taken back from the outbox: it surely did not go. ``at``: when it was decided (UTC)."""

    coach: str
    ref: str
    at: datetime


Event = (
    TextReceived
    | Woken
    | SendFailed
    | CoachInvited
    | CoachWrote
    | CoachTookOver
    | CoachResumed
    | CoachPaused
    | CoachMoved
    | CoachSetNoContact
    | CoachOptedOut
    | CoachCorrected
    | CoachBroadcast
    | BroadcastTakenBack
)
