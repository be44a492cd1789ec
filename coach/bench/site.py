"""A console in this process on any database, with somebody signed in to it. No engine runs, no text leaves."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import Network
from coach.carrier.simulated.inprocess import InProcess
from coach.clock import StillClock, SystemClock
from coach.engine.assembly import engine_of, library_of
from coach.engine.parts import Parts
from coach.settings import Settings
from coach.sim.demo_people import Colleague
from coach.store.store import Store
from coach.understand import read
from coach.web.app import make_app
from coach.web.desk import Desk

ACCOUNT = TwilioAccount("AC" + "0" * 32, "no token", "http://127.0.0.1", "+15005550006")


@dataclass(frozen=True)
class Site:
    """The console and what it runs on."""

    app: Flask
    parts: Parts

    def signed_in(self, colleague: Colleague) -> FlaskClient:
        """A browser in which this colleague has signed in."""
        with self.parts.store.reading() as view:
            (account,) = [one for one in view.coaches() if one.id == colleague.id]
        client, now = self.app.test_client(), SystemClock().now()
        with client.session_transaction() as kept:
            kept.update(_user_id=account.uniquifier, _fresh=True, since=now.isoformat(), active=now.isoformat())
            kept["fs_paa"] = now.timestamp()
        return client


def site(store: Store, settings: Settings, clock: StillClock) -> Site:
    """A console on this store, at the moment of ``clock``."""
    network = Network(clock, count_segments=lambda _: 1, number=ACCOUNT.from_ or "")
    parts = Parts(settings, clock, store, library_of(settings), InProcess(network), read, simulated_number=ACCOUNT.from_)
    made = Site(make_app(Desk(engine_of(parts, "bench", threads=0), ACCOUNT, nudge=lambda: None)), parts)
    gc.collect()
    gc.freeze()  # as the server does once it is loaded
    return made
