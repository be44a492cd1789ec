"""Settings: who may sign in. Letting somebody in hands over a password that works once; it is shown once, and kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.store.coaches import folded
from coach.store.coaches_found import Account, Role
from coach.store.database import BrokenLaw
from coach.store.work import View
from coach.web.console.access import allowed
from coach.web.console.auditing import entry
from coach.web.console.here import here, viewer
from coach.web.console.passwords import hashed, made_up
from coach.web.console.settings_kit import given, known_again, who_is_it

LONGEST_NAME = 40  # characters
LONGEST_ADDRESS = 254  # characters (RFC 5321, 4.5.3.1.3)
FIELDS = ("name", "email", "role")
AGAIN = "again"


def add(bp: Blueprint) -> None:
    """The list, and a page for each."""
    bp.add_url_rule("/coaches", view_func=page, endpoint="coaches")
    bp.add_url_rule("/coaches", view_func=let_in, endpoint="let_in", methods=["POST"])
    bp.add_url_rule("/coaches/<coach_id>", view_func=one_page, endpoint="coach")


@allowed(Role.OWNER)
def page() -> str:
    """Everybody, and a form to let somebody in."""
    return _list({"role": Role.COACH.value}, {})


@allowed(Role.OWNER)
def let_in() -> Answer | str | tuple[str, int]:
    """Let somebody in, and show the password to hand over; nothing typed is lost where it will not do."""
    typed = given(*FIELDS)
    if not known_again():
        return _list(typed, {"": AGAIN}), 403
    wrong = check(typed)
    if wrong:
        return _list(typed, wrong), 422
    password, console = made_up(), here()
    ids = secrets.token_hex(8), secrets.token_hex(16)
    name, email, role = " ".join(typed["name"].split()), folded(typed["email"]), Role(typed["role"])
    new = Account(ids[0], name, email, role, hashed(password), ids[1], console.clock.now(), must_change=True)
    try:
        with console.parts.store.transaction() as work:
            work.add_coach(new)
            work.audit([entry("coach_added", subject=new.id, detail=new.role.value)])
    except BrokenLaw:  # somebody else let them in, in this very moment
        return _list(typed, check(typed) or {"email": "email_taken"}), 422
    return handed_over(new, password)


def handed_over(account: Account, password: str) -> str:
    """The page that shows a password once."""
    return render_template("console/settings/handed-over.html", one=account, password=password, demanding=_demanding(account))


def _demanding(account: Account) -> bool:
    return here().parts.settings.second_factor == "required" and account.role is not Role.READER


@allowed(Role.OWNER)
def one_page(coach_id: str) -> str | Answer:
    """Somebody, and what can be done. 404 when there is nobody of this id."""
    if not known_again():
        return who_is_it(url_for("settings.coach", coach_id=coach_id))
    return shown(coach_id, {}, {})


def shown(coach_id: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    """Their page. 404 when there is nobody of this id."""
    with here().parts.store.reading() as view:
        one = found(view, coach_id)
        caseload = view.caseloads().get(coach_id, 0)
        owners = _owners(view)
    return render_template(
        "console/settings/coach.html",
        one=one,
        typed={"phone": one.phone, "role": one.role.value, **typed},
        wrong=wrong,
        caseload=caseload,
        myself=one.id == viewer().id,
        last_owner=owners == [one.id],
        roles=list(Role),
        done=request.args.get("done"),
    )


def found(view: View, coach_id: str) -> Account:
    """The account of this id. 404 when there is none."""
    return view.find_coach(id=coach_id) or abort(404)


def _owners(view: View) -> list[str]:
    return [one.id for one in view.coaches() if one.role is Role.OWNER and one.active]


def check(typed: Mapping[str, str]) -> dict[str, str]:
    """A code for every field that will not do."""
    name, email = " ".join(typed["name"].split()), folded(typed["email"])
    with here().parts.store.reading() as view:
        everybody = view.coaches()
    wrong = {}
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = "no_name" if not name else "name_long"
    elif any(one.name.casefold() == name.casefold() for one in everybody):
        wrong["name"] = "name_taken"
    local, _, domain = email.partition("@")
    if not local or not domain or " " in email or "@" in domain or len(email) > LONGEST_ADDRESS:
        wrong["email"] = "no_email"
    elif any(one.email == email for one in everybody):
        wrong["email"] = "email_taken"
    return wrong if typed["role"] in list(Role) else wrong | {"role": "no_role"}


def _list(typed: Mapping[str, str], wrong: Mapping[str, str]) -> str:
    with here().parts.store.reading() as view:
        everybody, caseloads = view.coaches(), view.caseloads()
    return render_template(
        "console/settings/coaches.html",
        coaches=sorted(everybody, key=lambda one: (not one.active, one.name.casefold())),
        caseloads=caseloads,
        typed=typed,
        wrong=wrong,
        roles=list(Role),
        sees=here().parts.settings.coaches_see,
        second=here().parts.settings.second_factor,
    )
