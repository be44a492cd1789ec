"""How far somebody came, which way they went from each stage, and how long it took. Must not know how it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from coach.insight.life import SILENCE, Life
from coach.insight.road import Road

Count = tuple[tuple[str | int, ...], int]
WAITING = ("invited", "intake")
FINISHED, OPTED_OUT, CLOSED, THERE = "finished", "opted-out", "closed", "there"


def of_road(life: Life, road: Road, now: datetime) -> Iterator[Count]:
    """People: where they stand, how far they came, which way they went; and days for the survival curves."""
    yield ("now", standing(life)), 1
    reached = steps_reached(life, road)
    for place in range(1, len(reached) + 1):
        yield ("at", place), 1
    yield from _ways(life)
    if life.began_at is not None:
        yield from _times(life, road, reached, now)
        yield ("silenced" if life.fell_silent_at is not None else "unsilenced",), 1


def standing(life: Life) -> str:
    """Where they stand, in a word: silence counts before being active or paused."""
    if life.phase in WAITING:
        return "invited"
    return "silent" if life.phase in ("active", "paused") and life.silent_since is not None else life.phase


def steps_reached(life: Life, road: Road) -> list[datetime]:
    """When each step of the road was reached, from the first on; whoever came further has passed all before."""
    first: dict[int, datetime] = {}
    for at, stage in life.visits:
        if stage in road.stages:
            first.setdefault(road.stages.index(stage), at)
    if life.completed_at is not None and life.visits[-1:] and life.visits[-1][1] == road.stages[-1]:
        first[len(road.stages)] = life.completed_at
    if not first:  # straight to the side of the road
        first = {0: life.visits[0][0]} if life.visits else {}
    return [min(at for step, at in first.items() if step >= place) for place in range(max(first, default=-1) + 1)]


def _ways(life: Life) -> Iterator[Count]:
    """From each stage the way they first left it; each person once a stage."""
    seen: set[str] = set()
    for place, (_, stage) in enumerate(life.visits):
        if stage in seen:
            continue
        seen.add(stage)
        left = place + 1 < len(life.visits)
        yield ("in", stage), 1
        yield ("way", stage, life.visits[place + 1][1] if left else _end(life)), 1


def _end(life: Life) -> str:
    if life.completed_at is not None:
        return FINISHED
    return {"stopped": OPTED_OUT, "done": CLOSED}.get(life.phase, THERE)


def _times(life: Life, road: Road, reached: list[datetime], now: datetime) -> Iterator[Count]:
    """Days to each step after the first, and to silence: (what, day, 1 it happened, 0 they were out of sight from then)."""
    end = life.over_at or now
    for place, step in enumerate(road.steps[1:], 1):
        happened = reached[place] if place < len(reached) else None
        yield _time(life, step, happened, end)
    yield _time(life, SILENCE, life.fell_silent_at, end)


def _time(life: Life, what: str, happened: datetime | None, end: datetime) -> Count:
    return ("days", what, life.days(happened or end), int(happened is not None)), 1
