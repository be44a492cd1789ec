"""Writing to somebody: the preview while one types, and the text itself, through the door."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as Answer

from coach.core.events import CoachWrote
from coach.store.coaches_found import Role
from coach.web.console.access import allowed
from coach.web.console.acting import act, must_see
from coach.web.console.here import viewer
from coach.web.console.participant_case import looked_at
from coach.web.console.participant_draft import draft_of, plain
from coach.web.console.participant_parts import answered, chosen, whole


def add(bp: Blueprint) -> None:
    """Add the two routes."""
    bp.add_url_rule("/draft", view_func=draft, endpoint="draft", methods=["POST"])
    bp.add_url_rule("/texts", view_func=write, endpoint="write", methods=["POST"])


@allowed(Role.COACH)
def draft(journey_id: str) -> str:
    """What these words would cost, and what stands against them; without scripts, the whole page with the words in it."""
    words = request.form.get("words", "")
    if not request.headers.get("HX-Request"):
        must_see(journey_id)
        return whole(journey_id, chosen(), words=words)
    case = looked_at(journey_id)
    return render_template("console/participant/preview.html", draft=draft_of(case, words))


@allowed(Role.COACH)
def write(journey_id: str) -> Answer | str | tuple[str, int]:
    """Send a coach's own words."""
    words, confirmed = request.form.get("words", ""), request.form.get("confirmed") == "yes"
    must_see(journey_id)
    if not plain(words):
        return answered(journey_id)
    decision = act(journey_id, CoachWrote(viewer().name, plain(words), confirmed))
    return answered(journey_id, decision, words=words)
