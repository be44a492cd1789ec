"""``coach web``: the web process alone; `gunicorn "coach.web.app:create_app()"` does the same with more processes."""

from __future__ import annotations

import argparse
import logging

import waitress

from coach.cli.opening import settings_here
from coach.web.app import create_app

THREADS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``web``."""
    parser.add_argument("--port", type=int, default=None, help="where it listens (default: PORT, else 8000)")


def run(given: argparse.Namespace) -> int:
    """Serve until interrupted. Raises: ``BadSetting``, ``Away``."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = settings_here()
    app = create_app()
    port = given.port if given.port is not None else settings.port
    print(f"listening on port {port}", flush=True)
    waitress.serve(app, host="0.0.0.0" if settings.live else "127.0.0.1", port=port, threads=THREADS)  # noqa: S104 - behind the operator's proxy
    return 0
