"""What ``coach run --demo`` needs: a database of its own, people who may sign in, and the certainty that nothing real is touched."""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from coach.errors import BadSetting
from coach.settings import Settings
from coach.sim.demo_filling import BEGUN, FULL, MARK, Filling
from coach.sim.demo_people import COLLEAGUES, PASSWORD, PEOPLE, Colleague
from coach.sim.world import KEY
from coach.store.coaches_found import Account
from coach.store.database import Away
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.store.work import Work
from coach.web.console.passwords import hashed
from coach.web.desk import Showcase

FILE = "coach-demo.sqlite3"
LOCK = "coach-demo.lock"
BESIDE = ("", "-wal", "-shm")  # what SQLite keeps beside a database
SQLITE = b"SQLite format 3\0"  # how such a file begins (sqlite.org, "Database File Format")
FRESH = timedelta(days=1)  # an older demo is made anew, so that it always ends today
ZONE = "America/New_York"  # unless COACH_HOME_ZONE says otherwise: where most of its people are
WELCOME = """Coaches work at  {url}/console/   everybody there is invented. Sign in with a click, or with one of

{sign_ins}

each with the password  {password}"""
LINE = "  {role:<6}  {name:<10}  {email}"


def refuse_the_real(environ: Mapping[str, str]) -> None:
    """Raises: ``BadSetting`` where anything real is set: a demo has a database and a carrier of its own."""
    real = sorted(name for name, value in environ.items() if value.strip() and (name.startswith("TWILIO_") or name == "DATABASE_URL"))
    if real:
        raise BadSetting(f"--demo invents people, and touches no real database or carrier: unset {', '.join(real)}, or leave --demo away")


def demo_settings(settings: Settings, environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings as a demo needs them: its own file, no second factor, and no secret of yours."""
    zone = settings.home_zone if environ.get("COACH_HOME_ZONE", "").strip() else ZONE
    return replace(settings, database_url=f"sqlite:///{folder / FILE}", secret_key="", second_factor="optional", home_zone=zone)


def demo_store(settings: Settings, folder: Path, now: datetime, closing: ExitStack) -> tuple[Store, bool]:
    """The demo's database, and whether everybody is in it already. One that is a day old, or was left half filled, is made anew.

    Raises: ``BadSetting`` when a file of that name is there that is no demo's, or a demo is running in this folder.
    """
    _alone(folder, closing)
    if (folder / FILE).exists() and not _is_fresh(settings, folder, now):
        for beside in BESIDE:
            (folder / f"{FILE}{beside}").unlink(missing_ok=True)
    there = (folder / FILE).exists()
    store = Store(settings.database_url, Sealer(KEY))
    closing.callback(store.close)
    store.upgrade(now)
    if not there:
        with store.transaction() as work:
            work.set_mark(MARK, now, BEGUN)
            _let_in(work, now)
    return store, there


def showcase(filling: Filling) -> Showcase:
    """What the console shows of the demo."""
    return Showcase(
        tuple((one.name, one.role.value, one.email) for one in COLLEAGUES), PASSWORD, lambda: (filling.done, filling.of, filling.failed)
    )


def filling_of(store: Store, settings: Settings, now: datetime, *, full: bool) -> Filling:
    """What fills it; where everybody is there it has nothing to do."""
    return Filling(store, settings, now, done=PEOPLE if full else 0)


def welcome(url: str) -> str:
    """How to sign in, for the terminal."""
    sign_ins = "\n".join(LINE.format(role=one.role.value, name=one.name, email=one.email) for one in COLLEAGUES)
    return WELCOME.format(url=url, sign_ins=sign_ins, password=PASSWORD)


def _alone(folder: Path, closing: ExitStack) -> None:
    """Keep a second demo out of this folder for as long as this one runs: it might make the database anew."""
    lock = closing.enter_context((folder / LOCK).open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BadSetting(f"a demo is running in {folder} already: end it, or start this one in another folder") from None


def _is_fresh(settings: Settings, folder: Path, now: datetime) -> bool:
    """Whether the demo that is there will do. Raises: ``BadSetting`` when it is no demo."""
    with (folder / FILE).open("rb") as file:
        marked, current = _looked_into(settings) if file.read(len(SQLITE)) == SQLITE else (None, False)
    if marked is None:
        raise BadSetting(f"{folder / FILE} is no demo's: move it away, or start the demo in another folder")
    return current and marked[1] == FULL and now - marked[0] < FRESH


def _looked_into(settings: Settings) -> tuple[tuple[datetime, str] | None, bool]:
    """How far the demo was filled and when, None where another key seals it; and whether it is of this release."""
    store = Store(settings.database_url, Sealer(KEY))
    try:
        store.open()
        with store.reading() as view:
            return view.marked(MARK), store.current()
    except (Away, BadSetting):
        return None, False
    finally:
        store.close()


def _let_in(work: Work, now: datetime) -> None:
    password = hashed(PASSWORD)
    for one in COLLEAGUES:
        work.add_coach(_account(one, password, now))


def _account(one: Colleague, password: str, now: datetime) -> Account:
    return Account(one.id, one.name, one.email, one.role, password, secrets.token_hex(16), now)
