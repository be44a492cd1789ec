"""Participants as a CSV file: those the filter lets pass and the coach may see, with whole numbers and names; audited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, request

from coach.store.coaches_found import Role
from coach.store.seeing import Card
from coach.store.work import View
from coach.web.console.access import allowed
from coach.web.console.auditing import audit
from coach.web.console.here import here, seen_by
from coach.web.console.people_list import given_of, query_of, wanted
from coach.web.console.sheets import Cell, sheet

A_CHUNK = 500
AT_MOST = 200_000
COLUMNS = (
    *("journey", "number", "name", "phase", "stage", "stage_since", "program", "version", "role", "coach", "zone", "language"),
    *("discreet", "no_contact", "began", "last_heard", "next_due", "open_alerts"),
)


def add(bp: Blueprint) -> None:
    """The file."""
    bp.add_url_rule("/people.csv", view_func=file, endpoint="file")


@allowed(Role.COACH)
def file() -> Response:
    """Everybody who passes the filter. The log gets how many, and the filter, which names nobody."""
    console, given = here(), given_of(request.args)
    with console.parts.store.reading() as view:
        ids, _ = view.roster(wanted(given, console.now), seen_by(), AT_MOST)
        rows = [row for start in range(0, len(ids), A_CHUNK) for row in _rows(view, ids[start : start + A_CHUNK])]
    audit("exported", detail=f"{len(rows)} {query_of(given)}".strip())
    return sheet(f"people-{console.now:%Y-%m-%d}.csv", COLUMNS, rows)


def _rows(view: View, ids: list[str]) -> Iterator[tuple[Cell, ...]]:
    cards, names, kinds = view.cards(ids), view.coach_names(), view.open_kinds(ids)
    for one in ids:
        if one in cards:
            yield _row(cards[one], names, kinds.get(one, []))


def _row(card: Card, names: dict[str, str], kinds: list[str]) -> tuple[Cell, ...]:
    journey, state, profile = card.journey, card.journey.state, card.journey.state.profile
    return (
        *(journey.id, card.phone, profile.name, state.phase.value, state.stage, _moment(state.stage_since)),
        *(state.program, state.version, state.role, names.get(journey.coach or "", ""), profile.zones[0], profile.language),
        *(_yes(profile.discreet), _yes(state.no_contact), _moment(state.began_at), _moment(state.heard_at), _moment(state.wake_at)),
        " ".join(kinds),
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"
