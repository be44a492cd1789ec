from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.bench import Bench, copied


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return copied(tmp_path / "fixture")
