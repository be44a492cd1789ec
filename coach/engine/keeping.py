"""Keeps decisions so that one journey's trouble is never another's, and does a transaction again when somebody was quicker.

Must not know what was decided.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from coach.core.effects import AlertKind
from coach.engine.parts import Parts
from coach.errors import CoachError, StaleState
from coach.store.database import Away
from coach.store.found import Journey
from coach.store.rows import AlertRow, Saved
from coach.store.work import Work

log = logging.getLogger(__name__)
T = TypeVar("T")
TRIES = 8
UNDECIDED_WITHIN = timedelta(minutes=15)  # as for danger, which it may be
EVERYONES = (StaleState, Away)  # no one journey's fault: the whole transaction ends


def again(attempt: Callable[[], T]) -> T:
    """Where somebody else saved first: load again, decide again, which is safe because deciding does nothing.

    Raises: ``StaleState``, when somebody is always quicker.
    """
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except StaleState:
            continue
    return attempt()


def kept(work: Work, decided: Sequence[Saved]) -> dict[str, Exception]:
    """Save all of these that can be saved. Answers what was wrong with the others, by journey. Raises: ``StaleState``, ``Away``."""
    if not decided:
        return {}
    try:
        with work.savepoint():
            work.save(decided)
    except EVERYONES:
        raise
    except Exception as wrong:  # noqa: BLE001 - whatever one journey trips over, the others are saved
        if len(decided) == 1:
            return {decided[0].journey_id: wrong}
        return {journey: error for one in decided for journey, error in kept(work, [one]).items()}
    return {}


def readable(work: Work, *, journey_ids: Collection[str] = (), participant_ids: Collection[str] = ()) -> list[Journey]:
    """These journeys, without those that are gone, or that this release cannot read. Raises: ``StaleState``, ``Away``."""
    try:
        return work.load_journeys(journey_ids=journey_ids, participant_ids=participant_ids)
    except EVERYONES:
        raise
    except Exception as wrong:  # noqa: BLE001 - one that cannot be read must not hide the others
        if len(journey_ids) + len(participant_ids) == 1:
            log.error("journey of %s cannot be read: %s", *journey_ids, *participant_ids, described(wrong))  # noqa: TRY400 - ids only
            return []
        by_id = [journey for one in journey_ids for journey in readable(work, journey_ids=[one])]
        return by_id + [journey for one in participant_ids for journey in readable(work, participant_ids=[one])]


def named(wrong: Exception) -> str:
    """An error in a word: its message might hold a person's words."""
    return type(wrong).__name__


def described(wrong: Exception) -> str:
    """An error for the log: our own say what to mend and hold no words; of others the kind and the place."""
    if isinstance(wrong, CoachError):
        return f"{named(wrong)}: {wrong}"
    places = traceback.extract_tb(wrong.__traceback__)
    return f"{named(wrong)} at {Path(places[-1].filename).name}:{places[-1].lineno}" if places else named(wrong)


def call_coach(parts: Parts, work: Work, wrong: Exception, once: str, now: datetime, phone: str | None) -> None:
    """Something could not be decided: a coach is called, once. ``phone``: whose it is, E.164."""
    deadline = now + parts.within(AlertKind.UNDECIDED, UNDECIDED_WITHIN)
    row = AlertRow(AlertKind.UNDECIDED.value, now, deadline, named(wrong), once=once)
    work.raise_alert(row, phone=phone, at=now)
