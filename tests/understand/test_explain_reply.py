"""What ``explain reply`` and the bench take in and give out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.errors import BadRequest
from coach.understand.explain import check, explain_reply
from coach.understand.read import read
from coach.understand.speech import is_right, score

KEYS = ["id", "intent", "value", "confidence", "rule", "also", "promise"]


def test_every_key_is_there_and_json_can_hold_it() -> None:
    answer = explain_reply({"id": "a", "text": "7 but she blocked me", "asked": {"kind": "scale", "from": 1, "to": 7}, "extra": 1})
    assert list(answer) == KEYS
    assert json.loads(json.dumps(answer)) == answer
    assert answer["also"] == [{"intent": "answer", "value": 7}]


def test_danger_is_told_by_kind_and_tier() -> None:
    assert explain_reply({"text": "i want to die"})["value"] == {"kind": "self_harm", "tier": "A"}


def test_a_promise_is_told_by_what_and_when() -> None:
    answer = explain_reply({"text": "I'll call my mom by friday", "asked": {"kind": "words"}, "now": "2026-03-01T10:00:00"})
    assert answer["promise"] == {"what": "call my mom", "due": "2026-03-06"}


def test_only_the_text_must_be_given() -> None:
    answer = explain_reply({"text": "tomorrow", "asked": {"kind": "when"}})
    assert (answer["id"], answer["value"]) == (None, "2026-03-02")


def test_a_moment_with_an_offset_is_taken_into_the_zone() -> None:
    line = check({"text": "x", "now": "2026-03-01T15:00:00Z", "zone": "America/New_York"})
    assert line.now.isoformat() == "2026-03-01T10:00:00"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ({}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x", "asked": "yes_no"}, "asked"),
        ({"text": "x", "asked": {"kind": "mood"}}, "asked.kind"),
        ({"text": "x", "asked": {"kind": ["scale"]}}, "asked.kind"),
        ({"text": "x", "asked": {"kind": "scale", "from": 7, "to": 1}}, "asked.from"),
        ({"text": "x", "asked": {"kind": "scale", "to": "7"}}, "asked.to"),
        ({"text": "x", "asked": {"kind": "choice", "choices": "home"}}, "asked.choices"),
        ({"text": "x", "now": "tomorrow"}, "now"),
        ({"text": "x", "now": 5}, "now"),
        ({"text": "x", "zone": "Mars/Olympus"}, "zone"),
        ({"text": "x", "zone": 3}, "zone"),
        ({"text": "x", "zone": "../etc/passwd"}, "zone"),
        ({"text": "x", "language": "fr"}, "language"),
        ({"text": "x", "language": []}, "language"),
    ],
)
def test_a_bad_line_is_refused_with_the_mend(line: dict[str, Any], word: str) -> None:
    with pytest.raises(BadRequest, match=word):
        explain_reply(line)


def right(expect: dict[str, Any], text: str, kind: str, now: str = "2026-03-01T10:00:00") -> bool:
    line = check({"text": text, "asked": {"kind": kind}, "now": now})
    return is_right(expect, line, read(line.text, line.asked, line.now, line.zone, line.language))


@pytest.mark.parametrize(
    ("value", "text", "is_it"),
    [
        ("2026-03-06", "friday", True),
        ("2026-03-06", "friday at 8pm", True),
        ("2026-03-06T20:00:00", "friday at 8pm", True),
        ("2026-03-06T20:00:00", "friday", False),
        ("20:00:00", "friday at 8pm", True),
        ("21:00:00", "friday at 8pm", False),
        (1_209_600, "for 2 weeks", True),
        (7200, "in 2 hours", True),
        ({"start": "2026-03-06T18:00:00", "end": "2026-03-07T00:00:00"}, "friday at 8pm", True),
        ({"start": "2026-03-06T18:00:00", "end": "2026-03-06T19:00:00"}, "friday at 8pm", False),
    ],
)
def test_the_bench_judges_times_as_its_files_say(value: Any, text: str, is_it: bool) -> None:
    assert right({"intent": "answer", "value": value}, text, "when") is is_it


def test_the_bench_takes_other_answers_that_count_and_refuses_what_must_not_come() -> None:
    assert right({"intent": "words", "accept": [{"intent": "answer"}]}, "we talked", "words")
    assert not right({"intent": None, "never": ["danger"]}, "i want to die", "words")
    assert right({"intent": None, "never": ["danger"]}, "anything else", "words")


def test_the_bench_tells_yes_from_one() -> None:
    assert not right({"intent": "answer", "value": 1}, "yes", "yes_no")


@pytest.mark.parametrize("row", ["{", '{"text":"x"}', '{"expect":{"intent":"words"}}'])
def test_the_bench_refuses_a_file_with_a_bad_row(tmp_path: Path, row: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(row + "\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="line 1"):
        score(path)


def test_the_bench_refuses_a_file_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        score(tmp_path / "missing.jsonl")
