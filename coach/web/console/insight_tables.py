"""Every table of the insight pages as rows of codes and numbers, for files. What is not shown is an empty cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple

from coach.insight.figures import Figures
from coach.insight.finding_texts import KINDS
from coach.web.console.sheets import Cell

Row = tuple[Cell, ...]
Rows = Callable[[Figures], Iterable[Row]]


def _curves(found: Figures) -> Iterator[Row]:
    for curve in found.curves:
        yield from ((curve.to, *astuple(moment)) for moment in curve.moments)


def _trust(found: Figures) -> Iterator[Row]:
    for measure, weeks in found.trust.items():
        yield from ((measure, *astuple(week)) for week in weeks)


def _costs(found: Figures) -> Iterator[Row]:
    for one in found.costs:
        yield one.month, one.people, one.segments, *(one.by_kind.get(kind) for kind in KINDS)


TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "now": (("standing", "people"), lambda found: found.now.items()),
    "funnel": (("step", "people"), lambda found: map(astuple, found.steps)),
    "ways": (("stage", "to", "people"), lambda found: map(astuple, found.ways)),
    "survival": (("to", "day", "at_risk", "happened", "left", "share", "low_95", "high_95"), _curves),
    "prompts": (("prompt", "people", "asked", "answered"), lambda found: map(astuple, found.prompts)),
    "hours": (("local_hour", "people", "asked", "answered"), lambda found: map(astuple, found.hours)),
    "opt-outs": (("text", "people", "last_before_opt_out"), lambda found: map(astuple, found.losses)),
    "trust": (("measure", "week", "people", "lower_quartile", "median", "upper_quartile"), _trust),
    "promises": (("stage", "people", "made", "kept", "broken", "dropped", "open"), lambda found: map(astuple, found.promises)),
    "promise-months": (
        ("month", "people", "settled", "kept", "broken"),
        lambda found: (astuple(one)[:5] for one in found.promise_months),
    ),
    "waits": (
        ("what", "people", "times", "lower_quartile_minutes", "median_minutes", "upper_quartile_minutes", "people_late", "people_waiting"),
        lambda found: map(astuple, found.waits),
    ),
    "costs": (("month", "people", "segments", *KINDS), _costs),
}
