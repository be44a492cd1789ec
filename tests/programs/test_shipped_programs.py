"""The programs people really get are whole: nothing that `coach programs check` would mend."""

from __future__ import annotations

import pytest

from coach.core.program import Measured, Never, Unanswered
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


def test_a_join_leads_to_win_back_unless_the_operator_says_otherwise(library: Library) -> None:
    assert library.entrance == "win-back"


def test_get_back_takes_three_months_at_least_before_anything_is_called_rebuilt(library: Library) -> None:
    stages = library.program("get-back").stages
    way = ["what-went-wrong", "bottom-lines", "the-change", "reach-out", "the-leap", "forward"]
    assert [stages[key].next for key in way] == [*way[1:], "rebuilt"]
    assert sum(stages[key].dwell for key in way) == 95
    assert stages["rebuilt"].dwell == 180


@pytest.mark.parametrize(
    ("program", "stage"), [("win-back", "give-space"), ("win-back", "the-talk"), ("get-back", "reach-out"), ("get-back", "the-leap")]
)
def test_nothing_leads_on_to_contact_before_the_question_of_no_contact_is_answered(library: Library, program: str, stage: str) -> None:
    gate = library.program(program).stages[stage].gate
    assert Measured("contact_barred", equals=False) in gate


def test_fear_closes_the_way_on_and_calls_a_coach(library: Library) -> None:
    program = library.program("get-back")
    lines = program.stages["bottom-lines"]
    assert Measured("afraid", equals=False) in lines.gate
    assert Never("afraid", equals=True, days=42) in lines.gate
    for stage in ("bottom-lines", "forward"):
        told = next(reply for reply in program.prompts[f"get-back/{stage}/afraid"].replies if reply.equals is True)
        assert told.alert == "wants_coach"


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
