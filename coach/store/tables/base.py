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


def among(column: str, words: Iterable[str]) -> str:
    """That the column is one of the words. Not ``IN``: of more than two words SQLite makes a table, anew for every row that is written."""
    return f"({' OR '.join(f'{column} = {str(word)!r}' for word in words)})"


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Only these words may stand in the column."""
    return CheckConstraint(among(column, words), name=column)


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows that still matter, so that it stays small however many are done with."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
