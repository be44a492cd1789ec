"""The only file that reads the clock. Everything else is told the time."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class TravelClock:
    """A clock that can be moved forward: it runs along with the machine's, plus what was added."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The present moment of the travelled time, aware, in UTC."""
        with self._lock:
            return datetime.now(UTC) + self._ahead

    def travel(self, by: timedelta) -> datetime:
        """Move forward by ``by`` (never back); answers the new present."""
        with self._lock:
            self._ahead += max(by, timedelta())
            return datetime.now(UTC) + self._ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        return self._ahead


class StillClock:
    """A clock that stands still until it is set: for simulation and tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self.at


def stopwatch() -> float:
    """Seconds on a clock that only runs forward, for measuring how long something took."""
    return time.perf_counter()
