"""On which days the curves of some of a program's people may be read, so that no two curves give away a third. Must not draw them.

The curve of everybody is read at the ends of weeks (see ``finding_road``). Those of parts of them are read, if at all, on the same
few days for every part: then every difference between two groups is a difference of whole intervals, and can be looked at beforehand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from coach.insight.cube import EVERYBODY, Counts, Group, divisions
from coach.insight.hiding import Sum, hidden

MARKS = (14, 28, 42, 56, 84, 112, 140, 182, 238, 294, 364, 455, 546, 728)  # days
ENOUGH = 0.7  # of the groups whose totals may be shown: a mark that would cost more of them their curve is passed over
Days = Mapping[int, tuple[int, int]]
Cell = tuple[Group, int, int]  # of a group those in an interval, from 0, to whom it happened (0) or who left (1)


def days_of(counts: Counts, to: str) -> dict[int, tuple[int, int]]:
    """Of one curve: day since the beginning -> to how many it happened, how many left."""
    seen: Counter[tuple[int, int]] = Counter()
    for key, count in counts.items():
        if key[0] == "days" and key[1] == to:
            seen[int(key[2]), int(key[3])] += count
    return {day: (seen[day, 1], seen[day, 0]) for day, _ in seen}


def readable(days: Mapping[Group, Days]) -> tuple[tuple[int, ...], set[Group]]:
    """The marks at which most groups may be read, and which groups those are. Marks are chosen from the first on, each if it may stay."""
    chosen: tuple[int, ...] = ()
    shown = _shown(days, chosen)
    least = ENOUGH * len(shown)
    for mark in MARKS if shown else ():
        left = _shown(days, (*chosen, mark))
        if len(left) >= least:
            chosen, shown = (*chosen, mark), left
    return chosen, shown


def _shown(days: Mapping[Group, Days], chosen: tuple[int, ...]) -> set[Group]:
    """Whoever has in every interval nobody, or five at least, and gives away nobody who has not."""
    counts: Counter[Cell] = Counter()
    for group, of in days.items():
        for day, numbers in of.items():
            for way, count in enumerate(numbers):
                counts[group, bisect_right(chosen, day), way] += count
    kept = hidden(counts, list(_sums(days, len(chosen) + 1)))
    return days.keys() - {group for group, _, _ in kept} - {EVERYBODY}


def _sums(days: Mapping[Group, Days], intervals: int) -> Iterator[Sum[Cell]]:
    for group in days:
        for parts in divisions(group, days):
            for interval in range(intervals):
                for way in (0, 1):
                    yield (group, interval, way), [(part, interval, way) for part in parts]
