"""``coach simulate``: the same seed, the same bytes, and no law broken."""

from __future__ import annotations

import json
import subprocess
import sys


def simulate(*options: str) -> bytes:
    command = [sys.executable, "-m", "coach", "simulate", "--program", "win-back", *options]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


def test_the_same_seed_gives_the_same_bytes() -> None:
    options = ("--people", "25", "--days", "120", "--seed", "3", "--json")
    first = simulate(*options)
    assert first == simulate(*options)
    assert json.loads(first)["laws_broken"] == []


def test_another_seed_gives_other_lives() -> None:
    assert simulate("--people", "5", "--days", "30", "--seed", "1") != simulate("--people", "5", "--days", "30", "--seed", "2")


def test_the_earnest_are_kept_company() -> None:
    figures = json.loads(simulate("--people", "10", "--days", "183", "--seed", "1", "--persona", "earnest", "--json"))
    assert figures["least_out_of_staying"] >= 40
    assert figures["least_in_of_staying"] >= 25


def test_a_transcript_is_readable() -> None:
    thread = simulate("--people", "3", "--days", "20", "--transcript", "1").decode()
    assert thread.startswith("# person 1, ")
    assert "person  JOIN" in thread
