"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

import pytest

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import InProcess, Network
from coach.clock import SystemClock
from coach.engine.assembly import engine_of, library_of
from coach.engine.parts import Parts
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.understand import read
from coach.web.app import make_app
from coach.web.desk import Desk
from tests.web.service import SAM, Service, settings_on


def live_desk(database_url: str, sealer: Sealer) -> Desk:
    """A desk as in production: no handsets, no travel, and nobody has looked at the database yet."""
    settings, clock = settings_on(database_url), SystemClock()
    carrier = InProcess(Network(clock, count_segments=lambda _: 1))
    parts = Parts(settings, clock, Store(database_url, sealer), library_of(settings), carrier, read)
    return Desk(
        engine_of(parts, "test", threads=0), TwilioAccount("AC1", "token", "https://coach.example", "+15005550006"), nudge=lambda: None
    )


def test_a_living_process_says_so(service: Service) -> None:
    assert service.client.get("/healthz").text == "ok"


def test_a_ready_service_tells_what_waits(everywhere: Service) -> None:
    before = everywhere.client.get("/readyz")
    assert (before.status_code, before.json) == (200, {"ready": True, "undecided": 0, "oldest_pending_seconds": 0, "open_alerts": 0})
    everywhere.client.post(f"/phone/{SAM}/texts", data={"body": "JOIN"})
    assert everywhere.client.get("/readyz").json["undecided"] == 1


def test_a_database_of_another_release_is_not_ready(empty_database_url: str, sealer: Sealer) -> None:
    answer = make_app(live_desk(empty_database_url, sealer)).test_client().get("/readyz")
    assert answer.status_code == 503
    assert "coach migrate" in answer.json["why"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_database_out_of_reach_fails_readiness_but_not_life(path: str, sealer: Sealer) -> None:
    answer = make_app(live_desk("sqlite:////nowhere/at/all.sqlite3", sealer)).test_client().get(path)
    assert answer.status_code == {"/healthz": 200, "/readyz": 503}[path]


def test_there_is_no_phone_where_texts_reach_real_people(sqlite_url: str, sealer: Sealer) -> None:
    client = make_app(live_desk(sqlite_url, sealer)).test_client()
    assert [client.get(path).status_code for path in ("/phone/", f"/phone/{SAM}")] == [404, 404]
    assert client.post(f"/phone/{SAM}/travel", data={"to": "month"}).status_code == 404
