"""A service of its own for every test that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.service import INTAKE, Service, serving, settings_on


@pytest.fixture
def service(sqlite_url: str) -> Iterator[Service]:
    """The service on SQLite; nobody has texted yet."""
    with serving(settings_on(sqlite_url)) as running:
        yield running


@pytest.fixture
def everywhere(database_url: str) -> Iterator[Service]:
    """The service, once on each kind of database."""
    with serving(settings_on(database_url)) as running:
        yield running


@pytest.fixture
def begun(service: Service) -> Service:
    """The service, and Sam has answered all of intake."""
    for words in INTAKE:
        service.text(words)
    return service
