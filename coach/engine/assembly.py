"""Puts the parts together from the settings. Importing this opens nothing; calling it opens the database and reads the programs."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import Replies
from coach.carrier.twilio import Twilio
from coach.clock import Clock
from coach.engine.beats import Engine
from coach.engine.door import Door, Watch
from coach.engine.outbox import Sender
from coach.engine.parts import Parts
from coach.errors import BadSetting
from coach.programs.library import Library
from coach.settings import Settings
from coach.store.sealing import Sealer, master_keys
from coach.store.store import Store
from coach.understand import read

KEY_FILE = "coach.key"


def account_of(settings: Settings) -> TwilioAccount:
    """The carrier account of the settings. Raises: ``BadSetting`` when there is none."""
    if settings.twilio is None:
        raise BadSetting("no carrier is set: set the TWILIO_ settings, or use `coach run`, which brings a simulated one")
    twilio = settings.twilio
    return TwilioAccount(
        twilio.account_sid,
        twilio.auth_token,
        settings.public_url,
        twilio.sender,
        twilio.service,
        twilio.api_base or None,
        twilio.next_token,
    )


def sealer_of(settings: Settings, folder: Path) -> Sealer:
    """The sealer of the settings' key; with the simulated carrier a key file is made where there is none. Raises: ``BadSetting``."""
    if settings.secret_key:
        return Sealer(*master_keys(settings.secret_key))
    if settings.twilio is not None:
        raise BadSetting("COACH_SECRET_KEY is missing: live texts are never sealed with a key made up on the spot")
    return Sealer(*master_keys(key_file(folder / KEY_FILE)))


def key_file(path: Path) -> str:
    """The key in a file that only its owner may read; made when it is not there."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(new_key())
    return path.read_text().strip()


def new_key() -> str:
    """A fresh master key: 32 random bytes in base64."""
    return base64.b64encode(os.urandom(32)).decode()


def library_of(settings: Settings) -> Library:
    """The programs and texts of the settings. Raises: ``BadSchedule``, ``BadWording``, ``BadSetting``."""
    library = Library(settings.programs, settings.templates)
    if settings.program and settings.program not in library.names():
        raise BadSetting(f"COACH_PROGRAM {settings.program!r} is no program; there are {', '.join(library.names())}")
    return library


def canned(settings: Settings, library: Library) -> Replies:
    """What the simulated carrier answers to STOP, START and HELP: as an operator would have set it up at Twilio."""
    frame = {"brand": settings.name, "contact": settings.contact, "lines": library.lines.lines_for("US")}
    stop, start, help_ = (library.wording.render(f"carrier/{word}", 0, "en", True, {}, frame) for word in ("stop", "start", "help"))
    return Replies(stop, start, help_)


def engine_of(parts: Parts, worker: str, threads: int = 5, watch: Watch | None = None) -> Engine:
    """The engine of these parts. ``worker``: the name its claims are made under; ``threads``: how many sends at once."""
    door = Door(parts, watch)
    return Engine(parts, door, Sender(parts, door, worker, threads))


def live_engine(settings: Settings, clock: Clock, folder: Path, worker: str) -> Engine:
    """The engine on the settings' database and Twilio account, ready to run. Raises: ``BadSetting``, ``Away``."""
    store = Store(settings.database_url, sealer_of(settings, folder))
    store.open()
    if not store.current():
        raise BadSetting("the database is not of this release: run `coach migrate` first")
    parts = Parts(settings, clock, store, library_of(settings), Twilio(account_of(settings)), read)
    return engine_of(parts, worker)
