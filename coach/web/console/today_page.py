"""Today: what needs a human now, and what the bot is about to do. Stays current without reloading."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.store.coaches_found import Role
from coach.store.today import Call
from coach.web.console.access import allowed
from coach.web.console.acting import after, must_see
from coach.web.console.auditing import audit, entry
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.live import Part, changed, parts_html
from coach.web.console.today import SHOWN, Today, today

LONGEST_NOTE = 500  # characters
PEEKED = 5  # texts


def pages() -> Blueprint:
    """``/console/`` and what it calls."""
    bp = Blueprint("today", __name__, url_prefix="/console")
    bp.context_processor(lambda: {"shown": SHOWN})
    bp.add_url_rule("/", view_func=page, endpoint="page")
    bp.add_url_rule("/today/now", view_func=now, endpoint="now")
    bp.add_url_rule("/alerts/<int:alert_id>/take", view_func=take, endpoint="take", methods=["POST"])
    bp.add_url_rule("/today/<journey_id>/words", view_func=words, endpoint="words")
    bp.add_url_rule("/today/<journey_id>/handled", view_func=handled, endpoint="handled", methods=["POST"])
    return bp


def parts_of(found: Today) -> list[Part]:
    """The parts of the page."""
    return [
        Part("alerts", "console/today/alerts.html", (found.open, found.taken)),
        Part("waiting", "console/today/waiting.html", found.waiting),
        Part("silent", "console/today/silent.html", found.silent),
        Part("coming", "console/today/coming.html", (found.coming, found.wakings, found.looked_at)),
    ]


def filling() -> list[Part]:
    """How far a demo is being filled; nothing where there is no demo."""
    showcase = here().desk.showcase
    return [Part("filling", "console/today/filling.html", showcase.progress())] if showcase else []


@allowed(Role.READER)
def page() -> str:
    """The whole page."""
    return render_template("console/today/page.html", parts_shown=parts_of(today(here(), seen_by())), parts_above=filling())


@allowed(Role.READER, live=True)
def now() -> Response:
    """What changed since the stamps the page sent; 204: nothing."""
    return changed([*filling(), *parts_of(today(here(), seen_by()))])


@allowed(Role.COACH)
def take(alert_id: int) -> Answer | str:
    """Take an alert on, by name. Whoever takes one that another coach left lying becomes the coach of that journey."""
    console, note = here(), request.form.get("note", "").strip()[:LONGEST_NOTE]
    with console.parts.store.transaction() as work:
        call = work.call(alert_id, seen_by())
        if call is None:
            abort(404)
        mine = work.acknowledge(alert_id, viewer().name, console.now, note)
        work.audit([entry("alert_taken" if mine else "alert_was_taken", journey_id=call.journey_id, subject=str(alert_id))])
        if mine and call.journey_id is not None and _left_lying(call):
            work.assign(call.journey_id, viewer().id)
            work.audit([entry("assigned", journey_id=call.journey_id, subject=viewer().id, detail="escalated")])
    return after(lambda: parts_html(parts_of(today(console, seen_by()))[:2]), url_for("today.page"))


def _left_lying(call: Call) -> bool:
    return seen_by() is not None and call.coach_id not in {None, viewer().id}


@allowed(Role.READER)
def words(journey_id: str) -> str:
    """What somebody who waits wrote last: shown on demand, and every time it is shown stands in the audit log."""
    must_see(journey_id)
    with here().parts.store.reading() as view:
        card = view.cards([journey_id]).get(journey_id)
        texts = view.thread(card.journey.participant_id, limit=PEEKED) if card else []
    audit("words_seen", journey_id=journey_id)
    return render_template("console/today/words.html", texts=texts, card=card)


@allowed(Role.COACH)
def handled(journey_id: str) -> Answer | str:
    """It needs no answer, or had one by another way."""
    must_see(journey_id)
    console = here()
    with console.parts.store.transaction() as work:
        work.handled(journey_id, console.now)
        work.audit([entry("handled", journey_id=journey_id)])
    return after(lambda: parts_html(parts_of(today(console, seen_by()))[1:2]), url_for("today.page"))
