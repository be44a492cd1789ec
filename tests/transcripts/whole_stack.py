"""The whole product as a service: a handset, the simulated carrier and our web application over real HTTP, the real SDK, a real
database, and the engine's beats. Only the clock stands still until it is told to move.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from werkzeug.serving import make_server

from coach.carrier.simulated import By, Network, Text
from coach.carrier.simulated.faults import Fault, Odds
from coach.carrier.simulated.server import Served, account_for, serve
from coach.carrier.twilio import Twilio
from coach.clock import StillClock
from coach.core.events import Event
from coach.engine.assembly import canned, engine_of
from coach.engine.backfill import fetch_missed
from coach.engine.beats import Engine, decide_inbox, erase, wake_due
from coach.engine.parts import Parts
from coach.programs.library import Library
from coach.programs.segments import count
from coach.settings import Settings
from coach.store.found import JournalRow, Journey
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.understand import read
from coach.web.app import make_app
from coach.web.desk import Desk
from tests.answering import Quiet
from tests.transcripts.page import Page
from tests.transcripts.telling import Called, Decided, Happened, Noted, within

PATIENCE = 20.0  # seconds for receipts that are a few milliseconds away
TOKEN = "0123456789abcdef0123456789abcdef"
RECEIPTS = {"delivered": 2, "undelivered": 2, "failed": 1}  # how many the carrier posts for a text that ended so
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Front:
    """Our web application on a free port of this machine; counts the receipts that it has taken in."""

    def __init__(self) -> None:
        self.app: Wsgi | None = None
        self._told = 0
        self._rang = threading.Condition()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="front", daemon=True)
        self._thread.start()

    def await_receipts(self, told: int) -> None:
        """Wait until so many receipts have been taken in."""
        with self._rang:
            assert self._rang.wait_for(lambda: self._told >= told, PATIENCE), f"{self._told} receipts came, not {told}"

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        assert self.app is not None
        answer = list(self.app(environ, start_response))
        if environ["PATH_INFO"] == "/twilio/status":
            with self._rang:
                self._told += 1
                self._rang.notify_all()
        return answer


class WholeStack:
    """One handset and everything behind it."""

    def __init__(self, number: str, engine: Engine, front: Front, served: Served, clock: StillClock) -> None:
        self._number = number
        self._engine = engine
        self._front = front
        self._served = served
        self._clock = clock
        self._seen = 0
        self._journal = 0
        self._alerts: set[int] = set()
        self._answers = 0
        self._happened = Happened()

    def hear(self, body: str, *, down: bool) -> None:
        """The participant texts: carrier, webhook, inbox."""
        if down:
            self._served.faults.set(Fault.INBOUND_LOST, Odds(next=1))
        _, told = self._served.text_from(self._number, body)
        assert down or told.status == 200

    def act(self, event: Event) -> None:
        """A coach does something."""
        journey = self._journey()
        assert journey is not None
        self._engine.door.act(journey.id, event)

    def lose_next(self, code: int) -> None:
        """The next text will not arrive."""
        self._served.faults.set(Fault.FAIL, Odds(next=1, code=code))

    def back(self) -> None:
        """Up again: what the webhook missed is on the carrier's list."""
        assert fetch_missed(self._engine.parts) >= 0

    def settle(self) -> None:
        """The beats, until nothing is due."""
        self._decide()
        self._send()
        while self._decide():
            self._send()
        self._collect()
        self._happened.erased = erase(self._engine) > 0 or self._happened.erased

    def _decide(self) -> int:
        return decide_inbox(self._engine) + wake_due(self._engine)

    def _send(self) -> None:
        """Send, and wait until every receipt of what was sent has been taken in."""
        self._engine.sender.drain()
        self._front.await_receipts(sum(RECEIPTS[text.status] for text in self._texts() if text.by is By.APP))

    def next_at(self) -> datetime | None:
        """The next waking of any journey, or the next text that waits."""
        with self._engine.parts.store.reading() as view:
            moments = [moment for moment in (view.next_wake(), view.next_send()) if moment is not None]
        return min(moments, default=None)

    def happened(self) -> Happened:
        """What came of it since this was last asked."""
        told, self._happened = self._happened, Happened(promises=self._happened.promises)
        return told

    def _texts(self) -> list[Text]:
        self._served.network.settle()
        return self._served.network.handset(self._number).texts

    def _collect(self) -> None:
        """Read off the handset what was said, and from the database what was decided and kept."""
        new, self._seen = self._texts()[self._seen :], len(self._texts())
        self._happened.said += [(text.created, _who(text), text.body) for text in new if text.by is not By.PERSON]
        journey = self._journey()
        if journey is not None:
            self._read(journey)

    def _read(self, journey: Journey) -> None:
        with self._engine.parts.store.reading() as view:
            rows = [row for row in view.journal(journey.id, 30) if row.seq > self._journal]
            done = set(chain.from_iterable(row.effects for row in rows))
            self._journal = max((row.seq for row in rows), default=self._journal)
            self._happened.decided += [_decided(row) for row in rows]
            if any(effect.startswith("RecordAnswer") for effect in done):
                kept = view.answers(journey.id)
                self._happened.noted += [Noted(one.measure, one.value, one.late) for one in kept[self._answers :]]
                self._answers = len(kept)
            if any(effect.startswith("RecordPromise") for effect in done):
                self._happened.promises = tuple(view.promises(journey.id))
            if any(effect.startswith("RaiseAlert") for effect in done):
                new = sorted((one for one in view.alerts(open_only=False) if one.id not in self._alerts), key=lambda one: one.id)
                self._alerts |= {one.id for one in new}
                self._happened.called += [Called(one.kind, one.detail, within(one.raised_at, one.deadline)) for one in new]

    def _journey(self) -> Journey | None:
        with self._engine.parts.store.reading() as view:
            ref = view.find_participants([self._number]).get(self._number)
            journeys = view.load_journeys(participant_ids=[ref.id]) if ref is not None else []
        return journeys[-1] if journeys else None


def _who(text: Text) -> str:
    if text.by is By.CARRIER:
        return "carrier"
    return "bot" if text.status == "delivered" else "lost"


def _decided(row: JournalRow) -> Decided:
    return Decided((row.phase_before, row.phase_after), (row.stage_before, row.stage_after), row.reasons)


@contextmanager
def standing(
    page: Page, ids: Iterator[str], url: str, sealer: Sealer, settings: Settings, library: Library, clock: StillClock
) -> Iterator[WholeStack]:
    """The whole product on a migrated database at ``url``, listening on ports of its own. ``ids``: of what is made, in order."""
    with ExitStack() as closing:
        front = Front()
        closing.callback(front.stop)
        account = account_for(front.url, token=TOKEN)
        network = Network(clock, count_segments=lambda text: count(text).segments, replies=canned(settings, library))
        served = closing.enter_context(serve(network=network, account=account, sms_url=f"{front.url}/twilio/sms"))
        carrier = Twilio(replace(account, api_base=served.url))
        closing.callback(carrier.close)
        store = Store(url, sealer)
        closing.callback(store.close)
        store.open()
        parts = Parts(
            replace(settings, program=page.head["program"]), clock, store, library, carrier, read, lambda: next(ids), account.from_
        )
        engine = engine_of(parts, "transcripts", threads=0)
        front.app = make_app(Desk(engine, account, nudge=lambda: None))
        yield WholeStack(page.phone, engine, front, served, clock)
