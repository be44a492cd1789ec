"""Writes the audit log: who looked at what, who did what. Ids and codes only."""

from __future__ import annotations

from flask_login import current_user

from coach.store.coaches_found import Audited
from coach.web.console.here import here


def audit(act: str, *, journey_id: str | None = None, subject: str = "", detail: str = "", coach_id: str | None = None) -> None:
    """Add a line for whoever is signed in.

    Args:
        act: a code of ``templates/console/acts.yaml``.
        journey_id: whose conversation it is about, if anybody's.
        subject: the id of what it was done to: an alert, a coach, a program.
        detail: a code or a count; never anybody's words.
        coach_id: who did it, where nobody is signed in yet.
    """
    line = entry(act, journey_id=journey_id, subject=subject, detail=detail, coach_id=coach_id)
    with here().parts.store.transaction() as work:
        work.audit([line])


def entry(act: str, *, journey_id: str | None = None, subject: str = "", detail: str = "", coach_id: str | None = None) -> Audited:
    """The line itself, for a transaction that is open anyway: ``work.audit([entry(...)])``. Arguments: as ``audit``."""
    by = coach_id or (current_user.id if current_user.is_authenticated else None)
    return Audited(here().now, act, by, journey_id, subject, detail)
