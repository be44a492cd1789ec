"""One life as counts: keys that say what was counted, so that the counts of many lives simply add up.

A key is a tuple: what it counts, then of which. Keys whose first word is in ``PEOPLE`` count people, once each at most; those are
what ``hiding`` looks at. Must not know how counts are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from coach.insight.life import Life
from coach.insight.road import Road
from coach.insight.tally_coaches import of_coaches
from coach.insight.tally_road import of_road
from coach.insight.tally_texts import of_texts
from coach.insight.tally_trust import of_trust

Key = tuple[str | int | float, ...]
PEOPLE = frozenset(
    {
        "people", "now", "at", "in", "way", "silenced",
        "asked people", "answered people", "hour asked people", "hour answered people",
        "sent people", "lost people", "week people", "promise people", "month promise people",
        "wait people", "late people", "open people", "cost people", "cost kind people",
    }
)  # fmt: skip
AMOUNTS = {"promise": "promise people", "month promise": "month promise people", "cost": "cost kind people", "cost total": "cost people"}
"""Amounts that stand beside their total, and so could be worked out from it: hidden as the people behind them are."""


def tally(life: Life, road: Road, now: datetime) -> Counter[Key]:
    """Everything that is counted of one life, seen at ``now``."""
    counts: Counter[Key] = Counter()
    for key, count in _all(life, road, now):
        counts[key] += count
    return counts


def _all(life: Life, road: Road, now: datetime) -> Iterator[tuple[Key, int]]:
    yield ("people",), 1
    yield from of_road(life, road, now)
    yield from of_texts(life, road)
    yield from of_trust(life)
    yield from of_coaches(life, now)
