"""Figures of trust, of promises, and of waiting for a coach. Must not know how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from coach.insight.figures import Promises, Wait, Week
from coach.insight.quantiles import quartiles
from coach.insight.shown import Seen
from coach.insight.tally_trust import MEASURES


def trust(seen: Seen) -> dict[str, tuple[Week, ...]]:
    """Each measure by week of the journey; weeks with too few readings are left out."""
    return {measure: tuple(_weeks(seen, measure)) for measure in MEASURES}


def _weeks(seen: Seen, measure: str) -> list[Week]:
    values: dict[int, dict[float, int]] = {}
    for key in seen.named["week"]:
        if key[1] == measure:
            values.setdefault(int(key[2]), {})[float(key[3])] = seen.counts[key]
    shown = [(week, seen.people("week people", measure, week)) for week in sorted(values)]
    return [Week(week, people, *quartiles(values[week])) for week, people in shown if people]


def promises(seen: Seen, what: str, each: Sequence[str]) -> tuple[Promises, ...]:
    """Promises by stage or by month, those without any left out."""
    return tuple(_promised(seen, what, of) for of in each if any(key[1] == of for key in seen.named[what]))


def _promised(seen: Seen, what: str, of: str) -> Promises:
    def count(way: str) -> int | None:
        return seen.amount((what, of, way), (f"{what} people", of, way))

    made, kept, broken, dropped, open_ = (count(way) for way in ("made", "kept", "broken", "dropped", "open"))
    return Promises(of, seen.people(f"{what} people", of, "made"), made, kept, broken, dropped, open_)


def waits(seen: Seen) -> tuple[Wait, ...]:
    """How long people waited, by what they waited with."""
    kinds = {str(kind) for name in ("wait people", "open people") for kind in seen.of(name)}
    return tuple(_wait(seen, kind) for kind in sorted(kinds))


def _wait(seen: Seen, kind: str) -> Wait:
    people, minutes = seen.people("wait people", kind), dict(seen.values("wait", kind))
    low, middle, high = quartiles(minutes) if people and minutes else (None, None, None)
    times = sum(minutes.values()) if people is not None else None
    return Wait(kind, people, times, low, middle, high, seen.people("late people", kind), seen.people("open people", kind))
