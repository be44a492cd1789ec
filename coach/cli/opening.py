"""What several commands need: the settings of this environment and a store that is open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from coach.carrier.port import Handed, Listed, Outgoing
from coach.clock import SystemClock
from coach.engine.assembly import library_of, sealer_of
from coach.engine.door import Door
from coach.engine.parts import Parts
from coach.errors import BadSetting, Unreachable
from coach.settings import Settings, read_settings
from coach.store.store import Store
from coach.understand import read


def settings_here() -> Settings:
    """The settings of the environment; files go to the current folder. Raises: ``BadSetting``."""
    return read_settings(os.environ, Path.cwd())


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The settings' database, open and of this release. Raises: ``BadSetting``, ``Away``."""
    store = Store(settings.database_url, sealer_of(settings, Path.cwd()))
    store.open()
    try:
        if not store.current():
            raise BadSetting("the database is not of this release: run `coach migrate` first")
        yield store
    finally:
        store.close()


@contextmanager
def open_door() -> Iterator[tuple[Store, Door]]:
    """The store and its door, for commands that act on a journey but send nothing themselves. Raises: as ``open_store``."""
    settings = settings_here()
    with open_store(settings) as store:
        parts = Parts(settings, SystemClock(), store, library_of(settings), NoCarrier(), read)
        yield store, Door(parts)


class NoCarrier:
    """Stands where a carrier would: the command line decides, the worker sends."""

    def send(self, text: Outgoing) -> Handed:
        """Never called by the door. Raises: ``Unreachable``."""
        raise Unreachable(f"the command line does not send (text {text.outbox})")

    def listed(
        self,
        *,
        to: str | None = None,  # noqa: ARG002 - the port's signature
        sender: str | None = None,  # noqa: ARG002 - the port's signature
        since: datetime | None = None,  # noqa: ARG002 - the port's signature
        limit: int = 200,  # noqa: ARG002 - the port's signature
    ) -> Iterator[Listed]:
        """Never called by the door: there is nothing to list."""
        return iter(())

    def redact(self, sid: str) -> None:
        """Never called by the door. Raises: ``Unreachable``."""
        raise Unreachable(f"the command line does not redact ({sid})")
