"""Fetches texts that came in while nobody listened: a webhook that failed is not repeated by the carrier for long."""

from __future__ import annotations

import logging
from datetime import timedelta

from coach.carrier.port import Listed
from coach.engine.parts import Parts
from coach.errors import Refused, Unreachable
from coach.store.rows import Arrived

log = logging.getLogger(__name__)
MARK = "backfill"
OVERLAP = timedelta(minutes=10)
FIRST_LOOK = timedelta(days=1)
MOST = 1000


def fetch_missed(parts: Parts) -> int:
    """File every inbound text on the carrier's list that we never saw. Answers how many were new."""
    now = parts.clock.now()
    with parts.store.reading() as view:
        marked = view.marked(MARK)
    since = marked[0] - OVERLAP if marked else now - FIRST_LOOK
    try:
        listed = [row for row in parts.carrier.listed(to=parts.sender, since=since, limit=MOST) if row.inbound]
    except (Unreachable, Refused) as error:
        log.warning("missed texts could not be fetched: %s", type(error).__name__)
        return 0
    with parts.store.transaction() as work:
        new = work.file_inbound([arrived(row) for row in sorted(listed, key=lambda row: row.created)])
        work.set_mark(MARK, now)
    return len(new)


def arrived(row: Listed) -> Arrived:
    """A row of the carrier's list as a text that came in when it was sent."""
    return Arrived(row.sid, row.sender, row.to, row.body, row.created)
