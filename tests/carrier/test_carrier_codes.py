"""The table of codes, and that operators read the same one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.carrier.codes import CODES, action_of, words_of
from coach.carrier.port import Action
from coach.carrier.simulated import Fault

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "carrier.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d{5}) \| (\w+) \| (.+) \|$", re.MULTILINE)


def test_the_page_for_operators_shows_the_same_table():
    assert {int(code): (action, words) for code, action, words in ROW.findall(PAGE)} == {
        code: (meaning.action.value, meaning.words) for code, meaning in CODES.items()
    }


@pytest.mark.parametrize("name", [*Fault, *Action])
def test_the_page_for_operators_names_every_fault_and_action(name):
    assert f"`{name}`" in PAGE


def test_a_code_nobody_knows_is_soft_and_says_so():
    assert action_of(99999) is Action.SOFT
    assert words_of(99999) == "a code this table does not know"


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (21610, Action.OPTED_OUT),
        (21211, Action.BAD_NUMBER),
        (20429, Action.LATER),
        (30003, Action.SOFT),
        (20003, Action.CONFIG),
        (30036, Action.DROP),
    ],
)
def test_the_codes_that_matter_most(code, action):
    assert action_of(code) is action
