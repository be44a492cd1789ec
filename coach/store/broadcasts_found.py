"""A coach's texts to many, as plain values. Must not know how they are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coach.core.events import Words

DRAFT, RUNNING, STOPPED, DONE = "draft", "running", "stopped", "done"


class Fate(StrEnum):
    """Where one person's text of a broadcast stands."""

    READY = "ready"  # in a draft: will get it
    WAITING = "waiting"  # for their hours, their caps or their turn
    ON_THE_WAY = "on_the_way"  # in the outbox, or with the carrier and nobody knows
    SENT = "sent"  # the carrier has it
    DELIVERED = "delivered"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    TAKEN_BACK = "taken_back"  # by the stop button, before it left


GOT_IT = (Fate.SENT, Fate.DELIVERED)
OPEN_FATES = (Fate.WAITING, Fate.ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are where. ``why``: left out, failed or taken back, by code. ``segments``: of those that are to get it or got it."""

    counts: Mapping[Fate, int] = field(default_factory=dict)
    why: Mapping[tuple[Fate, str], int] = field(default_factory=dict)
    segments: int = 0

    def of(self, *fates: Fate) -> int:
        """How many are at any of these."""
        return sum(self.counts.get(fate, 0) for fate in fates)

    @property
    def got(self) -> int:
        """How many got it, as far as the carrier says."""
        return self.of(*GOT_IT)

    @property
    def still(self) -> int:
        """How many may still get it."""
        return self.of(*OPEN_FATES)

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self.counts.values())

    def reasons(self, fate: Fate) -> Counter[str]:
        """The codes of one fate, and how many of each."""
        return Counter({code: count for (one, code), count in self.why.items() if one is fate})


@dataclass(frozen=True, slots=True)
class Followed:
    """What came within 24 hours of it: how many people texted, how many opted out."""

    replies: int = 0
    opt_outs: int = 0


@dataclass(frozen=True, slots=True)
class Summed:
    """What came of a broadcast in the end."""

    counts: Mapping[Fate, int]
    followed: Followed


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One text to many. ``coach_id``: whose; ``seen_by``: whose eyes it is limited to, None: eyes that see everybody.

    ``given``: filter and wishes as the coach put them. ``until``: nobody gets it at or after this moment. ``tests``: how often it
    went to a coach's own phone. ``summed``: once nothing more is to be expected.
    """

    id: str
    coach_id: str
    seen_by: str | None
    created_at: datetime
    state: str
    words: tuple[Words, ...]
    given: Mapping[str, str]
    tests: int = 0
    started_at: datetime | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    stopped_by: str | None = None
    summed: Summed | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's part in a draft: ``due_at``: when it could come; ``reason``: why they are left out; empty: they are not."""

    journey_id: str
    due_at: datetime
    segments: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DueTurn:
    """A turn that has come."""

    broadcast_id: str
    journey_id: str


@dataclass(frozen=True, slots=True)
class Met:
    """What a turn came to. ``dedupe``: of the text in the outbox; ``due_at``: it waits until then; neither: left out for ``reason``."""

    broadcast_id: str
    journey_id: str
    dedupe: str | None = None
    due_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fared:
    """How one person fared. ``at``: when the carrier took it; ``due_at``: when it is due, or was."""

    journey_id: str
    fate: Fate
    reason: str
    due_at: datetime
    at: datetime | None
    segments: int


@dataclass(frozen=True, slots=True)
class Span:
    """Of a draft: when the first could come, and the last."""

    first: datetime
    last: datetime
