"""``coach coaches``: who may sign in to the console. The first owner is made here; owners may do the same on a page later."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from dataclasses import replace

from coach.cli.opening import open_store, settings_here
from coach.clock import SystemClock
from coach.errors import BadRequest
from coach.store.coaches import folded
from coach.store.coaches_found import Account, Audited, Role, Second
from coach.store.database import BrokenLaw
from coach.store.work import Work
from coach.web.console.passwords import hashed, made_up

HANDED_OVER = """{name} signs in with {email} and, once, with the password

  {password}

and is then asked for one of their own{second}."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``coaches``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    add = acts.add_parser("add", help="let somebody in")
    add.add_argument("name", help="what they are called; participants never see it")
    add.add_argument("email", help="the address they sign in with")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.COACH.value)
    add.add_argument("--ask", action="store_true", help="ask for a password here instead of making one up")
    acts.add_parser("list", help="who may sign in")
    role = acts.add_parser("role", help="change what somebody may do")
    role.add_argument("email")
    role.add_argument("role", choices=[role.value for role in Role])
    reset = acts.add_parser("reset", help="a new password, and the second factor set up anew; ends their sessions")
    reset.add_argument("email")
    remove = acts.add_parser("remove", help="let somebody in no more; what they did stays in the audit log")
    remove.add_argument("email")


def run(given: argparse.Namespace) -> int:
    """Do one act. Raises: ``BadRequest`` when it cannot be done, naming why."""
    acts = {"add": _add, "list": _list, "role": _role, "reset": _reset, "remove": _remove}
    with open_store(settings_here()) as store, store.transaction() as work:
        print(acts[given.act](work, given))
    return 0


def _add(work: Work, given: argparse.Namespace) -> str:
    name, email = given.name.strip(), folded(given.email)
    _check(work, name, email)
    role = Role(given.role)
    password = _asked() if given.ask else made_up()
    now = SystemClock().now()
    coach_id = secrets.token_hex(8)
    account = Account(coach_id, name, email, role, hashed(password), secrets.token_hex(16), now, must_change=not given.ask)
    try:
        work.add_coach(account)
    except BrokenLaw:
        raise BadRequest(f"{email} or the name {name} is taken already: `coach coaches list` shows by whom") from None
    _note(work, "coach_added", account, role.value)
    return f"{name} may sign in as {role.value}" if given.ask else _handed_over(account, password)


def _check(work: Work, name: str, email: str) -> None:
    if not name or "@" not in email.strip("@"):
        raise BadRequest('name them and their address, as: coach coaches add "Ana Ruiz" ana@example.org --role owner')
    if any(one.name.casefold() == name.casefold() or one.email == email for one in work.coaches()):
        raise BadRequest(f"{email} or the name {name} is taken already: `coach coaches list` shows by whom")


def _list(work: Work, _: argparse.Namespace) -> str:
    found = work.coaches()
    if not found:
        return 'nobody may sign in yet: coach coaches add "Ana Ruiz" ana@example.org --role owner'
    return "\n".join(f"{one.role.value:<7} {one.name:<20} {one.email:<30} {_standing(one)}" for one in found)


def _standing(one: Account) -> str:
    if not one.active:
        return "removed"
    seen = f"last signed in {one.signed_in_at:%Y-%m-%d}" if one.signed_in_at else "never signed in"
    return f"{seen}{', second factor' if one.second.secret else ''}"


def _role(work: Work, given: argparse.Namespace) -> str:
    account = _found(work, given.email)
    if account.role is Role.OWNER and given.role != Role.OWNER.value:
        _not_the_last_owner(work, account)
    work.keep_coach(replace(account, role=Role(given.role)))
    _note(work, "coach_role", account, given.role)
    return f"{account.name} is {given.role} from now on"


def _reset(work: Work, given: argparse.Namespace) -> str:
    account, password = _found(work, given.email), made_up()
    fresh = replace(account, password=hashed(password), must_change=True, active=True, second=Second(), counter=None)
    work.keep_coach(replace(fresh, uniquifier=secrets.token_hex(16)))
    work.forget_failures([f"account:{account.email}"], SystemClock().now())
    _note(work, "coach_reset", account)
    return _handed_over(account, password)


def _remove(work: Work, given: argparse.Namespace) -> str:
    account = _found(work, given.email)
    _not_the_last_owner(work, account)
    work.keep_coach(replace(account, active=False, uniquifier=secrets.token_hex(16)))
    _note(work, "coach_removed", account)
    return f"{account.name} may sign in no more; `coach coaches reset {account.email}` lets them in again"


def _found(work: Work, email: str) -> Account:
    account = work.find_coach(email=email)
    if account is None:
        raise BadRequest(f"nobody signs in with {email}: `coach coaches list` shows who does")
    return account


def _not_the_last_owner(work: Work, account: Account) -> None:
    others = [one for one in work.coaches() if one.role is Role.OWNER and one.active and one.id != account.id]
    if account.role is Role.OWNER and not others:
        raise BadRequest(f"{account.name} is the only owner: make another one first")


def _note(work: Work, act: str, account: Account, detail: str = "") -> None:
    work.audit([Audited(SystemClock().now(), act, None, None, account.id, detail or "command line")])


def _handed_over(account: Account, password: str) -> str:
    second = ", and to set up a second factor" if account.role is not Role.READER else ""
    return HANDED_OVER.format(name=account.name, email=account.email, password=password, second=second)


def _asked() -> str:
    """A password typed twice on the terminal. Raises: ``BadRequest``."""
    if not sys.stdin.isatty():
        raise BadRequest("there is no terminal to type a password on: leave --ask away, and one is made up")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise BadRequest("the two were not the same")
    return password
