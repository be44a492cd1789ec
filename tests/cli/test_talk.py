"""``coach talk`` from a pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

STANDING = {"at", "phase", "stage", "wake_at", "turn", "reasons"}


def talk(*lines: str, options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "coach", "talk", "win-back", "--json", *options]
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def texts(answers: list[dict[str, object]]) -> list[str]:
    return [str(answer["text"]) for answer in answers if "text" in answer]


def standings(answers: list[dict[str, object]]) -> list[dict[str, object]]:
    return [answer for answer in answers if "turn" in answer]


def test_every_line_gets_its_texts_and_one_standing() -> None:
    answers = talk("+next", "?", "+1d")
    assert [standing["turn"] for standing in standings(answers)] == [1, 2, 3]
    assert all(set(standing) >= STANDING for standing in standings(answers))
    assert len(texts(answers)) >= 1
    first = next(answer for answer in answers if "text" in answer)
    assert 9 <= datetime.fromisoformat(str(first["at"])).hour < 20
    assert first["from"] == "bot"


def test_stop_ends_it_with_one_confirmation_and_start_asks() -> None:
    answers = talk("+next", "STOP", "hello?", "+2w", "START", "Y")
    stopped = standings(answers)[1]
    assert (stopped["phase"], stopped["end"]) == ("stopped", True)
    assert [answer["from"] for answer in answers if "text" in answer][1:3] == ["carrier", "carrier"]
    assert standings(answers)[3]["phase"] == "stopped"
    assert standings(answers)[4]["phase"] == "paused"
    assert standings(answers)[5]["phase"] == "active"


def test_help_names_the_service_in_every_phase() -> None:
    answers = talk("HELP", "PAUSE 2 WEEKS", "HELP")
    assert sum("CoachLine" in text for text in texts(answers)) == 2


def test_intake_runs_from_join_to_the_first_stage() -> None:
    lines = ("JOIN", "ready", "y", "Sam", "chicago", "ok", "n", "n", "none")
    answers = talk(*lines, options=("--intake",))
    assert standings(answers)[-1]["phase"] == "active"
    assert standings(answers)[-1]["stage"] == "mirror"


def test_a_minor_is_erased_with_one_kind_text() -> None:
    answers = talk("JOIN", "ready", "n", options=("--intake",))
    last = standings(answers)[-1]
    assert (last["phase"], last["end"]) == ("done", True)
    assert "988" in texts(answers)[-1]


def test_a_backslash_sends_the_rest_as_it_is() -> None:
    answers = talk("\\+next")
    assert standings(answers)[0]["reasons"]
    assert len(texts(answers)) == 1


def test_danger_holds_and_only_the_lines_come() -> None:
    answers = talk("+next", "i want to kill myself", "+4w")
    assert "988" in texts(answers)[1]
    assert len(texts(answers)) == 2
    assert standings(answers)[-1]["phase"] == "held"
