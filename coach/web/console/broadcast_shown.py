"""What the page of one broadcast shows, as plain values: the same number of statements however many people are in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import abort, request

from coach.core.broadcasts import filled
from coach.engine.broadcasting import spread_out
from coach.programs.segments import count
from coach.store.broadcasts_found import DRAFT, GOT_IT, Broadcast, Fared, Fate, Followed, Span, Tally
from coach.store.coaches_found import Role
from coach.store.work import View
from coach.web.console.broadcast_draft import days_of, unpacked
from coach.web.console.broadcast_words import Weighed, key_of, weighed
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.live import Part
from coach.web.console.today import People, Person

SHOWN = 100
MANY = 20  # people; for more the number is typed
STALE = timedelta(minutes=30)
LISTS: dict[str, tuple[Fate, ...]] = {
    "ready": (Fate.READY,),
    "got": GOT_IT,
    "waiting": (Fate.WAITING,),
    "way": (Fate.ON_THE_WAY,),
    "failed": (Fate.FAILED,),
    "out": (Fate.LEFT_OUT,),
    "back": (Fate.TAKEN_BACK,),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person of a list; None: they were erased, or are no longer theirs to see."""

    fared: Fared
    person: Person | None


@dataclass(frozen=True, slots=True)
class Who:
    """A page of the people of one list; ``lists``: how many are on each."""

    id: str
    draft: bool
    which: str
    lists: tuple[tuple[str, int], ...]
    people: tuple[Told, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Bubble:
    """One wording as those who get it will read it: filled with the longest name among them. ``segments``: of the longest one."""

    weighed: Weighed
    shown: str
    people: int
    segments: int
    encoding: str
    letters: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    id: str
    state: str
    tally: Tally
    followed: Followed
    until: datetime | None
    next_at: datetime | None
    last_at: datetime | None
    stopped_by: str


def mine(broadcast_id: str) -> Broadcast:
    """One's own, or anybody's for an owner once it was begun; 404 otherwise."""
    with here().parts.store.reading() as view:
        one = view.broadcast(broadcast_id)
    if one is None or (one.coach_id != viewer().id and (one.state == DRAFT or viewer().role is not Role.OWNER)):
        abort(404)
    return one


def shown(one: Broadcast) -> dict[str, Any]:
    """Everything on its page."""
    with here().parts.store.reading() as view:
        tally, by = view.tally_of(one.id), view.coach_names()
        who = _who(view, one, tally)
        values: dict[str, Any] = _draft(view, one) if one.state == DRAFT else {"progress": _progress_part(view, one, tally, by)}
        values |= {"who": who, "which": who.values.which, "bubbles": _bubbles(view, one)}
    lists = dict(who.values.lists)
    return values | {"one": one, "tally": tally, "lists": lists, "by": by.get(one.coach_id, one.coach_id), "many": MANY}


def now_of(one: Broadcast) -> list[Part]:
    """How far it is, and the list that is open: what stays current."""
    with here().parts.store.reading() as view:
        tally, by = view.tally_of(one.id), view.coach_names()
        return [_progress_part(view, one, tally, by), _who(view, one, tally)]


def _who(view: View, one: Broadcast, tally: Tally) -> Part:
    which, page = _asked(one, tally)
    rows = view.fared(one.id, LISTS[which], SHOWN, (page - 1) * SHOWN)
    people = People(view, set(view.seen_among([row.journey_id for row in rows], seen_by())))
    told = tuple(Told(row, people.found(row.journey_id)) for row in rows)
    lists = tuple((key, tally.of(*fates)) for key, fates in LISTS.items())
    pages = max(1, -(-tally.of(*LISTS[which]) // SHOWN))
    return Part("who", "console/broadcast/people.html", Who(one.id, one.state == DRAFT, which, lists, told, page, pages))


def _asked(one: Broadcast, tally: Tally) -> tuple[str, int]:
    """Which list, and which page of it; without a wish the first that has anybody in it."""
    asked = request.args.get("show", "")
    full = (key for key, fates in LISTS.items() if tally.of(*fates))
    which = asked if asked in LISTS else next(full, "ready" if one.state == DRAFT else "got")
    return which, min(max(request.args.get("page", 1, type=int), 1), 10_000)


def _bubbles(view: View, one: Broadcast) -> list[Bubble]:
    samples = unpacked(one.given.get("samples", ""))
    cards = view.cards(view.seen_among([sample.journey_id for sample in samples.values()], seen_by()))
    found = []
    for words in one.words:
        weight, sample = weighed(words), samples.get(key_of(words))
        card = cards.get(sample.journey_id) if sample else None
        name = card.journey.state.profile.name if card and not words.discreet else ""
        said = filled(words.body, name) if card else weight.shown
        people, segments, encoding = (sample.people, sample.segments, sample.encoding) if sample else (0, weight.segments, weight.encoding)
        found.append(Bubble(weight, said, people, segments, encoding, count(said).units))
    return found


def _draft(view: View, one: Broadcast) -> dict[str, Any]:
    turns = view.broadcast_turns(one.id, "ready")
    now = here().now
    due = spread_out([(turn.journey_id, turn.due_at, turn.segments) for turn in turns], max(now, one.created_at))
    span = Span(min(due.values()), max(due.values())) if due else None
    return {"span": span, "days": days_of(one.given), "stale": now - one.created_at > STALE, "own_phone": viewer().account.phone}


def _progress_part(view: View, one: Broadcast, tally: Tally, by: dict[str, str]) -> Part:
    span = view.span(one.id, "waiting")
    followed = one.summed.followed if one.summed else view.followed([one.id])[one.id]
    stopped_by = by.get(one.stopped_by or "", one.stopped_by or "")
    first, last = (span.first, span.last) if span else (None, None)
    progress = Progress(one.id, one.state, tally, followed, one.until, first, last, stopped_by)
    return Part("broadcast-progress", "console/broadcast/progress.html", progress)
