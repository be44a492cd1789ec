"""The way a program leads, as counting needs it: its stages in order. Must not know what happens in them."""

from __future__ import annotations

from dataclasses import dataclass

from coach.core.program import Program


@dataclass(frozen=True, slots=True)
class Road:
    """``stages``: from the first to the last; ``aside``: those that lie beside the road. ``program``: its name."""

    program: str
    stages: tuple[str, ...]
    aside: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the funnel after joining: every stage, then having completed."""
        return (*self.stages, "completed")


def road_of(program: Program) -> Road:
    """The road of a program: from its first stage along what comes next."""
    stages: list[str] = []
    key: str | None = program.start
    while key is not None and key not in stages:
        stages.append(key)
        key = program.stages[key].next
    return Road(program.name, tuple(stages), tuple(key for key in program.stages if key not in stages))
