"""Why something was decided, in words a coach of that person may read: no keys, no ids, and a promise in its own words.

For the person's own page only: its sentences may hold what they undertook, which the log of decisions never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from coach.core.effects import Reason
from coach.core.state import Promise
from coach.web.console.here import here
from coach.web.console.said import spaced

ROOMLESS = "common"  # texts of every stage: their place says nothing
CODES = frozenset({"stage", "was", "now", "to", "kind", "detail", "heard", "what", "why", "how", "pace", "kept", "failure", "phase"})
DAYS = frozenset({"until", "since", "on"})
BY_ID = ("broadcast_sent", "broadcast_taken_back")  # their reference is a number of the list of broadcasts, and stays one


def told(reasons: Iterable[Reason], promises: Iterable[Promise] = ()) -> tuple[str, ...]:
    """Each reason as a sentence. ``promises``: of this journey; one that is not among them is called by what it is."""
    known = {one.id: one.what for one in promises}
    return tuple(here().reasons.told(Reason(one.code, plain(one, known))) for one in reasons)


def plain(reason: Reason, promises: Mapping[str, str]) -> dict[str, str | int]:
    """The facts of a reason, as words. ``promises``: what was undertaken, by id."""
    if reason.code in BY_ID:
        return dict(reason.facts)
    return {name: _word(name, fact, promises) if isinstance(fact, str) else fact for name, fact in reason.facts.items()}


def _word(name: str, fact: str, promises: Mapping[str, str]) -> str:
    if name == "id" or fact in promises:
        return _promise(promises.get(fact))
    if name in {"key", "ref"}:
        return _text(fact)
    if name == "measure":
        return _phrase("the_measure", name=spaced(fact))
    return spaced(fact) if name in CODES else _day(fact) if name in DAYS else fact


def _promise(what: str | None) -> str:
    return _phrase("the_promise", what=what) if what else _phrase("the_promise_forgotten")


def _text(key: str) -> str:
    """A text by stage and name: "build trust: lied"; by its name alone where it belongs to no stage."""
    if key.startswith("broadcast/"):
        return _phrase("the_broadcast")
    room, _, name = "/".join(key.split("/")[-2:]).rpartition("/")
    if room in {"", ROOMLESS}:
        return _phrase("the_text", name=spaced(name))
    return _phrase("the_text_of", stage=spaced(room), name=spaced(name))


def _day(fact: str) -> str:
    try:
        day = date.fromisoformat(fact)
    except ValueError:
        return fact
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _phrase(code: str, **facts: str) -> str:
    return here().reasons.told(Reason(code, facts))
