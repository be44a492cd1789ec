"""The whole service as ``coach run`` puts it together with the simulated carrier, behind a real address of this machine.

Its beats do not run by themselves: a test says when things are decided and sent, and its day begins at the same hour
whenever the test is run, so that nothing depends on luck.
"""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from coach.cli.run import simulated
from coach.clock import TravelClock
from coach.engine.beats import decide_inbox
from coach.settings import Settings
from coach.store.found import Journey
from coach.web.app import make_app
from coach.web.desk import Desk
from tests.answering import Quiet, whole
from tests.conftest import MASTER

HOST = "127.0.0.1"
AFTERNOON = time(20)  # in Chicago at 2 or 3
SAM = "+12125550123"
KIM = "+13125550142"
INTAKE = ("JOIN", "READY", "Y", "Sam", "Chicago", "OK", "N", "N", "NONE")


@dataclass(frozen=True)
class Service:
    desk: Desk
    client: FlaskClient
    url: str

    def text(self, body: str, number: str = SAM) -> TestResponse:
        """Text from the phone page, and let it be decided and answered."""
        answer = self.client.post(f"/phone/{number}/texts", data={"body": body})
        self.settle()
        return answer

    def settle(self) -> None:
        while decide_inbox(self.desk.engine) + self.desk.engine.sender.drain():
            pass

    def page(self, number: str = SAM) -> str:
        return self.client.get(f"/phone/{number}").text

    def travel(self, to: str, number: str = SAM) -> TestResponse:
        return self.client.post(f"/phone/{number}/travel", data={"to": to})

    def journey(self, number: str = SAM) -> Journey:
        with self.desk.engine.parts.store.reading() as view:
            ref = view.find_participants([number])[number]
            return view.load_journeys(participant_ids=[ref.id])[-1]

    def undecided(self) -> int:
        parts = self.desk.engine.parts
        with parts.store.reading() as view:
            return view.overview(parts.clock.now()).undecided

    def signed(self, path: str, form: dict[str, str], token: str | None = None) -> TestResponse:
        """Call a webhook as the carrier does: signed by the official library, over the public address."""
        account = self.desk.account
        signature = RequestValidator(token or account.auth_token).compute_signature(account.base + path, form)
        return self.client.post(path, data=form, headers={"X-Twilio-Signature": signature})


def settings_on(database_url: str) -> Settings:
    return Settings(database_url, secret_key=base64.b64encode(MASTER).decode())


def to_the_hour(clock: TravelClock, begins: time) -> None:
    """On to the next such time of day (UTC)."""
    now = clock.now()
    there = datetime.combine(now.date(), begins, UTC)
    clock.travel((there if there > now else there + timedelta(days=1)) - now)


@contextmanager
def serving(settings: Settings, begins: time | None = AFTERNOON) -> Iterator[Service]:
    """The service, listening, until the block ends. ``begins``: the time of day (UTC); None: where it was."""
    with ExitStack() as closing:
        with socket.create_server((HOST, 0)) as bound:
            url = f"http://{HOST}:{bound.getsockname()[1]}"
            desk, metronome = simulated(settings, url, closing)
            app = make_app(desk)
            server = make_server(HOST, 0, whole(app), threaded=True, request_handler=Quiet, fd=bound.fileno())
        clock = desk.engine.parts.clock
        assert isinstance(clock, TravelClock)
        if begins is not None:
            to_the_hour(clock, begins)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        closing.callback(metronome.stop)
        closing.callback(server.server_close)
        closing.callback(thread.join)
        closing.callback(server.shutdown)
        yield Service(desk, app.test_client(), url)
