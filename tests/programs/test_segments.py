"""The bill is known before a text is sent: segments agree with Twilio's own calculator."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import BadRequest
from coach.programs import gsm
from coach.programs.graphemes import split
from coach.programs.segments import GSM7, ROOM, UCS2, Segments, count, explain_segments
from tests.programs.bench import FIXTURES

# Each line was answered by the npm package sms-segments-calculator 1.3.0, smart encoding off.
GOLDEN = [json.loads(line) for line in (FIXTURES / "segments.jsonl").read_text().splitlines()]


def test_three_hundred_strings_cost_what_twilio_s_calculator_says() -> None:
    differing = [line for line in GOLDEN if explain_segments({"id": 1, "text": line["text"]}) != {"id": 1, **_answer(line)}]
    assert len(GOLDEN) == 300
    assert differing == []


def _answer(line: dict[str, object]) -> dict[str, object]:
    return {"encoding": line["encoding"], "segments": line["segments"]}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", Segments(GSM7, 1, 0)),
        ("a" * 160, Segments(GSM7, 1, 160)),
        ("a" * 161, Segments(GSM7, 2, 161)),
        ("a" * 306, Segments(GSM7, 2, 306)),
        ("a" * 307, Segments(GSM7, 3, 307)),
        ("€" * 80, Segments(GSM7, 1, 160)),
        ("a" * 152 + "€" + "a" * 151, Segments(GSM7, 2, 305)),
        ("a" * 152 + "€" + "a" * 152, Segments(GSM7, 3, 306)),
        ("’" + "a" * 69, Segments(UCS2, 1, 70)),
        ("’" + "a" * 70, Segments(UCS2, 2, 71)),
        ("\r\n" * 80, Segments(GSM7, 1, 160)),
        ("👨‍👩‍👧‍👦" * 7, Segments(UCS2, 2, 77)),
    ],
)
def test_a_text_is_counted_in_its_own_encoding(text: str, counted: Segments) -> None:
    assert count(text) == counted


@given(st.text(max_size=400))
def test_a_text_never_takes_fewer_segments_than_its_units_fill(text: str) -> None:
    counted = count(text)
    room = ROOM[counted.encoding]
    least = 1 if counted.units <= room.alone else -(-counted.units // room.part)
    assert counted.segments >= least


@given(st.text(max_size=80))
def test_what_is_split_is_the_whole_text_again(text: str) -> None:
    assert "".join(split(text)) == text


@pytest.mark.parametrize("whole", ["👍🏽", "🇺🇸", "e\u0301", "👩‍❤️‍💋‍👨", "각", "1️⃣"])
def test_what_a_reader_sees_as_one_is_never_parted(whole: str) -> None:
    assert list(split(f"a{whole}b")) == ["a", whole, "b"]


@pytest.mark.parametrize("line", [{}, {"id": 1}, {"id": 1, "text": None}, {"id": 1, "text": 7}])
def test_a_line_without_a_text_is_refused_with_the_mend(line: dict[str, object]) -> None:
    with pytest.raises(BadRequest, match='"text" must be a string'):
        explain_segments(line)


def test_unknown_keys_of_a_line_are_passed_over() -> None:
    assert explain_segments({"text": "hi", "more": 1}) == {"id": None, "encoding": "GSM-7", "segments": 1}


def test_smart_encoding_makes_typographic_marks_plain_and_leaves_letters() -> None:
    assert gsm.smart("“It’s” – done… ½ Ａ") == '"It\'s" - done... 1/2 A'
    assert gsm.smart("Ávila 😀") == "Ávila 😀"
