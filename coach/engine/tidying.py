"""What is cleared away: drafts that nobody carried out, and what erased people left in the database's files. Must not know whose it was."""

from __future__ import annotations

import logging
from datetime import timedelta

from coach.engine.parts import Parts

log = logging.getLogger(__name__)
DRAFTS_KEPT = timedelta(days=7)  # they hold names and numbers of people who may never have agreed to anything
SCRUBBED = "scrubbed"
QUIET_HOURS = range(8, 11)  # UTC: from Newfoundland to Hawaii nobody's usual hours are open, so nobody waits for a moment's lock


def forget_drafts(parts: Parts) -> int:
    """Delete drafts of imports and bulk acts that were not carried out within a week. Answers how many."""
    with parts.store.transaction() as work:
        gone = work.drop_stale_drafts(parts.clock.now() - DRAFTS_KEPT)
    if gone:
        log.info("drafts never carried out and now deleted: %s", gone)
    return gone


def scrub(parts: Parts) -> int:
    """At a quiet hour wipe what erasures left behind, if there were any since the last time. Answers whether it did, as 0 or 1.

    Where somebody is reading just then it is left for the next time.
    """
    now = parts.clock.now()
    if now.hour not in QUIET_HOURS:
        return 0
    with parts.store.reading() as view:
        erasures, before = str(view.count_erasures()), view.marked(SCRUBBED)
    if erasures == (before[1] if before else "0") or not parts.store.scrub():
        return 0
    with parts.store.transaction() as work:
        work.set_mark(SCRUBBED, now, erasures)
    log.info("what erased people left in the database's files is wiped, after %s erasures in all", erasures)
    return 1
