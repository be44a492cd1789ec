"""The page of one participant: their texts, where they stand, what comes next, why; and what a coach can do about it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, render_template, request

from coach.store.coaches_found import Role
from coach.web.console import participant_acts, participant_write
from coach.web.console.access import allowed
from coach.web.console.acting import must_see
from coach.web.console.auditing import audit
from coach.web.console.here import here
from coach.web.console.live import Part, changed
from coach.web.console.participant_case import case_of, looked_at
from coach.web.console.participant_parts import TEXTS, WHERE, chosen, live_parts, panel, whole
from coach.web.console.participant_thread import thread_of

POLLED = (TEXTS, WHERE, "trust", "record")  # no form stands in these, and nothing in them was paged


def pages() -> Blueprint:
    """``/console/participants/<journey_id>`` and what it calls."""
    bp = Blueprint("participant", __name__, url_prefix="/console/participants/<journey_id>")
    bp.add_url_rule("", view_func=page, endpoint="page")
    bp.add_url_rule("/now", view_func=now, endpoint="now")
    bp.add_url_rule("/tab", view_func=tab, endpoint="tab")
    bp.add_url_rule("/earlier", view_func=earlier, endpoint="earlier")
    bp.add_url_rule("/number", view_func=number, endpoint="number", methods=["POST"])
    participant_write.add(bp)
    participant_acts.add(bp)
    return bp


@allowed(Role.READER)
def page(journey_id: str) -> str:
    """The whole page. ``?tab=``: which tab; ``?say=``: words for the field, from a reply kept ready."""
    must_see(journey_id)
    audit("conversation_seen", journey_id=journey_id, detail=chosen())
    return whole(journey_id, chosen(), words=request.args.get("say", ""))


@allowed(Role.READER, live=True)
def now(journey_id: str) -> Response:
    """What changed since the stamps the page sent; 204: nothing."""
    must_see(journey_id)
    with here().parts.store.reading() as view:
        case = case_of(view, journey_id)
        parts = live_parts(view, case)
        if chosen() in POLLED:
            parts.append(panel(view, case, chosen()))
    return changed(parts)


@allowed(Role.READER)
def tab(journey_id: str) -> str:
    """One tab alone, to be put into the page."""
    must_see(journey_id)
    audit("conversation_seen", journey_id=journey_id, detail=chosen())
    with here().parts.store.reading() as view:
        shown = panel(view, case_of(view, journey_id), chosen())
    return render_template(shown.template, part=shown, apart=False)


@allowed(Role.READER)
def earlier(journey_id: str) -> str:
    """Texts before a moment, to be put above those that are shown; without scripts, as a page of their own."""
    must_see(journey_id)
    audit("conversation_seen", journey_id=journey_id, detail="earlier")
    before = _moment(request.args["before"]) if "before" in request.args else None
    with here().parts.store.reading() as view:
        case = case_of(view, journey_id)
        found = Part("earlier", "", thread_of(view, case, before))
    name = "earlier" if request.headers.get("HX-Request") else "earlier-page"
    return render_template(f"console/participant/{name}.html", part=found, case=case)


@allowed(Role.COACH)
def number(journey_id: str) -> str:
    """The whole number; that it was looked at stands in the audit log."""
    case = looked_at(journey_id)
    audit("number_seen", journey_id=journey_id)
    name = "number" if request.headers.get("HX-Request") else "number-page"
    return render_template(f"console/participant/{name}.html", phone=case.card.phone, case=case)


def _moment(words: str) -> datetime:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        abort(404)
    return found if found.tzinfo is not None else abort(404)
