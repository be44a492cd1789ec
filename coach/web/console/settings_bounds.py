"""Settings: the hours and the caps of the practice. Both only ever take away from what a program and the law allow."""

from __future__ import annotations

from datetime import time

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core.caps import A_WEEK
from coach.core.model import Bounds, Window
from coach.core.timing import LEAST_MINUTES
from coach.store.coaches_found import Role
from coach.store.practice_found import BOUNDS
from coach.web.console.access import allowed
from coach.web.console.settings_kit import MEANWHILE, after, current, given, kept

WIDEST = Bounds(sunday=Window().sunday)  # the law's hours; on Sundays no program texts before noon
LEAST_HOURS = 6  # so that whoever's zone is not known yet still has an hour in common with every zone it may be
USUAL, FASTEST = A_WEEK[0], A_WEEK[2]
TIMES = ("start", "end", "sunday")
COUNTS = ("week", "faster")
Wrong = dict[str, str]


def add(bp: Blueprint) -> None:
    """The form."""
    bp.add_url_rule("/hours", view_func=form, endpoint="hours")
    bp.add_url_rule("/hours", view_func=keep, endpoint="keep_hours", methods=["POST"])


@allowed(Role.OWNER)
def form() -> str:
    """How it stands."""
    return _page(_written(current().bounds or WIDEST), {}, current().versions.get(BOUNDS, 0))


@allowed(Role.OWNER)
def keep() -> Answer | tuple[str, int]:
    """Keep what was typed, or say what stands against it; nothing typed is lost."""
    typed = given(*TIMES, *COUNTS)
    bounds, wrong = (None, {}) if "reset" in request.form else read(typed)
    if wrong:
        return _page(typed, wrong, after()), 422
    old = current().bounds or WIDEST
    if not kept(BOUNDS, bounds, after(), f"{told(old)} -> {told(bounds or WIDEST)}"):
        return _page(typed, {"": MEANWHILE}, current().versions.get(BOUNDS, 0)), 409
    return redirect(url_for("settings.hours", kept="yes"), 303)


def read(typed: dict[str, str]) -> tuple[Bounds | None, Wrong]:
    """The bounds that were typed, and a code for every field that will not do."""
    times = {name: _time(typed[name]) for name in TIMES}
    counts = {name: int(typed[name]) if typed[name].isascii() and typed[name].isdigit() else None for name in COUNTS}
    wrong = {name: "no_time" for name, value in times.items() if value is None}
    wrong |= {name: "no_count" for name, value in counts.items() if value is None}
    if wrong:
        return None, wrong
    bounds = Bounds(**times, **counts)  # type: ignore[arg-type] # none of them is None any more
    return bounds, dict(_wrong(bounds))


def _wrong(one: Bounds) -> list[tuple[str, str]]:
    """What is beyond the law or the program, or too narrow to be kept."""
    checks = (
        (one.start < WIDEST.start, "start", "too_early"),
        (one.end > WIDEST.end, "end", "too_late"),
        (_minutes(one.end) - _minutes(one.start) < LEAST_HOURS * 60, "end", "too_narrow"),
        (one.sunday < WIDEST.sunday, "sunday", "sunday_early"),
        (_minutes(one.end) - _minutes(one.sunday) < LEAST_MINUTES, "sunday", "sunday_late"),
        (not 1 <= one.week <= USUAL, "week", "too_often"),
        (not one.week <= one.faster <= FASTEST, "faster", "too_often_faster"),
    )
    return [(field, code) for is_wrong, field, code in reversed(checks) if is_wrong]


def _time(words: str) -> time | None:
    try:
        found = time.fromisoformat(words)
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0) if found.tzinfo is None else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _written(one: Bounds) -> dict[str, str]:
    return {**{name: f"{getattr(one, name):%H:%M}" for name in TIMES}, **{name: str(getattr(one, name)) for name in COUNTS}}


def told(one: Bounds) -> str:
    """Bounds in one line, for the audit log."""
    return f"{one.start:%H:%M}-{one.end:%H:%M}, Sundays from {one.sunday:%H:%M}; {one.week} a week, {one.faster} for who asks"


def _page(typed: dict[str, str], wrong: Wrong, version: int) -> str:
    return render_template(
        "console/settings/hours.html",
        typed=typed,
        wrong=wrong,
        after=version,
        own=current().bounds,
        widest=WIDEST,
        least_hours=LEAST_HOURS,
        usual=USUAL,
        fastest=FASTEST,
        kept=request.args.get("kept"),
    )
