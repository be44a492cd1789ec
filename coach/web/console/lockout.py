"""Locks who, and where from, after tries that failed: the same for addresses we know and for those we do not.

Five failures in fifteen minutes lock an account, twenty lock where they came from, for as long again (OWASP Authentication Cheat
Sheet: "Login Throttling"; NIST SP 800-63B 5.2.2 asks for no more than 100 in a row).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from coach.clock import Clock
from coach.store.coaches import folded
from coach.store.store import Store

WITHIN = timedelta(minutes=15)
MOST = {"account": 5, "address": 20}
KEPT = timedelta(days=1)


class Lockout:
    """Failures by account (its e-mail address, as typed) and by network address. ``address``: where the request came from."""

    def __init__(self, store: Store, clock: Clock, address: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._address = address

    def locked(self, email: str) -> bool:
        """Whether this account, or where they are, is locked."""
        with self._store.transaction() as work:
            return work.locked_until(list(self._keys(email).values()), self._clock.now()) is not None

    def failed(self, email: str) -> bool:
        """Count one more failure. Whether it locks."""
        now = self._clock.now()
        with self._store.transaction() as work:
            counts = {kind: work.count_failure(key, now, MOST[kind], WITHIN) for kind, key in self._keys(email).items()}
        return any(count >= MOST[kind] for kind, count in counts.items())

    def passed(self, email: str) -> None:
        """Signed in: the account's failures are forgotten; those of the address are not, for it may be trying others."""
        now = self._clock.now()
        with self._store.transaction() as work:
            work.forget_failures([self._keys(email)["account"]], now - KEPT)

    def _keys(self, email: str) -> dict[str, str]:
        return {"account": f"account:{folded(email)}", "address": f"address:{self._address()}"}
