"""One journey as far as counting needs it: no words, no name, no number. Must not know where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

COMPLETED = "completed"  # the reason of the decision that ends a journey at its end
SILENCE = "silence"
OVER = ("stopped", "done")


class Turn(NamedTuple):
    """A change of stage or phase; ``codes``: the reasons of the decision, apart by spaces."""

    at: datetime
    phase_before: str
    phase_after: str
    stage_before: str
    stage_after: str
    codes: str


class Sent(NamedTuple):
    """A text the carrier took. ``arrived``: as far as is known; ``cost``: in segments."""

    at: datetime
    kind: str
    key: str
    asks: bool
    arrived: bool
    cost: int


class Said(NamedTuple):
    """A stored answer; ``number`` None: it was none."""

    at: datetime
    prompt: str
    measure: str
    number: float | None


class Promised(NamedTuple):
    """A promise as it now stands."""

    stage: str
    kept: str
    settled_at: datetime | None


class Called(NamedTuple):
    """An alert. ``late``: nobody took it by its first deadline."""

    kind: str
    raised_at: datetime
    taken_at: datetime | None
    late: bool


@dataclass(frozen=True)
class Life:
    """Everything oldest first, moments in UTC. ``zone``: theirs. ``silence_key``: of the text that asks whether to go on.

    ``heard``: when their texts came; filled only for those whom a coach had in hand, or who asked for one.
    """

    joined_at: datetime
    began_at: datetime | None
    phase: str
    stage: str
    silent_since: datetime | None
    handled_at: datetime | None
    zone: str
    turns: Sequence[Turn]
    texts: Sequence[Sent]
    answers: Sequence[Said]
    promises: Sequence[Promised]
    calls: Sequence[Called]
    heard: Sequence[datetime]
    silence_key: str

    @cached_property
    def clock(self) -> ZoneInfo:
        """Their wall clock."""
        return ZoneInfo(self.zone)

    @cached_property
    def visits(self) -> list[tuple[datetime, str]]:
        """Every stage they entered, and when."""
        found = [(turn.at, turn.stage_after) for turn in self.turns if turn.stage_after and turn.stage_after != turn.stage_before]
        return found or ([(self.began_at or self.joined_at, self.stage)] if self.stage else [])

    @cached_property
    def over_at(self) -> datetime | None:
        """When it ended, by their wish or at its end; None: it goes on."""
        if self.phase not in OVER:
            return None
        return next((turn.at for turn in reversed(self.turns) if turn.phase_after in OVER and turn.phase_before not in OVER), None)

    @cached_property
    def completed_at(self) -> datetime | None:
        """When they completed it; from whichever stage."""
        return next((turn.at for turn in self.turns if COMPLETED in turn.codes.split()), None)

    @cached_property
    def fell_silent_at(self) -> datetime | None:
        """When, for the first time, they were asked whether to go on because nothing had come."""
        asked = (text.at for text in self.texts if text.key == self.silence_key)
        return next(asked, self.silent_since)

    def days(self, until: datetime) -> int:
        """Whole days from the beginning of the journey; nothing lies before it. Raises: ``ValueError`` when it never began."""
        if self.began_at is None:
            raise ValueError("it has not begun")
        return max(0, (until - self.began_at) // timedelta(days=1))
