"""Settings: the practice's own hours, caps, lines, deadlines, replies, people and senders, on one page and one page each."""

from __future__ import annotations

from flask import Blueprint, render_template

from coach.store.coaches_found import Role
from coach.store.practice_found import BOUNDS, DEADLINES, LINES, Change
from coach.web.console import (
    settings_bounds,
    settings_coach_acts,
    settings_coaches,
    settings_deadlines,
    settings_lines,
    settings_replies,
    settings_senders,
)
from coach.web.console.access import allowed
from coach.web.console.here import here
from coach.web.console.settings_kit import current, keep_current

LATEST = 8  # changes


def pages() -> Blueprint:
    """``/console/settings`` and everything below it. Owners only."""
    bp = Blueprint("settings", __name__, url_prefix="/console/settings")
    bp.before_app_request(keep_current)
    bp.app_context_processor(lambda: {"lines_to_check": _to_check})
    bp.add_url_rule("", view_func=page, endpoint="page")
    parts = (settings_bounds, settings_deadlines, settings_lines, settings_replies, settings_coaches, settings_coach_acts, settings_senders)
    for part in parts:
        part.add(bp)
    return bp


def _to_check() -> int:
    """How many lines for people in danger nobody has checked lately; asked on Today, for owners."""
    return settings_lines.to_check(here())


@allowed(Role.OWNER)
def page() -> str:
    """How every part stands, and who changed what lately."""
    console = here()
    with console.parts.store.reading() as view:
        changes, everybody = view.practice_changes(LATEST), view.coaches()
        replies = [one for one in settings_replies.replies(view) if not one.retired]
    practice = current()
    return render_template(
        "console/settings/page.html",
        bounds=practice.bounds or settings_bounds.WIDEST,
        own_bounds=practice.bounds is not None,
        deadlines=settings_deadlines.ALL,
        sooner=practice.deadlines,
        countries=settings_lines.standing(console),
        to_check=settings_lines.to_check(console),
        replies=replies,
        coaches=[one for one in everybody if one.active],
        senders=settings_senders.senders(console.parts, [], []),
        changes=[(one, *_told(one)) for one in changes],
        names={one.id: one.name for one in everybody},
    )


def _told(change: Change) -> tuple[str, str]:
    """Which part was changed, as a code the page words, and the country where it is one's lines."""
    if change.part.startswith(LINES):
        return "lines", change.part.removeprefix(LINES)
    return {BOUNDS: "hours", DEADLINES: "alerts"}.get(change.part, change.part), ""
