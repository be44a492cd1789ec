"""Setting up says what a machine lacks, in words a newcomer can act on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

TOO_OLD = 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac'


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A checkout nobody has set up yet, as far as setting up looks at it."""
    for name in ("Makefile", "pyproject.toml", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def set_up_with(python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    interpreter = folder / "some-python"
    interpreter.write_text(f"#!/bin/sh\n{python}\n")
    interpreter.chmod(0o755)
    command = ["make", "setup", f"PYTHON={interpreter}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_a_python_that_is_too_old_is_named_with_the_version_that_is_needed(empty: Path) -> None:
    told = set_up_with(TOO_OLD, empty)
    assert told.returncode != 0
    assert "needs Python 3.11 or newer" in told.stderr
    assert "some-python' is: Python 3.9.2" in told.stderr


def test_a_python_without_venv_names_the_package_to_install(empty: Path) -> None:
    told = set_up_with(WITHOUT_VENV, empty)
    assert told.returncode != 0
    assert "apt install python3-venv" in told.stderr


def test_setting_up_that_failed_leaves_nothing_that_looks_ready(empty: Path) -> None:
    set_up_with(WITHOUT_VENV, empty)
    assert not (empty / ".venv").exists()
