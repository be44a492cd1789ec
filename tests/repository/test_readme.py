"""The README tells the truth: its commands, settings and links exist, and none is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, words, written

README = words(ROOT / "README.md")
COMMANDS = sorted(set(re.findall(r"^\| `coach ([a-z]+)", README, flags=re.MULTILINE)))
SETTING = r"\b(?:COACH_[A-Z_]+|TWILIO_[A-Z_]+|DATABASE_URL|PORT)\b"
TARGETS = set(re.findall(r"^([a-z]+):.*## ", words(ROOT / "Makefile"), flags=re.MULTILINE))


def coach(*words_typed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coach", *words_typed]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_every_make_target_the_readme_names_exists_and_every_target_is_named() -> None:
    assert set(re.findall(r"\bmake ([a-z]+)`", README)) == TARGETS


def test_the_list_of_make_shows_every_target() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert set(re.findall(r"^  make ([a-z]+) ", told.stdout, flags=re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_explains_itself(command: str) -> None:
    told = coach(command, "--help")
    assert told.returncode == 0, told.stderr
    assert f"coach {command}" in told.stdout


def test_the_readme_leaves_no_command_out() -> None:
    told = coach("--help")
    assert told.returncode == 0, told.stderr
    assert sorted(set(re.findall(r"^ {2,6}([a-z]+) {2,}\S", told.stdout, flags=re.MULTILINE))) == COMMANDS


def test_the_readme_lists_every_setting_the_code_reads_and_no_other() -> None:
    code = [path for path in written() if path.is_relative_to(ROOT / "coach") and path.suffix == ".py"]
    read = {name for path in code for name in re.findall(rf'["\']({SETTING})["\']', words(path))}
    assert set(re.findall(rf"^\| `({SETTING})`", README, flags=re.MULTILINE)) == read


@pytest.mark.parametrize("page", [path for path in written() if path.suffix == ".md"], ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", words(page))
    assert [link for link in links if not (page.parent / link).exists()] == []
