"""The commands as an operator starts them: one process, or three; what they refuse; and what they log."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.engine.processes import KEY, Process, free_port, running, until

SAM = "+12125550123"
JSON = {"Content-Type": "application/json"}
SID, TOKEN, OURS = "AC" + "a" * 32, "a-token-of-this-test", "+15005550006"


def get(url: str) -> tuple[int, str]:
    """Status and body; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def post(url: str, words: dict[str, Any]) -> Any:
    asked = urllib.request.Request(url, json.dumps(words).encode(), JSON, method="POST")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer)


def handset(carrier: str, number: str) -> list[str]:
    """What the bot has sent to a handset."""
    thread = json.loads(get(f"{carrier}/_carrier/handsets/{number}")[1])
    return [text["body"] for text in thread["texts"] if text["by"] == "app" and text["arrived"]]


def in_outbox(database: Path) -> list[str]:
    """The states of every text in the outbox."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT state FROM outbound ORDER BY id")]


def test_one_process_serves_answers_and_ends_in_order(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "run", PORT=str(port)) as process:
        process.wait_for(f"http://127.0.0.1:{port}/phone/")
        url = f"http://127.0.0.1:{port}"
        assert get(f"{url}/healthz") == (200, "ok")
        status, body = get(f"{url}/readyz")
        assert (status, json.loads(body)["ready"]) == (200, True)
        assert stat.S_IMODE((tmp_path / "coach.key").stat().st_mode) == 0o600
        said = urllib.request.Request(f"{url}/phone/%2B12125550123/texts", b"body=JOIN", method="POST")
        with urllib.request.urlopen(said, timeout=20) as answer:
            assert answer.status == 200
        assert until(lambda: in_outbox(tmp_path / "coach.sqlite3") == ["delivered", "delivered"]), process.printed
        assert process.ends(10) == 0, process.printed


def test_one_process_goes_on_with_what_it_knew_when_it_is_started_again(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "run", PORT=str(port)) as process:
        process.wait_for("/phone/")
        assert process.ends(10) == 0
    key = (tmp_path / "coach.key").read_text()
    with running(tmp_path, "run", "--port", str(port), PORT="1", COACH_SECRET_KEY=key) as process:
        process.wait_for(f":{port}/phone/")


def twilio(**settings: str) -> dict[str, str]:
    return {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": OURS, **settings}


LIVE = {"COACH_PUBLIC_URL": "https://coach.example.org", "COACH_NAME": "CoachLine", "COACH_CONTACT": "help@example.org"}
REFUSED = [
    pytest.param("run", {"TWILIO_ACCOUNT_SID": SID}, "TWILIO_AUTH_TOKEN", id="a partial Twilio set"),
    pytest.param("run", twilio(**LIVE), "COACH_SECRET_KEY", id="live without a key"),
    pytest.param("worker", twilio(**LIVE), "COACH_SECRET_KEY", id="a live worker without a key"),
]


@pytest.mark.parametrize(("command", "settings", "named"), REFUSED)
def test_settings_that_will_not_do_are_refused_by_name(command: str, settings: dict[str, str], named: str, tmp_path: Path) -> None:
    with running(tmp_path, command, **settings) as process:
        assert process.popen.wait(40) == 2
    assert named in process.printed
    assert "Traceback" not in process.printed
    assert list(tmp_path.iterdir()) == [process.log]
    assert TOKEN not in process.printed


def test_a_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "run", PORT=str(port)) as first:
        first.wait_for("/phone/")
        other = tmp_path / "other"
        other.mkdir()
        with running(other, "run", PORT=str(port)) as second:
            assert second.popen.wait(40) == 2
        assert f"port {port}" in second.printed


def test_a_database_of_another_release_is_refused_by_worker_and_web(tmp_path: Path) -> None:
    settings = twilio(COACH_SECRET_KEY=KEY, COACH_PUBLIC_URL="http://127.0.0.1:9", TWILIO_API_BASE="http://127.0.0.1:9")
    with running(tmp_path, "worker", **settings) as process:
        assert process.popen.wait(40) == 2
    assert "coach migrate" in process.printed


def test_three_processes_pass_a_text_round_and_log_ids_only(database_url: str, tmp_path: Path) -> None:
    web, carrier = free_port(), free_port()
    settings = twilio(
        DATABASE_URL=database_url,
        COACH_SECRET_KEY=KEY,
        COACH_PUBLIC_URL=f"http://127.0.0.1:{web}",
        TWILIO_API_BASE=f"http://127.0.0.1:{carrier}",
        PORT=str(web),
    )
    told = f"http://127.0.0.1:{carrier}"
    with (
        running(tmp_path, "carrier", "--port", str(carrier), **settings) as network,
        running(tmp_path, "web", **settings) as pages,
        running(tmp_path, "worker", **settings) as worker,
    ):
        network.wait_for("listens at")
        pages.wait_for("listening")
        worker.wait_for("works")
        said = ("JOIN", "READY", "Y", "Bartholomew")
        for nth, body in enumerate(said):
            before = len(handset(told, SAM))
            answer = post(f"{told}/_carrier/handsets/{SAM}/texts", {"body": body})
            assert answer["webhook"] == {"status": 200, "tries": 1}
            assert until(_more(told, before + (2 if nth == 0 else 1))), worker.printed + pages.printed
        post(f"{told}/_faults", {"error_after": {"next": 2}, "refuse": {"next": 1, "code": 30001}})
        post(f"{told}/_carrier/handsets/{SAM}/texts", {"body": "I keep walking past our old kitchen"})
        assert until(lambda: len(handset(told, SAM)) > len(said)), worker.printed
        heard = handset(told, SAM)
        assert get(f"http://127.0.0.1:{web}/readyz")[0] == 200
        statuses = [process.ends(25) for process in (worker, pages)]
    assert statuses == [0, 0]
    assert len(heard) == len(set(heard))
    for process in (pages, worker):
        assert_tells_nothing(process, [*said[3:], "kitchen", *heard])


def _more(carrier: str, texts: int) -> Callable[[], bool]:
    return lambda: len(handset(carrier, SAM)) >= texts


def assert_tells_nothing(process: Process, words: list[str]) -> None:
    """No number and nobody's words in a log."""
    log = process.printed
    assert not re.search(r"\+?1?212555\d{4}", log), log
    assert not re.search(r"(%2B|\+)1\d{10}", log), log
    for body in words:
        assert body[:25] not in log, log
    assert TOKEN not in log
    assert KEY not in log
