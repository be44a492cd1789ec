"""People taken whole from one database into another that the same master key seals: lived through in memory, kept in a file.

What a coach wrote when taking an alert is sealed to that row's id and stays behind. What we texted is sealed
to the number's row, and is sealed anew; everything else comes along unopened.
Must not know whose lives these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select

from coach.store.outbox import place
from coach.store.session import Session
from coach.store.tables import (
    alert,
    answer,
    consent,
    data_key,
    erasure,
    inbound,
    journal,
    journey,
    note,
    number,
    opt_out,
    outbound,
    participant,
    promise,
)

REST = (data_key, participant, journey, consent, opt_out, erasure, inbound, outbound, answer, promise, alert, journal, note)
COUNTED = frozenset({"consent", "inbound", "outbound", "answer", "alert", "note"})  # their ids are given anew
Lifted = Mapping[str, Sequence[tuple[Any, ...]]]


class MovingReads(Session):
    """The way out."""

    def lifted(self) -> Lifted:
        """Everybody in this database with all that is theirs: rows by table, as they are kept."""
        return {table.name: [tuple(row) for row in self.connection.execute(select(table))] for table in (number, *REST)}


class MovingWrites(MovingReads):
    """The way in."""

    def plant(self, people: Lifted) -> None:
        """Take these people in. Raises: ``BrokenLaw`` when one of them is here already."""
        numbers = self._plant_numbers(people[number.name])
        keys = {row[0]: row[-1] for row in people[data_key.name]}
        for table in REST:
            rows = [self._moved(table, row, numbers, keys) for row in people[table.name]]
            if rows:
                self.connection.execute(table.insert(), rows)

    def _plant_numbers(self, rows: Sequence[tuple[Any, ...]]) -> dict[int, int]:
        """The new id of each number, by its old one."""
        if not rows:
            return {}
        old = [dict(zip(number.c.keys(), row, strict=True)) for row in rows]
        was = [one.pop("id") for one in old]
        adding = number.insert().returning(number.c.id, sort_by_parameter_order=True)
        return dict(zip(was, self.connection.scalars(adding, old), strict=True))

    def _moved(self, table: Table, row: tuple[Any, ...], numbers: Mapping[int, int], keys: Mapping[int, bytes]) -> dict[str, Any]:
        one = dict(zip(table.c.keys(), row, strict=True))
        if table.name in COUNTED:
            del one["id"]
        if one.get("number_id") is not None:
            one["number_id"] = numbers[one["number_id"]]
        if table is alert:
            one["why"] = None
        if table is outbound and one["sealed"] is not None:
            one["sealed"] = self._sealed_anew(one, row[table.c.keys().index("number_id")], keys)
        return one

    def _sealed_anew(self, text: Mapping[str, Any], was: int, keys: Mapping[int, bytes]) -> bytes:
        box, rest = self.sealer.box(keys[was]), (text["journey_id"], text["dedupe"])
        return box.seal(box.open(text["sealed"], place(was, *rest)), place(text["number_id"], *rest))
