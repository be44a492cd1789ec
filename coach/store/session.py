"""What every part of a transaction shares: its connection, and the keys found while it is open. Must not know what is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from coach.core.state import State
from coach.store.cache import States
from coach.store.either import Either
from coach.store.prepared import Among, Driver, Prepared
from coach.store.sealing import Box, Sealer
from coach.store.tables import data_key, journey, number, participant

KEYS = Prepared(select(data_key.c.number_id, data_key.c.wrapped).where(Among(data_key.c.number_id, "ids")))
OWNERS = Prepared(
    select(journey.c.id, participant.c.id.label("participant_id"), number.c.id.label("number_id"), number.c.blind)
    .join_from(journey, participant)
    .join(number)
    .where(Among(journey.c.id, "ids"), participant.c.erased_at.is_(None))
)


class Owner(NamedTuple):
    """Whose something is; no participant: the number is nobody's."""

    participant_id: str | None
    number_id: int
    blind: bytes


class Session:
    """A connection inside a transaction, and what it has looked up so far."""

    def __init__(self, connection: Connection, sealer: Sealer, states: States) -> None:
        self.connection = connection
        self.sealer = sealer
        self.states = states
        self.fresh: dict[str, tuple[int, State]] = {}  # states to be remembered, but only once this is committed
        self.erased = False
        self.postgres = connection.dialect.name == "postgresql"
        self._driver = Driver(connection)
        self._boxes: dict[int, Box] = {}
        self._owners: dict[str, Owner] = {}

    def forget(self) -> None:
        """Drop what was looked up or saved: it may have been rolled back."""
        self.fresh.clear()
        self._boxes.clear()
        self._owners.clear()

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say what to do on conflict; for what is done often see ``either`` and ``prepared``."""
        return postgresql.insert(table) if self.postgres else sqlite.insert(table)

    def ours(self, statement: Either) -> Any:
        """The statement as the database on the other side words it."""
        return statement.postgres if self.postgres else statement.sqlite

    def boxes(self, number_ids: Iterable[int]) -> dict[int, Box]:
        """The boxes of these numbers; those whose key was destroyed are not among them."""
        wanted = set(number_ids)
        missing = wanted - self._boxes.keys()
        if missing:
            for number_id, wrapped in self.rows(KEYS, ids=list(missing)):
                self._boxes[number_id] = self.sealer.box(wrapped)
        return {number_id: self._boxes[number_id] for number_id in wanted if number_id in self._boxes}

    def box(self, number_id: int) -> Box:
        """The box of a number already looked up."""
        return self._boxes[number_id]

    def remember_box(self, number_id: int, box: Box) -> None:
        """Spare looking it up again."""
        self._boxes[number_id] = box

    def forget_box(self, number_id: int) -> None:
        """The key was destroyed."""
        self._boxes.pop(number_id, None)

    def owners(self, journey_ids: Collection[str]) -> dict[str, Owner]:
        """Whose these journeys are; those of erased participants are not among them."""
        missing = [journey_id for journey_id in journey_ids if journey_id not in self._owners]
        if missing:
            self.remember_owners((row[0], Owner(*row[1:])) for row in self.rows(OWNERS, ids=missing))
        return {journey_id: self._owners[journey_id] for journey_id in journey_ids if journey_id in self._owners}

    def remember_owners(self, owners: Iterable[tuple[str, Owner]]) -> None:
        """Spare looking them up again."""
        self._owners.update(owners)

    def rows(self, statement: Prepared, **values: Any) -> list[Any]:
        """Every row a statement gives for these values."""
        return statement.rows(self._driver, values)

    def run(self, statement: Any, rows: Sequence[dict[str, Any]]) -> int:
        """Execute for each of ``rows``; answers how many rows of the table it touched. No rows, no statement."""
        if not rows:
            return 0
        if isinstance(statement, Prepared):
            return statement.run(self._driver, rows)
        return self.connection.execute(statement, list(rows)).rowcount
