"""Fetches texts that came in while nobody listened: a webhook that failed is not repeated by the carrier for long."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from coach.carrier.port import Listed
from coach.engine.keeping import again, named
from coach.engine.parts import Parts
from coach.errors import Refused, Unreachable
from coach.store.rows import Arrived

log = logging.getLogger(__name__)
MARK = "backfill"
OVERLAP = timedelta(minutes=10)
FIRST_LOOK = timedelta(days=1)
FRESH = timedelta(seconds=30)  # the webhook, which says more than the list does, still has its turn
MOST, MOST_OF_ALL = 1000, 64_000


def fetch_missed(parts: Parts) -> int:
    """File every inbound text on the carrier's list that we never saw. Answers how many were new."""
    now = parts.clock.now()
    with parts.store.reading() as view:
        marked = view.marked(MARK)
    since = marked[0] - OVERLAP if marked else now - FIRST_LOOK
    try:
        came_in = [row for row in _listed(parts, since) if row.inbound and row.created <= now - FRESH]
    except (Unreachable, Refused) as error:
        log.warning("missed texts could not be fetched: %s", named(error))
        return 0
    return again(lambda: _file(parts, sorted(came_in, key=lambda row: row.created), now))


def _listed(parts: Parts, since: datetime) -> list[Listed]:
    """The whole list since then. The carrier tells the newest first: where the answer is as long as was asked for, there is more."""
    most = MOST
    while True:
        rows = list(parts.carrier.listed(to=parts.sender, since=since, limit=most))
        if len(rows) < most or most >= MOST_OF_ALL:
            return rows
        most *= 4


def _file(parts: Parts, came_in: list[Listed], now: datetime) -> int:
    with parts.store.transaction() as work:
        new = work.file_inbound([arrived(row) for row in came_in])
        work.set_mark(MARK, now)
    return len(new)


def arrived(row: Listed) -> Arrived:
    """A row of the carrier's list as a text that came in when it was sent."""
    return Arrived(row.sid, row.sender, row.to, row.body, row.created)
