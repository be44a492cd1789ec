"""Texts of every kind that the rules had not been written for: what was mended by their help stays mended.

They are development data now: how well unseen words are understood cannot be told from them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.understand.speech import score

PHRASES = Path(__file__).parent / "phrases"


@pytest.mark.parametrize("name", ["fresh_danger", "second_danger", "third_danger"])
def test_danger_in_words_of_the_street_is_heard(name: str) -> None:
    found, there, _, _ = score(PHRASES / f"{name}.jsonl").danger
    assert there >= 40
    assert found / there >= 0.95


@pytest.mark.parametrize("name", ["fresh_near", "second_near", "third_near"])
def test_figures_of_speech_grief_and_games_raise_hardly_an_alarm(name: str) -> None:
    _, _, false, calm = score(PHRASES / f"{name}.jsonl").danger
    assert calm >= 40
    assert false / calm <= 0.03


def test_opting_out_in_any_wording_is_heard_and_its_look_alikes_are_not() -> None:
    found, there, false, others = score(PHRASES / "fresh_opt_out.jsonl").opt_out
    assert found / there >= 0.97
    assert false / others <= 0.02


@pytest.mark.parametrize(
    ("name", "least"), [("fresh_opt_out", 98), ("fresh_no_contact", 97), ("fresh_commands", 97), ("fresh_answers", 98), ("second_rest", 95)]
)
def test_what_people_ask_forbid_and_answer_is_understood(name: str, least: float) -> None:
    assert score(PHRASES / f"{name}.jsonl").share >= least
