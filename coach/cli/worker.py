"""``coach worker``: makes time pass: decides what arrived, wakes journeys, sends, settles."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from pathlib import Path

from coach.cli.logs import begin_logging
from coach.cli.opening import settings_here
from coach.clock import SystemClock
from coach.engine.assembly import live_engine
from coach.engine.local import Metronome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``worker`` takes none."""


def run(given: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same form
    """Work until SIGTERM or Ctrl-C, then finish what is under way. Raises: ``BadSetting``, ``Away``."""
    begin_logging()
    engine = live_engine(settings_here(), SystemClock(), Path.cwd(), f"worker-{os.getpid()}")
    metronome, ended = Metronome(engine), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    metronome.start()
    print("the worker works; Ctrl-C ends it", flush=True)
    ended.wait()
    metronome.stop()
    engine.parts.store.close()
    return 0
