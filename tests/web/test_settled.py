"""A process that serves does not look through what it has loaded for garbage, over and over."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from coach.web.settled import settled


@pytest.fixture
def thawing() -> Iterator[None]:
    """Leaves the tests' own process as it was."""
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_is_loaded_is_looked_through_no_more(thawing: None) -> None:
    loaded = len(gc.get_objects())
    settled()
    assert gc.get_freeze_count() > loaded * 0.5
    assert len(gc.get_objects()) < loaded * 0.1
