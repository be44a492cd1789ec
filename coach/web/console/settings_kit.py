"""What every page of Settings shares: keeping a part of the practice's settings, and asking who it is before something that matters.

Must not know what any part means.
"""

from __future__ import annotations

from flask import current_app, redirect, request, url_for
from flask_security.utils import check_and_update_authn_fresh
from werkzeug.wrappers import Response as Answer

from coach.errors import StaleState
from coach.store.practice import Value
from coach.store.practice_found import Practice
from coach.web.console.access import PREFIX
from coach.web.console.auditing import entry
from coach.web.console.here import here, viewer

CHANGED = "setting_changed"
MEANWHILE = "meanwhile"


def current() -> Practice:
    """The practice's settings, as this process knows them."""
    return here().parts.practice.now


def keep_current() -> None:
    """Before a page of the console: look whether another process changed a setting, every other second at most."""
    if not request.path.startswith(PREFIX):
        return
    console = here()
    if console.parts.practice.is_old(console.now):
        with console.parts.store.reading() as view:
            console.parts.practice.look(view, console.now)


def kept(part: str, value: Value, after: int, told: str) -> bool:
    """Keep a part; it holds from now on, here at once and elsewhere within seconds. False: somebody changed it meanwhile.

    ``after``: the change that the form was made from. ``told``: the old and the new value, for the audit log.
    """
    console = here()
    try:
        with console.parts.store.transaction() as work:
            work.keep_practice(part, value, after, viewer().id, console.now)
            work.audit([entry(CHANGED, subject=part, detail=told)])
    except StaleState:
        renew()
        return False
    renew()
    console.desk.nudge()
    return True


def renew() -> None:
    """Read the settings anew, at once."""
    console = here()
    with console.parts.store.reading() as view:
        console.parts.practice.renew(view, console.now)


def after() -> int:
    """The change that the form was made from: 0 where it does not say, or says nonsense."""
    return request.form.get("after", default=0, type=int)


def known_again() -> bool:
    """Whether whoever this is typed their password lately; once they did, they have half an hour from one such act to the next."""
    settings = current_app.config
    return bool(check_and_update_authn_fresh(settings["SECURITY_FRESHNESS"], settings["SECURITY_FRESHNESS_GRACE_PERIOD"]))


def who_is_it(back: str) -> Answer:
    """To the page that asks for the password again, and from there ``back``."""
    return redirect(url_for("security.verify", next=back), 303)


def given(*fields: str) -> dict[str, str]:
    """What was typed into these fields."""
    return {field: request.form.get(field, "").strip() for field in fields}
