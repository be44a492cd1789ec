"""``coach run``: everything in one process; with a carrier of our own unless Twilio is configured."""

from __future__ import annotations

import argparse
import os
import secrets
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import Network, Replies
from coach.carrier.simulated.server import Served
from coach.carrier.simulated.server import serve as begin_carrier
from coach.carrier.twilio import Twilio
from coach.cli.carrier import simulated_account
from coach.cli.demo import demo_settings, demo_store, filling_of, refuse_the_real, showcase, welcome
from coach.cli.logs import begin_logging
from coach.cli.opening import settings_here
from coach.cli.serving import listening, serve, stop_in_order
from coach.clock import Clock, SystemClock, TravelClock
from coach.engine.assembly import account_of, canned, engine_of, library_of, sealer_of
from coach.engine.local import Metronome
from coach.engine.parts import Parts
from coach.programs.segments import count
from coach.settings import Settings
from coach.sim.travel import Traveller, resumed
from coach.store.store import Store
from coach.understand import read
from coach.web.app import make_app
from coach.web.desk import Desk
from coach.web.rehearsal import Rehearsal

WELCOME = """Everything runs. Text the phone at  {url}/phone/
Texts go through a simulated carrier; no real phone is reached. Ctrl-C ends it."""
WELCOME_LIVE = "Everything runs, live, at {url}. Ctrl-C ends it."
CONSOLE = "Coaches work at  {url}/console/"
FIRST_OWNER = """Coaches work at  {url}/console/  where nobody may sign in yet. In this folder, another terminal, with the same settings:
  coach coaches add "Your Name" you@example.org --role owner"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``run``."""
    parser.add_argument("--port", type=int, default=None, help="where it listens (default: PORT, else 8000)")
    parser.add_argument(
        "--demo", action="store_true", help="with 200 invented people and half a year behind them, in a database of its own"
    )


def run(given: argparse.Namespace) -> int:
    """Run until interrupted, then finish what is under way. Raises: ``BadSetting`` before anything is begun."""
    begin_logging()
    if given.demo:
        refuse_the_real(os.environ)
    settings = settings_here()
    port = given.port if given.port is not None else settings.port
    with ExitStack() as closing:
        url = settings.public_url or f"http://127.0.0.1:{port}"
        desk, metronome = _desk(settings, url, closing, demo=given.demo)
        server = listening(make_app(desk), settings, port)
        stop_in_order()
        closing.callback(metronome.stop)
        metronome.start()
        print((WELCOME_LIVE if settings.twilio else WELCOME).format(url=url), _console(desk, url), sep="\n", flush=True)
        serve(server)
    return 0


def _desk(settings: Settings, url: str, closing: ExitStack, *, demo: bool) -> tuple[Desk, Metronome]:
    if demo:
        return demonstrated(settings, url, closing)
    return live(settings, closing) if settings.twilio else simulated(settings, url, closing)


def _console(desk: Desk, url: str) -> str:
    """Where coaches work; in a demo, as whom; while nobody may sign in, how to make the first owner."""
    if desk.showcase is not None:
        return welcome(url)
    with desk.engine.parts.store.reading() as view:
        return (CONSOLE if view.coach_names() else FIRST_OWNER).format(url=url)


def _store(settings: Settings, clock: Clock, closing: ExitStack) -> Store:
    store = Store(settings.database_url, sealer_of(settings, Path.cwd()))
    closing.callback(store.close)
    store.upgrade(clock.now())
    return store


def live(settings: Settings, closing: ExitStack) -> tuple[Desk, Metronome]:
    """The desk on Twilio (or on whatever TWILIO_API_BASE names)."""
    clock = SystemClock()
    account = account_of(settings)
    parts = Parts(settings, clock, _store(settings, clock, closing), library_of(settings), Twilio(account), read)
    metronome = Metronome(engine_of(parts, "run"))
    return Desk(metronome.engine, account, metronome.nudge), metronome


def demonstrated(settings: Settings, url: str, closing: ExitStack) -> tuple[Desk, Metronome]:
    """The desk of a demo: as simulated, on a database of its own, which is filled while it is used."""
    clock = TravelClock()
    settings = demo_settings(settings, os.environ, Path.cwd())
    store, full = demo_store(settings, Path.cwd(), clock.now(), closing)
    desk, metronome = _rehearsed(settings, url, clock, store, closing)
    filling = filling_of(store, settings, clock.now(), full=full)
    closing.callback(filling.stop)
    filling.start()
    return replace(desk, showcase=showcase(filling)), metronome


def simulated(settings: Settings, url: str, closing: ExitStack) -> tuple[Desk, Metronome]:
    """The desk on a carrier of our own, over real HTTP, with a clock that can be moved forward."""
    clock = TravelClock()
    return _rehearsed(settings, url, clock, _store(settings, clock, closing), closing)


def _rehearsed(settings: Settings, url: str, clock: TravelClock, store: Store, closing: ExitStack) -> tuple[Desk, Metronome]:
    resumed(clock, store)
    library = library_of(settings)
    token = secrets.token_hex(16)  # it signs what we believe: another one each time
    account = simulated_account(settings, url, token)
    served = _carrier(clock, account, canned(settings, library), closing)
    account = simulated_account(settings, url, token, served.url)
    parts = Parts(settings, clock, store, library, Twilio(account), read, simulated_number=account.from_)
    metronome = Metronome(engine_of(parts, "run"))
    traveller = Traveller(metronome.engine, clock, metronome.still)
    rehearsal = Rehearsal(parts, served)
    return Desk(metronome.engine, account, metronome.nudge, rehearsal, traveller), metronome


def _carrier(clock: Clock, account: TwilioAccount, replies: Replies, closing: ExitStack) -> Served:
    seed = int(clock.now().timestamp() * 1000)  # another one each time, so that ids never meet those of an earlier run
    network = Network(clock, count_segments=lambda text: count(text).segments, number=account.from_, replies=replies, seed=seed)
    served = begin_carrier(0, network=network, account=account, sms_url=f"{account.base}/twilio/sms")
    closing.callback(served.stop)
    return served
