"""Participants: everybody one may see, searched, filtered and sorted; and the lists a coach comes back to."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.store.coaches_found import Role
from coach.store.roster import NOBODY
from coach.web.console import people_add, people_bulk, people_export, people_import
from coach.web.console.access import allowed
from coach.web.console.here import here, viewer
from coach.web.console.people_bulk import AT_MOST
from coach.web.console.people_list import FILTERS, Listed, address_of, given_in, given_of, listed, query_of, sought, stages, wanted

LONGEST_NAME = 40
LONGEST_SEARCH = 80
MOST_VIEWS = 30
LAST_PAGE = 100_000
READY_MADE = {
    "everybody": {},
    "mine": {"coach": "me"},
    "unassigned": {"coach": NOBODY},
    "alerts": {"alert": "any", "sort": "alert"},
    "silent": {"quiet": "noticed", "sort": "quiet"},
}


def pages() -> Blueprint:
    """``/console/participants`` and what it calls; the page of one person is another's."""
    bp = Blueprint("participants", __name__, url_prefix="/console/participants")
    bp.add_url_rule("", view_func=page, endpoint="page")
    bp.add_url_rule("/find", view_func=find, endpoint="find", methods=["POST"])
    bp.add_url_rule("/views", view_func=save_view, endpoint="save_view", methods=["POST"])
    bp.add_url_rule("/views/<int:view_id>/drop", view_func=drop_view, endpoint="drop_view", methods=["POST"])
    for part in (people_add, people_bulk, people_export, people_import):
        part.add(bp)
    return bp


@allowed(Role.READER)
def page() -> str:
    """A page of the list."""
    given = given_of(request.args)
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    return _shown(listed(wanted(given, here().now), given, number))


@allowed(Role.READER)
def find() -> str:
    """Who has this very name or number. Posted, not asked for by address: addresses stand in histories and logs."""
    words = " ".join(request.form.get("words", "").split())[:LONGEST_SEARCH]
    if not words:
        return page()
    return _shown(listed(sought(words), {}, 1), words)


@allowed(Role.READER)
def save_view() -> Answer:
    """Keep the filter under a name, for oneself."""
    name, given = " ".join(request.form.get("name", "").split())[:LONGEST_NAME], given_in(request.form.get("query", ""))
    if not name:
        abort(400)
    with here().parts.store.transaction() as work:
        if len(work.saved_views(viewer().id)) < MOST_VIEWS:
            work.save_view(viewer().id, name, query_of(given))
    return redirect(address_of(given), 303)


@allowed(Role.READER)
def drop_view(view_id: int) -> Answer:
    """Forget one of one's own."""
    with here().parts.store.transaction() as work:
        work.drop_view(viewer().id, view_id)
    return redirect(url_for("participants.page"), 303)


def _shown(found: Listed, words: str = "") -> str:
    console = here()
    with console.parts.store.reading() as view:
        unfinished = view.unfinished(viewer().id)
    return render_template(
        "console/participants/page.html",
        found=found,
        words=words,
        ready_made={key: (query_of(given), given) for key, given in READY_MADE.items()},
        stages=stages(console),
        filtered=[key for key in FILTERS if key in found.given],
        unfinished=unfinished,
        why=request.args.get("why", ""),
        at_once=AT_MOST,
    )
