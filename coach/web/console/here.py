"""What every part of the console works with: the desk, the accounts, and who is looking. One for each app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from flask import current_app
from flask_login import current_user

from coach.clock import Clock
from coach.engine.parts import Parts
from coach.store.coaches_found import Role
from coach.web.console.viewer import Viewer
from coach.web.desk import Desk
from coach.web.reasons import Reasons

if TYPE_CHECKING:
    from coach.web.console.accounts import Accounts
    from coach.web.console.lockout import Lockout

NAME = "coach_console"


@dataclass(frozen=True)
class Console:
    """``clock``: of sessions and locks, the machine's own; the desk's clock may be moved in a simulation."""

    desk: Desk
    accounts: Accounts
    lockout: Lockout
    clock: Clock
    codes_key: bytes
    reasons: Reasons

    @property
    def parts(self) -> Parts:
        """The engine's parts: settings, store, library."""
        return self.desk.engine.parts

    @property
    def now(self) -> datetime:
        """The present moment of everything that is coached (UTC)."""
        return self.parts.clock.now()

    @property
    def zone(self) -> ZoneInfo:
        """The zone coaches read times in."""
        return ZoneInfo(self.parts.settings.home_zone)

    @property
    def demo(self) -> bool:
        """Whether the carrier is simulated: no real phone is reached, and time can be moved."""
        return self.desk.travel is not None


def here() -> Console:
    """The console of the app that answers just now."""
    return cast("Console", current_app.extensions[NAME])


def viewer() -> Viewer:
    """Who is signed in; only to be asked where ``access`` has let somebody in."""
    return cast("Viewer", current_user._get_current_object())  # noqa: SLF001 - the way past the proxy, named so by Flask-Login


def seen_by() -> str | None:
    """Whose eyes look, for the store's reads: the coach's id where they see theirs and nobody's, None where they see everybody."""
    return eyes(viewer(), here().parts.settings.coaches_see)


def eyes(one: Viewer, coaches_see: str) -> str | None:
    """Owners see everybody; coaches and readers theirs and nobody's, unless the setting widens it."""
    return None if one.role is Role.OWNER or coaches_see == "all" else one.id


def may_see(journey_id: str) -> bool:
    """Whether the one signed in may see this journey; False too when there is none."""
    with here().parts.store.reading() as view:
        return view.may_see(journey_id, seen_by())
