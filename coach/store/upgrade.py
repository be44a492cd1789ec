"""Brings a database to the newest schema, from the migrations that travel in the package. Must not know any table."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

ONE_AT_A_TIME = 4_862_021  # any number, as long as it is always this one: two machines may start at once


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", "coach.store:migrations")
    config.attributes["connection"] = connection
    return config


def bring_to_head(connection: Connection) -> None:
    """Apply every migration that is missing, in the transaction that is open."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
    command.upgrade(configuration(connection), "head")


def revision(connection: Connection) -> str | None:
    """The migration the database stands at; None: it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The newest migration this package knows."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
