"""The list of participants as plain values: what an address asks for, and the page of people that answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from coach.carrier.phones import parse
from coach.errors import BadRequest
from coach.store.coaches_found import Role
from coach.store.roster import SORTS, Wanted
from coach.store.seeing import Card
from coach.store.views import SavedView
from coach.store.work import View
from coach.web.console.here import Console, here, seen_by, viewer
from coach.web.console.today import People, Person

A_PAGE = 50
FILTERS = ("program", "version", "stage", "phase", "coach", "quiet", "alert")
KEYS = (*FILTERS, "sort")
MINE = "me"
NOTICED = "noticed"
FEWEST_DIGITS = 7
LONGEST_QUIET = 3650  # days


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list. ``alerts``: the kinds of their open alerts. ``due_at``: when something is next due for them."""

    person: Person
    program: str
    version: int
    stage_since: datetime | None
    heard_at: datetime | None
    due_at: datetime | None
    no_contact: bool
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list. ``total``: of all pages. ``query``: the filter as an address holds it, without the page."""

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    given: Mapping[str, str]
    query: str
    views: tuple[SavedView, ...] = ()
    coaches: tuple[tuple[str, str], ...] = ()


def given_of(args: Mapping[str, str]) -> dict[str, str]:
    """What an address says of filter and order, without what says nothing; names and numbers never stand in an address."""
    return {key: args[key][:80] for key in KEYS if args.get(key) and (key != "sort" or args[key] in SORTS)}


def query_of(given: Mapping[str, str]) -> str:
    """The same as a query of an address."""
    return urlencode(given)


def address_of(given: Mapping[str, str], **more: str) -> str:
    """The list, filtered so."""
    query = urlencode({**given, **more})
    return f"{url_for('participants.page')}?{query}" if query else url_for("participants.page")


def given_in(query: str) -> dict[str, str]:
    """And back."""
    return given_of(dict(parse_qsl(query)))


def wanted(given: Mapping[str, str], now: datetime) -> Wanted:
    """The filter for the store. "me" is whoever looks."""
    quiet, version = given.get("quiet", ""), given.get("version", "")
    return Wanted(
        program=given.get("program", ""),
        version=int(version) if re.fullmatch(r"[0-9]{1,4}", version) else None,
        stage=given.get("stage", ""),
        phase=given.get("phase", ""),
        coach=viewer().id if given.get("coach") == MINE else given.get("coach", ""),
        quiet_since=now - timedelta(days=min(int(quiet), LONGEST_QUIET)) if re.fullmatch(r"\d{1,4}", quiet) else None,
        noticed=quiet == NOTICED,
        alert=given.get("alert", ""),
        sort=given.get("sort", "heard"),
    )


def sought(words: str) -> Wanted:
    """What was typed into the search: a number if it looks like one, else a name or a journey's id."""
    if len(re.sub(r"\D", "", words)) >= FEWEST_DIGITS:
        try:
            return Wanted(phone=parse(words))
        except BadRequest:
            pass  # a journey's id may hold as many digits
    return Wanted(words=words)


def listed(asked: Wanted, given: Mapping[str, str], page: int) -> Listed:
    """A page of the list for whoever looks, with the same number of statements however long it is. ``page``: from 1."""
    with here().parts.store.reading() as view:
        ids, total = view.roster(asked, seen_by(), A_PAGE, (page - 1) * A_PAGE)
        lines = lines_of(view, ids)
        views, coaches = view.saved_views(viewer().id), view.coaches()
    names = tuple((one.id, one.name) for one in coaches if one.role.covers(Role.COACH))
    pages = max(1, -(-total // A_PAGE))
    return Listed(tuple(lines), total, page, pages, given, query_of(given), tuple(views), names)


def lines_of(view: View, ids: list[str]) -> list[Line]:
    """These people as the list shows them, in this order; erased ones are passed over."""
    people, cards, kinds = People(view, set()), view.cards(ids), view.open_kinds(ids)  # it needs their coaches' names only
    return [_line(people.person(cards[one]), cards[one], kinds.get(one, [])) for one in ids if one in cards]


def _line(person: Person, card: Card, kinds: list[str]) -> Line:
    state = card.journey.state
    return Line(person, state.program, state.version, state.stage_since, state.heard_at, state.wake_at, state.no_contact, tuple(kinds))


def stages(console: Console) -> dict[str, tuple[str, ...]]:
    """The stages of the newest version of each program, in order."""
    library = console.parts.library
    return {name: tuple(library.program(name).stages) for name in library.names()}
