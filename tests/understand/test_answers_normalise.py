"""A text message comes in many spellings; everything that reads it sees one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.understand.normalise import bare, fold, unhyphenated


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("YESSSS", "yes"),
        ("noooo", "no"),
        ("sooo good", "so good"),
        ("goooood", "good"),
        ("tmrw w/ her", "tomorrow with her"),
        ("2moro w/o u", "tomorrow without you"),
        ("idk rly", "i don't know really"),
        ("im sure it wont", "i'm sure it won't"),
        ("see you in 2 wks", "see you in 2 weeks"),
        ("  I’m\n not   sure… ", "i'm not sure..."),
        ("2½ weeks", "2 1/2 weeks"),
        ("👌🏿 ok", "👌 ok"),
        ("4️⃣", "4"),
        ("ｆｏｕｒ", "four"),
        ("1000", "1000"),
        ("r.i.p.", "r.i.p."),
    ],
)
def test_spellings_of_one_text_become_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_bare_leaves_out_accents_and_fold_keeps_them() -> None:
    assert fold("Sí, mañana") == "sí, mañana"
    assert bare("Sí, mañana") == "si, manana"


def test_hyphens_go_between_words_and_stay_between_numbers() -> None:
    assert unhyphenated("uh-huh, twenty - one, 5-6") == "uh huh, twenty one, 5-6"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_folding_takes_whatever_a_phone_can_send_and_leaves_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded
