"""A program as a drawing: where each stage stands, and the line each way takes. Numbers for a template to draw with.

Stages stand below each other in the program's order, so that it is as legible on a phone as on a desk. What leads on runs down the
middle, with its gate beside it; what leads back runs up on the left, what leads out or past a stage runs down on the right. Ways to
the same stage share one line. Must not know words or colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coach.core.program import Program, Stage
from coach.web.console.participant_gate import Need
from coach.web.console.programs_stage import stated

WIDTH = 360
NODE = 52  # height of a stage
LINE = 17  # height of a line of a gate
ROOM = 15  # between a stage and what stands above or below it
LANE = 12  # between one line and the next
EDGE = 6
BEND = 7
SPINE = 20  # the way on, from a stage's left edge
END = 26  # height of the mark of an end
HEAD = 5  # of an arrow


@dataclass(frozen=True, slots=True)
class Node:
    """A stage. Its upper left corner, its width and height."""

    stage: Stage
    x: float
    y: float
    width: float
    height: float = NODE
    start: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked on the way on. ``lines``: a condition and where its baseline begins; ``end``: where the mark of an end stands."""

    stage: Stage
    lines: tuple[tuple[Need, float, float], ...]
    end: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Way:
    """A line from a stage to another, and its arrow. ``kind``: "on", "back", "out"."""

    kind: str
    start: str
    to: str
    line: str
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    gates: tuple[Gate, ...]
    ways: tuple[Way, ...]


def drawing(program: Program) -> Drawing:
    """The graph of a program."""
    back, past = _rails(program, up=True), _rails(program, up=False)
    left, right = (EDGE + LANE * (max(rails.values(), default=-1) + 1) for rails in (back, past))
    width, y = WIDTH - left - right, float(EDGE)
    nodes: dict[str, Node] = {}
    gates = []
    for key, stage in program.stages.items():
        nodes[key] = Node(stage, left, y, width, start=key == program.start)
        gate = _gate(stage, left + SPINE, y + NODE)
        gates.append(gate)
        y += NODE + 2 * ROOM + LINE * len(gate.lines) + (END if gate.end else 0)
    ways = [*_onward(nodes), *_beside(nodes, back, -1), *_beside(nodes, past, 1)]
    return Drawing(WIDTH, y - ROOM + EDGE, tuple(nodes.values()), tuple(gates), tuple(ways))


def ways_of(program: Program, stage: Stage) -> Iterator[tuple[str, str]]:
    """Where a stage leads besides its next, with the kind: "back" to an earlier one or its own, else "out"."""
    order = list(program.stages)
    for to in order:
        if to in stage.ways:
            yield to, "back" if order.index(to) <= order.index(stage.key) else "out"


def _gate(stage: Stage, x: float, y: float) -> Gate:
    conditions = stated(stage.gate) or (Need("none"),)
    lines = tuple((need, x + 14, y + ROOM + LINE * nth + 12) for nth, need in enumerate(conditions))
    end = (x, y + ROOM + LINE * len(lines) + END / 2 + 3) if stage.next is None else None
    return Gate(stage, lines, end)


def _onward(nodes: Mapping[str, Node]) -> Iterator[Way]:
    """Down the middle, where the next stage is the one below."""
    below = dict(zip(nodes, list(nodes)[1:], strict=False))
    for key, node in nodes.items():
        to, x, top = node.stage.next, node.x + SPINE, node.y + NODE
        if to is None or to == below.get(key):
            foot = nodes[to].y if to else top + ROOM + LINE * max(1, len(node.stage.gate)) + END / 2 - 4
            yield Way("on", key, to or "", f"M{x:g} {top:g}V{foot:g}", _down(x, foot))


def _rails(program: Program, *, up: bool) -> dict[str, int]:
    """The lane of each stage that is led to from below (``up``) or past others from above: the shorter, the nearer."""
    order = list(program.stages)
    spans: dict[str, tuple[int, int]] = {}
    for start, to in _lateral(program):
        here, there = order.index(start), order.index(to)
        if (there <= here) is up:
            low, high = spans.get(to, (there, there))
            spans[to] = min(low, here), max(high, here)
    lanes: dict[str, int] = {}
    for to in sorted(spans, key=lambda to: (spans[to][1] - spans[to][0], spans[to])):
        taken = {lane for other, lane in lanes.items() if _meet(spans[other], spans[to])}
        lanes[to] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _lateral(program: Program) -> Iterator[tuple[str, str]]:
    """Every way that does not simply lead to the stage below."""
    order = list(program.stages)
    for at, (key, stage) in enumerate(program.stages.items()):
        if stage.next is not None and order[at + 1 : at + 2] != [stage.next]:
            yield key, stage.next
        yield from ((key, to) for to, _ in ways_of(program, stage))


def _beside(nodes: Mapping[str, Node], rails: Mapping[str, int], side: int) -> Iterator[Way]:
    """``side``: -1 on the left, 1 on the right."""
    order, far = list(nodes), set[str]()
    for start, node in sorted(nodes.items(), key=lambda each: -side * order.index(each[0]), reverse=True):
        for to in _targets(node.stage, order, rails):
            if (order.index(to) <= order.index(start)) is (side < 0):
                yield _rail(node, nodes[to], rails[to], side, joins=to in far)
                far.add(to)


def _targets(stage: Stage, order: list[str], rails: Iterable[str]) -> Iterator[str]:
    at = order.index(stage.key)
    for to in rails:
        if to in stage.ways or (to == stage.next and order[at + 1 : at + 2] != [to]):
            yield to


def _rail(node: Node, to: Node, lane: int, side: int, *, joins: bool) -> Way:
    """The farthest draws the whole line; the others join it (``joins``)."""
    edge = node.x if side < 0 else node.x + node.width
    rail = edge + side * (LANE * (lane + 1) - 2)
    start, end = node.y + NODE * 0.68, to.y + NODE * 0.32
    turn = BEND if end > start else -BEND
    line = (
        f"M{edge:g} {start:g}H{rail - side * BEND:g}Q{rail:g} {start:g} {rail:g} {start + turn:g}"
        f"V{end - turn:g}Q{rail:g} {end:g} {rail - side * BEND:g} {end:g}H{edge + side * HEAD:g}"
    )
    line = f"M{edge:g} {start:g}H{rail:g}" if joins else line
    kind = "on" if to.stage.key == node.stage.next else "back" if side < 0 else "out"
    return Way(kind, node.stage.key, to.stage.key, line, _inward(edge, end, side))


def _down(x: float, y: float) -> str:
    return f"M{x:g} {y:g}l{-HEAD} {-HEAD * 1.5:g}h{HEAD * 2}z"


def _inward(x: float, y: float, side: int) -> str:
    return f"M{x:g} {y:g}l{side * HEAD * 1.5:g} {-HEAD}v{HEAD * 2}z"
