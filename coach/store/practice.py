"""The practice's own settings: every change is a row, and the newest of each part is what holds. Must not know what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import func, select

from coach.core.model import Bounds
from coach.errors import StaleState
from coach.store.database import BrokenLaw, translated
from coach.store.practice_found import BOUNDS, DEADLINES, LINES, Change, KeptLine, Practice
from coach.store.prepared import Prepared
from coach.store.session import Session
from coach.store.tables import practice

Value = Bounds | Mapping[str, int] | Mapping[str, KeptLine] | None
NEWEST = Prepared(select(func.max(practice.c.id)))
STANDING = select(practice).where(practice.c.id.in_(select(func.max(practice.c.id)).group_by(practice.c.part))).order_by(practice.c.id)

_json = msgspec.json.Encoder(order="deterministic")
_bounds = msgspec.json.Decoder(Bounds)
_deadlines = msgspec.json.Decoder(dict[str, int])
_lines = msgspec.json.Decoder(dict[str, KeptLine])


class PracticeReads(Session):
    """The settings, read."""

    def practice_version(self) -> int:
        """The number of the newest change; 0: nothing was ever changed."""
        return self.rows(NEWEST)[0][0] or 0

    def practice(self) -> Practice:
        """The settings as they stand."""
        rows = [Change(row.id, row.at, row.coach_id, row.part, row.value) for row in self.connection.execute(STANDING)]
        given = {row.part: row for row in rows if row.value}
        return Practice(
            version=max((row.id for row in rows), default=0),
            bounds=replace(_bounds.decode(given[BOUNDS].value), version=given[BOUNDS].id) if BOUNDS in given else None,
            deadlines=_deadlines.decode(given[DEADLINES].value) if DEADLINES in given else {},
            lines={part.removeprefix(LINES): _lines.decode(row.value) for part, row in given.items() if part.startswith(LINES)},
            versions={row.part: row.id for row in rows},
        )

    def practice_changes(self, limit: int = 20) -> list[Change]:
        """Who changed what, newest first."""
        rows = self.connection.execute(select(practice).order_by(practice.c.id.desc()).limit(limit))
        return [Change(row.id, row.at, row.coach_id, row.part, row.value) for row in rows]


class PracticeWrites(PracticeReads):
    """The settings, changed."""

    def keep_practice(self, part: str, value: Value, after: int, coach_id: str, now: datetime) -> None:
        """From now on a part is ``value``; None: as the product comes.

        ``after``: the number of the change it was made from, 0 for none. Raises: ``StaleState`` when somebody changed it since.
        """
        stands = self.connection.scalar(select(func.max(practice.c.id)).where(practice.c.part == part)) or 0
        if stands != after:
            raise StaleState("somebody else changed this setting first")
        row = {"at": now, "coach_id": coach_id, "part": part, "after": after, "value": encoded(value)}
        try:
            with translated():
                self.run(practice.insert(), [row])
        except BrokenLaw:  # two at once: the database takes one successor of a change, and no more
            raise StaleState("somebody else changed this setting first") from None


def encoded(value: Value) -> str:
    """A value as it is kept; empty for none."""
    if isinstance(value, Bounds):
        value = replace(value, version=0)
    return "" if value is None else _json.encode(value).decode()
