"""The simulated carrier without HTTP, behind the port: for playing in the terminal and for months in seconds.

It must not know who tests what; it shares the network's state, keywords, handsets and faults with the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from coach.carrier.codes import action_of
from coach.carrier.delivery import delivery
from coach.carrier.port import Handed, Inbound, Listed, Outgoing, Receipt
from coach.carrier.simulated.faults import Fault
from coach.carrier.simulated.network import Arrival, Network, Notice
from coach.carrier.simulated.texts import By, Text
from coach.errors import CoachError, Unknown, Unreachable

_BEFORE: Mapping[Fault, type[CoachError]] = {
    Fault.DOWN: Unreachable,
    Fault.TOO_MANY: Unreachable,
    Fault.ERROR_BEFORE: Unknown,
    Fault.RESET_BEFORE: Unknown,
    Fault.HANG_BEFORE: Unknown,
}
_AFTER = (Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.HANG_AFTER, Fault.GARBLED)


class InProcess:
    """A ``Carrier`` on a ``Network`` in the same process. Receipts pile up until ``receipts`` is asked for them."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def send(self, text: Outgoing) -> Handed:
        """Hand over one text. Raises: ``Unreachable``, ``Unknown`` (faults), ``Refused``."""
        network = self.network
        if struck := network.faults.first(*_BEFORE):
            raise _BEFORE[struck[0]](f"A fault was wanted: {struck[0]}.")
        handed = network.accept(text)
        network.settle()
        if struck := network.faults.first(*_AFTER):
            raise Unknown(f"A fault was wanted: {struck[0]}.")
        return handed

    def listed(
        self, *, to: str | None = None, sender: str | None = None, since: datetime | None = None, limit: int = 200
    ) -> Iterator[Listed]:
        """Texts the carrier knows, newest first. Raises: ``Unreachable`` (faults)."""
        if struck := self.network.faults.first(Fault.DOWN, Fault.LIST_FAILS):
            raise Unreachable(f"A fault was wanted: {struck[0]}.")
        found = self.network.search(to=to or "", sender=sender or "")
        return islice((listed_of(text) for text in found if since is None or text.created >= since), limit)

    def redact(self, sid: str) -> None:
        """Blank the carrier's copy of a text; one it does not have needs no blanking."""
        if self.network.find(sid):
            self.network.redact(sid)

    def receipts(self) -> list[Receipt]:
        """The receipts that fell due since this was last asked, in the order the carrier would post them."""
        return [receipt_of(notice) for notice in self.network.notices()]

    def text_from(self, number: str, body: str) -> Inbound:
        """A person writes on a handset; answers with the text as the webhook would tell it."""
        return inbound_of(self.network.text_from(number, body))


def inbound_of(arrival: Arrival) -> Inbound:
    """A text from a handset in the port's words."""
    text = arrival.text
    return Inbound(sid=text.sid, sender=text.sender, to=text.to, body=text.body, opt_out_type=arrival.opt_out_type)


def receipt_of(notice: Notice) -> Receipt:
    """A receipt in the port's words."""
    code = notice.code
    action = action_of(code) if code else None
    return Receipt(notice.text.sid, delivery(notice.status), notice.text.outbox, code, action)


def listed_of(text: Text) -> Listed:
    """A row of the list in the port's words."""
    inbound = text.by is By.PERSON
    known = None if inbound else delivery(text.status)
    return Listed(text.sid, text.sender, text.to, text.copy, inbound, known, text.code, text.created)
