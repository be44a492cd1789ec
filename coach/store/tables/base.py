"""What every table is made with. Must not know any of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Index, MetaData, text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Only these words may stand in the column."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(word)) for word in words)})", name=column)


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows that still matter, so that it stays small however many are done with."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
