"""The figures of groups of participants as they were last counted. Must not know what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from coach.store.either import or_renewed
from coach.store.insight_lives import InsightLives
from coach.store.prepared import Prepared
from coach.store.running import RunningReads, RunningWrites
from coach.store.tables import insight, journey

COUNTED = "insight counted"
GROUPS = Prepared(
    select(insight.c.program, insight.c.version, insight.c.role, insight.c.cohort, insight.c.people).order_by(
        insight.c.program, insight.c.version, insight.c.role, insight.c.cohort
    )
)
ONE = Prepared(
    select(insight.c.figures).where(
        insight.c.program == bindparam("program"),
        insight.c.version == bindparam("version"),
        insight.c.role == bindparam("role"),
        insight.c.cohort == bindparam("cohort"),
    )
)
RENEWING = or_renewed(insight, key=("program", "version", "role", "cohort"), news=("at", "people", "figures"))


@dataclass(frozen=True, slots=True)
class InsightGroup:
    """A group there are figures of. ``version`` 0, ``role`` "", ``cohort`` "": whichever."""

    program: str
    version: int
    role: str
    cohort: str
    people: int


@dataclass(frozen=True, slots=True)
class InsightRow:
    """The figures of a group, packed."""

    group: InsightGroup
    figures: bytes


class InsightReads(RunningReads, InsightLives):
    """What was counted."""

    def insight_counted(self, form: str) -> datetime | None:
        """When everything was last counted (UTC), and packed in this form; None: never."""
        marked = self.marked(COUNTED)
        return marked[0] if marked and marked[1] == form else None

    def insight_groups(self) -> list[InsightGroup]:
        """Every group there are figures of."""
        return [InsightGroup(*row) for row in self.rows(GROUPS)]

    def insight(self, program: str, version: int, role: str, cohort: str) -> bytes | None:
        """The figures of one group; None: there are none, or they may not be looked at."""
        found = self.rows(ONE, program=program, version=version, role=role, cohort=cohort)
        return bytes(found[0].figures) if found else None

    def few_journeys(self, most: int) -> bool:
        """Whether there are no more than ``most``."""
        some = select(journey.c.id).limit(most + 1).subquery()
        return (self.connection.scalar(select(func.count()).select_from(some)) or 0) <= most


class InsightWrites(RunningWrites, InsightReads):
    """Keeping what was counted."""

    def keep_insight(self, rows: Sequence[InsightRow], at: datetime, form: str) -> None:
        """These are the figures from now on, packed in this form, and there are no others."""
        ordered = sorted(rows, key=lambda row: (row.group.program, row.group.version, row.group.role, row.group.cohort))
        self.run(self.ours(RENEWING), [_row(one, at) for one in ordered])
        self.connection.execute(insight.delete().where(insight.c.at != at))
        self.set_mark(COUNTED, at, form)


def _row(one: InsightRow, at: datetime) -> dict[str, object]:
    of = one.group
    return {
        "program": of.program,
        "version": of.version,
        "role": of.role,
        "cohort": of.cohort,
        "at": at,
        "people": of.people,
        "figures": one.figures,
    }
