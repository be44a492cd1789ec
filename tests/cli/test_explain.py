"""``coach explain`` and its contract: one answer a line, in order, whatever the line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def explain(what: str, *lines: bytes) -> tuple[list[dict[str, object]], int]:
    done = subprocess.run(
        [sys.executable, "-m", "coach", "explain", what], input=b"\n".join(lines) + b"\n", capture_output=True, check=False
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


REPLY_KEYS = {"id", "intent", "value", "confidence", "rule", "also", "promise"}


def test_each_reply_is_answered_in_order_with_every_key() -> None:
    answers, status = explain(
        "reply",
        line(id="1", text="a solid 4", asked={"kind": "scale", "from": 1, "to": 7}, now="2026-03-01T10:00:00", zone="America/New_York"),
        line(id="2", text="STOP", asked=None, extra="ignored"),
        line(id="3", text="7 but she blocked me", asked={"kind": "scale", "from": 1, "to": 7}),
    )
    assert status == 0
    assert [answer["id"] for answer in answers] == ["1", "2", "3"]
    assert all(set(answer) == REPLY_KEYS for answer in answers)
    assert (answers[0]["intent"], answers[0]["value"]) == ("answer", 4)
    assert answers[1]["intent"] == "opt_out"
    assert answers[2]["intent"] == "no_contact"
    assert {"intent": "answer", "value": 7} in answers[2]["also"]


@pytest.mark.parametrize(
    ("text", "asked", "intent", "value"),
    [
        ("YES", {"kind": "yes_no"}, "answer", True),
        ("Y", {"kind": "yes_no"}, "answer", True),
        ("YES", None, "opt_in", None),
        ("yes", {"kind": "scale", "from": 1, "to": 7}, "opt_in", None),
        ("JOIN", {"kind": "yes_no"}, "opt_in", None),
        ("START", {"kind": "yes_no"}, "opt_in", None),
        ("9", {"kind": "scale", "from": 1, "to": 7}, "unclear", None),
        ("tmrw 9pm", {"kind": "when"}, "answer", "2026-03-02T21:00:00"),
        ("in 2 weeks", {"kind": "when"}, "answer", "2026-03-15"),
        ("in 2 hours", {"kind": "when"}, "answer", "2026-03-01T12:00:00"),
        ("PAUSE 2 WEEKS", None, "pause", 1209600),
        ("pause til the 15th", None, "pause", "2026-03-15"),
        ("idk", {"kind": "yes_no"}, "answer", "unsure"),
        ("it was a long day", None, "words", "it was a long day"),
        ("it was a long day", {"kind": "words"}, "answer", "it was a long day"),
    ],
)
def test_replies_are_read_as_people_mean_them(text: str, asked: object, intent: str, value: object) -> None:
    answers, _ = explain("reply", line(id=1, text=text, asked=asked, now="2026-03-01T10:00:00", zone="America/New_York", language="en"))
    assert answers[0]["intent"] == intent
    if value is not None or intent == "unclear":
        assert answers[0]["value"] == value


def test_a_bad_line_is_named_and_the_stream_goes_on() -> None:
    answers, status = explain("reply", b"{", line(id="a"), b'{"id":"b","text":"\xff"}', line(id="c", text="hello"), b"[1]")
    assert status == 1
    assert [answer["id"] for answer in answers] == [None, "a", None, "c", None]
    assert [str(answer.get("error", ""))[:7] for answer in answers] == ["line 1:", "line 2:", "line 3:", "", "line 5:"]


def test_segments_are_counted_as_the_carrier_does() -> None:
    answers, status = explain("segments", line(id=1, text="hello"), line(id=2, text="ó" * 71), line(id=3, text="{" * 81))
    assert status == 0
    assert answers == [
        {"id": 1, "encoding": "GSM-7", "segments": 1},
        {"id": 2, "encoding": "UCS-2", "segments": 2},
        {"id": 3, "encoding": "GSM-7", "segments": 2},
    ]


@pytest.mark.parametrize(
    ("after", "at", "expected"),
    [
        ("2026-03-08T06:00:00Z", "19:00", "2026-03-08T23:00:00Z"),
        ("2026-03-08T06:00:00Z", "02:30", "2026-03-08T07:30:00Z"),  # does not exist: forward by the gap
        ("2026-11-01T05:00:00Z", "01:30", "2026-11-01T05:30:00Z"),  # exists twice: the first
        ("2026-11-01T05:30:00Z", "01:30", "2026-11-02T06:30:00Z"),  # strictly after
    ],
)
def test_windows_are_clock_arithmetic(after: str, at: str, expected: str) -> None:
    answers, _ = explain("window", line(id="w", zone="America/New_York", after=after, at=at))
    assert answers == [{"id": "w", "utc": expected}]


def test_a_window_in_no_zone_is_an_error_that_says_the_mend() -> None:
    answers, status = explain("window", line(id="w", zone="Mars/Base", after="2026-03-08T06:00:00Z", at="19:00"))
    assert status == 1
    assert answers[0]["id"] == "w"
    assert "IANA" in str(answers[0]["error"])
