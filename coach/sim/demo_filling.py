"""Fills a demo's database while the console is used already: shares of the people live in processes of their own and come in whole.

Nobody is half there: a person is in the database once their half year is over. Must not know how progress is shown.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from datetime import datetime
from multiprocessing import TimeoutError as NotYet
from multiprocessing import get_context
from multiprocessing.pool import IMapIterator, Pool

from coach.errors import CoachError
from coach.settings import Settings
from coach.sim.demo_lives import Lived, Share, live
from coach.sim.demo_people import PEOPLE
from coach.store.coaches_found import Audited
from coach.store.store import Store

log = logging.getLogger(__name__)
MARK = "demo"
BEGUN, FULL = "being filled", "full"
TOGETHER = 10  # people of one share
PROCESSES = 2
LOOK = 0.5  # seconds between two looks at whether to end
KINDLY = 5  # how much less pressing than the console itself (nice)


class Filling:
    """Fills ``store`` with ``people``, whose half year ends ``now`` (UTC). ``done``: how many are there. ``failed``: no more will come."""

    def __init__(self, store: Store, settings: Settings, now: datetime, people: int = PEOPLE, done: int = 0) -> None:
        self._store = store
        self.of = people
        self.done = done
        self.failed = False
        starts = range(done, people, TOGETHER)
        self._shares = [Share(settings, nth, tuple(range(at, min(at + TOGETHER, people))), now) for nth, at in enumerate(starts)]
        self._now = now
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._fill, name="demo", daemon=True)

    def start(self) -> None:
        """Begin; where everybody is there already, do nothing."""
        if self._shares:
            self._thread.start()

    def stop(self) -> None:
        """Leave it as it is. The next demo begins anew."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def wait(self) -> None:
        """Until everybody is there, or it was stopped."""
        if self._shares:
            self._thread.join()

    def _fill(self) -> None:
        audited: list[Audited] = []
        try:
            with get_context("spawn").Pool(min(PROCESSES, os.cpu_count() or 1), _kindly) as pool:
                for lived in self._living(pool):
                    self._take_in(lived)
                    audited += lived.audited
            if not self._ending.is_set():
                self._finish(audited)
        except CoachError as wrong:
            self.failed = True
            log.warning("the demo could not be filled: %s", wrong)

    def _living(self, pool: Pool) -> Iterator[Lived]:
        waiting: IMapIterator[Lived] = pool.imap_unordered(live, self._shares)
        for _ in self._shares:
            while not self._ending.is_set():
                try:
                    yield waiting.next(LOOK)
                    break
                except NotYet:
                    continue

    def _take_in(self, lived: Lived) -> None:
        with self._store.transaction() as work:
            work.plant(lived.rows)
        self.done += lived.people

    def _finish(self, audited: list[Audited]) -> None:
        with self._store.transaction() as work:
            work.audit(sorted(audited, key=lambda one: one.at))
            work.set_mark(MARK, self._now, FULL)


def _kindly() -> None:
    """In each process: Ctrl-C is the parent's to handle, and the console goes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(KINDLY)
