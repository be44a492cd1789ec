"""What the engine needs of a phone network. Two real implementations: ``twilio`` and, behind it over HTTP, ``simulated``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Delivery(StrEnum):
    """How far a text got, in the carrier's eyes. Receipts only move forward by ``rank``."""

    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


class Action(StrEnum):
    """What an error code of the carrier asks of us (Twilio's dictionary; `docs/carrier.md` has the table)."""

    BAD_NUMBER = "bad_number"  # permanent: never again
    OPTED_OUT = "opted_out"  # they told the carrier STOP
    LATER = "later"  # surely not sent; again with back-off
    SOFT = "soft"  # not delivered this time; do not repeat now
    CONFIG = "config"  # our account or sender is wrong: stop everything, alert
    DROP = "drop"  # expired or filtered: do not repeat


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text to hand over. ``outbox``: our row id, put into the status callback's address. ``valid``: seconds, 6 to 14400."""

    to: str
    body: str
    outbox: int
    valid: int = 14400


@dataclass(frozen=True, slots=True)
class Handed:
    """The carrier took a text: its id for it, and the segments it counted (0: not counted yet)."""

    sid: str
    segments: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A status callback. ``outbox``: from our own query string, when there."""

    sid: str
    delivery: Delivery
    outbox: int | None = None
    code: int | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One text that came in. ``opt_out_type``: the carrier has answered it itself (START, STOP or HELP). ``extra``: every other field."""

    sid: str
    sender: str
    to: str
    body: str
    opt_out_type: str = ""
    media: int = 0
    extra: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the carrier's list of texts. ``inbound``: it came from a person."""

    sid: str
    sender: str
    to: str
    body: str
    inbound: bool
    delivery: Delivery | None
    code: int | None
    created: datetime


class Carrier(Protocol):
    """The phone network."""

    def send(self, text: Outgoing) -> Handed:
        """Hand over one text.

        Raises: ``Unreachable`` (surely not sent), ``Unknown`` (nobody knows), ``Refused`` (with the code's action).
        """

    def listed(
        self, *, to: str | None = None, sender: str | None = None, since: datetime | None = None, limit: int = 200
    ) -> Iterator[Listed]:
        """Texts the carrier knows, newest first. Raises: ``Unreachable``."""

    def redact(self, sid: str) -> None:
        """Blank the carrier's copy of a text. Raises: ``Unreachable``, ``Refused``."""
