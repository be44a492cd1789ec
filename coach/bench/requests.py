"""Every page there is to be asked for: found in the app's own list of addresses, so that a new page is measured by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from werkzeug.routing import Rule

from coach.sim.demo_people import COACHES, OWNER, Colleague
from coach.store.roster import SORTS
from coach.web.console.access import needed
from coach.web.console.insight_page import SUBJECTS
from coach.web.console.insight_tables import TABLES
from coach.web.console.participant_parts import TABS
from coach.web.console.programs_page import ROOMS

PREFIX = "/console"
NOT_PAGES = ("security.", "console.look", "broadcast.now")  # signing in; files; what only a broadcast under way has
FILTERS: Sequence[Mapping[str, str]] = (
    *({"sort": sort} for sort in SORTS),
    {"stage": "befriend"},
    {"phase": "paused"},
    {"coach": "nobody"},
    {"quiet": "7"},
    {"quiet": "noticed", "sort": "quiet"},
    {"alert": "any", "sort": "alert"},
    {"alert": "danger"},
    {"page": "4"},
)
QUERIES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "participants.page": ({}, *FILTERS),
    "participant.page": ({}, *({"tab": tab} for tab in TABS)),
    "participant.tab": tuple({"tab": tab} for tab in TABS),
}
EACH: Mapping[str, Sequence[str]] = {"subject": SUBJECTS[1:], "room": ROOMS[:1], "table": tuple(TABLES)[:1]}
"""Variables of addresses of which every value is a page of its own."""
BY_COACHES = frozenset({"today.page", "participants.page"})  # what is narrowed to a coach's own is measured with their eyes too


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to ask for. ``addresses``: the same page of several people. ``form``: what is posted; None: nothing is."""

    name: str
    who: Colleague
    addresses: tuple[str, ...]
    form: Mapping[str, str] | None = None


def asked(app: Flask, values: Sequence[Mapping[str, str | int]]) -> Iterator[Asked]:
    """Everything that may be looked at. ``values``: for the variables of addresses, several sets."""
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
            for more in _choices(rule):
                if _is_page(rule) and rule.arguments <= values[0].keys() | more.keys():
                    yield from _of(rule, values, more)


def left_out(app: Flask, values: Mapping[str, str | int]) -> list[str]:
    """The pages for whose variables there is no value here."""
    with app.test_request_context():
        return sorted(
            rule.rule for rule in app.url_map.iter_rules() if _is_page(rule) and not rule.arguments <= values.keys() | EACH.keys()
        )


def searches(name: str, phone: str) -> list[Asked]:
    """What is typed into the search."""
    place = (f"{PREFIX}/participants/find",)
    return [
        Asked("participants.find by name", OWNER, place, {"words": name}),
        Asked("participants.find by number", OWNER, place, {"words": phone}),
    ]


def _is_page(rule: Rule) -> bool:
    ours = rule.rule.startswith(PREFIX) and "GET" in (rule.methods or ()) and not rule.endpoint.startswith(NOT_PAGES)
    return ours and needed(rule.endpoint) is not None


def _choices(rule: Rule) -> list[dict[str, str]]:
    """The values of the one variable whose every value is a page of its own."""
    return [{name: value} for name in rule.arguments & EACH.keys() for value in EACH[name]] or [{}]


def _of(rule: Rule, values: Sequence[Mapping[str, str | int]], more: Mapping[str, str]) -> Iterator[Asked]:
    for query in QUERIES.get(rule.endpoint, ({},)):
        words = urlencode(query)
        name = " ".join([rule.endpoint, *more.values()]) + (f"?{words}" if words else "")
        several = values if rule.arguments else values[:1]
        places = tuple(_built(rule, {**one, **more}) + (f"?{words}" if words else "") for one in several)
        yield Asked(name, OWNER, places)
        if rule.endpoint in BY_COACHES:
            yield Asked(f"{name} (a coach's eyes)", COACHES[0], places)


def _built(rule: Rule, values: Mapping[str, str | int]) -> str:
    built = rule.build({name: values[name] for name in rule.arguments})
    return built[1] if built else rule.rule
