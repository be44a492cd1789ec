"""Flask-Security's datastore over our store. Every ``put`` is kept at once, guarded by the account's version."""

from __future__ import annotations

from typing import Any

from flask_security import UserDatastore

from coach.store.store import Store
from coach.web.console.viewer import NoRole, Viewer

FIELDS = {"fs_uniquifier": "uniquifier", "email": "email", "id": "id"}


class Accounts(UserDatastore):
    """Accounts for the library. ``demanding``: owners and coaches must have a second factor."""

    def __init__(self, store: Store, *, demanding: bool) -> None:
        super().__init__(Viewer, NoRole)
        self._store = store
        self._demanding = demanding

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Viewer | None:  # noqa: ARG002 - the library's signature
        """The one account with this field; None: there is none."""
        [(field, value)] = kwargs.items()
        with self._store.reading() as view:
            found = view.find_coach(**{FIELDS[field]: str(value)})
        return Viewer(found, demanding=self._demanding) if found else None

    def find_role(self, role: str) -> NoRole | None:  # noqa: ARG002 - the library's signature
        """Never any: see ``NoRole``."""
        return None

    def put(self, model: Viewer) -> Viewer:
        """Keep what was changed. Raises: ``StaleState`` when somebody else changed the account first."""
        with self._store.transaction() as work:
            kept = work.keep_coach(model.kept)
        model.take(kept)
        return model

    def commit(self) -> None:
        """Nothing waits: ``put`` has kept it."""
