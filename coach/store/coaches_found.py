"""The people who work in the console, as plain values. Must not know how a row looks, nor how anybody signs in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do in the console. In this order: each may do all that those after it may."""

    OWNER = "owner"
    COACH = "coach"
    READER = "reader"

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what asks for ``needed``."""
        order = list(Role)
        return order.index(self) <= order.index(needed)


@dataclass(frozen=True, slots=True)
class Second:
    """A second factor. ``secret``: as the authenticator library wrapped it. ``codes``: keyed hashes of recovery codes; None: never made."""

    method: str | None = None
    secret: str | None = None
    codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One who may sign in. ``password``: its argon2 hash. ``uniquifier``: what sessions are bound to; a new one ends them all.

    ``must_change``: the password was given to them. ``counter``: of the last authenticator code used. ``version``: guards every save.
    ``phone``: E.164, where they can be called about an alert; empty: not known. Kept sealed.
    """

    id: str
    name: str
    email: str
    role: Role
    password: str
    uniquifier: str
    created_at: datetime
    must_change: bool = False
    active: bool = True
    second: Second = Second()
    counter: int | None = None
    version: int = 0
    signed_in_at: datetime | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """Something that was looked at or done, for the audit log. Ids and codes only, never anybody's words.

    ``act``: a code of ``templates/console/acts.yaml``. ``coach_id`` None: nobody known. ``subject``: the id of what it was done to.
    """

    at: datetime
    act: str
    coach_id: str | None = None
    journey_id: str | None = None
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit log, numbered in order."""

    id: int
    entry: Audited
