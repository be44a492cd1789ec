"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from coach.store.database import Away
from coach.web.desk import Desk


def health(desk: Desk) -> Blueprint:
    """``GET /healthz``: the process answers. ``GET /readyz``: the database does too, and is of this release; 503 otherwise."""
    pages = Blueprint("health", __name__)
    pages.add_url_rule("/healthz", view_func=lambda: Response("ok", mimetype="text/plain"), endpoint="healthz")
    pages.add_url_rule("/readyz", view_func=lambda: _ready(desk), endpoint="readyz")
    return pages


def _ready(desk: Desk) -> tuple[Response, int]:
    parts = desk.engine.parts
    now = parts.clock.now()
    try:
        if not parts.store.current():
            return jsonify(ready=False, why="the database is not of this release; run coach migrate"), 503
        with parts.store.reading() as view:
            overview = view.overview(now)
    except Away:
        return jsonify(ready=False, why="the database cannot be reached"), 503
    waiting = int((now - overview.oldest_pending).total_seconds()) if overview.oldest_pending else 0
    return jsonify(ready=True, undecided=overview.undecided, oldest_pending_seconds=max(waiting, 0), open_alerts=overview.open_alerts), 200
