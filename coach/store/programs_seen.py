"""Who is on which version of which program, and in which stage: numbers, never people. Must not know what a program holds.

Two statements, however many people and versions there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from coach.core.model import Phase
from coach.store.seeing import Cards, alive, visible
from coach.store.tables import journey


@dataclass(frozen=True, slots=True)
class Standing:
    """So many people (``people``) of one version stand here. ``digest``: of the version when they began on it."""

    program: str
    version: int
    digest: str
    stage: str
    phase: Phase
    people: int


@dataclass(frozen=True, slots=True)
class FirstUse:
    """When the first journey of a version, with the words it had then, was made (UTC)."""

    program: str
    version: int
    digest: str
    at: datetime


class ProgramReads(Cards):
    """Journeys counted by the version they are pinned to. ``seen_by``: whose eyes, a coach's id; None: eyes that see everybody."""

    def standings(self, seen_by: str | None) -> list[Standing]:
        """How many people stand where; erased ones are not among them."""
        where = (journey.c.program, journey.c.program_version, journey.c.digest, journey.c.stage, journey.c.phase)
        found = select(*where, func.count()).where(alive(), visible(seen_by))
        rows = self.connection.execute(found.group_by(*where).order_by(*where))
        return [Standing(row[0], row[1], row[2], row[3], Phase(row[4]), row[5]) for row in rows]

    def first_uses(self) -> list[FirstUse]:
        """When each version was first used, the oldest first; whoever it was, and whether or not they are still here."""
        what = (journey.c.program, journey.c.program_version, journey.c.digest)
        first = func.min(journey.c.created_at, type_=journey.c.created_at.type)
        rows = self.connection.execute(select(*what, first.label("first")).group_by(*what).order_by("first", *what))
        return [FirstUse(*row) for row in rows]
