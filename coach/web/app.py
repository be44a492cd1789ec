"""Makes the Flask app from a desk; and, for a production server, the desk from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response

from coach.clock import Clock, SystemClock
from coach.settings import read_settings
from coach.web.desk import Desk
from coach.web.health import health
from coach.web.phone import phone
from coach.web.settled import settled
from coach.web.webhook import webhooks

LARGEST_BODY = 64 * 1024  # bytes; the carrier's own limit for what it reads is the same (Twilio error 11750)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}  # RFC 6797: this host is never asked without TLS again


def make_app(desk: Desk, sessions: Clock | None = None) -> Flask:
    """The app around a desk. The phone is there with the simulated carrier only. ``sessions``: the clock that signing in runs on."""
    from coach.web.console.frame import add_console  # half a second to load: only when an app is really made

    templates = desk.engine.parts.settings.templates
    app = Flask("coach.web", template_folder=str(templates), static_folder=str(Path(__file__).parent / "vendor"), static_url_path="/vendor")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(webhooks(desk))
    app.register_blueprint(health(desk))
    if desk.handsets is not None and desk.travel is not None:
        app.register_blueprint(phone(desk, desk.handsets, desk.travel))
    add_console(app, desk, sessions)
    secure = desk.engine.parts.settings.public_url.startswith("https://")
    app.after_request(lambda response: _guard(response, HEADERS | HTTPS if secure else HEADERS))
    return app


def _guard(response: Response, headers: Mapping[str, str]) -> Response:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response


def create_app() -> Flask:
    """The app of a production server, from the environment. Raises: ``BadSetting``, ``Away``."""
    from coach.engine.assembly import account_of, live_engine  # brings everything that understands replies: not needed to make an app

    settings = read_settings(os.environ, Path.cwd())
    engine = live_engine(settings, SystemClock(), Path.cwd(), "web")
    app = make_app(Desk(engine, account_of(settings), nudge=lambda: None))
    settled()  # the server's own code has no part for it: the app is made once in each of its processes, and last of all
    return app
