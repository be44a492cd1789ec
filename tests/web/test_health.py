"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask.testing import FlaskClient

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

Live = Callable[[str], FlaskClient]


@pytest.fixture
def live(sealer: Sealer) -> Iterator[Live]:
    """Makes the app as in production on a database: no handsets, no travel, and nobody has looked at the database yet."""
    with ExitStack() as closing:

        def at(database_url: str) -> FlaskClient:
            settings, clock, store = settings_on(database_url), SystemClock(), Store(database_url, sealer)
            closing.callback(store.close)
            carrier = InProcess(Network(clock, count_segments=lambda _: 1))
            parts = Parts(settings, clock, store, library_of(settings), carrier, read)
            account = TwilioAccount("AC1", "token", "https://coach.example", "+15005550006")
            return make_app(Desk(engine_of(parts, "test", threads=0), account, nudge=lambda: None)).test_client()

        yield at


def test_a_living_process_says_so(service: Service) -> None:
    assert service.client.get("/healthz").text == "ok"


def test_a_ready_service_tells_what_waits(everywhere: Service) -> None:
    before = everywhere.client.get("/readyz")
    assert (before.status_code, before.json) == (200, {"ready": True, "undecided": 0, "oldest_pending_seconds": 0, "open_alerts": 0})
    everywhere.client.post(f"/phone/{SAM}/texts", data={"body": "JOIN"})
    assert everywhere.client.get("/readyz").json["undecided"] == 1


def test_a_database_of_another_release_is_not_ready(empty_database_url: str, live: Live) -> None:
    answer = live(empty_database_url).get("/readyz")
    assert answer.status_code == 503
    assert "coach migrate" in answer.json["why"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_database_out_of_reach_fails_readiness_but_not_life(path: str, live: Live) -> None:
    answer = live("sqlite:////nowhere/at/all.sqlite3").get(path)
    assert answer.status_code == {"/healthz": 200, "/readyz": 503}[path]


def test_there_is_no_phone_where_texts_reach_real_people(sqlite_url: str, live: Live) -> None:
    client = live(sqlite_url)
    assert [client.get(path).status_code for path in ("/phone/", f"/phone/{SAM}")] == [404, 404]
    assert client.post(f"/phone/{SAM}/travel", data={"to": "month"}).status_code == 404
