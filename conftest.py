"""Fixtures that tests of every folder share live in modules of ``tests/``; this names them to pytest. And what coverage looks at."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

pytest_plugins = ["tests.browser_support"]
MEASURED = Path(__file__).parent / "tests" / "core"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """The core's own tests must reach every branch of it. Every other test runs unwatched, in little more than half the time."""
    watching = Coverage.current()
    if watching is None or MEASURED in item.path.parents:
        return (yield)
    watching.stop()
    try:
        return (yield)
    finally:
        watching.start()
