"""Statements that run again and again: worded once for each database, then handed to its driver as they are.

SQLAlchemy words them, so that there is one source for both, and knows how values travel. Only its way from a statement to the
driver is left out: for statements this small it takes several times as long as the database does. Must not know any table.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Boolean, ColumnElement, Connection, Dialect, Insert, LargeBinary, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import NullType, TypeDecorator

from coach.store.database import as_sqlalchemy, engine_errors
from coach.store.either import Either

Convert = Callable[[Any], Any]
Ways = list[tuple[int, Convert]]
AS_THEY_ARE = (Boolean, LargeBinary)  # what SQLite's driver takes as Python has it; SQLAlchemy's own check of each costs more than the rest


class _Ids(TypeDecorator[Any]):
    """Many ids in one value: a JSON array for SQLite, an array for PostgreSQL."""

    impl = NullType
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Convert | None:
        """How they travel."""
        return None if dialect.name == "postgresql" else _as_json


class Among(ColumnElement[bool]):
    """That a column is one of the ids in the list ``name``: one wording, however many they are. Ids are words or whole numbers."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.ids = bindparam(name, type_=_Ids())

    def self_group(self, against: object = None) -> Among:  # noqa: ARG002 - SQLAlchemy's signature
        """As it is: SQLite is not asked whether it equals 1, which would keep it from using an index."""
        return self


@compiles(Among, "sqlite")
def _of_json(element: Among, compiler: Any, **how: Any) -> str:
    ids = compiler.process(element.ids, **how)
    return f"{compiler.process(element.column, **how)} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - made of parts of a statement


@compiles(Among, "postgresql")
def _of_array(element: Among, compiler: Any, **how: Any) -> str:
    return f"{compiler.process(element.column, **how)} = ANY({compiler.process(element.ids, **how)})"


class Driver:
    """The database's driver under a connection, for as long as its transaction lasts."""

    def __init__(self, connection: Connection) -> None:
        self.dialect = connection.dialect
        self.errors = engine_errors(connection)
        self.cursor = connection.connection.cursor()


class Prepared:
    """A statement, ready to be run with values by name. An INSERT without values takes its columns from the first row it is given."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement if isinstance(statement, Either) else Either(statement, statement)
        self._worded: dict[str, _Worded] = {}

    def rows(self, driver: Driver, values: Mapping[str, Any]) -> list[Any]:
        """Run it; every row, its columns by name. Raises: SQLAlchemy's ``DBAPIError``."""
        worded = self._for(driver.dialect, values)
        try:
            driver.cursor.execute(worded.sql, worded.bound(values))
            return worded.read(driver.cursor.fetchall())
        except driver.errors as wrong:
            raise as_sqlalchemy(wrong, driver.dialect) from wrong

    def run(self, driver: Driver, many: Sequence[Mapping[str, Any]]) -> int:
        """Run it once for each of ``many``, at least one; how many rows it touched. Raises: SQLAlchemy's ``DBAPIError``."""
        worded = self._for(driver.dialect, many[0])
        try:
            driver.cursor.executemany(worded.sql, [worded.bound(values) for values in many])
            return int(driver.cursor.rowcount)
        except driver.errors as wrong:
            raise as_sqlalchemy(wrong, driver.dialect) from wrong

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> _Worded:
        worded = self._worded.get(dialect.name)
        if worded is None:
            statement = self._statement.postgres if dialect.name == "postgresql" else self._statement.sqlite
            worded = self._worded[dialect.name] = _Worded(statement, dialect, list(values))
        return worded


class _Worded:
    """A statement in the words of one database, and how its values go in and come out."""

    def __init__(self, statement: Any, dialect: Dialect, names: list[str]) -> None:
        columns = names if isinstance(statement, Insert) else None
        compiled = statement.compile(dialect=dialect, column_keys=columns, for_executemany=columns is not None)
        if "[POSTCOMPILE_" in compiled.string:
            raise TypeError("use Among for a list of values, not in_: a prepared statement is worded once")
        self.sql = compiled.string
        ways_in = {name: _way_in(bound.type, dialect) for name, bound in compiled.binds.items()}
        own = {name: value for name, value in compiled.params.items() if name not in names}
        self._own = {name: value if (way := ways_in[name]) is None else way(value) for name, value in own.items()}
        self.bound = self._by_name(ways_in, names) if compiled.positiontup is None else self._by_place(ways_in, compiled.positiontup)
        returned = list(statement.exported_columns) if columns is None or statement.returning_column_descriptions else []
        self._row = _row_of([column.key for column in returned])
        self._ways_out = _places([column.type.dialect_impl(dialect).result_processor(dialect, None) for column in returned])

    def _by_name(self, ways_in: Mapping[str, Convert | None], names: list[str]) -> Callable[[Mapping[str, Any]], Any]:
        ways = {name: way for name in names if (way := ways_in.get(name)) is not None}
        return lambda values: {**self._own, **values, **{name: way(values[name]) for name, way in ways.items()}}

    def _by_place(self, ways_in: Mapping[str, Convert | None], order: list[str]) -> Callable[[Mapping[str, Any]], Any]:
        ways, own = _places([None if name in self._own else ways_in[name] for name in order]), self._own
        take = itemgetter(*order) if len(order) > 1 else lambda values: [values[name] for name in order]

        def bound(values: Mapping[str, Any]) -> list[Any]:
            return _converted(take({**own, **values} if own else values), ways)

        return bound

    def read(self, raw: Sequence[Sequence[Any]]) -> list[Any]:
        """What the driver gave, as values by name."""
        new, row, ways = tuple.__new__, self._row, self._ways_out
        return [new(row, _converted(values, ways)) for values in raw] if ways else [new(row, values) for values in raw]


def _way_in(kind: Any, dialect: Dialect) -> Convert | None:
    if dialect.name == "sqlite" and isinstance(kind, AS_THEY_ARE):
        return None
    way: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return way


def _places(ways: Sequence[Convert | None]) -> Ways:
    return [(place, way) for place, way in enumerate(ways) if way is not None]


def _converted(values: Sequence[Any], ways: Ways) -> list[Any]:
    changed = [*values]
    for place, way in ways:
        changed[place] = way(changed[place])
    return changed


def _row_of(names: list[str]) -> Any:
    return namedtuple("Row", names, rename=True)  # noqa: PYI024 - its fields are known only now


def _as_json(ids: Sequence[Any]) -> str:
    return msgspec.json.encode(ids).decode()
