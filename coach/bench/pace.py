"""Measures how many decisions are made in a second: bare, and on the whole way from a text that arrives to one that is delivered.

SQLite alone, doing the least that keeping a decision asks of it, is measured beside them in the same run: seconds differ from machine
to machine, and from one minute to the next, but how many times as long one takes as the other hardly does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

from coach.core.machine import decide
from coach.engine.writing import Made
from coach.errors import CoachError
from coach.settings import Settings
from coach.sim.crowd import Crowd

ROW = bytes(1000)  # what a decision keeps, about
SETTING_UP = (
    "PRAGMA journal_mode = WAL",
    "CREATE TABLE journey (id INTEGER PRIMARY KEY, state BLOB)",
    "CREATE TABLE journal (id INTEGER PRIMARY KEY, sealed BLOB)",
    "INSERT INTO journey VALUES (1, NULL)",
)


class NotTheSame(CoachError):
    """A decision that was made again came out otherwise."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many in ``seconds`` of this process's own time."""

    name: str
    count: int
    seconds: float

    @property
    def each(self) -> float:
        """Microseconds for one."""
        return self.seconds / self.count * 1e6


class Recorded(Crowd):
    """A crowd of whose every decision a record is kept."""

    def __init__(self, settings: Settings, people: int, days: int, seed: int) -> None:
        self.made: list[Made] = []
        super().__init__(settings, people, days, seed)

    def _watch(self, journey: str, made: Made) -> None:
        super()._watch(journey, made)
        self.made.append(made)


def measured(settings: Settings, people: int, days: int, seed: int) -> list[Pace]:
    """SQLite alone, the bare decision, and the whole way, for one crowd. Raises: ``NotTheSame``, ``BadRequest``."""
    crowd = Recorded(settings, people, days, seed)
    began = process_time()
    crowd.live()
    whole = Pace("the whole way, laws checked", crowd.decisions, process_time() - began)
    return [sqlite_alone(crowd.decisions), bare(crowd), whole]


def bare(crowd: Recorded) -> Pace:
    """Every decision once more, in memory. Raises: ``NotTheSame``: chance, or the clock, has crept into the core."""
    parts = crowd.world.parts
    asked = [(made.before, made.event, made.now, parts.program(made.before.program, made.before.version)) for made in crowd.made]
    began = process_time()
    decided = [decide(*one) for one in asked]
    seconds = process_time() - began
    differing = sum(made.decision != again for made, again in zip(crowd.made, decided, strict=True))
    if differing:
        raise NotTheSame(f"{differing} decisions came out otherwise when they were made again")
    return Pace("the decision alone, in memory", len(decided), seconds)


def sqlite_alone(count: int) -> Pace:
    """So many transactions on a database in memory: a row added, a row changed, and committed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in SETTING_UP:
        connection.execute(statement)
    began = process_time()
    for _ in range(count):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO journal (sealed) VALUES (?)", (ROW,))
        connection.execute("UPDATE journey SET state = ? WHERE id = 1", (ROW,))
        connection.execute("COMMIT")
    seconds = process_time() - began
    connection.close()
    return Pace("SQLite alone: insert, update, commit", count, seconds)


def told(paces: Sequence[Pace]) -> str:
    """A table: how many a second, microseconds for one, and how many times as long as the first."""
    lines = [f"{'':<38} {'a second':>9} {'us each':>9} {'times':>7}"]
    lines += [f"{pace.name:<38} {1e6 / pace.each:>9,.0f} {pace.each:>9,.1f} {pace.each / paces[0].each:>7,.1f}" for pace in paces]
    return "\n".join(lines)
