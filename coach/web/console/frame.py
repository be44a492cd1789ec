"""Puts the console into an app: sessions, sign-in, the guard in front of every page, and the pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, Response, redirect, render_template, request, send_from_directory, url_for
from flask_login import current_user
from flask_security import Security
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as Answer

from coach.clock import Clock, SystemClock
from coach.errors import BadRequest, CoachError, StaleState
from coach.store.database import Away
from coach.web.console import signs
from coach.web.console.access import PREFIX, guard
from coach.web.console.accounts import Accounts
from coach.web.console.config import configuration
from coach.web.console.factors import HashedCodes, OnceOnly
from coach.web.console.forms import AuthenticatorCode, NewPassword, PasswordAgain, RecoveryCode, SignIn
from coach.web.console.here import NAME, Console, here
from coach.web.console.lockout import Lockout
from coach.web.console.pages import NAV, blueprints, person_address
from coach.web.console.said import add_filters
from coach.web.desk import Desk
from coach.web.reasons import Reasons

WITHOUT_SESSIONS = ("twilio", "health", "phone")  # the carrier signs its calls; the phone lets only its own pages post


def add_console(app: Flask, desk: Desk, clock: Clock | None = None) -> None:
    """Add ``/console`` to an app that has its other pages already. ``clock``: of sessions; the machine's own by default."""
    settings, store = desk.engine.parts.settings, desk.engine.parts.store
    clock = clock or SystemClock()
    app.config.update(configuration(settings, store))
    accounts = Accounts(store, demanding=settings.second_factor == "required")
    lockout = Lockout(store, clock, lambda: request.remote_addr or "")
    codes_key = store.keys_for("recovery codes")[-1]  # the oldest: codes are hashed, and cannot be hashed anew
    app.extensions[NAME] = Console(desk, accounts, lockout, clock, codes_key, Reasons(settings.templates))
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    _protect(app)
    _secure(app, accounts)
    app.before_request(guard)
    add_filters(app)
    app.context_processor(_shared)
    for pages in blueprints():
        app.register_blueprint(pages)
    app.add_url_rule(f"{PREFIX}/look/<path:name>", view_func=_look, endpoint="console.look")


def _protect(app: Flask) -> None:
    """Every form carries a token, also those htmx sends (in the header X-CSRFToken, from the page's meta tag)."""
    protect = CSRFProtect(app)
    for name in WITHOUT_SESSIONS:
        if name in app.blueprints:
            protect.exempt(app.blueprints[name])
    app.register_error_handler(CSRFError, lambda error: _refused(error, "csrf"))
    app.register_error_handler(HTTPException, lambda error: _refused(error, str(error.code)))
    for error, status in ((StaleState, 409), (Away, 503), (BadRequest, 400)):
        app.register_error_handler(error, partial(_told, status))


def _secure(app: Flask, accounts: Accounts) -> None:
    security = Security(
        app,
        accounts,
        login_form=SignIn,
        verify_form=PasswordAgain,
        change_password_form=NewPassword,
        two_factor_verify_code_form=AuthenticatorCode,
        mf_recovery_form=RecoveryCode,
        totp_cls=OnceOnly,
        mf_recovery_codes_util_cls=HashedCodes,
    )
    security.want_json(lambda _request: False)  # pages only: what is answered as JSON may carry a token
    app.view_functions["security.two_factor_rescue"] = _rescue
    app.view_functions["security.tf_select"] = _rescue
    signs.listen(app)


def _rescue() -> Answer:
    """We send no mail: whoever lost the authenticator has recovery codes, or asks an owner."""
    return redirect(url_for("security.mf_recovery"))


def _look(name: str) -> Response:
    """Style and manners of the pages."""
    return send_from_directory(here().parts.settings.templates / "console" / "look", name)


def _shared() -> dict[str, Any]:
    """What every template of the console may name."""
    if not request.path.startswith(PREFIX):
        return {}
    console = here()
    return {
        "brand": console.parts.settings.name,
        "demo": console.demo,
        "showcase": console.desk.showcase,
        "nav": [one for one in NAV if current_user.is_authenticated and current_user.role.covers(one.least)],
        "now": console.now,
        "zone": console.zone.key,
        "person_address": person_address,
        "me": current_user if current_user.is_authenticated else None,
    }


def _refused(error: HTTPException, code: str) -> Answer | HTTPException | tuple[str, int]:
    """A page that says what is wrong; outside the console the plain answer."""
    if not request.path.startswith(PREFIX) or error.code is None or error.code < 400:
        return error
    return render_template("console/refused.html", code=code), error.code


def _told(status: int, error: CoachError) -> tuple[str, int]:
    """One of our own errors as a page. Raises: the error itself, where the request was not for the console."""
    if not request.path.startswith(PREFIX):
        raise error
    said = str(error) if isinstance(error, BadRequest) else ""
    return render_template("console/refused.html", code=str(status), said_by_error=said), status
