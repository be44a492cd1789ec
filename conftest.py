"""Fixtures that tests of every folder share live in modules of ``tests/``; this names them to pytest."""

from __future__ import annotations

pytest_plugins = ["tests.browser_support"]
