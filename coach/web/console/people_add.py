"""Inviting one person by a form: their number, their name, and when and how they agreed to be texted."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier.phones import parse
from coach.core.events import CoachInvited
from coach.errors import BadRequest
from coach.store.coaches_found import Account, Role
from coach.store.work import View
from coach.web.console.access import allowed
from coach.web.console.auditing import entry
from coach.web.console.here import here, viewer
from coach.web.console.pages import person_address

LONGEST_NAME = 20  # characters, as in the program's own question
LONGEST_EVIDENCE = 500


def add(bp: Blueprint) -> None:
    """The form."""
    bp.add_url_rule("/add", view_func=form, endpoint="add")
    bp.add_url_rule("/add", view_func=invite, endpoint="invite", methods=["POST"])


def coaches_to_choose(view: View) -> list[Account]:
    """Who can have journeys of their own."""
    return [one for one in view.coaches() if one.active and one.role.covers(Role.COACH)]


def chosen_coach(view: View, coach_id: str) -> str | None:
    """Who was chosen; None: nobody. 400 for one who can have no journeys."""
    if coach_id and coach_id not in {one.id for one in coaches_to_choose(view)}:
        abort(400)
    return coach_id or None


@allowed(Role.COACH)
def form() -> str:
    """An empty form; the journey will be one's own unless one says otherwise."""
    return _form({"coach": viewer().id}, {})


@allowed(Role.COACH)
def invite() -> Answer | tuple[str, int]:
    """Invite them, or say what stands against it."""
    given = {key: request.form.get(key, "").strip() for key in ("number", "name", "evidence", "coach")}
    phone, wrong = _checked(given)
    if wrong:
        return _form(given, wrong), 422
    journey_id = _invited(phone, given)
    if journey_id is None:
        return _form(given, {"number": "refused"}), 422
    return redirect(person_address(journey_id) or url_for("participants.page"), 303)


def _checked(given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The number in E.164, and a code for every field that will not do."""
    wrong = {}
    if not given["evidence"]:
        wrong["evidence"] = "no_evidence"
    if len(given["name"]) > LONGEST_NAME:
        wrong["name"] = "name_long"
    try:
        phone = parse(given["number"])
    except BadRequest:
        return "", wrong | {"number": "bad_number"}
    with here().parts.store.reading() as view:
        barred = view.barred([phone])
    return phone, wrong | ({"number": barred[phone]} if phone in barred else {})


def _invited(phone: str, given: dict[str, str]) -> str | None:
    """The journey's id; None: it was refused in the meantime. Raises: 400 for a coach who can have no journeys."""
    console = here()
    with console.parts.store.reading() as view:
        coach_id = chosen_coach(view, given["coach"])
    try:
        event = CoachInvited(viewer().name, given["evidence"][:LONGEST_EVIDENCE], given["name"])
        journey_id = console.desk.engine.door.invite(phone, event)
    except BadRequest:
        return None
    with console.parts.store.transaction() as work:
        work.assign(journey_id, coach_id)
        work.audit([entry("coach_invited", journey_id=journey_id, subject=coach_id or "")])
    console.desk.nudge()
    return journey_id


def _form(given: dict[str, str], wrong: dict[str, str]) -> str:
    with here().parts.store.reading() as view:
        coaches = coaches_to_choose(view)
    return render_template("console/participants/add.html", given=given, wrong=wrong, coaches=coaches)
