"""Listens on a port, and serves pages until it is told to stop. Must not know what is served."""

from __future__ import annotations

import signal
from types import FrameType

import waitress
from flask import Flask
from waitress.server import BaseWSGIServer

from coach.errors import BadSetting
from coach.settings import Settings
from coach.web.settled import settled

THREADS = 8


def listening(app: Flask, settings: Settings, port: int) -> BaseWSGIServer:
    """A server that listens on ``port``: on every address when live, behind the operator's proxy, else on this machine only.

    Raises: ``BadSetting`` when the port is taken.
    """
    host = "0.0.0.0" if settings.live else "127.0.0.1"  # noqa: S104 - said above
    try:
        server: BaseWSGIServer = waitress.create_server(app, host=host, port=port, threads=THREADS)
    except OSError as wrong:
        raise BadSetting(f"port {port} cannot be listened on ({wrong.strerror}): set PORT to another one") from wrong
    return server


def stop_in_order() -> None:
    """From now on SIGTERM ends the program as Ctrl-C does; told twice, it is told once."""
    signal.signal(signal.SIGTERM, _interrupt)


def serve(server: BaseWSGIServer) -> None:
    """Serve until interrupted, and finish the requests that are in hand."""
    try:
        settled()
        server.run()
    except (KeyboardInterrupt, SystemExit):
        server.task_dispatcher.shutdown()
    server.close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt
