"""How the long-running commands log: one line an event on standard error, ids only."""

from __future__ import annotations

import logging

QUIET = ("alembic", "apscheduler", "waitress.queue", "urllib3", "twilio")


def begin_logging(level: int = logging.INFO) -> None:
    """Log from ``level`` on; libraries only when something is wrong, for some of them log addresses with numbers in them."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
