"""The column types both databases share. Must not know any table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeDecorator, TypeEngine


class Moment(TypeDecorator[datetime]):
    """An aware moment, always UTC: ``timestamptz`` on PostgreSQL, on SQLite text of one fixed width, so that it sorts as time does."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Moments on their way in; the short way, for there are many."""
        return in_utc if dialect.name == "postgresql" else as_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002  SQLAlchemy's signature
        """Moments on their way out."""
        return in_utc if dialect.name == "postgresql" else from_text


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment in UTC. Raises: ``ValueError`` for one that does not know its zone (SQLAlchemy wraps it)."""
    if moment is None or moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return moment.astimezone(UTC)


@lru_cache(maxsize=4096)  # one moment is written to many rows
def as_text(moment: datetime | None) -> str | None:
    """A moment as SQLite keeps it."""
    known = in_utc(moment)
    return None if known is None else known.isoformat(" ", "microseconds")


def from_text(text: str | None) -> datetime | None:
    """The moment again."""
    return datetime.fromisoformat(text) if text else None


ROW_ID = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts rows only in an INTEGER PRIMARY KEY
