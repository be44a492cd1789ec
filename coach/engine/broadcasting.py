"""Carries a coach's text to many out: each person's turn goes through the door when it comes, and is settled in the same transaction.

The turns are rows; this is only what looks at them. A person whose hours are over, or whose caps are reached, is looked at again
when the core says they may be texted. Must not know what is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from coach.core.broadcasts import chance, key_of
from coach.core.events import BroadcastTakenBack, CoachBroadcast
from coach.engine.door import Door
from coach.engine.keeping import again
from coach.engine.parts import Parts
from coach.store.broadcasts_found import Broadcast, DueTurn, Met
from coach.store.rows import Saved
from coach.store.work import Work

A_HANDFUL = 20
BREATH = timedelta(minutes=1)  # between the coach's word and the first text, so that a slip can be called back
SEGMENTS_PER_SECOND = 1.0  # what one long number may send (Twilio docs: "Understanding Twilio rate limits and message queues")


def carry_out(parts: Parts, door: Door) -> int:
    """Let those speak whose turn has come. Answers how many turns were met."""
    now = parts.clock.now()
    with parts.store.reading() as view:
        if not view.broadcasts_to_tend(now):
            return 0
    total = 0
    while (met := again(lambda: _some(parts, door))) > 0:
        total += met
    with parts.store.transaction() as work:
        work.end_broadcasts(now)
        work.sum_broadcasts(now)
    return total


def spread_out(turns: Iterable[tuple[str, datetime, int]], now: datetime) -> dict[str, datetime]:
    """When each one's turn is: not before their own moment, a minute after ``now`` at the earliest, and no faster than a number sends.

    ``turns``: journey, the first moment it may come, its segments.
    """
    at, due = now + BREATH, {}
    for journey_id, soonest, segments in turns:
        due[journey_id] = max(at, soonest)
        at += timedelta(seconds=segments / SEGMENTS_PER_SECOND)
    return due


def stop(parts: Parts, door: Door, broadcast_id: str, coach_id: str, name: str) -> int | None:
    """Stop it at once: nobody's turn comes any more, and what waits in the outbox is taken back. ``name``: of the coach, for journals.

    Answers how many texts were taken back; None: it was not running.
    """
    return again(lambda: _stop(parts, door, broadcast_id, coach_id, name))


def _stop(parts: Parts, door: Door, broadcast_id: str, coach_id: str, name: str) -> int | None:
    now = parts.clock.now()
    with parts.store.transaction() as work:
        parts.practice.look(work, now)
        if not work.stop_broadcast(broadcast_id, coach_id, now):
            return None
        back = work.take_back_broadcast(broadcast_id, now)
        door.tell(work, [(journey_id, BroadcastTakenBack(name, broadcast_id, at)) for journey_id, at in back], now)
    return len(back)


def _some(parts: Parts, door: Door) -> int:
    now = parts.clock.now()
    with parts.store.transaction() as work:
        parts.practice.look(work, now)
        turns = work.due_turns(now, A_HANDFUL)
        by_broadcast: dict[str, list[DueTurn]] = {}
        for turn in turns:
            by_broadcast.setdefault(turn.broadcast_id, []).append(turn)
        for broadcast_id, theirs in by_broadcast.items():
            one = work.broadcast(broadcast_id)
            if one is not None:
                work.meet(_met(work, door, one, [turn.journey_id for turn in theirs], now))
    return len(turns)


def _met(work: Work, door: Door, one: Broadcast, journey_ids: list[str], now: datetime) -> list[Met]:
    """What the turns of one broadcast come to. Whoever its coach may no longer see is left out."""
    seen = work.seen_among(journey_ids, one.seen_by)
    gone = set(journey_ids) - set(work.seen_among(journey_ids, None))
    event = CoachBroadcast(work.coach_names().get(one.coach_id, one.coach_id), one.id, one.words, one.until or now)
    decided = door.tell(work, [(journey_id, event) for journey_id in seen], now)
    unseen = [Met(one.id, journey_id, reason="erased" if journey_id in gone else "unseen") for journey_id in set(journey_ids) - set(seen)]
    return unseen + [_came(one, journey_id, decided.get(journey_id), now) for journey_id in seen]


def _came(one: Broadcast, journey_id: str, saved: Saved | None, now: datetime) -> Met:
    if saved is None:
        return Met(one.id, journey_id, reason="undecidable")
    for nth, text in enumerate(saved.texts):
        if text.key == key_of(one.id):
            return Met(one.id, journey_id, dedupe=f"{saved.version}.{nth}")
    why = next((str(reason.facts["why"]) for reason in saved.journal[-1].reasons if reason.code == "broadcast_left_out"), "")
    if why:
        return Met(one.id, journey_id, reason=why)
    return Met(one.id, journey_id, due_at=max(chance(saved.state, one.id, now), now + BREATH))
