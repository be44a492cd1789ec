"""Decides texts that came in: each person's in order, many people in one transaction.

Where one cannot be decided, its words stay safe, a coach is called, and everybody else goes on. What the same person wrote later
waits for it, but not for ever: it may be a STOP.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from coach.core.events import Event
from coach.core.state import State
from coach.engine.hearing import heard
from coach.engine.keeping import EVERYONES, call_coach, described, kept, named
from coach.engine.parts import Parts
from coach.engine.welcoming import journeys_of
from coach.engine.writing import Made, saved
from coach.store.found import InboundRow, Journey
from coach.store.inbox import HOLDS_UP
from coach.store.rows import Saved
from coach.store.work import Work

log = logging.getLogger(__name__)
TRY_AGAIN = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
Decide = Callable[[Event, State, datetime, str | None], Made]


Stuck = tuple[InboundRow, Exception]


class Heard(Struct, frozen=True):
    """How far one person's texts could be decided: ``rows`` give ``saved``; each that is ``stuck`` with what was wrong."""

    journey: Journey
    rows: tuple[InboundRow, ...] = ()
    saved: Saved | None = None
    stuck: tuple[Stuck, ...] = ()


class Unreadable(Exception):
    """A journey that this release cannot read."""


def take(parts: Parts, work: Work, decide: Decide, limit: int, now: datetime) -> tuple[int, list[Saved]]:
    """Decide at most ``limit`` texts that wait. Answers how many were taken in hand (0: none waits), and what was kept of them."""
    theirs: dict[str, list[InboundRow]] = {}
    for row in work.undecided(now, limit):
        theirs.setdefault(row.phone, []).append(row)
    numbers = {phone: rows[0].participant_id for phone, rows in theirs.items()}
    journeys = journeys_of(parts, work, numbers, now) if theirs else {}
    ears = [hear(parts, decide, journeys[phone], rows, now) for phone, rows in theirs.items() if phone in journeys]
    refused = kept(work, [one.saved for one in ears if one.saved is not None])
    ears = [_alone(parts, work, decide, one, refused[one.journey.id], now) if one.journey.id in refused else one for one in ears]
    work.mark_decided([row.id for one in ears for row in one.rows], now)
    for row, wrong in (stuck for one in ears for stuck in one.stuck):
        _failed(parts, work, row, wrong, now)
    for phone in theirs.keys() - journeys.keys():
        _failed(parts, work, theirs[phone][0], Unreadable(), now)
    return sum(map(len, theirs.values())), [one.saved for one in ears if one.saved is not None]


def hear(parts: Parts, decide: Decide, journey: Journey, rows: Sequence[InboundRow], now: datetime) -> Heard:
    """Decide one person's texts one after the other, as far as it goes."""
    made: list[Made] = []
    done: list[InboundRow] = []
    stuck: list[Stuck] = []
    outcome: Saved | None = None
    for row in rows:
        before = made[-1].decision.state if made else journey.state
        try:
            further = [*made, decide(heard(parts, before, row, journey.state.question), before, now, row.sid)]
            outcome = saved(parts, journey, further)
        except EVERYONES:
            raise
        except Exception as wrong:  # noqa: BLE001 - whatever it is, the words are safe and others go on
            stuck.append((row, wrong))
            if row.tries + 1 < HOLDS_UP:
                break
        else:
            made = further
            done.append(row)
    return Heard(journey, tuple(done), outcome, tuple(stuck))


def _alone(parts: Parts, work: Work, decide: Decide, one: Heard, wrong: Exception, now: datetime) -> Heard:
    """The database refused what these texts gave together: the first goes alone, the others come later."""
    first = one.rows[0]
    if len(one.rows) > 1:
        once_more = hear(parts, decide, one.journey, [first], now)
        if once_more.saved is not None and not kept(work, [once_more.saved]):
            return once_more
    return Heard(one.journey, stuck=((first, wrong), *one.stuck))


def _failed(parts: Parts, work: Work, row: InboundRow, wrong: Exception, now: datetime) -> None:
    log.error("inbound %s was not decided: %s", row.id, described(wrong))
    work.mark_failed(row.id, named(wrong), now + TRY_AGAIN[min(row.tries, len(TRY_AGAIN) - 1)])
    call_coach(parts, work, wrong, f"undecided:{row.id}", now, row.phone)
