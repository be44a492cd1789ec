"""The stage of the engine's tests: handsets, a simulated carrier, the service on a real database, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count as counting

from coach.carrier.port import Carrier
from coach.carrier.simulated import By, InProcess, Network
from coach.clock import StillClock
from coach.core.events import TextReceived
from coach.core.model import Phase
from coach.core.state import State
from coach.engine.assembly import engine_of
from coach.engine.beats import Engine, decide_inbox, erase, wake_due
from coach.engine.door import Watch
from coach.engine.parts import Parts, Reader
from coach.engine.receipts import take_receipts
from coach.engine.settling import settle_unknown
from coach.programs.library import Library
from coach.settings import Settings
from coach.store.codec import decode_event
from coach.store.found import Alert, Journey, ThreadText
from coach.store.rows import Arrived
from coach.store.store import Store

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)  # a Monday, noon in New York
SAM, ALEX, KIM = "+12125550123", "+12125550124", "+12125550125"
INTAKE = ("JOIN", "READY", "Y", "Sam", "New York", "OK", "N", "N", "NONE")
ROUNDS = 30


@dataclass
class Stage:
    """Everything between a handset and the database."""

    clock: StillClock
    network: Network
    carrier: Carrier
    store: Store
    library: Library
    read: Reader
    settings: Settings = field(default_factory=lambda: Settings("unused", settle_seconds=120, resend_seconds=900))
    watch: Watch | None = None
    threads: int = 0
    ids: str = "id"

    def __post_init__(self) -> None:
        ids = counting(1)
        self._sids = counting(1)
        self.parts = Parts(
            self.settings,
            self.clock,
            self.store,
            self.library,
            self.carrier,
            self.read,
            lambda: f"{self.ids}-{next(ids)}",
            self.network.number,
        )
        self.engine: Engine = engine_of(self.parts, "test", self.threads, self.watch)

    def files(self, phone: str, *bodies: str, sid: str = "", at: datetime | None = None) -> frozenset[str]:
        """What the webhook does with texts that came in."""
        rows = [Arrived(sid or f"SMin{next(self._sids)}", phone, self.network.number, body, at or self.clock.now()) for body in bodies]
        with self.store.transaction() as work:
            return work.file_inbound(rows)

    def texts(self, phone: str, *bodies: str) -> None:
        """Somebody texts on a handset, and everything that comes of it happens."""
        for body in bodies:
            self.files(phone, body, sid=self.network.text_from(phone, body).text.sid)
            self.settle()

    def settle(self) -> None:
        """Everything that is due at this moment."""
        for _ in range(ROUNDS):
            done = decide_inbox(self.engine) + wake_due(self.engine) + self.engine.sender.drain()
            done += take_receipts(self.parts, self.engine.door, self.receipts())
            if not done:
                return
        raise AssertionError("it never comes to rest")

    def receipts(self) -> list:
        """Receipts the carrier has for us; over HTTP they come by themselves."""
        return self.carrier.receipts() if isinstance(self.carrier, InProcess) else []

    def joins(self, *phones: str) -> None:
        """These people go through intake."""
        for phone in phones:
            self.texts(phone, *INTAKE)
            assert self.state(phone).phase is Phase.ACTIVE

    def passes(self, **time: float) -> None:
        """Time goes by; nothing runs meanwhile."""
        self.clock.at += timedelta(**time)

    def to_prompt(self, phone: str) -> None:
        """To the moment of this person's next waking, which is then decided; nothing is sent yet."""
        before = len(self.outbox(phone))
        while len(self.outbox(phone)) == before:
            wake_at = self.state(phone).wake_at
            assert wake_at is not None
            self.clock.at = max(self.clock.at, wake_at)
            wake_due(self.engine)

    def settles_unknown(self, *, for_: timedelta = timedelta(minutes=20)) -> None:
        """The slow beat, every minute for so long."""
        until = self.clock.at + for_
        while self.clock.at < until:
            self.passes(minutes=1)
            settle_unknown(self.parts, self.engine.door)
            self.settle()

    def shown(self, phone: str) -> list[str]:
        """What the handset shows of ours."""
        self.network.settle()
        return [text.body for text in self.network.handset(phone).shown() if text.by is By.APP]

    def journey(self, phone: str) -> Journey:
        """The latest journey of a number."""
        with self.store.reading() as view:
            ref = view.find_participants([phone])[phone]
            return view.load_journeys(participant_ids=[ref.id])[-1]

    def state(self, phone: str) -> State:
        """Where the journey of a number stands."""
        return self.journey(phone).state

    def outbox(self, phone: str) -> list[ThreadText]:
        """Every text of ours to a number, oldest first, with what became of it."""
        with self.store.reading() as view:
            ref = view.find_participants([phone]).get(phone)
            thread = view.thread(ref.id) if ref is not None else []
        return sorted((text for text in thread if not text.inbound), key=lambda text: text.id)

    def became(self, phone: str) -> list[str]:
        """The outbox states of a number's texts, oldest first."""
        return [text.state for text in self.outbox(phone)]

    def reasons(self, phone: str) -> list[str]:
        """The reason codes of every decision, oldest first."""
        with self.store.reading() as view:
            rows = sorted(view.journal(self.journey(phone).id, 1000), key=lambda row: row.seq)
        return [code for row in rows for code in row.codes]

    def heard(self, phone: str) -> list[str]:
        """What they texted, in the order in which it was decided."""
        with self.store.reading() as view:
            rows = sorted(view.journal(self.journey(phone).id, 1000), key=lambda row: row.seq)
        events = [decode_event(row.event) for row in rows if row.event is not None]
        return [event.text for event in events if isinstance(event, TextReceived)]

    def alerts(self) -> list[Alert]:
        """Open calls for a coach."""
        with self.store.reading() as view:
            return view.alerts()

    def alerted(self) -> list[tuple[str, str]]:
        """Kind and detail of every open call."""
        return [(alert.kind, alert.detail) for alert in self.alerts()]

    def erases(self) -> int:
        """The beat that erases."""
        return erase(self.engine)

    def beside(self, **other: object) -> Stage:
        """The same service once more, as another process would run it."""
        return replace(self, **other)


def breaking_on(word: str, read: Reader, wrong: Callable[[], Exception]) -> Reader:
    """A reader that trips over a word."""

    def reading(text: str, *rest: object) -> object:
        if word in text:
            raise wrong()
        return read(text, *rest)  # type: ignore[arg-type]

    return reading  # type: ignore[return-value]


def once_each(texts: Sequence[str]) -> bool:
    """Whether there are texts, and none is there twice."""
    return 0 < len(texts) == len(set(texts))
