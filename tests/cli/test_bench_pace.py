"""``coach bench pace``: three figures of one run, and the promise that a decision made again comes out the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coach.bench.pace import NotTheSame, Recorded, bare, measured, told
from coach.cli import main
from coach.settings import read_settings

SETTINGS = read_settings({}, Path.cwd())


def test_the_whole_way_takes_longer_than_the_decision_alone_and_both_are_counted_alike() -> None:
    alone, decision, whole = measured(SETTINGS, people=3, days=5, seed=1)
    assert alone.count == decision.count == whole.count > 10
    assert 0 < decision.each < whole.each
    assert len(told([alone, decision, whole]).splitlines()) == 4


def test_a_decision_that_comes_out_otherwise_is_told() -> None:
    crowd = Recorded(SETTINGS, people=1, days=1, seed=1)
    crowd.live()
    first = crowd.made[0]
    other = replace(first.before, role="other")
    crowd.made[0] = type(first)(first.event, other, first.decision, first.now)
    with pytest.raises(NotTheSame):
        bare(crowd)


def test_it_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "pace", "--people", "2", "--days", "3"]) == 0
    assert "SQLite alone" in capsys.readouterr().out


def test_nobody_at_all_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "pace", "--people", "0"]) != 0
    assert "--people" in capsys.readouterr().err
