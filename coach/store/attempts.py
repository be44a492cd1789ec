"""Counts tries to sign in that failed, by a keyed hash of who or where, and locks. Must not know what was tried."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from coach.store.session import Session
from coach.store.tables import attempt


class Attempts(Session):
    """Failed tries. A key is any words; only their keyed hash is kept."""

    def locked_until(self, keys: Collection[str], now: datetime) -> datetime | None:
        """Until when any of these is locked; None: none is."""
        hashes = [self._hash(key) for key in keys]
        latest = select(func.max(attempt.c.locked_until)).where(attempt.c.key.in_(hashes), attempt.c.locked_until > now)
        found: datetime | None = self.connection.scalar(latest)
        return found

    def count_failure(self, key: str, now: datetime, most: int, within: timedelta) -> int:
        """One more failure; from the ``most``-th within a time on, it is locked for as long again. How many it were."""
        adding = self.insert(attempt).values(key=self._hash(key), failures=1, since=now)
        anew = attempt.c.since <= now - within
        news = {
            "failures": case((anew, 1), else_=attempt.c.failures + 1),
            "since": case((anew, adding.excluded.since), else_=attempt.c.since),
        }
        counted = adding.on_conflict_do_update(index_elements=["key"], set_=news).returning(attempt.c.failures)
        failures = self.connection.scalar(counted) or 1
        if failures >= most:
            self.connection.execute(attempt.update().where(attempt.c.key == self._hash(key)).values(locked_until=now + within))
        return failures

    def forget_failures(self, keys: Collection[str], before: datetime) -> None:
        """It went well: count anew. What is older than ``before`` goes too, whoever it was."""
        hashes = [self._hash(key) for key in keys]
        self.connection.execute(attempt.delete().where(attempt.c.key.in_(hashes) | (attempt.c.since < before)))

    def _hash(self, key: str) -> bytes:
        return self.sealer.index("attempt", key)
