"""How long from a text that was filed to its reply in the outbox, and to the handset, under light load.

Run: ``python -m tests.engine.latency [DATABASE_URL] [TEXTS] [TEXTS_PER_SECOND]``. "nudged": web pages and worker in one process,
as in ``coach run``. "polled": the worker of another process, as with ``coach web`` and ``coach worker``.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from coach.carrier.simulated import InProcess, Network
from coach.clock import SystemClock
from coach.engine.assembly import engine_of
from coach.engine.local import Metronome
from coach.engine.parts import Parts
from coach.programs.library import Library
from coach.programs.segments import count
from coach.resources import data
from coach.settings import Settings
from coach.store.rows import Arrived
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.understand import read

PEOPLE = 50
LONGEST = 10.0


class Timing:
    """One service on one database; texts go in at a steady rate, and a watcher looks when the reply is there."""

    def __init__(self, url: str, *, nudged: bool) -> None:
        clock = SystemClock()
        self.clock, self.nudged = clock, nudged
        self.store = Store(url, Sealer(bytes(range(32))))
        self.store.upgrade(clock.now())
        self.network = Network(clock, count_segments=lambda text: count(text).segments, seed=int(time.time()))
        library = Library(data("schedules"), data("templates"))
        parts = Parts(Settings(url), clock, self.store, library, InProcess(self.network), read, simulated_number=self.network.number)
        self.metronome = Metronome(engine_of(parts, "latency"))
        self.metronome.start()
        self.files("warm", f"+1212555{900:04}", "JOIN")
        time.sleep(2)

    def files(self, sid: str, phone: str, body: str) -> None:
        with self.store.transaction() as work:
            work.file_inbound([Arrived(sid, phone, self.network.number, body, self.clock.now())])
        if self.nudged:
            self.metronome.nudge()

    def texts(self, phone: str) -> int:
        with self.store.reading() as view:
            ref = view.find_participants([phone]).get(phone)
            return sum(not text.inbound for text in view.thread(ref.id)) if ref is not None else 0

    def one(self, nth: int) -> float:
        """Seconds from just before a text is filed until its reply can be read from the outbox."""
        phone = f"+1212555{nth % PEOPLE:04}"
        before = self.texts(phone)
        began = time.perf_counter()
        self.files(f"{self.nudged}-{nth}", phone, "JOIN" if nth < PEOPLE else "HELP me understand")
        while self.texts(phone) == before:
            if time.perf_counter() - began > LONGEST:
                raise SystemExit("no reply came")
            time.sleep(0.002)
        return time.perf_counter() - began

    def close(self) -> None:
        self.metronome.stop()
        self.store.close()


def measured(url: str, texts: int, rate: float, *, nudged: bool) -> list[float]:
    """The seconds of each text, sorted; ``rate`` texts a second, each waited for on a thread of its own."""
    timing, took = Timing(url, nudged=nudged), []
    threads = [threading.Thread(target=lambda nth=nth: took.append(timing.one(nth))) for nth in range(texts)]
    for thread in threads:
        thread.start()
        time.sleep(1 / rate)
    for thread in threads:
        thread.join()
    timing.close()
    return sorted(took)


def main(url: str = "", texts: str = "200", rate: str = "4") -> None:
    """Print median, p99 and the slowest, in milliseconds."""
    for nudged in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            took = measured(url or f"sqlite:///{Path(folder, 'latency.sqlite3')}", int(texts), float(rate), nudged=nudged)
        how, p99 = "nudged" if nudged else "polled", took[min(len(took) - 1, int(len(took) * 0.99))]
        median_ms, p99_ms, most_ms = (round(seconds * 1000) for seconds in (median(took), p99, took[-1]))
        print(f"{how}: {len(took)} texts at {rate}/s: median {median_ms} ms, p99 {p99_ms} ms, most {most_ms} ms", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
