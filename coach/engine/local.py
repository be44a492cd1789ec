"""Runs the beats inside one process: APScheduler is the metronome, never the memory."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from coach.clock import SystemClock
from coach.engine.beats import BEATS, Beat, Engine
from coach.engine.keeping import described

log = logging.getLogger(__name__)
DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
REST = timedelta(seconds=5)  # of a beat that failed: what is broken is not mended by asking five times a second


class Metronome:
    """Runs every beat at its own pace, one that is called for at once."""

    def __init__(self, engine: Engine, beats: tuple[Beat, ...] = BEATS) -> None:
        self.engine = engine
        self._beats = beats
        self._scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(len(beats))}, job_defaults=DEFAULTS, timezone=UTC)
        self._busy = threading.Condition()
        self._running = 0
        self._stilled = False
        self._wanted: set[str] = set()

    def start(self) -> None:
        """Begin, with every beat once at once: what was missed while nobody ran is made up for first."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that is longer than its interval is no news
        now = SystemClock().now()
        for beat in self._beats:
            self._scheduler.add_job(self._run, IntervalTrigger(seconds=beat.seconds), args=[beat], id=beat.name, next_run_time=now)
        self._scheduler.start()

    def nudge(self) -> None:
        """Something arrived: decide it now."""
        self._call("inbox")

    def stop(self) -> None:
        """Finish what is under way, begin nothing more, and stop."""
        self.engine.sender.ending.set()
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

    def _call(self, name: str, after: timedelta = timedelta()) -> None:
        """Have a beat run. One that is running runs again: it may have looked already."""
        self._wanted.add(name)
        if self._scheduler.running and not self.engine.sender.ending.is_set():
            self._scheduler.modify_job(name, next_run_time=SystemClock().now() + after)

    def _run(self, beat: Beat) -> None:
        with self._busy:
            if self._stilled:
                return
            self._running += 1
        try:
            self._until_unwanted(beat)
        finally:
            with self._busy:
                self._running -= 1
                self._busy.notify_all()

    def _until_unwanted(self, beat: Beat) -> None:
        wanted = True
        while wanted and not self.engine.sender.ending.is_set():
            self._wanted.discard(beat.name)
            try:
                done = beat.run(self.engine)
            except Exception as error:  # noqa: BLE001 - the next time it may go well, and other beats go on
                log.warning("beat %s: %s", beat.name, described(error))
                self._call(beat.name, REST)
                return
            if done and beat.then:
                self._call(beat.then)
            wanted = beat.name in self._wanted
