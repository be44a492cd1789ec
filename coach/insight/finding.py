"""From counts to the figures of every group of a program: the one way in. Must not know where lives come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from coach.insight.cube import Counts, Group, groups, withheld
from coach.insight.figures import Figures
from coach.insight.finding_road import curves, now, steps, targets, ways
from coach.insight.finding_texts import costs, losses, rates
from coach.insight.finding_trust import promises, trust, waits
from coach.insight.marks import days_of, readable
from coach.insight.road import Road
from coach.insight.shown import Seen


def figures_of(leaves: Mapping[Group, Counts], road: Road) -> Iterator[tuple[Group, Figures]]:
    """The figures of every group that may be looked at: five people at least, and nobody left over beside them."""
    found = groups(leaves)
    kept, marked = withheld(found, road), _marked(found, road)
    for group, counts in found.items():
        seen = Seen(group, counts, kept)
        people = seen.people("people")
        if people:
            yield group, _figures(seen, people, road, marked.get(group, {}))


def _marked(found: Mapping[Group, Counts], road: Road) -> dict[Group, dict[str, Sequence[int]]]:
    """For every group the curves of it that may be read, and on which days."""
    marked: dict[Group, dict[str, Sequence[int]]] = defaultdict(dict)
    for to in targets(road) if len(found) > 1 else ():
        days, shown = readable({group: days_of(counts, to) for group, counts in found.items()})
        for group in shown:
            marked[group][to] = days
    return marked


def _place(key: str, stages: tuple[str, ...]) -> int:
    """The place of a prompt's stage on the road; those of none come last."""
    stage = key.split("/")[-2]
    return stages.index(stage) if stage in stages else len(stages)


def _figures(seen: Seen, people: int, road: Road, marked: Mapping[str, Sequence[int]]) -> Figures:
    stages = (*road.stages, *road.aside)
    return Figures(
        people=people,
        now=now(seen),
        steps=steps(seen, road),
        entered={stage: seen.people("in", stage) for stage in stages},
        ways=ways(seen, stages),
        curves=curves(seen, road, marked),
        prompts=tuple(sorted(rates(seen, ""), key=lambda one: _place(one.of, stages))),
        hours=rates(seen, "hour "),
        losses=losses(seen),
        trust=trust(seen),
        promises=promises(seen, "promise", stages),
        promise_months=promises(seen, "month promise", [str(month) for month in seen.of("month promise")]),
        waits=waits(seen),
        costs=costs(seen),
    )
