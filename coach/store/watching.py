"""Hears every statement that goes to the database, in the driver's own words: for measuring. Must not know any table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Engine, event

Heard = Callable[[str], None]


def watch(engine: Engine, heard: Heard) -> None:
    """Tell ``heard`` of every statement from now on, whichever way it was made: on connections that are opened after this."""
    event.listen(engine, "connect", lambda raw, _record: _listen(raw, heard))
    engine.dispose()


def _listen(raw: Any, heard: Heard) -> None:
    if hasattr(raw, "set_trace_callback"):
        raw.set_trace_callback(heard)
        return

    class Listening(psycopg.Cursor[Any]):
        def execute(self, query: Any, *given: Any, **more: Any) -> Any:
            heard(str(query))
            return super().execute(query, *given, **more)

        def executemany(self, query: Any, *given: Any, **more: Any) -> Any:
            heard(str(query))
            return super().executemany(query, *given, **more)

    raw.cursor_factory = Listening
