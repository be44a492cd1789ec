"""On which days the curves of some of a program's people may be read, so that no two curves give away a third. Must not draw them.

The curve of everybody is read at the ends of weeks (see ``finding_road``). Those of parts of them are read, if at all, on the same
few days for every part: then every difference between two groups is a difference of whole intervals, and can be looked at beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from coach.insight.cube import EVERYBODY, Counts, Group, divisions
from coach.insight.hiding import Sum, hidden

LEVELS = (28, 56, 91, 182, 364)  # days from one mark to the next, the finest first
LONGEST = 730
Days = Mapping[int, tuple[int, int]]
Cell = tuple[Group, int, int]  # of a group those in an interval, from 0, to whom it happened (0) or who left (1)


def days_of(counts: Counts, to: str) -> dict[int, tuple[int, int]]:
    """Of one curve: day since the beginning -> to how many it happened, how many left."""
    seen: Counter[tuple[int, int]] = Counter()
    for key, count in counts.items():
        if key[0] == "days" and key[1] == to:
            seen[int(key[2]), int(key[3])] += count
    return {day: (seen[day, 1], seen[day, 0]) for day, _ in seen}


def marks(level: int) -> tuple[int, ...]:
    """The days of a level."""
    return tuple(range(level, LONGEST + 1, level))


def readable(days: Mapping[Group, Days]) -> tuple[tuple[int, ...], set[Group]]:
    """The marks at which most groups may be read, of several such the finest; and which groups those are."""
    found = [(marks(level), _shown(days, level)) for level in LEVELS]
    return max(found, key=lambda one: len(one[1]))


def _shown(days: Mapping[Group, Days], level: int) -> set[Group]:
    """Whoever has in every interval nobody, or five at least, and gives away nobody who has not."""
    counts: Counter[Cell] = Counter()
    for group, of in days.items():
        for day, numbers in of.items():
            for way, count in enumerate(numbers):
                counts[group, min(day // level, LONGEST // level), way] += count
    kept = hidden(counts, list(_sums(days, level)))
    return days.keys() - {group for group, _, _ in kept} - {EVERYBODY}


def _sums(days: Mapping[Group, Days], level: int) -> Iterator[Sum[Cell]]:
    for group in days:
        for parts in divisions(group, days):
            for interval in range(LONGEST // level + 1):
                for way in (0, 1):
                    yield (group, interval, way), [(part, interval, way) for part in parts]
