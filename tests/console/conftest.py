"""A console of its own for every test that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.console.world import World, world


@pytest.fixture
def console(sqlite_url: str) -> Iterator[World]:
    """A console on SQLite; nobody is in it yet."""
    with world(sqlite_url) as made:
        yield made


@pytest.fixture
def everywhere(database_url: str) -> Iterator[World]:
    """A console, once on each kind of database."""
    with world(database_url) as made:
        yield made
