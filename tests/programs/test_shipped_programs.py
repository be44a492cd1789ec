"""The programs people really get are whole: nothing that `coach programs check` would mend."""

from __future__ import annotations

import pytest

from coach.core.program import Unanswered
from coach.programs.checks import check
from coach.programs.library import Library
from coach.resources import data


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(data("schedules"), data("templates"))


def test_every_shipped_program_passes_its_own_check(library: Library) -> None:
    found = [
        str(finding) for name in library.names() for finding in check(library.program(name), library.wording, "en") if not finding.is_note
    ]
    assert found == []


def test_win_back_has_the_dwells_it_promises(library: Library) -> None:
    stages = library.program("win-back").stages
    way = ["mirror", "clean-slate", "own-it", "give-space", "befriend", "first-trust", "build-trust", "show-change", "the-talk"]
    assert sum(stages[key].dwell for key in way) == 132
    assert stages["befriend"].dwell + stages["first-trust"].dwell >= 60
    assert [stages[key].next for key in way] == [*way[1:], "rebuilt"]


def test_the_us_and_canada_have_lines_of_their_own(library: Library) -> None:
    assert {"US", "CA"} <= set(library.lines.countries)
    assert "988" in library.lines.lines_for("CA")["crisis"]


def test_letting_go_under_no_contact_says_nothing_of_meeting_the_other(library: Library) -> None:
    prompts = library.program("win-back").stages["letting-go"].prompts
    assert {prompt.key.rsplit("/", 1)[-1] for prompt in prompts if prompt.contact} == {"share-home", "share-children", "share-work"}


@pytest.mark.parametrize("piece", ["regret", "explanation", "responsibility", "repentance", "repair", "forgiveness"])
def test_a_piece_of_the_apology_is_asked_again_only_while_it_is_missing(library: Library, piece: str) -> None:
    again = library.program("win-back").prompts[f"win-back/own-it/again-{piece}"]
    assert (again.measure, again.needs) == (piece, (Unanswered((piece,), ever=True),))
