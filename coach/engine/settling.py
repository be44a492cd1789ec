"""Finds out what became of sends that nobody knows of. Never sends anything twice that may have arrived once.

A status callback that names our row settles it at once (``receipts``). Where none came, the carrier's list is asked, less and
less often; only when the list has lacked a text twice, long enough apart, is it sent again, and an opt-out confirmation never
(47 CFR 64.1200(a)(12): one). Where the list cannot be had, a text stays unknown, and a coach is called.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from coach.carrier.port import Delivery, Listed, Receipt
from coach.core.effects import AlertKind, TextKind
from coach.engine.door import Door
from coach.engine.parts import Parts
from coach.engine.receipts import take_receipts
from coach.errors import Refused, Unreachable
from coach.store.found import Unsettled
from coach.store.rows import AlertRow
from coach.store.work import Work

log = logging.getLogger(__name__)
MISSING_TWICE = 2
GIVES_UP = 3  # questions in one go that the carrier's list does not answer
CLOCKS_DIFFER = timedelta(minutes=5)
ASK_AFTER = timedelta(hours=12)  # Twilio docs: ask after texts of whose end nothing was heard for 12 h
LAPSES_AFTER = timedelta(hours=36)  # some networks never say more than "sent"
UNKNOWN_FOR_LONG = timedelta(hours=1)
SEEN_WITHIN = timedelta(hours=4)


def settle_unknown(parts: Parts, door: Door) -> int:
    """Ask the carrier's list about every send that has been unknown long enough. Answers how many were settled."""
    now = parts.clock.now()
    with parts.store.transaction() as work:
        work.expired_leases(now)
        unknown = work.unknowns(now - timedelta(seconds=parts.settings.settle_seconds))
        for text in unknown:
            if now - text.since > UNKNOWN_FOR_LONG:
                _call_coach(parts, work, text, "unknown", now)
    return _ask(parts, door, [text for text in unknown if _asked_again_at(parts, text) <= now], now)


def _ask(parts: Parts, door: Door, texts: list[Unsettled], now: datetime) -> int:
    settled, failed = 0, 0
    for text in texts:
        try:
            settled += _settle(parts, door, text, now)
        except (Unreachable, Refused):
            failed += 1
        if failed >= GIVES_UP:  # the list cannot be had now
            break
    return settled


def _asked_again_at(parts: Parts, text: Unsettled) -> datetime:
    """When to look at the list: twice as late each time it lacked the text, but never later than a text may be sent again."""
    look = timedelta(seconds=parts.settings.settle_seconds * 2 ** min(text.seen_missing, 16))
    return text.since + min(look, timedelta(seconds=parts.settings.resend_seconds))


def _settle(parts: Parts, door: Door, text: Unsettled, now: datetime) -> bool:
    found = _found(parts, text)
    if found is None:
        return _missing(parts, text, now)
    return take_receipts(parts, door, [Receipt(found.sid, found.delivery or Delivery.ACCEPTED, text.id, found.code)]) > 0


def _found(parts: Parts, text: Unsettled) -> Listed | None:
    """The carrier's row for this text: same phone, same words, not older, and not already another row's."""
    since = text.since - timedelta(seconds=parts.settings.resend_seconds) - CLOCKS_DIFFER
    alike = [row for row in parts.carrier.listed(to=text.phone, since=since) if not row.inbound and _same(row.body, text.body)]
    return next(_free(parts, alike, text.id), None)


def _same(one: str, other: str) -> bool:
    """The same words, however the carrier spaced them."""
    return one.split() == other.split()


def _free(parts: Parts, rows: Iterable[Listed], outbox_id: int) -> Iterator[Listed]:
    """Those that are no other text of ours."""
    with parts.store.reading() as view:
        owners = [(row, view.outbox_of(row.sid)) for row in rows]
    return (row for row, owner in owners if owner in (None, outbox_id))


def _missing(parts: Parts, text: Unsettled, now: datetime) -> bool:
    """Not on the list. Once it was lacking twice, and after the longer wait, it is sent again, unless it must never be."""
    with parts.store.transaction() as work:
        times = work.seen_missing([text.id]).get(text.id, 0)
        if times < MISSING_TWICE or now < text.since + timedelta(seconds=parts.settings.resend_seconds):
            return False
        if text.kind is TextKind.OPT_OUT:
            work.failed([text.id], "unproven", now)
            _call_coach(parts, work, text, "unproven", now)
        else:
            work.release([text.id], now, "proven_missing")
    log.info("outbox %s was proven missing", text.id)
    return True


def _call_coach(parts: Parts, work: Work, text: Unsettled, what: str, now: datetime) -> None:
    """Nobody can say whether this text arrived: a coach is to see it."""
    deadline = now + parts.within(AlertKind.DELIVERY, SEEN_WITHIN)
    row = AlertRow(AlertKind.DELIVERY.value, now, deadline, what, once=f"{what}:{text.id}")
    work.raise_alert(row, phone=text.phone, at=now)


def check_unsettled(parts: Parts, door: Door, after: timedelta = ASK_AFTER) -> int:
    """Ask after texts that were taken and of whose end nothing was heard for long; after 36 h wait no longer. How many moved."""
    now = parts.clock.now()
    with parts.store.reading() as view:
        waiting = view.unsettled(now - after)
    told: list[Receipt] = []
    failed = 0
    for text in waiting:
        try:
            told += _told(parts, text)
        except (Unreachable, Refused):
            failed += 1
        if failed >= GIVES_UP:
            break
    moved = take_receipts(parts, door, told) if told else 0
    with parts.store.transaction() as work:
        work.lapse(now - LAPSES_AFTER, now)
    return moved


def _told(parts: Parts, text: Unsettled) -> list[Receipt]:
    rows = parts.carrier.listed(to=text.phone, since=text.since - CLOCKS_DIFFER)
    return [Receipt(row.sid, row.delivery, text.id, row.code) for row in rows if row.sid == text.sid and row.delivery]
