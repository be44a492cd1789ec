"""Moves a running service through time: every waking on the way happens at its own moment. With the simulated carrier only."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from coach.clock import SystemClock, TravelClock
from coach.core.timing import local, months_after, to_utc
from coach.engine.beats import Engine, decide_inbox, erase, wake_due
from coach.store.store import Store

MARK = "travelled"
ZONE = "America/New_York"
LONGEST = timedelta(days=800)
RECEIPTS = 0.15  # seconds the carrier is given to post its receipts before time moves on
AHEAD: dict[str, Callable[[datetime], datetime]] = {
    "hour": lambda now: now + timedelta(hours=1),
    "day": lambda now: days_on(now, 1),
    "week": lambda now: days_on(now, 7),
    "month": lambda now: months_after(now, 1),
}


def days_on(now: datetime, days: int) -> datetime:
    """The same wall-clock time so many days later (UTC)."""
    there = local(now, ZONE) + timedelta(days=days)
    return to_utc(there.date(), there.time(), ZONE)


def resumed(clock: TravelClock, store: Store) -> None:
    """Begin where time had been moved to when this database was last used."""
    with store.reading() as view:
        marked = view.marked(MARK)
    if marked is not None:
        clock.travel(timedelta(seconds=float(marked[1])))


class Traveller:
    """Moves the clock of a running engine. ``still``: keeps the beats from running meanwhile."""

    def __init__(self, engine: Engine, clock: TravelClock, still: Callable[[], AbstractContextManager[None]]) -> None:
        self._engine = engine
        self._clock = clock
        self._still = still

    def ahead(self, unit: str) -> None:
        """Forward by an hour, a day, a week or a month."""
        with self._still():
            self._catch_up()
            self._run_until(AHEAD[unit](self._clock.now()))

    def to_next_text(self, number: str) -> None:
        """Forward, waking by waking, until a text to this handset goes out or nothing is left to come."""
        with self._still():
            self._catch_up()
            before, last = self._sent_to(number), self._clock.now() + LONGEST
            while (due := self._next_at()) is not None and due <= last and self._sent_to(number) == before:
                self._run_until(due)

    def _run_until(self, moment: datetime) -> None:
        while (due := self._next_at()) is not None and due <= moment:
            self._move_to(due)
            self._catch_up()
        self._move_to(moment)
        self._catch_up()

    def _catch_up(self) -> None:
        while decide_inbox(self._engine) + wake_due(self._engine) + self._engine.sender.drain():
            time.sleep(RECEIPTS)
        erase(self._engine)

    def _move_to(self, moment: datetime) -> None:
        now = self._clock.now()
        if moment > now:
            self._clock.travel(moment - now)
            with self._engine.parts.store.transaction() as work:
                work.set_mark(MARK, SystemClock().now(), str(self._clock.ahead.total_seconds()))

    def _next_at(self) -> datetime | None:
        with self._engine.parts.store.reading() as view:
            moments = [moment for moment in (view.next_wake(), view.next_send()) if moment is not None]
        return min(moments, default=None)

    def _sent_to(self, number: str) -> int:
        with self._engine.parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            return sum(not text.inbound for text in view.thread(ref.id)) if ref is not None else 0
