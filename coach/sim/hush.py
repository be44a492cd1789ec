"""Keeps what the engine logs from flooding a rehearsal of months: each kind of line is counted, and told once in the end.

Must not know what is logged, or why.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

ENGINE = "coach"


class Tally(logging.Handler):
    """Counts lines by their words before anything is filled in."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.times: Counter[tuple[str, str]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.times[record.levelname.lower(), str(record.msg)] += 1

    def lines(self) -> list[str]:
        """One line for each kind: how often, how grave, and in what words."""
        return [f"logged {times}x, {level}: {words}" for (level, words), times in sorted(self.times.items())]


@contextmanager
def hushed() -> Iterator[Tally]:
    """Count what is logged inside instead of writing it."""
    tally, ours = Tally(), logging.getLogger(ENGINE)
    before, ours.propagate = ours.propagate, False
    ours.addHandler(tally)
    try:
        yield tally
    finally:
        ours.removeHandler(tally)
        ours.propagate = before
