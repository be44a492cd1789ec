"""Settings: what an owner does to somebody's account. Nobody does any of it to themselves, and an owner always remains."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier.phones import parse
from coach.errors import BadRequest, StaleState
from coach.store.coaches_found import Account, Role, Second
from coach.store.work import Work
from coach.web.console.access import allowed
from coach.web.console.auditing import entry
from coach.web.console.here import here, viewer
from coach.web.console.passwords import hashed, made_up
from coach.web.console.settings_coaches import AGAIN, found, handed_over, shown
from coach.web.console.settings_kit import MEANWHILE, given, known_again

Told = Answer | str | tuple[str, int]
Change = Callable[[Account], Account]


def add(bp: Blueprint) -> None:
    """The acts."""
    for act, view in (("role", role), ("reset", reset), ("out", lock_out), ("in", let_back_in), ("phone", phone)):
        bp.add_url_rule(f"/coaches/<coach_id>/{act}", view_func=view, endpoint=f"coach_{act}", methods=["POST"])


class Refused(Exception):
    """It may not be done; the message is a code of the page's words."""


@allowed(Role.OWNER)
def role(coach_id: str) -> Told:
    """Another role. It holds from their next click on."""
    wanted = request.form.get("role", "")
    if wanted not in list(Role):
        return shown(coach_id, {}, {"role": "no_role"}), 422

    def given_role(one: Account) -> Account:
        return replace(one, role=Role(wanted))

    return _done(coach_id, "coach_role", given_role, lambda was, now: f"{was.role.value} -> {now.role.value}", "role")


@allowed(Role.OWNER)
def lock_out(coach_id: str) -> Told:
    """They sign in no more, and every session of theirs has ended. What they did stays in the log."""
    return _done(coach_id, "coach_removed", _out, lambda _was, _now: "active -> locked out", "out")


def _out(one: Account) -> Account:
    return replace(one, active=False, uniquifier=secrets.token_hex(16))


@allowed(Role.OWNER)
def reset(coach_id: str) -> Told:
    """A new password, and the second factor set up anew; every session of theirs has ended, and a lock is opened."""
    return _with_password(coach_id, "coach_reset", "second factor and password made anew")


@allowed(Role.OWNER)
def let_back_in(coach_id: str) -> Told:
    """Let somebody in again who was locked out: with a new password, and the second factor set up anew."""
    return _with_password(coach_id, "coach_let_in", "locked out -> active")


def _with_password(coach_id: str, act: str, told: str) -> Told:
    password = made_up()

    def anew(one: Account) -> Account:
        fresh = replace(one, password=hashed(password), must_change=True, active=True, second=Second(), counter=None)
        return replace(fresh, uniquifier=secrets.token_hex(16))

    answer = _done(coach_id, act, anew, lambda _was, _now: told, act)
    if isinstance(answer, tuple):
        return answer
    with here().parts.store.transaction() as work:
        account = found(work, coach_id)
        work.forget_failures([f"account:{account.email}"], here().clock.now())
    return handed_over(account, password)


@allowed(Role.OWNER)
def phone(coach_id: str) -> Told:
    """Where they can be called about an alert; empty: not known any more."""
    typed = given("phone")
    try:
        number = parse(typed["phone"]) if typed["phone"] else ""
    except BadRequest:
        return shown(coach_id, typed, {"phone": "bad_number"}), 422

    def called_at(one: Account) -> Account:
        return replace(one, phone=number)

    return _done(coach_id, "coach_phone", called_at, lambda was, now: f"{_has(was)} -> {_has(now)}", "phone", own=True)


def _has(one: Account) -> str:
    return "a number" if one.phone else "none"


def _done(coach_id: str, act: str, change: Change, told: Callable[[Account, Account], str], word: str, *, own: bool = False) -> Told:
    """Change an account and write it down, or say what stands against it. ``own``: one may do it to oneself."""
    typed = {key: value for key, value in request.form.items() if key in ("role", "phone")}
    if not known_again():
        return shown(coach_id, typed, {"": AGAIN}), 403
    try:
        with here().parts.store.transaction() as work:
            was = found(work, coach_id)
            now = change(was)
            _may(work, was, now, own=own)
            work.keep_coach(now)
            work.audit([entry(act, subject=coach_id, detail=told(was, now))])
    except Refused as refused:
        return shown(coach_id, typed, {"": str(refused)}), 409
    except StaleState:
        return shown(coach_id, typed, {"": MEANWHILE}), 409
    return redirect(url_for("settings.coach", coach_id=coach_id, done=word), 303)


def _may(work: Work, was: Account, now: Account, *, own: bool) -> None:
    """Raises: ``Refused`` where it would be done to oneself, or leave no owner."""
    if was.id == viewer().id and not own:
        raise Refused("yourself")
    loses = was.role is Role.OWNER and was.active and not (now.role is Role.OWNER and now.active)
    if loses and not [one for one in work.coaches() if one.role is Role.OWNER and one.active and one.id != was.id]:
        raise Refused("last_owner")
