"""Finds out what became of sends that nobody knows of. Never sends anything twice that may have arrived once.

A status callback that names our row settles it at once (``receipts``). Where none came, the carrier's list is asked; only when
the list has lacked a text twice, long enough apart, is it sent again, and an opt-out confirmation never (47 CFR 64.1200(a)(12): one).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from coach.carrier.port import Delivery, Listed, Receipt
from coach.core.effects import TextKind
from coach.engine.door import Door
from coach.engine.parts import Parts
from coach.engine.receipts import take_receipts
from coach.errors import Refused, Unreachable
from coach.store.found import Unsettled

log = logging.getLogger(__name__)
MISSING_TWICE = 2
CLOCKS_DIFFER = timedelta(minutes=5)


def settle_unknown(parts: Parts, door: Door) -> int:
    """Ask the carrier's list about every send that has been unknown long enough. Answers how many were settled."""
    now = parts.clock.now()
    with parts.store.transaction() as work:
        work.expired_leases(now)
        unknown = work.unknowns(now - timedelta(seconds=parts.settings.settle_seconds))
    return sum(_settle(parts, door, text, now) for text in unknown)


def _settle(parts: Parts, door: Door, text: Unsettled, now: datetime) -> bool:
    try:
        found = _found(parts, text)
    except (Unreachable, Refused):
        return False
    if found is not None:
        return take_receipts(parts, door, [Receipt(found.sid, found.delivery or Delivery.ACCEPTED, text.id, found.code)]) > 0
    return _missing(parts, text, now)


def _found(parts: Parts, text: Unsettled) -> Listed | None:
    """The carrier's row for this text: same phone, same words, not older, and not already another row's."""
    since = text.since - timedelta(seconds=parts.settings.resend_seconds) - CLOCKS_DIFFER
    for row in parts.carrier.listed(to=text.phone, since=since):
        if not row.inbound and row.body == text.body and not _belongs_to_another(parts, row.sid, text.id):
            return row
    return None


def _belongs_to_another(parts: Parts, sid: str, outbox_id: int) -> bool:
    with parts.store.reading() as view:
        owner = view.outbox_of(sid)
    return owner is not None and owner != outbox_id


def _missing(parts: Parts, text: Unsettled, now: datetime) -> bool:
    """Not on the list: counted once the first time, and after the longer wait sent again, unless it must never be."""
    resend_at = text.since + timedelta(seconds=parts.settings.resend_seconds)
    if text.seen_missing >= 1 and now < resend_at:
        return False
    with parts.store.transaction() as work:
        times = work.seen_missing([text.id]).get(text.id, 0)
        if times < MISSING_TWICE or now < resend_at:
            return False
        if text.kind is TextKind.OPT_OUT:
            work.failed([text.id], "unproven", now)
        else:
            work.release([text.id], now, "proven_missing")
    log.info("outbox %s was proven missing", text.id)
    return True


def check_unsettled(parts: Parts, door: Door, after: timedelta = timedelta(hours=12)) -> int:
    """Ask after texts that were taken and of whose end nothing was heard for long (Twilio docs: poll after 12 h)."""
    now = parts.clock.now()
    with parts.store.reading() as view:
        waiting = view.unsettled(now - after)
    told = []
    for text in waiting:
        try:
            rows = parts.carrier.listed(to=text.phone, since=text.since - CLOCKS_DIFFER)
            told += [Receipt(row.sid, row.delivery, text.id, row.code) for row in rows if row.sid == text.sid and row.delivery]
        except (Unreachable, Refused):
            continue
    return take_receipts(parts, door, told) if told else 0
