"""``coach web``: the web process alone; `gunicorn "coach.web.app:create_app()"` does the same with more processes."""

from __future__ import annotations

import argparse

from coach.cli.logs import begin_logging
from coach.cli.opening import settings_here
from coach.cli.serving import listening, serve, stop_in_order
from coach.web.app import create_app


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``web``."""
    parser.add_argument("--port", type=int, default=None, help="where it listens (default: PORT, else 8000)")


def run(given: argparse.Namespace) -> int:
    """Serve until interrupted. Raises: ``BadSetting``, ``Away``."""
    begin_logging()
    settings = settings_here()
    app = create_app()
    port = given.port if given.port is not None else settings.port
    server = listening(app, settings, port)
    stop_in_order()
    print(f"listening on port {port}", flush=True)
    serve(server)
    return 0
