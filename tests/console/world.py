"""A console with people in it: a real database, the real door, a carrier in the same process, clocks that stand still.

``World.client(Role.COACH)`` is a browser in which a coach has signed in; ``World.begun`` adds a participant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from passlib.context import CryptContext
from werkzeug.test import TestResponse

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import Network
from coach.carrier.simulated.inprocess import InProcess
from coach.clock import StillClock
from coach.core.effects import AlertKind
from coach.core.model import Asked, Intent, Phase, Profile, Reading
from coach.core.state import State
from coach.engine.beats import Engine
from coach.engine.door import Door
from coach.engine.outbox import Sender
from coach.engine.parts import Parts
from coach.programs.library import Library
from coach.settings import Settings
from coach.store.audit import AuditFilter
from coach.store.coaches_found import Account, AuditLine, Role, Second
from coach.store.rows import AlertRow, Arrived, NewJourney, NewParticipant
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.web.app import make_app
from coach.web.desk import Desk
from tests.conftest import MASTER

NOW = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)  # a Tuesday, mid-morning in New York
PASSWORD = "an honest evening walk"
CHEAP = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}  # argon2 is slow on purpose, and tests sign in often
HASHED = CryptContext(["argon2"], **CHEAP).hash(PASSWORD)
NAMES = {Role.OWNER: "Olga", Role.COACH: "Ana", Role.READER: "Rui"}
ACCOUNT = TwilioAccount("AC" + "0" * 32, "token" * 8, "http://127.0.0.1", "+12025550199")


def as_words(text: str, _asked: Asked | None, _at: datetime, _zone: str, _language: str) -> Reading:
    """Enough understanding for pages: every text is just words, but for two."""
    return Reading({"STOP": Intent.OPT_OUT, "COACH": Intent.COACH}.get(text.strip().upper(), Intent.WORDS), text)


@dataclass
class World:
    parts: Parts
    desk: Desk
    app: Flask
    clock: StillClock
    sessions: StillClock
    nudges: list[int] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.parts.store

    def account(self, role: Role, name: str = "", **fields: Any) -> Account:
        """Somebody who may sign in; made when there is no such yet. Owners and coaches have a second factor and recovery codes."""
        name = name or NAMES[role]
        with self.store.transaction() as work:
            found = work.find_coach(name=name)
            if found is None:
                work.add_coach(replace(self._new(role, name), **fields))
                found = work.find_coach(name=name)
        assert found is not None
        return found

    def _new(self, role: Role, name: str) -> Account:
        secret = self.app.extensions["security"].totp_factory.generate_totp_secret()
        second = Second("authenticator", secret, ("unused",)) if role is not Role.READER else Second()
        return Account(f"c-{name.lower()}", name, f"{name.lower()}@example.org", role, HASHED, f"u-{name}", NOW, second=second)

    def client(self, role: Role | None, name: str = "") -> FlaskClient:
        """A browser: signed in as somebody of this role; None: as nobody."""
        client = self.app.test_client()
        if role is not None:
            account = self.account(role, name)
            now = self.sessions.now()
            with client.session_transaction() as kept:
                kept.update(_user_id=account.uniquifier, _fresh=True, since=now.isoformat(), active=now.isoformat())
                kept["fs_paa"] = datetime.now(UTC).timestamp()  # noqa: TID251 - the library reads the machine's clock
        return client

    def sign_in(self, client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
        """Type an address and a password on the sign-in page."""
        return self.post(client, "/console/sign-in", "/console/sign-in", email=email, password=password, next="/console/")

    def token(self, client: FlaskClient, page: str = "/console/") -> str:
        """The token of this browser's forms."""
        found = re.search(r'name="csrf[-_]token" (?:content|value)="([^"]+)"', client.get(page, follow_redirects=True).text)
        assert found is not None, "the page has no form token"
        return found[1]

    def post(self, client: FlaskClient, address: str, page: str = "/console/", **form: Any) -> TestResponse:
        """Send a form of a page."""
        return client.post(address, data={"csrf_token": self.token(client, page), **form})

    def code(self, account: Account) -> str:
        """What this account's authenticator shows now."""
        assert account.second.secret is not None
        return str(self.app.extensions["security"].totp_factory.generate_totp_password(account.second.secret))

    def begun(self, name: str = "Sam", number: str = "+12025550101", *, coach: str | None = None, **fields: Any) -> str:
        """A participant on the way, who is due for a prompt; answers the journey's id. ``fields``: of the state."""
        journey, program = f"j-{name.lower()}", self.parts.entrance
        given: dict[str, Any] = {
            "phase": Phase.ACTIVE,
            "stage": program.start,
            "stage_since": NOW - timedelta(days=3),
            "began_at": NOW - timedelta(days=3),
            "consented_at": NOW - timedelta(days=4),
            "heard_at": NOW - timedelta(days=1),
            "next_on": NOW.date() + timedelta(days=1),
            "wake_at": NOW + timedelta(hours=23),
            **fields,
        }
        profile = given.pop("profile", Profile(zones=("America/New_York",), name=name, zone_told=True))
        state = State(journey, program.name, program.version, profile, **given)
        with self.store.transaction() as work:
            ref = work.add_participants([NewParticipant(f"p-{name.lower()}", number, "US")], NOW)[number]
            work.begin_journeys([NewJourney(ref.id, state, program.digest)], NOW)
            if coach is not None:
                work.assign(journey, coach)
        return journey

    def alert(self, kind: AlertKind, number: str = "+12025550101", within: timedelta = timedelta(minutes=20), detail: str = "") -> int:
        """An open alert about a number; answers its id. With a participant's number it belongs to their journey."""
        with self.store.transaction() as work:
            ref = work.find_participants([number]).get(number)
            journeys = work.load_journeys(participant_ids=[ref.id]) if ref else []
            number_id = work.numbers([number], NOW)[number]
            row = AlertRow(kind.value, self.clock.now(), self.clock.now() + within, detail)
            work.keep_alerts([(row, journeys[-1].id if journeys else None, number_id)])
            return max(one.id for one in work.alerts())

    def heard(self, body: str, number: str = "+12025550101") -> None:
        """A text comes in and is decided."""
        sid = f"SM{self.clock.now().timestamp():.0f}{abs(hash(body))}"
        with self.store.transaction() as work:
            work.file_inbound([Arrived(sid, number, ACCOUNT.from_ or "", body, self.clock.now(), {})])
        self.desk.engine.door.take_inbox()

    def audited(self, act: str | None = None) -> list[AuditLine]:
        """The audit log, newest first."""
        with self.store.reading() as view:
            return view.audited(AuditFilter(act=act), 1000)


@contextmanager
def world(database_url: str, **settings: Any) -> Iterator[World]:
    """A console on this database."""
    store = Store(database_url, Sealer(MASTER))
    store.open()
    clock, sessions = StillClock(NOW), StillClock(NOW)
    given = Settings(database_url, home_zone="America/New_York", **settings)
    network = Network(clock, count_segments=lambda _: 1, number=ACCOUNT.from_ or "")
    parts = Parts(
        given, clock, store, Library(given.programs, given.templates), InProcess(network), as_words, simulated_number=ACCOUNT.from_
    )
    door = Door(parts)
    nudges: list[int] = []
    desk = Desk(Engine(parts, door, Sender(parts, door, "test", 1)), ACCOUNT, lambda: nudges.append(1))
    app = make_app(desk, sessions)
    app.config["TESTING"] = True
    app.extensions["security"].pwd_context = CryptContext(["argon2"], **CHEAP)
    yield World(parts, desk, app, clock, sessions, nudges)
    store.close()
