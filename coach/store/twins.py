"""Many people made of few: each lives the life of somebody who was lived already, under a number, a key and ids of their own.

Every row is sealed as it would be by those who write it. For benchmarks, into a database that nobody uses: ids of numbers are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, text

from coach.core.state import State
from coach.store import consents, inbox, journeys, notes
from coach.store.codec import decode_state, encode_state
from coach.store.columns import Moment, as_text
from coach.store.outbox import place
from coach.store.people import sealed_phone
from coach.store.sealing import Box, Sealer
from coach.store.tables import alert, answer, consent, data_key, inbound, journal, journey, note, number, outbound, participant, promise
from coach.store.work import Work

Row = dict[str, Any]
ABOUT: Mapping[str, tuple[str, Callable[[Row], str]]] = {
    "inbound": ("sealed", lambda row: inbox.about(row["sid"])),
    "outbound": ("sealed", lambda row: place(row["number_id"], row["journey_id"], row["dedupe"])),
    "journal": ("sealed", lambda row: f"journal:{row['journey_id']}:{row['seq']}"),
    "answer": ("sealed", lambda row: f"answer:{row['journey_id']}:{row['measure']}"),
    "promise": ("sealed", lambda row: f"promise:{row['journey_id']}:{row['id']}"),
    "note": ("sealed", lambda row: notes.about(row["journey_id"])),
    "consent": ("evidence", lambda row: consents.about(row["number"])),
    "journey": ("state", lambda row: journeys.about(row["id"], row["version"])),
}
TABLES = (participant, journey, consent, inbound, outbound, answer, promise, alert, journal, note)
COUNTED = frozenset({"consent", "inbound", "outbound", "answer", "alert", "note"})  # the database numbers their rows
BY_NUMBER = frozenset({"inbound", "outbound", "alert"})
FROM_SID, TO_SID = 2, 10  # of a carrier's id: the digits that make each twin's its own


@dataclass(frozen=True)
class Life:
    """One person's rows by table, opened. ``texts``: how many went to and fro."""

    state: State
    rows: Mapping[str, Sequence[tuple[Row, bytes | None]]]

    @property
    def texts(self) -> int:
        """How many texts, both ways."""
        return len(self.rows["inbound"]) + len(self.rows["outbound"])


@dataclass(frozen=True, slots=True)
class Twin:
    """Who is to live a life: ``nth`` of all, on this number (E.164). ``coach``: the id of whose they are; None: nobody's."""

    nth: int
    phone: str
    life: Life
    coach: str | None = None


def lives(work: Work) -> list[Life]:
    """Every life in this database, opened; those of erased people are not among them."""
    found = {row.number_id: row for row in work.connection.execute(select(participant)) if row.erased_at is None}
    boxes, blinds = work.boxes(found), {row.blind: row.id for row in work.connection.execute(select(number))}
    owner: dict[Any, int] = {row.id: number_id for number_id, row in found.items()}
    owner |= {row.id: owner[row.participant_id] for row in work.connection.execute(select(journey)) if row.participant_id in owner}
    rows: dict[int, dict[str, list[tuple[Row, bytes | None]]]] = {number_id: {table.name: [] for table in TABLES} for number_id in found}
    for table in TABLES:
        for one in work.connection.execute(select(table)).mappings():
            whose = _owner(table, one, owner, blinds)
            if whose in rows:
                rows[whose][table.name].append((dict(one), _opened(table, one, boxes[whose])))
    return [Life(decode_state(kept["journey"][0][1] or b""), kept) for kept in rows.values() if kept["journey"]]


def _owner(table: Table, row: Mapping[Any, Any], owner: Mapping[Any, int], blinds: Mapping[Any, int]) -> int | None:
    if "number_id" in row:
        found: int | None = row["number_id"]
        return found
    if table is consent:
        return blinds.get(row["number"])
    return owner.get(row["id"] if table is journey else row["journey_id"])


def _opened(table: Table, row: Mapping[Any, Any], box: Box) -> bytes | None:
    column, about = ABOUT.get(table.name, ("", str))
    return box.open(row[column], about(dict(row))) if column and row[column] else None


