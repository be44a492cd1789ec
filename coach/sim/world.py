"""A whole service in one process and in virtual time: the real understanding, door, inbox and outbox on a database in memory.

It must not know who plays in it: ``talk`` puts one person before a keyboard in it, ``simulate`` a thousand personas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from random import Random

from coach.carrier.simulated import By, InProcess, Network, Text
from coach.clock import StillClock
from coach.core.effects import SendText, TextKind
from coach.engine.assembly import canned, engine_of, library_of
from coach.engine.beats import decide_inbox, erase, escalate, wake_due
from coach.engine.door import Watch
from coach.engine.parts import Parts
from coach.engine.receipts import take_receipts
from coach.engine.settling import settle_unknown
from coach.engine.writing import Made
from coach.programs.segments import count
from coach.settings import Settings
from coach.store.found import Journey
from coach.store.rows import Arrived
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.understand import read

ROUNDS = 20
BATCH = 500
KEY = b"virtual time keeps no secrets..."
COACH = "coach"


@lru_cache(maxsize=4096)  # many are sent the same words
def _segments(text: str) -> int:
    return count(text).segments


def _batches(step: Callable[[int], int]) -> None:
    """Repeat a step as long as its batches are full."""
    while step(BATCH) == BATCH:
        continue


class World:
    """Handsets, the carrier, the service, and a clock that stands still until it is told to move.

    ``start``: UTC. ``watch`` is told of every decision.
    """

    def __init__(self, settings: Settings, start: datetime, seed: int = 0, watch: Watch | None = None) -> None:
        self.clock = StillClock(start)
        library = library_of(settings)
        self.network = Network(self.clock, count_segments=_segments, seed=seed, replies=canned(settings, library))
        self.carrier = InProcess(self.network)
        store = Store("sqlite://", Sealer(KEY, random=Random(seed).randbytes), states=1_000_000)  # noqa: S311 - nor does it keep keys
        store.upgrade(start)
        random = Random(seed)  # noqa: S311 - ids of a rehearsal
        self.parts = Parts(
            settings, self.clock, store, library, self.carrier, read, lambda: f"{random.getrandbits(64):016x}", self.network.number
        )
        self._watch = watch
        self._texts: Counter[str] = Counter()  # of this instant, by journey
        self.engine = engine_of(self.parts, "sim", threads=0, watch=self._count)

    def close(self) -> None:
        """Forget everything."""
        self.parts.store.close()

    def text(self, number: str, body: str) -> None:
        """A person texts. Nothing is decided before ``settle``."""
        self.texts([(number, body)])

    def texts(self, written: Iterable[tuple[str, str]]) -> None:
        """Several people text in the same instant: numbers (E.164) and words."""
        now = self.clock.now()
        inbound = [self.carrier.text_from(number, body) for number, body in written]
        with self.parts.store.transaction() as work:
            work.file_inbound([Arrived(one.sid, one.sender, one.to, one.body, now) for one in inbound])

    def settle(self) -> None:
        """Let everything happen that is due at this moment."""
        for _ in range(ROUNDS):
            done = decide_inbox(self.engine) + wake_due(self.engine) + self.engine.sender.drain()
            done += take_receipts(self.parts, self.engine.door, self.carrier.receipts())
            if not done:
                break
        erase(self.engine)

    def instant(self, written: list[tuple[str, str]], *, wakes: bool) -> None:
        """One instant of a crowd: these texts arrive, what is due wakes, and what that gives goes out, each as one batch."""
        if written:
            self.texts(written)
            _batches(self.engine.door.take_inbox)
        if wakes:
            _batches(self.engine.door.wake_due)
        self._send()
        told = self.carrier.receipts()
        if told:
            take_receipts(self.parts, self.engine.door, told)

    def _send(self) -> None:
        """Send what may go. A person's second text waits for their first: as many batches as anybody has texts."""
        for _ in range(max(self._texts.values(), default=1)):
            _batches(self.engine.sender.send_batch)
        self._texts.clear()

    def _count(self, journey: str, made: Made) -> None:
        texts = sum(type(effect) is SendText for effect in made.decision.effects)
        if texts:
            self._texts[journey] += texts
        if self._watch is not None:
            self._watch(journey, made)

    def tend(self) -> None:
        """The slow beats: unknown sends, deadlines of alerts."""
        settle_unknown(self.parts, self.engine.door)
        escalate(self.engine)
        erase(self.engine)

    def take_calls(self) -> int:
        """A coach takes every call that is open. Answers how many."""
        with self.parts.store.transaction() as work:
            return sum(work.acknowledge(alert.id, COACH, self.clock.now()) for alert in work.alerts())

    def prompts_sent(self) -> frozenset[int]:
        """The rows of the outbox that nobody asked for."""
        with self.parts.store.reading() as view:
            return view.of_kind(TextKind.PROMPT)

    def next_at(self) -> datetime | None:
        """The next moment (UTC) at which anything is due by itself; None when nothing ever is."""
        with self.parts.store.reading() as view:
            moments = [moment for moment in (view.next_wake(), view.next_send()) if moment is not None]
        return max(min(moments), self.clock.now()) if moments else None

    def run_until(self, moment: datetime) -> None:
        """Let time pass up to and including ``moment`` (UTC)."""
        while (due := self.next_at()) is not None and due <= moment:
            self.clock.at = due
            self.settle()
        self.clock.at = max(self.clock.at, moment)
        self.settle()

    def thread(self, number: str) -> list[Text]:
        """Everything to and from one handset, in the carrier's order."""
        return self.network.handset(number).texts

    def journey(self, number: str) -> Journey | None:
        """The journey of a number; None when there is none, or it was erased."""
        with self.parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            journeys = view.load_journeys(participant_ids=[ref.id]) if ref is not None else []
        return journeys[-1] if journeys else None

    def said_to(self, number: str, seen: int) -> list[Text]:
        """What came to a handset beyond the first ``seen`` texts of its thread."""
        return [text for text in self.thread(number)[seen:] if text.by is not By.PERSON and text.arrived is not None]
