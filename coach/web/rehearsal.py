"""The simulated carrier's handsets, as the phone in the browser needs them."""

from __future__ import annotations

from coach.carrier.simulated import By, Text
from coach.carrier.simulated.server import Served
from coach.engine.parts import Parts
from coach.store.found import ThreadText


class Rehearsal:
    """Handsets on a simulated carrier. What was said before this process began is read from the store."""

    def __init__(self, parts: Parts, served: Served) -> None:
        self._parts = parts
        self._served = served
        self._since = parts.clock.now()

    def text(self, number: str, body: str) -> None:
        """Text from a handset: through the carrier, which calls our webhook."""
        self._served.text_from(number, body)

    def thread(self, number: str) -> list[dict[str, str]]:
        """What the handset shows, oldest first."""
        self._served.network.settle()
        texts = self._served.network.handset(number).texts
        return [*(_remembered(text) for text in self._before(number)), *(_shown(text) for text in texts)]

    def _before(self, number: str) -> list[ThreadText]:
        with self._parts.store.reading() as view:
            ref = view.find_participants([number]).get(number)
            thread = view.thread(ref.id) if ref is not None else []
        return [text for text in thread if text.at < self._since and text.body is not None]


def _shown(text: Text) -> dict[str, str]:
    by = {By.APP: "bot", By.PERSON: "person", By.CARRIER: "carrier"}[text.by]
    return {"by": by, "body": text.body, "at": (text.arrived or text.created).isoformat(), "status": text.status}


def _remembered(text: ThreadText) -> dict[str, str]:
    return {"by": "person" if text.inbound else "bot", "body": text.body or "", "at": text.at.isoformat(), "status": text.state}
