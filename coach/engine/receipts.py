"""Takes the carrier's word for what became of a text, from status callbacks and from its list."""

from __future__ import annotations

from coach.carrier.codes import action_of
from coach.carrier.port import Action, Delivery
from coach.carrier.port import Receipt as Told
from coach.core.events import SendFailed
from coach.engine import breaker
from coach.engine.door import Door
from coach.engine.keeping import again
from coach.engine.outcome import failure_of
from coach.engine.parts import Parts
from coach.store.found import Moved
from coach.store.rows import Receipt

LOST = (Delivery.FAILED.value, Delivery.UNDELIVERED.value)


def take_receipts(parts: Parts, door: Door, told: list[Told]) -> int:
    """Move the texts these receipts speak of forward, and tell the journeys of those that were lost. Answers how many moved."""
    return again(lambda: _take(parts, door, told))


def _take(parts: Parts, door: Door, told: list[Told]) -> int:
    now = parts.clock.now()
    rows = [Receipt(one.sid, one.delivery.value, one.outbox, str(one.code) if one.code else None) for one in told]
    broken = next((one.code for one in told if one.code and action_of(one.code) is Action.CONFIG), None)
    with parts.store.transaction() as work:
        moved = work.receipts(rows, now)
        if broken is not None and moved:
            breaker.trip(parts, work, str(broken), now)
        lost = [(change.journey_id, _failed(change)) for change in moved if change.state in LOST and change.journey_id is not None]
        door.tell(work, lost, now)
    return len(moved)


def _failed(change: Moved) -> SendFailed:
    action = action_of(int(change.code)) if change.code else None
    return SendFailed(change.key, change.kind.value, failure_of(action), change.code or "")