def plant_twins(work: Work, twins: Sequence[Twin], now: datetime) -> None:
    """Keep these people. Raises: ``BrokenLaw`` when one of them is there already."""
    keys = {twin.nth: work.sealer.new_key() for twin in twins}
    fresh = [_Planted(twin, work.sealer, keys[twin.nth]) for twin in twins]
    _insert(work, number, (one.number(now) for one in fresh))
    _insert(work, data_key, (one.key() for one in fresh))
    for table in TABLES:
        _insert(work, table, (row for one in fresh for row in one.rows(table)))


def settle_in(work: Work) -> None:
    """After the last of them: let the database count on from there, and learn what it holds (ANALYZE)."""
    if work.postgres:
        work.connection.execute(text("SELECT setval(pg_get_serial_sequence('number', 'id'), (SELECT max(id) FROM number))"))
    work.connection.execute(text("ANALYZE"))


class _Planted:
    """One twin, being made."""

    def __init__(self, twin: Twin, sealer: Sealer, wrapped: bytes) -> None:
        self._twin, self._sealer, self._wrapped = twin, sealer, wrapped
        self._box = sealer.box(wrapped)
        self._id = f"{twin.nth:08x}"
        self._blind = sealer.number_index(twin.phone)
        name = twin.life.state.profile.name
        self._name = sealer.name_index(name) if name else None

    def number(self, now: datetime) -> Row:
        phone = sealed_phone(self._box, self._twin.phone, self._blind)
        return {"id": self._twin.nth, "blind": self._blind, "phone": phone, "last_sender": None, "created_at": now, "erased_at": None}

    def key(self) -> Row:
        return {"number_id": self._twin.nth, "key_id": self._sealer.key_id, "wrapped": self._wrapped}

    def rows(self, table: Table) -> Iterator[Row]:
        column, about = ABOUT.get(table.name, ("", str))
        own = self._own(table)
        for kept, plain in self._twin.life.rows[table.name]:
            row = {**kept, **own} if kept.get("journey_id", "") is not None else {**kept, **own, "journey_id": None}
            if row.get("sid"):
                row["sid"] = f"{row['sid'][:FROM_SID]}{self._id}{row['sid'][TO_SID:]}"
            if plain is not None:
                row[column] = self._box.seal(self._state() if table is journey else plain, about(row))
            yield row

    def _own(self, table: Table) -> Row:
        """What is different for each twin, but for what is sealed and the carrier's ids."""
        own: Row = {"number_id": self._twin.nth} if table.name in BY_NUMBER or table is participant else {}
        if table is journey:
            return {"id": f"j{self._id}", "participant_id": f"p{self._id}", "coach": self._twin.coach, "name_blind": self._name}
        if table is participant:
            return {"id": f"p{self._id}", **own}
        if table is consent:
            return {"number": self._blind, "participant_id": f"p{self._id}"}
        return {**own, "journey_id": f"j{self._id}", **({"once": None, "why": None} if table is alert else {})}

    def _state(self) -> bytes:
        return encode_state(replace(self._twin.life.state, journey=f"j{self._id}"))


def _insert(work: Work, table: Table, rows: Iterable[Row]) -> None:
    """Many rows the quickest way there is: COPY on PostgreSQL, one prepared statement on SQLite."""
    names = [column.name for column in table.c if not (table.name in COUNTED and column.name == "id")]
    listed = ", ".join(f'"{name}"' for name in names)
    cursor: Any = work.connection.connection.cursor()  # the driver's own: SQLAlchemy's way takes several times as long
    if work.postgres:
        with cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
        return
    moments = {name for name in names if isinstance(table.c[name].type, Moment)}
    places = ", ".join("?" * len(names))
    cursor.executemany(
        f'INSERT INTO "{table.name}" ({listed}) VALUES ({places})',  # noqa: S608 - names of our own tables
        ([as_text(row[name]) if name in moments else row[name] for name in names] for row in rows),
    )
