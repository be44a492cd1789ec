"""Counts that would tell, less another that is shown beside them, of too few people. Must not know of other groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach.insight.hiding import LEAST, is_few
from coach.insight.road import Road
from coach.insight.tally import AMOUNTS, Key

REST = {"lost people": "kept people", "answered people": "missed people", "hour answered people": "hour missed people"}
"""Shown counts, and who is left of those they are a part of; these are not shown themselves."""


def telling(of: Mapping[Key, int], road: Road) -> Iterator[Key]:
    """What must be hidden of one group, because what is left of a larger count, or stands behind an amount, is too few people."""
    yield from _steps(of, road)
    if is_few(of.get(("unsilenced",), 0)):
        yield ("silenced",)
    for key, count in of.items():
        for shown, rest in REST.items():
            if key[0] == rest and is_few(count):
                yield (shown, *key[1:])
        if is_few(of.get((AMOUNTS.get(str(key[0]), ""), *key[1:]), LEAST)):
            yield key


def _steps(of: Mapping[Key, int], road: Road) -> Iterator[Key]:
    """The steps that lie too close below the last one that is shown: between any two that show, nobody or five at least stopped."""
    last = of.get(("people",), 0)
    for place in range(1, len(road.steps) + 1):
        count = of.get(("at", place), 0)
        if is_few(last - count):
            yield ("at", place)
        elif not is_few(count):
            last = count
