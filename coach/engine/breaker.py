"""Stops all sending when our account, sender or settings are wrong: nobody's text is helped by being refused over and over.

Open for ten minutes; then one text at a time is tried, until one is taken. Must not know why a text is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.core.effects import AlertKind
from coach.engine.parts import Parts
from coach.store.rows import AlertRow
from coach.store.work import Work

MARK = "config_error"
OPEN_FOR = timedelta(minutes=10)
WITHIN = timedelta(hours=1)


def allowed(work: Work, limit: int, now: datetime) -> int:
    """How many of ``limit`` texts may be tried: none, one, or all."""
    mark = work.marked(MARK)
    if mark is None or not mark[1]:
        return limit
    return 0 if now - mark[0] < OPEN_FOR else 1


def trip(parts: Parts, work: Work, code: str, now: datetime) -> None:
    """The carrier refused us as a whole: stop, and call a coach, once a day for each code."""
    work.set_mark(MARK, now, code)
    once = f"config:{code}:{now.date().isoformat()}"
    deadline = now + parts.within(AlertKind.DELIVERY, WITHIN)
    work.raise_alert(AlertRow(AlertKind.DELIVERY.value, now, deadline, f"config:{code}", once=once), at=now)


def mend(work: Work, now: datetime) -> None:
    """The carrier took a text again."""
    mark = work.marked(MARK)
    if mark is not None and mark[1]:
        work.set_mark(MARK, now)
