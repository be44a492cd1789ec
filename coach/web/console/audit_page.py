"""The audit log, for owners: who looked at what, who did what; filtered, and as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import yaml
from flask import Blueprint, Response, render_template, request

from coach.store.audit import AuditFilter
from coach.store.coaches_found import AuditLine, Role
from coach.web.console.access import allowed
from coach.web.console.auditing import audit
from coach.web.console.here import here
from coach.web.console.sheets import sheet

A_PAGE = 100
A_CHUNK = 2000
COLUMNS = ("id", "at", "coach", "act", "journey", "subject", "detail")


def pages() -> Blueprint:
    """``/console/audit`` and its file."""
    bp = Blueprint("audit", __name__, url_prefix="/console/audit")
    bp.add_url_rule("", view_func=page, endpoint="page")
    bp.add_url_rule("/log.csv", view_func=file, endpoint="file")
    return bp


@allowed(Role.OWNER)
def page() -> str:
    """The newest lines that pass the filter, and a way to older ones."""
    wanted = _wanted()
    with here().parts.store.reading() as view:
        lines, coaches, acts = view.audited(wanted, A_PAGE + 1), view.coaches(), view.audited_acts()
    return render_template(
        "console/audit.html",
        lines=lines[:A_PAGE],
        older=lines[A_PAGE - 1].id if len(lines) > A_PAGE else None,
        coaches={one.id: one for one in coaches},
        acts=acts,
        told=told(here().parts.settings.templates),
        given=request.args,
    )


@allowed(Role.OWNER)
def file() -> Response:
    """Every line that passes the filter, newest first, as CSV; that it was taken is itself a line."""
    audit("audit_exported")
    console, wanted = here(), _wanted()
    with console.parts.store.reading() as view:
        names = view.coach_names()
    return sheet(f"audit-{console.now:%Y-%m-%d}.csv", COLUMNS, (_row(line, names) for line in _all(wanted)))


def told(templates: Path) -> dict[str, str]:
    """What each act is called, from ``templates/console/acts.yaml``."""
    loaded: dict[str, str] = yaml.safe_load((templates / "console" / "acts.yaml").read_text(encoding="utf-8"))
    return loaded


def _wanted() -> AuditFilter:
    given = request.args
    until = _day(given.get("until"))
    return AuditFilter(
        coach_id=given.get("coach") or None,
        act=given.get("act") or None,
        journey_id=given.get("journey", "").strip() or None,
        since=_day(given.get("since")),
        until=until + timedelta(days=1) if until else None,
        before_id=given.get("before", type=int),
    )


def _day(words: str | None) -> datetime | None:
    """The beginning of a date on the coaches' wall clock; None where none is named, or nothing that is one."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=here().zone) if words else None
    except ValueError:
        return None


def _all(wanted: AuditFilter) -> Iterator[AuditLine]:
    while True:
        with here().parts.store.reading() as view:
            lines = view.audited(wanted, A_CHUNK)
        yield from lines
        if len(lines) < A_CHUNK:
            return
        wanted = replace(wanted, before_id=lines[-1].id)


def _row(line: AuditLine, names: dict[str, str]) -> tuple[str | int, ...]:
    one = line.entry
    name = names.get(one.coach_id or "", one.coach_id or "")
    return line.id, one.at.isoformat(timespec="seconds"), name, one.act, one.journey_id or "", one.subject, one.detail
