"""The simulated carrier's handsets, as the phone in the browser needs them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from coach.carrier.simulated import By, Handset, Text
from coach.carrier.simulated.server import Served
from coach.core.model import Phase
from coach.engine.parts import Parts
from coach.store.found import ThreadText

BY = {By.APP: "bot", By.PERSON: "person", By.CARRIER: "carrier"}
REACHED = ("received", "accepted", "sent", "delivered", "undelivered", "failed")


class Rehearsal:
    """Handsets on a simulated carrier, which remembers nothing once it ends: what was said before is read from the store."""

    def __init__(self, parts: Parts, served: Served) -> None:
        self._parts = parts
        self._served = served
        self._since = parts.clock.now()
        self._recalled: set[str] = set()

    def text(self, number: str, body: str) -> None:
        """Text from a handset: through the carrier, which calls our webhook."""
        self._handset(number)
        self._served.text_from(number, body)

    def thread(self, number: str) -> list[dict[str, str]]:
        """What the handset shows, oldest first; texts that did not arrive are told by their status."""
        self._served.network.settle()
        texts = list(self._handset(number).texts)
        return [*(_remembered(text) for text in self._before(number, texts)), *(_shown(text) for text in texts)]

    def numbers(self) -> list[str]:
        """The handsets with any text since this process began."""
        return [handset.number for handset in self._served.network.handsets() if handset.texts]

    def _handset(self, number: str) -> Handset:
        """The handset. Whoever had said STOP when an earlier process ended is still blocked."""
        handset = self._served.network.handset(number)
        if number not in self._recalled:
            self._recalled.add(number)
            handset.blocked = handset.blocked or self._stopped(number)
        return handset

    def _stopped(self, number: str) -> bool:
        with self._parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            journeys = view.load_journeys(participant_ids=[ref.id]) if ref is not None else []
        return bool(journeys) and journeys[-1].state.phase is Phase.STOPPED

    def _before(self, number: str, texts: list[Text]) -> list[ThreadText]:
        """Texts of earlier processes, but for those that this process sent."""
        sent_here = {_outbox(text) for text in texts}
        with self._parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            thread = view.thread(ref.id) if ref is not None else []
        earlier = [text for text in thread if text.at < self._since and text.body is not None and text.state in REACHED]
        return [text for text in earlier if text.inbound or text.id not in sent_here]


def _outbox(text: Text) -> int | None:
    """The outbox row a text came from: its status callback names it."""
    named = parse_qs(urlsplit(text.callback).query).get("o")
    return int(named[0]) if named else None


def _shown(text: Text) -> dict[str, str]:
    return {"by": BY[text.by], "body": text.body, "at": (text.arrived or text.created).isoformat(), "status": text.status}


def _remembered(text: ThreadText) -> dict[str, str]:
    return {"by": "person" if text.inbound else "bot", "body": text.body or "", "at": text.at.isoformat(), "status": text.state}
