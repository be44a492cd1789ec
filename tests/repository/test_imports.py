"""Who may import whom is a rule of the build, and the rule bites."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "coach", tmp_path / "coach", ignore=shutil.ignore_patterns("node_modules", "vendor", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down_and_the_core_touches_nothing() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("coach/core/upward.py", "import coach.engine"),
        ("coach/store/sideways.py", "import coach.carrier"),
        ("coach/core/chance.py", "import random"),
        ("coach/utils.py", "import math"),
    ],
)
def test_a_module_out_of_place_is_refused(copy: Path, module: str, line: str) -> None:
    (copy / module).write_text(f'"""Out of place."""\n\n{line}\n')
    told = lint(copy)
    assert told.returncode == 1
    assert Path(module).stem in told.stdout
