"""What follows from signing in and out: the session's moments, the audit log, and the lock forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask, request, session
from flask_login import user_logged_out
from flask_security import password_changed, tf_code_confirmed, tf_disabled, tf_profile_changed, user_authenticated

from coach.web.console.auditing import audit
from coach.web.console.here import here
from coach.web.console.viewer import Viewer

SIGN_OUT = "security.logout"


def listen(app: Flask) -> None:
    """Hear the library's signals of this app for as long as it lives."""
    user_authenticated.connect(_signed_in, app, weak=False)
    user_logged_out.connect(_signed_out, app, weak=False)
    password_changed.connect(_password_changed, app, weak=False)
    for signal in (tf_code_confirmed, tf_disabled, tf_profile_changed):
        signal.connect(_second_changed, app, weak=False)


def _signed_in(_app: Flask, user: Viewer, **_: Any) -> None:
    """Sessions run on the machine's clock: moving time in a simulation ends none."""
    console = here()
    now = console.clock.now().isoformat()
    session["since"] = session["active"] = now
    console.lockout.passed(user.email)
    user.account = replace(user.account, signed_in_at=console.clock.now())
    console.accounts.put(user)
    audit("signed_in", coach_id=user.id, subject=user.id)


def _signed_out(_app: Flask, user: Viewer, **_: Any) -> None:
    """Whoever signs out ends every session of theirs: a copied cookie is worth nothing any more."""
    if request.endpoint != SIGN_OUT:
        return
    here().accounts.set_uniquifier(user)
    audit("signed_out", coach_id=user.id, subject=user.id)


def _password_changed(_app: Flask, user: Viewer, **_: Any) -> None:
    user.must_change = False
    here().accounts.put(user)
    audit("password_changed", coach_id=user.id, subject=user.id)


def _second_changed(_app: Flask, user: Viewer, **_: Any) -> None:
    audit("second_factor", coach_id=user.id, subject=user.id)
