"""Runs the beats inside one process: APScheduler is the metronome, never the memory."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from coach.clock import SystemClock
from coach.engine.beats import BEATS, Beat, Engine
from coach.errors import CoachError

log = logging.getLogger(__name__)
DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
GIVES_TEXTS = ("inbox", "wake", "settle")


class Metronome:
    """Runs every beat at its own pace, and the prompt ones at once when nudged."""

    def __init__(self, engine: Engine, beats: tuple[Beat, ...] = BEATS) -> None:
        self.engine = engine
        self._beats = beats
        self._scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(len(beats))}, job_defaults=DEFAULTS, timezone=UTC)
        self._busy = threading.Condition()
        self._running = 0
        self._stilled = False

    def start(self) -> None:
        """Begin, with every beat once at once: what was missed while nobody ran is made up for first."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that is longer than its interval is no news
        now = SystemClock().now()
        for beat in self._beats:
            self._scheduler.add_job(self._run, IntervalTrigger(seconds=beat.seconds), args=[beat], id=beat.name, next_run_time=now)
        self._scheduler.start()

    def nudge(self) -> None:
        """Something arrived: decide it now."""
        if self._scheduler.running:
            self._soon("inbox")

    def stop(self) -> None:
        """Finish what is under way, and stop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self.engine.sender.close()

    @contextmanager
    def still(self) -> Iterator[None]:
        """No beat runs inside: for whoever moves the clock."""
        with self._busy:
            self._stilled = True
            self._busy.wait_for(lambda: self._running == 0)
        try:
            yield
        finally:
            with self._busy:
                self._stilled = False

    def _soon(self, name: str) -> None:
        self._scheduler.modify_job(name, next_run_time=SystemClock().now())

    def _run(self, beat: Beat) -> None:
        with self._busy:
            if self._stilled:
                return
            self._running += 1
        try:
            done = beat.run(self.engine)
        except CoachError as error:
            log.warning("beat %s: %s: %s", beat.name, type(error).__name__, error)
            done = 0
        finally:
            with self._busy:
                self._running -= 1
                self._busy.notify_all()
        if done and beat.name in GIVES_TEXTS:
            self._soon("outbox")
