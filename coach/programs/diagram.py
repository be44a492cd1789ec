"""Draws a program as a Mermaid state diagram, from the data alone."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.program import Program, Stage


def mermaid(program: Program) -> str:
    """The stages and their edges as ``stateDiagram-v2``: forward with the dwell, back, out, and where an owned-up lie leads."""
    lines = ["stateDiagram-v2", "    direction TB", *_names(program), f"    [*] --> {_id(program.start)}"]
    for stage in program.stages.values():
        lines += [f"    {_id(stage.key)} --> {to} : {label}" for to, label in _edges(program, stage)]
    return "\n".join(lines) + "\n"


def _id(key: str) -> str:
    return key.replace("-", "_")


def _names(program: Program) -> list[str]:
    return [f'    state "{key}" as {_id(key)}' for key in program.stages]


def _edges(program: Program, stage: Stage) -> Iterator[tuple[str, str]]:
    if stage.next is None:
        yield "[*]", f"{stage.dwell} d, completed"
    else:
        yield _id(stage.next), f"{stage.dwell} d and gate" if stage.gate else f"{stage.dwell} d"
    for to in program.stages:
        if to in stage.ways:
            yield _id(to), _label(program, stage, to)


def _label(program: Program, stage: Stage, to: str) -> str:
    if to == stage.lied:
        return "back, a lie"
    return "out" if to == program.letting_go else "back"
