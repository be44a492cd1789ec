"""Who may sign in to the console, kept and found. Must not know how anybody signs in."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select

from coach.core.model import Phase
from coach.errors import StaleState
from coach.store.coaches_found import Account, Role, Second
from coach.store.sealing import Box
from coach.store.session import Session
from coach.store.tables import account, journey

FOUND_BY = ("id", "email", "uniquifier", "name")
OVER = (Phase.STOPPED.value, Phase.DONE.value)


class CoachReads(Session):
    """The people who work in the console, looked at."""

    def coaches(self) -> list[Account]:
        """Everybody, by name; those who were removed too."""
        rows = self.connection.execute(select(account).order_by(account.c.name, account.c.id))
        return [_account(row, self.sealer.house) for row in rows]

    def coach_names(self) -> dict[str, str]:
        """Everybody's name by id; those who were removed too."""
        return {row.id: row.name for row in self.connection.execute(select(account.c.id, account.c.name))}

    def caseloads(self) -> dict[str, int]:
        """How many journeys are whose, by a coach's id; those nobody has are not counted."""
        theirs = select(journey.c.coach, func.count()).where(journey.c.coach.is_not(None), journey.c.phase.not_in(OVER))
        return {row[0]: row[1] for row in self.connection.execute(theirs.group_by(journey.c.coach))}

    def find_coach(self, **by: str) -> Account | None:
        """The one with this ``id``, ``email`` (its case does not matter), ``uniquifier`` or ``name``; None: there is none."""
        [(field, value)] = by.items()
        if field not in FOUND_BY:
            raise LookupError(field)
        wanted = folded(value) if field == "email" else value
        row = self.connection.execute(select(account).where(account.c[field] == wanted)).first()
        return _account(row, self.sealer.house) if row else None


class CoachWrites(CoachReads):
    """Letting people in, and changing what is known of them."""

    def add_coach(self, one: Account) -> None:
        """Let somebody in. Raises: ``BrokenLaw`` when the name or the address is somebody's already."""
        self.run(account.insert(), [{"id": one.id, "version": 0, "created_at": one.created_at, **_columns(one, self.sealer.house)}])

    def keep_coach(self, one: Account) -> Account:
        """Keep what was changed; answers it with its new version. Raises: ``StaleState`` when somebody else changed it first."""
        guarded = account.update().where(account.c.id == one.id, account.c.version == one.version)
        kept = guarded.values(version=one.version + 1, **_columns(one, self.sealer.house))
        if self.connection.execute(kept).rowcount != 1:
            raise StaleState("somebody else changed this account first")
        found = self.find_coach(id=one.id)
        assert found is not None  # noqa: S101 - it was just saved
        return found


def folded(email: str) -> str:
    """An address as it is kept and looked up."""
    return email.strip().casefold()


def _columns(one: Account, box: Box) -> dict[str, Any]:
    return {
        "name": one.name,
        "email": folded(one.email),
        "role": one.role.value,
        "password": one.password,
        "must_change": one.must_change,
        "active": one.active,
        "uniquifier": one.uniquifier,
        "second": _sealed(one.second, one.id, box) if one.second != Second() else None,
        "counter": one.counter,
        "signed_in_at": one.signed_in_at,
        "phone": box.seal(one.phone.encode(), f"phone:{one.id}") if one.phone else None,
    }


def _sealed(second: Second, coach_id: str, box: Box) -> bytes:
    plain = json.dumps({"method": second.method, "secret": second.secret, "codes": second.codes})
    return box.seal(plain.encode(), f"second:{coach_id}")


def _opened(sealed: bytes | None, coach_id: str, box: Box) -> Second:
    if sealed is None:
        return Second()
    plain = json.loads(box.open(sealed, f"second:{coach_id}"))
    return Second(plain["method"], plain["secret"], None if plain["codes"] is None else tuple(plain["codes"]))


def _account(row: Any, box: Box) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        password=row.password,
        uniquifier=row.uniquifier,
        created_at=row.created_at,
        must_change=row.must_change,
        active=row.active,
        second=_opened(row.second, row.id, box),
        counter=row.counter,
        version=row.version,
        signed_in_at=row.signed_in_at,
        phone=box.open(row.phone, f"phone:{row.id}").decode() if row.phone else "",
    )
