"""What continuous integration is told: the status of the tests, and their closing line last."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT


def run_where_make_says(says: str, status: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``.ci/run`` in a checkout whose ``make`` prints ``says`` and ends with ``status``."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
    (folder / "Makefile").write_text(f"test:\n\t@printf '{says}'; exit {status}\n")
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    command = ["bash", ".ci/run"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "closing",
    [
        "====== 812 passed, 3 skipped in 301.22s (0:05:01) ======",
        "====== 1 failed, 811 passed, 2 errors in 4.01s ======",
        "12 passed in 0.31s",
    ],
)
def test_the_last_line_is_the_closing_line_of_pytest(closing: str, tmp_path: Path) -> None:
    told = run_where_make_says(f"{closing}\\ncoach/core 100%%\\n", 0, tmp_path)
    assert told.stdout.splitlines()[-1] == closing
    assert told.returncode == 0


def test_a_failure_of_the_tests_is_a_failure_of_the_run(tmp_path: Path) -> None:
    told = run_where_make_says("=== 1 failed in 0.10s ===\\n", 1, tmp_path)
    assert told.stdout.splitlines()[-1] == "=== 1 failed in 0.10s ==="
    assert told.returncode != 0


def test_a_run_that_never_reached_the_tests_says_so(tmp_path: Path) -> None:
    told = run_where_make_says("ruff: 3 errors\\n", 1, tmp_path)
    assert told.stdout.splitlines()[-1] == "pytest did not run: see above"
    assert told.returncode != 0
