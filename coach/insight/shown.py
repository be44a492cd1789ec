"""The counts of a group, read so that what must not be shown does not come out. Must not know which figures are made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from coach.insight.cube import Cell, Counts, Group
from coach.insight.tally import Key


@dataclass(frozen=True)
class Seen:
    """The counts of one group. ``kept``: the cells that are withheld."""

    group: Group
    counts: Counts
    kept: AbstractSet[Cell]

    def people(self, *key: str | float) -> int | None:
        """A count of people; None: not shown."""
        return None if Cell(self.group, key) in self.kept else self.counts.get(key, 0)

    def amount(self, key: Key, *people: Key) -> int | None:
        """A count of something else, shown where it is not withheld itself and all of these counts of the people behind it show."""
        return None if any(self.people(*one) is None for one in (key, *people)) else self.counts.get(key, 0)

    def of(self, what: str) -> list[str | int | float]:
        """What there are counts of, in order: the second word of every key with this first."""
        return sorted({key[1] for key in self.named[what]}, key=lambda one: (isinstance(one, str), one))

    @cached_property
    def named(self) -> Mapping[str, list[Key]]:
        """The keys by their first word."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.counts:
            found[str(key[0])].append(key)
        return found

    def values(self, *start: str | int) -> Iterator[tuple[float, int]]:
        """Values and how often each was seen: of the keys that begin so and have one word more."""
        for key in self.named[str(start[0])]:
            if key[:-1] == start:
                yield float(key[-1]), self.counts[key]
