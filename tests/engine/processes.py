"""Processes of the product as an operator starts them, with an environment of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 40.0  # seconds; several runs may share the machine
KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "XDG_RUNTIME_DIR")
KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"  # the test stores' master key
ROOT = Path(__file__).resolve().parents[2]


def environment(**settings: str) -> dict[str, str]:
    """Nothing of this machine's settings, only these."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | settings


class Process:
    """One running command; what it prints goes to a file."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, str]) -> None:
        self.log = folder / f"{command[0]}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as out:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "coach", *command], cwd=folder, env=environment(**settings), stdout=out, stderr=subprocess.STDOUT
            )

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text()

    def wait_for(self, words: str) -> None:
        """Until it has printed these words."""
        assert until(lambda: words in self.printed or self.popen.poll() is not None), self.printed
        assert words in self.printed, self.printed

    def kill(self) -> None:
        """SIGKILL: it gets to do nothing more."""
        self.popen.kill()
        self.popen.wait(PATIENCE)

    def ends(self, seconds: float = PATIENCE) -> int:
        """SIGTERM, and its exit status."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(seconds)


@contextmanager
def running(folder: Path, *command: str, **settings: str) -> Iterator[Process]:
    """A command that runs until the block ends."""
    process = Process(list(command), folder, settings)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.kill()


def until(true: Callable[[], object], seconds: float = PATIENCE, every: float = 0.01) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])
