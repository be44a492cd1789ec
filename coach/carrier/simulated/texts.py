"""A text and a handset as the simulated carrier keeps them. They must not know how they are reached: by HTTP or in process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class By(StrEnum):
    """Who wrote a text."""

    APP = "app"  # the product, by the carrier's interface
    PERSON = "person"  # on the handset
    CARRIER = "carrier"  # its canned answer to a keyword


@dataclass(slots=True)
class Text:
    """One text. ``body`` is what the handset shows; ``copy`` what the carrier still has of it.

    ``status`` and ``code`` are Twilio's words; ``arrived``: when it showed on the handset, or left it.
    ``valid``: seconds it may wait in the queue. ``callback``: where its receipts go. ``outbox``: the sender's own id, when it
    was handed over in process. ``service``: sent by a messaging service.
    """

    sid: str
    by: By
    sender: str
    to: str
    body: str
    segments: int
    status: str
    created: datetime
    updated: datetime
    sent: datetime | None = None
    arrived: datetime | None = None
    code: int | None = None
    valid: int = 14400
    callback: str = ""
    outbox: int | None = None
    service: bool = False
    redacted: bool = False

    @property
    def copy(self) -> str:
        """The carrier's copy of the body: empty once it was redacted. A handset keeps its own."""
        return "" if self.redacted else self.body


@dataclass(slots=True)
class Handset:
    """One phone. ``texts``: everything to and from it, in the order the carrier took it. ``blocked``: its owner said STOP."""

    number: str
    blocked: bool = False
    texts: list[Text] = field(default_factory=list)

    def shown(self) -> list[Text]:
        """The thread as its owner sees it: what arrived and what was written, in that order of time."""
        return sorted((text for text in self.texts if text.arrived), key=lambda text: text.arrived or text.created)


@dataclass(frozen=True, slots=True)
class Replies:
    """The carrier's canned answers to keywords: its words, not the product's, and so not among the templates."""

    stop: str = "You are unsubscribed and will get no more texts from this number. Reply START to get them again."
    start: str = "You are subscribed again to texts from this number. Reply HELP for help, STOP to end. Msg & data rates may apply."
    help: str = "Reply STOP to end these texts. Msg & data rates may apply."
