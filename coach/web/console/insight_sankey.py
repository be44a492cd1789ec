"""The ways people took, as shapes: a column a stage, bands as thick as there are people. Must not know what stages are called.

On from stage to stage through the middle, back in arcs above, out of the program downwards. A way that is not shown is not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.insight.figures import Way
from coach.insight.tally_road import CLOSED, FINISHED, OPTED_OUT, THERE

WIDTH, HEIGHT = 1100, 430
LEFT, RIGHT, TOP, TALL, NODE = 44.0, 92.0, 130.0, 210.0, 14.0
LANE, THINNEST, NAMES = 24.0, 1.5, 38.0
ENDS = (OPTED_OUT, FINISHED, CLOSED)


@dataclass(frozen=True, slots=True)
class Column:
    """A stage. ``still``: the height of those who have not left it, at the bottom of the column."""

    stage: str
    people: int | None
    x: float
    tall: float
    still: float


@dataclass(frozen=True, slots=True)
class Flow:
    """People who went one way. ``path``: of the middle of the band; ``at``: where its number stands.

    ``kind``: on to the next stage, aside (past one), back, out.
    """

    stage: str
    to: str
    people: int
    kind: str
    path: str
    thick: float
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, within ``width`` times ``height``."""

    columns: tuple[Column, ...]
    flows: tuple[Flow, ...]
    width: int = WIDTH
    height: int = HEIGHT
    top: float = TOP
    bottom: float = TOP + TALL


def sankey(entered: Mapping[str, int | None], ways: Sequence[Way]) -> Picture:
    """The picture of these ways; ``entered``: how many were ever in each stage, in the order of the road."""
    stages = [stage for stage, people in entered.items() if people is None or people]
    most = max((people or 0 for people in entered.values()), default=0) or 1
    gap = (WIDTH - LEFT - RIGHT - NODE) / max(len(stages) - 1, 1)
    place = {stage: LEFT + nth * gap for nth, stage in enumerate(stages)}
    tall = {stage: max(TALL * (entered[stage] or 0) / most, THINNEST) for stage in stages}
    shown = [way for way in ways if way.people and way.stage in place]
    still = {way.stage: TALL * (way.people or 0) / most for way in shown if way.to == THERE}
    columns = tuple(Column(stage, entered[stage], place[stage], tall[stage], still.get(stage, 0.0)) for stage in stages)
    return Picture(columns, tuple(_Flows(place, TALL / most, gap).of([way for way in shown if way.to != THERE])))


class _Flows:
    """Lays the bands one beside the other, at the columns they leave and at those they reach."""

    def __init__(self, place: Mapping[str, float], scale: float, gap: float) -> None:
        self._place, self._scale, self._gap = place, scale, gap
        self._used: dict[tuple[str, str], float] = {}

    def of(self, ways: Sequence[Way]) -> list[Flow]:
        """The bands, those that lead on first: they lie on top of the columns."""
        kinds = {"on": self._on, "aside": self._on, "back": self._back, "out": self._out}
        ordered = sorted(ways, key=lambda way: list(kinds).index(self._kind(way)))
        return [kinds[self._kind(way)](way) for way in ordered]

    def _kind(self, way: Way) -> str:
        if way.to in ENDS or way.to not in self._place:
            return "out"
        columns = (self._place[way.to] - self._place[way.stage]) / self._gap
        return "back" if columns < 0 else "on" if columns < 1.5 else "aside"

    def _thick(self, way: Way) -> float:
        return max((way.people or 0) * self._scale, THINNEST)

    def _taken(self, side: str, stage: str, thick: float) -> float:
        """The middle of the next free room at a side of a column."""
        begun = self._used.get((side, stage), 0.0)
        self._used[side, stage] = begun + thick
        return TOP + begun + thick / 2

    def _on(self, way: Way) -> Flow:
        thick = self._thick(way)
        x1, x2 = self._place[way.stage] + NODE, self._place[way.to]
        y1, y2 = self._taken("right", way.stage, thick), self._taken("left", way.to, thick)
        half = (x1 + x2) / 2
        path = f"M{x1:.1f} {y1:.1f}C{half:.1f} {y1:.1f} {half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        return _flow(way, self._kind(way), path, thick, (half, (y1 + y2) / 2))

    def _back(self, way: Way) -> Flow:
        x1, x2 = self._place[way.stage] + NODE / 2, self._place[way.to] + NODE / 2
        low = TOP - NAMES
        high = low - 26 - min(86.0, 18.0 * (x1 - x2) / self._gap)
        path = f"M{x1:.1f} {low:.1f}C{x1:.1f} {high:.1f} {x2:.1f} {high:.1f} {x2:.1f} {low:.1f}"
        before = self._used.get(("above", way.stage), 0.0)
        self._used["above", way.stage] = before + 14
        return _flow(way, "back", path, min(self._thick(way), 12.0), (x1 + 18, low - 4 - before))

    def _out(self, way: Way) -> Flow:
        thick = min(self._thick(way), self._gap * 0.3)
        x1, y1 = self._place[way.stage] + NODE, self._taken("right", way.stage, self._thick(way))
        nth = ENDS.index(way.to) if way.to in ENDS else 0
        lane = TOP + TALL + LANE + 18 * nth
        x2 = min(x1 + self._gap * (0.32 + 0.2 * nth), WIDTH - 24)
        path = f"M{x1:.1f} {y1:.1f}C{x2:.1f} {y1:.1f} {x2:.1f} {y1:.1f} {x2:.1f} {lane:.1f}"
        return _flow(way, "out", path, thick, (x2, lane + 13))


def _flow(way: Way, kind: str, path: str, thick: float, at: tuple[float, float]) -> Flow:
    return Flow(way.stage, way.to, way.people or 0, kind, path, round(thick, 2), (round(at[0], 1), round(at[1], 1)))
