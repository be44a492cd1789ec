"""Counts by version, role and cohort, each for one or for all; and what of them may be shown. Must not know what is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from coach.insight.differences import telling
from coach.insight.hiding import Sum, hidden
from coach.insight.road import Road
from coach.insight.tally import AMOUNTS, PEOPLE, Key

ALL_VERSIONS, ALL = 0, ""
Counts = Mapping[Key, int]
CELLS = PEOPLE | AMOUNTS.keys()


class Group(NamedTuple):
    """Some of a program's participants. ``cohort``: the month they joined in, "2026-03". 0 and "": whichever."""

    version: int = ALL_VERSIONS
    role: str = ALL
    cohort: str = ALL


EVERYBODY = Group()


class Cell(NamedTuple):
    """One count of one group."""

    group: Group
    key: Key


def groups(leaves: Mapping[Group, Counts]) -> dict[Group, Counter[Key]]:
    """The counts of every group there is, from those of the smallest ones.

    Where all are of one version (role, cohort), it has no group of its own: it would be the same people again.
    """
    telling = [len({leaf[place] for leaf in leaves}) > 1 for place in range(len(EVERYBODY))]
    found: dict[Group, Counter[Key]] = {}
    for leaf, counts in leaves.items():
        for group in _holding(leaf, telling):
            found.setdefault(group, Counter()).update(counts)
    return found


def _holding(leaf: Group, telling: list[bool]) -> Iterator[Group]:
    """Every group a smallest one is part of."""
    ways = [(EVERYBODY[place], leaf[place]) if told else (EVERYBODY[place],) for place, told in enumerate(telling)]
    for version in ways[0]:
        for role in ways[1]:
            for cohort in ways[2]:
                yield Group(int(version), str(role), str(cohort))


def withheld(found: Mapping[Group, Counts], road: Road) -> set[Cell]:
    """The counts of people that must not be shown: too few, or to be worked out from what else is shown, in any group."""
    counts = {Cell(group, key): count for group, of in found.items() for key, count in of.items() if key[0] in CELLS}
    sums = [*_over_groups(found), *(one for group, of in found.items() for one in _within(group, of, road))]
    also = [Cell(group, key) for group, of in found.items() for key in telling(of, road)]
    return hidden(counts, sums, also)


def _over_groups(found: Mapping[Group, Counts]) -> Iterator[Sum[Cell]]:
    """A group is the sum of those that it is divided into, by version, by role, by cohort."""
    for group, of in found.items():
        for parts in divisions(group, found):
            for key in of:
                if key[0] in CELLS:
                    yield Cell(group, key), [Cell(part, key) for part in parts]


def divisions(group: Group, found: Iterable[Group]) -> Iterator[list[Group]]:
    """The groups that a group is divided into, by version, by role, by cohort; where it is divided at all."""
    for name in Group._fields:
        if getattr(group, name) == getattr(EVERYBODY, name):
            parts = [one for one in found if one != group and one._replace(**{name: getattr(group, name)}) == group]
            if parts:
                yield parts


def _within(group: Group, of: Counts, road: Road) -> Iterator[Sum[Cell]]:
    """What adds up inside a group."""
    for total, parts in (*_of_people(of, road), *_of_amounts(of)):
        yield Cell(group, total), [Cell(group, key) for key in parts]


def _of_people(of: Counts, road: Road) -> Iterator[Sum[Key]]:
    yield ("people",), [key for key in of if key[0] == "now"]
    for stage in (*road.stages, *road.aside):
        yield ("in", stage), [key for key in of if key[:2] == ("way", stage)]
    for place, stage in enumerate(road.stages, 1):
        yield ("at", place), [("in", stage)]  # hardly anybody passes a stage without having been in it: one tells the other


def _of_amounts(of: Counts) -> Iterator[Sum[Key]]:
    """Parts have one word more than their total, or the word "made" in its place."""
    parts: dict[tuple[str, str | int | float], list[Key]] = defaultdict(list)
    for key in of:
        if key[0] in ("cost", "promise", "month promise") and key[-1] != "made":
            parts[str(key[0]), key[1]].append(key)
    for (what, each), found in parts.items():
        yield (("cost total", each) if what == "cost" else (what, each, "made")), found
