"""One way to talk to SQLite and to PostgreSQL. Must not know any table.

SQLite: write-ahead log, every commit synced (a text once taken by the carrier must not be forgotten in a power cut),
foreign keys on, deleted bytes overwritten, write transactions begun at once and one at a time within the process: left to
SQLite's own waiting, which sleeps ever longer between tries, one thread in a hundred waits half a second and more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import StaticPool

from coach.errors import BadSetting, CoachError, StaleState

PRAGMAS = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON", "secure_delete": "ON", "temp_store": "MEMORY"}
LENT = "lent"
BUSY = 30  # seconds to wait for another process to finish writing
CONFLICTS = frozenset({"40001", "40P01"})  # SQLSTATE: serialization failure, deadlock (PostgreSQL manual, appendix A)


class Away(CoachError):
    """The database cannot be reached, is full or is locked: nothing was kept, try again later."""


class BrokenLaw(CoachError):
    """A constraint refused the rows: nothing of the transaction was kept. The text names the constraint, never a value."""


def parsed(url: str) -> URL:
    """The address of a database, with the old ``postgres://`` mended. Raises: ``BadSetting``."""
    try:
        address = make_url(url)
    except ArgumentError as wrong:
        raise BadSetting("DATABASE_URL is not an address; use sqlite:///coach.sqlite3 or postgresql://name@host/database") from wrong
    if address.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername in {"sqlite", "sqlite+pysqlite"}:
        return address
    raise BadSetting(f"DATABASE_URL: {address.drivername} is not supported; use sqlite:/// or postgresql://")


def in_memory(address: URL) -> bool:
    """Whether the database lives in this process only."""
    return address.get_backend_name() == "sqlite" and address.database in {None, "", ":memory:"}


