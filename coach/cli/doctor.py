"""``coach doctor``: checks settings, database, carrier and public address, and says the mend."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from coach.carrier.twilio import Twilio
from coach.clock import SystemClock
from coach.engine.assembly import account_of, library_of, new_key, sealer_of
from coach.errors import CoachError
from coach.settings import KNOWN, Settings, read_settings
from coach.store.store import Store

Check = Callable[[Settings], str]
PATIENCE = 10  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``doctor``."""
    parser.add_argument("--new-key", action="store_true", help="print a fresh COACH_SECRET_KEY and do nothing else")


def run(given: argparse.Namespace) -> int:
    """Print every setting and every check. Exit status 1 when something needs mending."""
    if given.new_key:
        print(new_key())
        return 0
    for line in _settings():
        print(line)
    try:
        settings = read_settings(os.environ, Path.cwd())
    except CoachError as wrong:
        print(_line("settings", False, str(wrong)))
        return 1
    results = [_tried(name, check, settings) for name, check in CHECKS]
    return int(not all(results))


def _settings() -> Iterator[str]:
    """Every setting there is, its value (never a secret one), and what it is for."""
    for known in KNOWN:
        value = os.environ.get(known.name, "")
        shown = "(set, not shown)" if value and known.secret else value or (f"[{known.default}]" if known.default else "-")
        yield f"  {known.name:<30} {shown}\n  {'':<30} {known.about}"


def _tried(name: str, check: Check, settings: Settings) -> bool:
    try:
        said = check(settings)
    except (CoachError, OSError) as wrong:
        print(_line(name, False, str(wrong)))
        return False
    print(_line(name, True, said))
    return True


def _line(name: str, good: bool, said: str) -> str:
    mark = "ok  " if good else "MEND"
    return f"{mark} {name}: " + said.replace("\n", "\n     ")


def _carrier_set(settings: Settings) -> str:
    if settings.twilio is None:
        return "the simulated carrier; set the TWILIO_ settings to reach real phones"
    return f"Twilio account {settings.twilio.account_sid}" + (f" at {settings.twilio.api_base}" if settings.twilio.api_base else "")


def _database(settings: Settings) -> str:
    store = Store(settings.database_url, sealer_of(settings, Path.cwd()))
    try:
        store.open()
        if not store.current():
            return "it can be reached, and is not of this release: run `coach migrate` (`coach run` does it by itself)"
        with store.reading() as view:
            overview = view.overview(SystemClock().now())
    finally:
        store.close()
    return f"of this release, {overview.participants} participants, {overview.open_alerts} open alerts"


def _texts(settings: Settings) -> str:
    library = library_of(settings)
    unchecked = len(library.lines.unchecked())
    warning = f"; {unchecked} safety lines have not been checked by a person yet (templates/safety/lines.yaml)" if unchecked else ""
    return f"{', '.join(library.names())} in {', '.join(library.wording.languages)}{warning}"


def _carrier(settings: Settings) -> str:
    if settings.twilio is None:
        return "nothing to reach"
    carrier = Twilio(account_of(settings))
    seen = list(carrier.listed(since=SystemClock().now() - timedelta(days=1), limit=1))
    return f"it answers; {'it knows texts of the last day' if seen else 'no texts in the last day'}"


def _public(settings: Settings) -> str:
    if settings.twilio is None:
        return "not needed with the simulated carrier"
    address = f"{settings.public_url}/healthz"
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - the operator's own address
            return f"{address} answers {answer.status}"
    except URLError as wrong:
        raise OSError(f"{address} does not answer ({wrong.reason}): start `coach web`, and check the proxy and COACH_PUBLIC_URL") from wrong


CHECKS: tuple[tuple[str, Check], ...] = (
    ("carrier settings", _carrier_set),
    ("database", _database),
    ("programs and texts", _texts),
    ("carrier", _carrier),
    ("public address", _public),
)
