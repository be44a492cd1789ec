"""Every way of asking for no more texts ends them, and nothing that merely sounds so does."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.understand.danger_text import plain
from coach.understand.no_contact import read_no_contact
from coach.understand.opt_out import read_opt_in, read_opt_out
from coach.understand.speech import score

PHRASES = Path(__file__).parent / "phrases"
CARRIERS = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")
KEYWORDS = (*CARRIERS, "ALTO", "PARAR", "BAJA", "CANCELAR")


@pytest.mark.parametrize(
    "word", ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ALTO", "PARAR", "BAJA", "CANCELAR"]
)
@pytest.mark.parametrize("dress", ["{}", "{}!", "{} please", "ok {} thanks", "{}.", "please {} now"])
def test_a_keyword_in_any_dress_opts_out(word: str, dress: str) -> None:
    assert read_opt_out(plain(dress.format(word))) == "keyword"


@pytest.mark.parametrize(
    "text",
    [
        "please don't text me any more",
        "take me off this list",
        "lose my number",
        "no more messages",
        "i want out of this",
        "wrong number stop",
        "OPT OUT",
    ],
)
def test_any_reasonable_wording_opts_out(text: str) -> None:
    assert read_opt_out(plain(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "she told me to stop calling",
        "i can't stop thinking about",
        "in the end we talked",
        "stop by tonight",
        "I want to stop lying",
        "should I quit my job",
        "not now",
        "cancel our dinner",
        "don't stop texting me",
        "i ended it",
        "no",
    ],
)
def test_look_alikes_do_not_opt_out(text: str) -> None:
    assert read_opt_out(plain(text)) is None


def test_a_wrong_number_revokes() -> None:
    assert read_opt_out(plain("sorry you have the wrong number")) == "wrong_number"


def test_every_opt_out_of_our_phrases_is_heard_and_no_look_alike_is() -> None:
    found, there, false, others = score(PHRASES / "opt_out.jsonl").opt_out
    assert there > 100
    assert others > 100
    assert found == there
    assert false == 0


@pytest.mark.parametrize("text", ["START", "unstop", "Join!", "start please", "INICIO"])
def test_start_opts_in(text: str) -> None:
    assert read_opt_in(plain(text)) == "keyword"


@pytest.mark.parametrize("text", ["start over with her", "i joined a gym", "where do i start"])
def test_start_among_other_words_does_not_opt_in(text: str) -> None:
    assert read_opt_in(plain(text)) is None


@pytest.mark.parametrize(
    "text", ["she blocked me", "there's a restraining order", "he told me never to contact him again", "drove past her place"]
)
def test_signs_that_contact_is_not_wanted_are_heard(text: str) -> None:
    assert read_no_contact(plain(text)) is not None


@pytest.mark.parametrize("text", ["i blocked her", "she unblocked me", "she asked me not to call this week", "i drove her to work"])
def test_contact_one_cut_oneself_or_that_only_rests_is_no_such_sign(text: str) -> None:
    assert read_no_contact(plain(text)) is None


def test_our_phrases_about_contact_are_read_right() -> None:
    scores = score(PHRASES / "no_contact.jsonl")
    assert scores.total == 100
    assert scores.right >= 98
