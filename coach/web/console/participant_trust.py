"""How trust grew: the readings over time with every change of stage, for the chart and for the table beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coach.core.program import Program
from coach.store.found import Kept
from coach.store.work import View
from coach.web.console.participant_case import Case
from coach.web.console.participant_where import setback
from coach.web.console.said import spaced

MEASURES = ("predictability", "dependability", "faith", "contact_quality", "desire")
LOW, HIGH = 1, 7  # of a scale that no prompt of this version asks any more


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. ``low`` and ``high``: the ends of its scale. ``values``: by the moments of ``Trust.marks``; None: nothing then."""

    measure: str
    low: int
    high: int
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the table: a reading (``measure``, ``value``), or a change of stage (``was``, ``now``)."""

    at: datetime
    stage: str
    measure: str = ""
    value: float | None = None
    high: int = HIGH
    was: str = ""
    now: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Trust:
    """``chart``: JSON for the page's script. ``marks``: newest first."""

    chart: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    zone: str


def trust_of(view: View, case: Case) -> Trust:
    """Everything the chart and its table show."""
    kept = [one for one in view.answers(case.id) if one.measure in MEASURES and _is_number(one.value)]
    scales = {measure: scale(case.program, measure) for measure in MEASURES}
    turns = [
        Mark(turn.at, turn.now, was=turn.was, now=turn.now, back=setback(case.program, turn.was, turn.now))
        for turn in view.turns_of(case.id)
        if turn.now
    ]
    readings = [Mark(one.at, one.stage, one.measure, _number(one), scales[one.measure][1]) for one in kept]
    times = sorted({one.at for one in kept})
    lines = tuple(_line(measure, scales[measure], kept, times) for measure in MEASURES if any(one.measure == measure for one in kept))
    marks = tuple(sorted([*turns, *readings], key=lambda mark: (mark.at, mark.measure), reverse=True))
    return Trust(_chart(times, lines, turns), lines, marks, case.zone)


def scale(program: Program, measure: str) -> tuple[int, int]:
    """The ends of the scale a measure is asked on."""
    asked = (prompt.asked for prompt in program.prompts.values() if prompt.measure == measure and prompt.asked is not None)
    return next(((one.low, one.high) for one in asked), (LOW, HIGH))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(one: Kept) -> float:
    assert isinstance(one.value, int | float)  # noqa: S101 - only numbers were taken
    return float(one.value)


def _line(measure: str, ends: tuple[int, int], kept: list[Kept], times: list[datetime]) -> Line:
    values = {one.at: _number(one) for one in kept if one.measure == measure}
    return Line(measure, *ends, tuple(values.get(at) for at in times))


def _chart(times: list[datetime], lines: tuple[Line, ...], turns: list[Mark]) -> str:
    def drawn(line: Line) -> dict[str, Any]:
        return {"name": spaced(line.measure), "low": line.low, "high": line.high, "values": line.values}

    return json.dumps(
        {
            "times": [int(at.timestamp()) for at in times],
            "lines": [drawn(line) for line in lines],
            "turns": [{"at": int(turn.at.timestamp()), "name": spaced(turn.now), "back": turn.back} for turn in turns],
        }
    )
