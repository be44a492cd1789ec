"""Moves a running service through time: every waking on the way happens at its own moment. With the simulated carrier only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from coach.clock import SystemClock, TravelClock
from coach.core.model import Phase
from coach.core.pace import pause_ends
from coach.core.program import Program
from coach.core.stages import is_quiet
from coach.core.state import State
from coach.core.timing import local, months_after, to_utc
from coach.engine.beats import Engine, decide_inbox, erase, wake_due
from coach.engine.broadcasting import carry_out
from coach.store.store import Store

MARK = "travelled"
ZONE = "America/New_York"
LONGEST = timedelta(days=120)  # without a text for so long, none is on its way
PATIENCE = timedelta(minutes=10)  # until a thing that was due and did not go away is tried again
RECEIPT_WAIT = 0.01  # seconds
RECEIPT_LOOKS = 50
WAITING = "pending"
OUT = ("accepted", "sent", "delivered", "undelivered", "failed", "unknown")
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


def will_speak(state: State, program: Program) -> bool:
    """Whether a journey will bring a text before long if nobody does anything. Its close, after months of silence, does not count."""
    if state.phase is Phase.PAUSED and pause_ends(state) is None:
        return False
    return state.wake_at is not None and state.phase is not Phase.HELD and not is_quiet(state, program)


class Traveller:
    """Moves the clock of a running engine, one journey through time after the other. ``still``: keeps the beats from running meanwhile."""

    def __init__(self, engine: Engine, clock: TravelClock, still: Callable[[], AbstractContextManager[None]]) -> None:
        self._engine = engine
        self._clock = clock
        self._still = still
        self._turn = threading.Lock()
        self._tried: datetime | None = None

    def ahead(self, unit: str) -> None:
        """Forward by an hour, a day, a week or a month."""
        with self._turn, self._still():
            self._catch_up()
            until = AHEAD[unit](self._clock.now())
            while self._step(until):
                pass
            self._move_to(until)
            self._catch_up()

    def to_next_text(self, number: str) -> None:
        """Forward, waking by waking, until a text to this handset goes out; not at all when nothing is to come to it."""
        with self._turn, self._still():
            self._catch_up()
            before, last = self._sent_to(number), self._clock.now() + LONGEST
            while self._expects(number) and self._sent_to(number) == before and self._step(last):
                pass

    def _step(self, last: datetime) -> bool:
        """On to the next thing that is due by ``last``, and do it; what does not go away is tried again later. False: there is none."""
        due, now = self._next_at(), self._clock.now()
        if due is None:
            return False
        moment = now + PATIENCE if due == self._tried else max(due, now)
        if moment > last:
            return False
        self._move_to(moment)
        self._catch_up()
        self._tried = due
        return True

    def _catch_up(self) -> None:
        engine = self._engine
        while decide_inbox(engine) + wake_due(engine) + carry_out(engine.parts, engine.door) + engine.sender.drain():
            self._hear_receipts()
        erase(self._engine)

    def _hear_receipts(self) -> None:
        """The carrier posts its receipts from a thread of its own: time waits for them, but not for ever."""
        for _ in range(RECEIPT_LOOKS):
            with self._engine.parts.store.reading() as view:
                if not view.unsettled(self._clock.now(), limit=1):
                    return
            time.sleep(RECEIPT_WAIT)

    def _move_to(self, moment: datetime) -> None:
        now = self._clock.now()
        if moment > now:
            self._clock.travel(moment - now)
            with self._engine.parts.store.transaction() as work:
                work.set_mark(MARK, SystemClock().now(), str(self._clock.ahead.total_seconds()))

    def _next_at(self) -> datetime | None:
        with self._engine.parts.store.reading() as view:
            moments = [moment for moment in (view.next_wake(), view.next_send(), view.next_turn()) if moment is not None]
        return min(moments, default=None)

    def _expects(self, number: str) -> bool:
        """Whether anything is to come to this handset by itself."""
        parts = self._engine.parts
        with parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            if ref is None:
                return False
            states = [journey.state for journey in view.load_journeys(participant_ids=[ref.id])]
            waiting = any(text.state == WAITING for text in view.thread(ref.id))
        return waiting or any(will_speak(state, parts.program(state.program, state.version)) for state in states)

    def _sent_to(self, number: str) -> int:
        with self._engine.parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            texts = view.thread(ref.id) if ref is not None else []
        return sum(text.state in OUT for text in texts)
