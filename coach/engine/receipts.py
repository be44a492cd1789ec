"""Takes the carrier's word for what became of a text, from status callbacks and from its list."""

from __future__ import annotations

from coach.carrier.port import Action, Delivery
from coach.carrier.port import Receipt as Told
from coach.core.events import SendFailed
from coach.engine.door import Door
from coach.engine.outbox import failure_of
from coach.engine.parts import Parts
from coach.store.found import Moved
from coach.store.rows import Receipt

LOST = (Delivery.FAILED.value, Delivery.UNDELIVERED.value)


def take_receipts(parts: Parts, door: Door, told: list[Told]) -> int:
    """Move the texts these receipts speak of forward, and tell the journeys of those that were lost. Answers how many moved."""
    now = parts.clock.now()
    rows = [Receipt(one.sid, one.delivery.value, one.outbox, str(one.code) if one.code else None) for one in told]
    actions = {str(one.code): one.action for one in told if one.code and one.action is not None}
    with parts.store.transaction() as work:
        moved = work.receipts(rows, now)
        broken = next((one for one in told if one.action is Action.CONFIG), None)
        if broken is not None:
            parts.alarm(work, str(broken.code), now)
    for change in moved:
        if change.state in LOST and change.journey_id is not None:
            door.act(change.journey_id, _failed(change, actions.get(change.code or "")))
    return len(moved)


def _failed(change: Moved, action: Action | None) -> SendFailed:
    return SendFailed(change.key, change.kind.value, failure_of(action), change.code or "")
