"""How long people waited for a coach. Must not know which coach it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from coach.insight.life import Life

Count = tuple[tuple[str | int, ...], int]
MINUTE = timedelta(minutes=1)
REPLY = "reply"  # a text of theirs that only a person could answer
WANTS_COACH, HELD, COACH = "wants_coach", "held", "coach"


def of_coaches(life: Life, now: datetime) -> Iterator[Count]:
    """Waits in minutes, people who waited, people who still wait; by what they waited with: a kind of alert, or ``REPLY``."""
    people: set[tuple[str, str]] = set()
    for what, since, until, late in _waits(life, now):
        if until is None:
            people.add(("open people", what))
        else:
            people.add(("wait people", what))
            yield ("wait", what, (until - since) // MINUTE), 1
        if late:
            people.add(("late people", what))
    for key in people:
        yield key, 1


def _waits(life: Life, now: datetime) -> Iterator[tuple[str, datetime, datetime | None, bool]]:
    for call in life.calls:
        yield call.kind, call.raised_at, call.taken_at, call.late
    for since, until in replies_awaited(life, now):
        if until is not None or life.over_at is None:  # who has left waits no more
            yield REPLY, since, until, False


def replies_awaited(life: Life, now: datetime) -> list[tuple[datetime, datetime | None]]:
    """From a text that came in while a coach had the conversation, or a wish for a coach, to the answer; None: it still waits.

    An answer is the coach's next text, the end of the hold, or the coach saying that none is needed.
    """
    answers = sorted(_answers(life))
    asked = sorted([*(at for at in life.heard if _held(life, at, now)), *(one.raised_at for one in life.calls if one.kind == WANTS_COACH)])
    found: list[tuple[datetime, datetime | None]] = []
    for at in asked:
        if found and (found[-1][1] is None or found[-1][1] > at):
            continue  # already waiting
        found.append((at, next((answer for answer in answers if answer > at), None)))
    return found


def _answers(life: Life) -> Iterator[datetime]:
    yield from (text.at for text in life.texts if text.kind == COACH)
    yield from (turn.at for turn in life.turns if turn.phase_before == HELD != turn.phase_after)
    if life.handled_at is not None:
        yield life.handled_at


def _held(life: Life, at: datetime, now: datetime) -> bool:
    """Whether a coach had the conversation then. The text that itself brought the hold about was answered by the machine."""
    begun = None
    for turn in life.turns:
        if turn.phase_after == HELD != turn.phase_before:
            begun = turn.at
        elif begun is not None and turn.phase_before == HELD != turn.phase_after:
            if begun < at <= turn.at:
                return True
            begun = None
    return begun is not None and begun < at <= now
