"""Statements that the two databases word differently, made once: making one takes longer than running it. Must not know any table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


class Either(NamedTuple):
    """The same statement for SQLite and for PostgreSQL."""

    sqlite: Any
    postgres: Any


def adding(table: Table, complete: Callable[[Any], Any]) -> Either:
    """An INSERT that says what to do on conflict; ``complete`` makes it of each database's own INSERT."""
    return Either(complete(sqlite.insert(table)), complete(postgresql.insert(table)))


def unless_there(table: Table, *columns: str) -> Either:
    """An INSERT that leaves alone what is there already, by these unique columns."""
    return adding(table, lambda insert: insert.on_conflict_do_nothing(index_elements=columns))


def or_renewed(table: Table, key: tuple[str, ...], news: tuple[str, ...]) -> Either:
    """An INSERT that, where the ``key`` is there already, sets the columns ``news`` of that row instead."""
    return adding(
        table,
        lambda insert: insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in news}),
    )