def engine_for(address: URL, connections: int) -> Engine:
    """An engine of at most ``connections`` connections; none is made yet."""
    if address.get_backend_name() == "postgresql":
        return create_engine(address, pool_size=connections, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
    return _sqlite(address, connections)


def _sqlite(address: URL, connections: int) -> Engine:
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory(address) else {"pool_size": connections, "max_overflow": 0}
    engine = create_engine(address, connect_args={"check_same_thread": False, "timeout": BUSY}, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # we begin transactions ourselves: Python's own begin too late, and never for reading
    for name, value in PRAGMAS.items():
        raw.execute(f"PRAGMA {name} = {value}").close()


class Lines:
    """The connections of a database, at most so many at once. SQLite's stay open from one transaction to the next.

    SQLAlchemy would take each from its pool and give it back, which takes longer than all a small transaction does. PostgreSQL's
    are left to it: it asks whether they still live, and most of the time goes into the way there.
    """

    def __init__(self, engine: Engine, connections: int) -> None:
        self._engine = engine
        self._free = threading.Semaphore(connections)
        self._idle: list[Connection] = []
        self._dropped = 0
        event.listen(engine, "checkout", self._lent)
        event.listen(engine, "checkin", self._given_back)

    @contextmanager
    def line(self) -> Iterator[Connection]:
        """A connection to SQLite. Raises: ``NoConnection`` when all are busy for too long."""
        if not self._free.acquire(timeout=BUSY):
            raise NoConnection("all are busy")
        try:
            dropped, connection = self._dropped, self._taken()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            if dropped == self._dropped:
                self._idle.append(connection)
            else:
                connection.close()
        finally:
            self._free.release()

    @contextmanager
    def begun(self, *, writes: bool) -> Iterator[Connection]:
        """A transaction: kept when the block ends, undone when it raises. On SQLite one that ``writes`` begins as a writer."""
        if self._engine.dialect.name == "postgresql":
            with self._engine.begin() as connection:
                yield connection
            return
        with self.line() as connection:
            plainly(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")
            try:
                yield connection
                connection.commit()  # where SQLAlchemy was asked for anything, it believes that it has begun
                plainly(connection, "COMMIT", unless_done=True)
            except BaseException:
                connection.rollback()
                plainly(connection, "ROLLBACK", unless_done=True)
                raise

    def drop(self) -> None:
        """Let those go that nobody uses just now, and the others when they come back: the pool they came from is no more."""
        self._dropped += 1
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _lent(self, _raw: Any, record: Any, _proxy: Any) -> None:
        record.info[LENT] = self._dropped

    def _given_back(self, raw: Any, record: Any) -> None:
        if raw is not None and record.info.get(LENT) != self._dropped:
            raw.close()

    def _taken(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()


def plainly(connection: Connection, statement: str, *, unless_done: bool = False) -> None:
    """A statement without values, told to the driver itself: SQLAlchemy's own way takes longer than all the database does.

    ``unless_done``: not where the transaction has ended already (SQLite).
    """
    raw: Any = connection.connection.driver_connection
    if unless_done and not raw.in_transaction:
        return
    try:
        raw.execute(statement).close()
    except engine_errors(connection) as wrong:
        raise as_sqlalchemy(wrong, connection.dialect) from wrong


def engine_errors(connection: Connection) -> type[Exception]:
    """What the driver raises."""
    errors: type[Exception] = connection.dialect.loaded_dbapi.Error
    return errors


def as_sqlalchemy(wrong: Exception, dialect: Dialect) -> Exception:
    """The driver's error as SQLAlchemy would raise it, without the values."""
    return DBAPIError.instance(None, None, wrong, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)


@contextmanager
def undone_alone(connection: Connection) -> Iterator[None]:
    """A savepoint: what is done inside is undone when it raises, and nothing else."""
    plainly(connection, "SAVEPOINT kept")
    try:
        yield
    except BaseException:
        if not connection.invalidated:  # else there is nothing left to undo
            plainly(connection, "ROLLBACK TO SAVEPOINT kept")
            plainly(connection, "RELEASE SAVEPOINT kept")
        raise
    plainly(connection, "RELEASE SAVEPOINT kept")


def emptied_log(connection: Connection) -> bool:
    """Move SQLite's write-ahead log into its database and cut it to nothing. False at once when a reader still needs it."""
    raw: Any = connection.connection.driver_connection  # no transaction may be open, and SQLAlchemy would begin one
    raw.execute("PRAGMA busy_timeout = 0").close()
    [busy, *_] = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {BUSY * 1000}").close()
    return not busy


class Turn:
    """Lets one thread in at a time, and tells a thread that would wait for itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a transaction is already open in this thread; pass its Work on instead of opening another")
        self._lock.acquire()
        self._holder = me

    def __exit__(self, *_: object) -> None:
        self._holder = None
        self._lock.release()


def turns(address: URL) -> tuple[AbstractContextManager[None], AbstractContextManager[None]]:
    """What a writer and a reader must hold. Readers wait only where all share one connection, PostgreSQL's never."""
    if address.get_backend_name() == "postgresql":
        return nullcontext(), nullcontext()
    turn = Turn()
    return turn, (turn if in_memory(address) else nullcontext())


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors as ours, without the values they would show.

    Raises: ``StaleState`` where two transactions got in each other's way, ``Away``, ``BrokenLaw``.
    """
    try:
        yield
    except IntegrityError as wrong:
        raise BrokenLaw(_constraint(wrong)) from None
    except NoConnection as wrong:
        raise Away("every connection to the database is busy") from wrong
    except (OperationalError, InterfaceError) as wrong:
        if getattr(wrong.orig, "sqlstate", None) in CONFLICTS:
            raise StaleState("two transactions got in each other's way") from None
        raise Away(f"the database cannot be used now: {str(wrong.orig).partition(chr(10))[0]}") from wrong


def _constraint(wrong: DBAPIError) -> str:
    """The name of what refused: PostgreSQL tells it apart, SQLite's message is made of nothing else."""
    diagnosis = getattr(wrong.orig, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or getattr(diagnosis, "message_primary", None) or wrong.orig)
