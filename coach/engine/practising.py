"""The practice's settings as this process knows them: looked at anew every other second, never once for each decision.

They are read inside the transaction that is open anyway, and only where their number has changed; so a change made in one process
holds in every other within seconds, without a restart. Must not know what the settings do.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.store.practice import PracticeReads
from coach.store.practice_found import Practice

LOOKED_AFTER = timedelta(seconds=2)


class InForce:
    """The settings in force. Safe for threads: what is held is replaced whole."""

    def __init__(self) -> None:
        self._held = Practice()
        self._looked_at: datetime | None = None

    @property
    def now(self) -> Practice:
        """The settings, as last looked at."""
        return self._held

    def is_old(self, now: datetime) -> bool:
        """Whether it is time to look again; so too after the clock went back."""
        return self._looked_at is None or abs(now - self._looked_at) >= LOOKED_AFTER

    def look(self, view: PracticeReads, now: datetime) -> None:
        """Look again, if it is time to."""
        if self.is_old(now):
            self.renew(view, now)

    def renew(self, view: PracticeReads, now: datetime) -> None:
        """Look at once: what was just changed here holds here from now on."""
        if view.practice_version() != self._held.version:
            self._held = view.practice()
        self._looked_at = now
