"""Which counts are not shown: those of too few people, and those from which such a count could be worked out.

Primary and complementary suppression of cells (Statistical Policy Working Paper 22, US Federal Committee on Statistical Methodology,
chapter 4). Must not know what is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

LEAST = 5  # people
Cell = TypeVar("Cell", bound=Hashable)
Sum = tuple[Cell, Sequence[Cell]]  # a total, and the cells that add up to it


def is_few(count: int, least: int = LEAST) -> bool:
    """Whether a count points at too few people. Nobody is not few."""
    return 0 < count < least


def hidden(counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]], also: Collection[Cell] = (), least: int = LEAST) -> set[Cell]:
    """The cells that must not be shown; one that ``counts`` lacks counts nobody. ``also``: to be hidden anyhow.

    Of every sum either nothing is hidden or at least two of its cells are; and where the total is shown, what is hidden below it
    adds up to at least ``least``. So no single hidden cell, and no group of fewer people, comes out of a total by subtraction.
    """
    kept = {*also, *(cell for cell, count in counts.items() if is_few(count, least))}
    holding: dict[Cell, list[int]] = defaultdict(list)
    for place, (total, parts) in enumerate(sums):
        for cell in (total, *parts):
            holding[cell].append(place)
    waiting = {place for cell in kept for place in holding[cell]}
    while waiting:
        another = _another(counts, sums[waiting.pop()], kept, least)
        if another is not None:
            kept.add(another)
            waiting.update(holding[another])
    return kept


def _another(counts: Mapping[Cell, int], one: Sum[Cell], kept: set[Cell], least: int) -> Cell | None:
    """What else must be hidden for the sake of this sum: the smallest of its cells that still show; None: nothing, it holds."""
    total, parts = one
    unseen = [cell for cell in parts if cell in kept]
    if not unseen and total not in kept:
        return None
    if total in kept and unseen:
        return None
    if len(unseen) > 1 and sum(counts.get(cell, 0) for cell in unseen) >= least:
        return None
    seen = [cell for cell in parts if cell not in kept]
    if seen:  # those of nobody come last: hiding them helps only where everybody is in one cell
        return min(seen, key=lambda cell: (not counts.get(cell), counts.get(cell, 0), str(cell)))
    return None if total in kept else total
