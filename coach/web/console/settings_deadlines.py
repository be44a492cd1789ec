"""Settings: how soon each kind of alert must be taken. A practice may ask for sooner, never for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core import answers, delivery, safety, stages
from coach.core.effects import AlertKind
from coach.engine.keeping import UNDECIDED_WITHIN
from coach.store.coaches_found import Role
from coach.store.practice_found import DEADLINES
from coach.web.console.access import allowed
from coach.web.console.settings_kit import MEANWHILE, after, current, given, kept

MINUTE, HOUR = 60, 3600
WANTS_COACH = 4 * HOUR


@dataclass(frozen=True, slots=True)
class Deadline:
    """What one kind of alert may be given: from ``least`` to ``most`` of a ``unit`` (seconds). ``most`` is what holds unchanged."""

    kind: str
    unit: int
    least: int
    most: int


def _deadline(kind: AlertKind, seconds: int) -> Deadline:
    unit, least = (MINUTE, 5) if seconds < HOUR else (HOUR, 1)  # five minutes: less nobody can keep
    return Deadline(kind.value, unit, least, seconds // unit)


ALL = tuple(
    _deadline(kind, seconds)
    for kind, seconds in (
        (AlertKind.DANGER_A, safety.WITHIN[AlertKind.DANGER_A]),
        (AlertKind.UNDECIDED, int(UNDECIDED_WITHIN.total_seconds())),
        (AlertKind.DANGER_B, safety.WITHIN[AlertKind.DANGER_B]),
        (AlertKind.NO_CONTACT, safety.WITHIN[AlertKind.NO_CONTACT]),
        (AlertKind.WANTS_COACH, WANTS_COACH),
        (AlertKind.DELIVERY, delivery.WITHIN),
        (AlertKind.NOT_UNDERSTOOD, answers.ASK_WITHIN),
        (AlertKind.MILESTONE, stages.MILESTONE_WITHIN),
    )
)


def add(bp: Blueprint) -> None:
    """The form."""
    bp.add_url_rule("/alerts", view_func=form, endpoint="alerts")
    bp.add_url_rule("/alerts", view_func=keep, endpoint="keep_alerts", methods=["POST"])


@allowed(Role.OWNER)
def form() -> str:
    """How it stands."""
    return _page(_written(current().deadlines), {}, current().versions.get(DEADLINES, 0))


@allowed(Role.OWNER)
def keep() -> Answer | tuple[str, int]:
    """Keep what was typed, or say what stands against it; nothing typed is lost."""
    typed = given(*(one.kind for one in ALL))
    seconds, wrong = ({}, {}) if "reset" in request.form else read(typed)
    if wrong:
        return _page(typed, wrong, after()), 422
    if not kept(DEADLINES, seconds or None, after(), told(current().deadlines, seconds)):
        return _page(typed, {"": MEANWHILE}, current().versions.get(DEADLINES, 0)), 409
    return redirect(url_for("settings.alerts", kept="yes"), 303)


def read(typed: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Seconds by kind, where they differ from what holds unchanged; and a code for every field that will not do."""
    seconds, wrong = {}, {}
    for one in ALL:
        words = typed[one.kind]
        if not (words.isascii() and words.isdigit() and len(words) < 6 and one.least <= int(words) <= one.most):
            wrong[one.kind] = "out_of_bounds"
        elif int(words) < one.most:
            seconds[one.kind] = int(words) * one.unit
    return seconds, wrong


def told(old: Mapping[str, int], new: Mapping[str, int]) -> str:
    """What changed, in seconds, for the audit log."""
    standing = {one.kind: one.most * one.unit for one in ALL}
    pairs = [(kind, old.get(kind, most), new.get(kind, most)) for kind, most in standing.items()]
    return ", ".join(f"{kind}: {was} s -> {now} s" for kind, was, now in pairs if was != now) or "unchanged"


def _written(seconds: Mapping[str, int]) -> dict[str, str]:
    return {one.kind: str(seconds.get(one.kind, one.most * one.unit) // one.unit) for one in ALL}


def _page(typed: Mapping[str, str], wrong: Mapping[str, str], version: int) -> str:
    return render_template(
        "console/settings/alerts.html",
        typed=typed,
        wrong=wrong,
        after=version,
        deadlines=ALL,
        own=current().deadlines,
        kept=request.args.get("kept"),
    )
