"""Figures of the way through a program: how far, which way, how long. Must not know how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coach.insight.cube import EVERYBODY
from coach.insight.figures import Curve, Moment, Step, Way
from coach.insight.hiding import is_few
from coach.insight.life import SILENCE
from coach.insight.marks import days_of
from coach.insight.road import Road
from coach.insight.shown import Seen
from coach.insight.survival import Point, half, survival

STANDINGS = ("invited", "active", "silent", "paused", "held", "stopped", "done")
WEEK = 7  # days


def now(seen: Seen) -> dict[str, int | None]:
    """Where they stand."""
    return {one: seen.people("now", one) for one in STANDINGS}


def steps(seen: Seen, road: Road) -> tuple[Step, ...]:
    """The funnel."""
    return (Step("joined", seen.people("people")), *(Step(key, seen.people("at", nth)) for nth, key in enumerate(road.steps, 1)))


def ways(seen: Seen, stages: Sequence[str]) -> tuple[Way, ...]:
    """Which way they left each stage, in the order of the road."""
    order = {stage: place for place, stage in enumerate(stages)}
    keys = sorted(seen.named["way"], key=lambda key: (order.get(str(key[1]), 99), order.get(str(key[2]), 99), str(key[2])))
    return tuple(Way(str(key[1]), str(key[2]), seen.people(*key)) for key in keys)


def targets(road: Road) -> tuple[str, ...]:
    """What there is a curve to: each step after the first, and silence."""
    return (*road.steps[1:], SILENCE)


def curves(seen: Seen, road: Road, marked: Mapping[str, Sequence[int]]) -> tuple[Curve, ...]:
    """How long until each of ``targets``. ``marked``: the days a curve may be read on; those it lacks are not shown."""
    told = [(step, ("at", place)) for place, step in enumerate(road.steps[1:], 2)]
    return tuple(_curve(seen, step, key, marked.get(step)) for step, key in [*told, (SILENCE, ("silenced",))])


def _curve(seen: Seen, to: str, key: tuple[str | int, ...], marked: Sequence[int] | None) -> Curve:
    people, happened = seen.people("at", 1), seen.people(*key)
    if not people or happened is None or (marked is None and seen.group != EVERYBODY):
        return Curve(to, people, happened, None, ())
    points = list(survival(days_of(seen.counts, to)))
    moments = weekly(points) if marked is None else read_at(points, marked)
    return Curve(to, people, happened, half(points) if happened else None, tuple(moments))


def read_at(points: Sequence[Point], marked: Sequence[int]) -> Iterator[Moment]:
    """The curve at these days, for as long as anybody is in sight."""
    rest, before = points[0].at_risk, 0
    for day in marked:
        since = [point for point in points if before <= point.day < day]
        if not rest:
            return
        happened, left = sum(point.happened for point in since), sum(point.left for point in since)
        rest, before = rest - happened - left, day
        last = max((point for point in points if point.day < day), key=lambda point: point.day, default=None)
        if last is None:
            yield Moment(day, rest, happened, left, 0.0, None, None)
        else:
            yield Moment(day, rest, happened, left, 1 - last.still, _less(last.high), _less(last.low))


def weekly(points: Sequence[Point]) -> list[Moment]:
    """The curve at the ends of weeks, but only where nobody, or five at least, make the difference to the last one shown.

    That goes for those it has happened to, those who left, and those who stay; and for what is left when the curve ends, because
    the totals are shown elsewhere. Weeks in which nothing happened are passed over.
    """
    found = list(_safe(points))
    happened, left = sum(point.happened for point in points), sum(point.left for point in points)
    while found and (is_few(happened - sum(one.happened for one in found)) or is_few(left - sum(one.left for one in found))):
        found.pop()
    return found


def _safe(points: Sequence[Point]) -> Iterator[Moment]:
    happened = left = 0
    for place, point in enumerate(points):
        happened, left = happened + point.happened, left + point.left
        rest = point.at_risk - point.happened - point.left
        week = point.day // WEEK
        ends = place + 1 == len(points) or points[place + 1].day // WEEK > week
        if ends and not any(is_few(count) for count in (happened, left, rest)):
            yield Moment((week + 1) * WEEK, rest, happened, left, 1 - point.still, _less(point.high), _less(point.low))
            happened = left = 0


def _less(share: float | None) -> float | None:
    return None if share is None else 1 - share
