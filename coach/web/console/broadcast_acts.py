"""What is done to a broadcast: looked at again, tried on one's own phone, confirmed, stopped, thrown away. Each is audited."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier.phones import parse
from coach.core.broadcasts import filled
from coach.core.effects import TextKind
from coach.engine.broadcasting import spread_out, stop
from coach.errors import BadRequest
from coach.programs.segments import count
from coach.store.broadcasts_found import DRAFT, Broadcast
from coach.store.coaches_found import Role
from coach.store.rows import NumberText, TextRow
from coach.web.console.access import allowed
from coach.web.console.auditing import audit, entry
from coach.web.console.broadcast_draft import days_of, drafted, filter_of, people_of
from coach.web.console.broadcast_shown import MANY, STALE, mine
from coach.web.console.here import here, viewer
from coach.web.console.people_list import query_of

MOST_TESTS = 5


def add(bp: Blueprint) -> None:
    """Add every act."""
    for name, view in {"again": again, "try": try_out, "start": start, "stop": halt, "drop": drop}.items():
        bp.add_url_rule(f"/<broadcast_id>/{name}", view_func=view, endpoint=name, methods=["POST"])


def _back(one: Broadcast, **more: str) -> Answer:
    address = url_for("broadcast.one", broadcast_id=one.id)
    return redirect(f"{address}?{urlencode(more)}" if more else address, 303)


@allowed(Role.COACH)
def again(broadcast_id: str) -> Answer:
    """The same words, to whoever passes the filter now."""
    one = mine(broadcast_id)
    if one.state != DRAFT:
        return _back(one)
    ids = people_of(query_of(filter_of(one.given)))
    return redirect(url_for("broadcast.one", broadcast_id=drafted(one.words, one.given, ids)), 303)


@allowed(Role.COACH)
def try_out(broadcast_id: str) -> Answer:
    """Every wording to the coach's own phone, at once. Never to a participant, nor to a number that opted out."""
    one = mine(broadcast_id)
    try:
        phone = parse(request.form.get("phone", ""))
    except BadRequest:
        return _back(one, why="bad_number")
    console = here()
    with console.parts.store.reading() as view:
        barred = view.barred([phone]).get(phone, "")
    if barred:
        return _back(one, why=f"phone_{barred}")
    with console.parts.store.transaction() as work:
        if not work.count_test(one.id, MOST_TESTS):
            return _back(one, why="tests")
        work.send_to_numbers([NumberText(phone, f"{one.id}.{one.tests}.{nth}", text) for nth, text in enumerate(_tests(one))], console.now)
        work.audit([entry("broadcast_tested", subject=one.id, detail=str(one.tests + 1))])
    console.desk.nudge()
    return _back(one, tried=phone[-2:])


def _tests(one: Broadcast) -> list[TextRow]:
    """The wordings, with the coach's own name in them."""
    first = viewer().name.split()[0][:20]
    bodies = [filled(words.body, "" if words.discreet else first) for words in one.words]
    return [TextRow(TextKind.COACH, "", 0, body, count(body).segments, here().now, here().now + timedelta(hours=1)) for body in bodies]


@allowed(Role.COACH)
def start(broadcast_id: str) -> Answer:
    """Confirmed: from now on it is carried out. For more than a few, the number of people was typed."""
    one, console = mine(broadcast_id), here()
    now = console.now
    with console.parts.store.transaction() as work:
        turns = work.broadcast_turns(one.id, "ready")
        why = _why_not(one, len(turns))
        if why:
            return _back(one, why=why) if why != "begun" else _back(one)
        due = spread_out([(turn.journey_id, turn.due_at, turn.segments) for turn in turns], now)
        if work.start_broadcast(one.id, now, now + timedelta(days=days_of(one.given)), due):
            segments = sum(turn.segments for turn in turns)
            work.audit([entry("broadcast_started", subject=one.id, detail=f"people {len(turns)} segments {segments}")])
    console.desk.nudge()
    return _back(one)


def _why_not(one: Broadcast, people: int) -> str:
    """What stands against beginning it, as a code; empty: nothing."""
    if one.state != DRAFT:
        return "begun"
    if here().now - one.created_at > STALE:
        return "stale"
    if not people:
        return "nobody"
    typed = "".join(letter for letter in request.form.get("people", "") if letter.isdigit())
    return "count" if people > MANY and typed != str(people) else ""


@allowed(Role.COACH)
def halt(broadcast_id: str) -> Answer:
    """Stop it at once: whatever the carrier has not been handed yet is taken back."""
    one, console = mine(broadcast_id), here()
    taken_back = stop(console.parts, console.desk.engine.door, one.id, viewer().id, viewer().name)
    if taken_back is not None:
        audit("broadcast_stopped", subject=one.id, detail=f"taken_back {taken_back}")
    return _back(one)


@allowed(Role.COACH)
def drop(broadcast_id: str) -> Answer:
    """Throw a draft of one's own away."""
    one = mine(broadcast_id)
    if one.state == DRAFT:
        with here().parts.store.transaction() as work:
            work.drop_broadcast_drafts(one.coach_id, one.created_at - timedelta(days=1))
    return redirect(url_for("broadcast.page"), 303)
