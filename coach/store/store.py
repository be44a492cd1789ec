"""The door to the database. One ``Store`` a process; everything else is asked of the ``View`` or ``Work`` it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, select, text

from coach.errors import BadSetting
from coach.store import upgrade
from coach.store.cache import States
from coach.store.database import Lines, emptied_log, engine_for, parsed, translated, turns
from coach.store.sealing import Sealer
from coach.store.tables import mark
from coach.store.watching import Heard, watch
from coach.store.work import View, Work

OWNER = "sealed by"
EMPTIED = ("answer", "promise", "note", "inbound", "outbound", "journey", "number", "participant")  # of erased people, besides keys


class Store:
    """A database at ``url`` (``sqlite://`` is one in memory), whose secrets ``sealer`` keeps.

    ``connections``: how many threads may be busy with it at once. ``states``: how many decoded states are remembered.
    Safe for threads. Raises: ``BadSetting`` for an address that will not do.
    """

    def __init__(self, url: str, sealer: Sealer, *, connections: int = 10, states: int = 1000) -> None:
        self._address = parsed(url)
        self._sealer = sealer
        self._states = States(states)
        self._engine = engine_for(self._address, connections)
        self._lines = Lines(self._engine, connections)
        self._writing, self._looking = turns(self._address)
        self._unscrubbed = False

    def open(self) -> None:
        """Connect. Raises: ``Away`` when there is nothing to connect to, ``BadSetting`` when another key sealed what is there."""
        with self._connection(writes=False) as connection:
            if upgrade.revision(connection) is not None:
                self._check_key(connection)

    def close(self) -> None:
        """Let every connection go."""
        self._lines.drop()

    def upgrade(self, now: datetime) -> None:
        """Bring the schema up to date; the first time, remember whose key seals it. Raises: as ``open``."""
        with self._connection(writes=True) as connection:
            upgrade.bring_to_head(connection)
            if self._check_key(connection):
                return
            connection.execute(mark.insert().values(name=OWNER, at=now, value=self._sealer.mark))

    def keys_for(self, purpose: str) -> list[bytes]:
        """Keys derived from the master keys for a purpose outside this room, newest first."""
        return self._sealer.keys_for(purpose)

    def watch(self, heard: Heard) -> None:
        """From now on tell ``heard`` of every statement: for measuring."""
        watch(self._engine, heard)
        self._lines.drop()

    def current(self) -> bool:
        """Whether the schema is the one this release knows. Raises: ``Away``."""
        with self._connection(writes=False) as connection:
            return upgrade.revision(connection) == upgrade.head()

    @contextmanager
    def reading(self) -> Iterator[View]:
        """A look at the database. Raises: ``Away``."""
        with self._connection(writes=False) as connection:
            view = View(connection, self._sealer, self._states)
            yield view
        self._states.keep(view.fresh)

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """One transaction: kept when the block ends, undone when it raises.

        Raises: what was raised inside, and ``StaleState`` (decide again), ``Away`` (later), ``BrokenLaw``.
        """
        with self._connection(writes=True) as connection:
            work = Work(connection, self._sealer, self._states)
            yield work
        self._states.keep(work.fresh)
        if (work.erased or self._unscrubbed) and self._engine.dialect.name == "sqlite":
            self._unscrubbed = not self.scrub()

    def scrub(self) -> bool:
        """Wipe what erased rows left in the database's files. False: somebody is reading just now; try again later.

        SQLite: the write-ahead log is emptied (rows themselves were overwritten at once); done after every erasure without being
        asked. PostgreSQL: the small table of keys is written anew, which keeps everybody waiting for a moment: a task for the
        night; the dead rows of every other table that an erasure empties are cleared, which keeps nobody waiting. What its own
        write-ahead log and backups hold ages out with them.
        """
        if self._engine.dialect.name == "sqlite":
            with self._writing, translated(), self._lines.line() as connection:
                return emptied_log(connection)
        with translated(), self._engine.connect() as connection:
            outside = connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in ("VACUUM FULL data_key", f"VACUUM {', '.join(EMPTIED)}"):
                outside.execute(text(statement))
        return True

    @contextmanager
    def _connection(self, *, writes: bool) -> Iterator[Connection]:
        with self._writing if writes else self._looking, translated(), self._lines.begun(writes=writes) as connection:
            yield connection

    def _check_key(self, connection: Connection) -> bool:
        """Whether the database knows whose it is. Raises: ``BadSetting`` when it is another's."""
        known = connection.scalar(select(mark.c.value).where(mark.c.name == OWNER))
        if known not in {None, self._sealer.mark}:
            raise BadSetting("COACH_SECRET_KEY is not the key this database was sealed with; set the one it was, or use another database")
        return known is not None
