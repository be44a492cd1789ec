"""``coach migrate``: bring the database to this release."""

from __future__ import annotations

import argparse
from pathlib import Path

from coach.cli.opening import settings_here
from coach.clock import SystemClock
from coach.engine.assembly import sealer_of
from coach.store.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``migrate`` takes none."""


def run(given: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same form
    """Upgrade the schema. Raises: ``BadSetting``, ``Away``."""
    settings = settings_here()
    store = Store(settings.database_url, sealer_of(settings, Path.cwd()))
    try:
        store.upgrade(SystemClock().now())
    finally:
        store.close()
    print("the database is of this release")
    return 0
