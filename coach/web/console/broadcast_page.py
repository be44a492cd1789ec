"""Broadcast: one text to many. The list of those there were, the form, and the page of each. Acts are another module's."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.store.broadcasts_found import DRAFT, RUNNING, Broadcast, Followed, Tally
from coach.store.coaches_found import Role
from coach.store.roster import UNDER_WAY
from coach.web.console import broadcast_acts
from coach.web.console.access import allowed
from coach.web.console.broadcast_draft import AT_MOST, DAYS, days_of, drafted, filter_of, people_of
from coach.web.console.broadcast_shown import mine, now_of, shown
from coach.web.console.broadcast_words import LONGEST_NAME, faults, form_of, languages, weighed, words_in
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.live import changed
from coach.web.console.people_list import given_of, query_of, stages, wanted

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One broadcast in the list. ``by``: the coach's name."""

    one: Broadcast
    by: str
    tally: Tally
    followed: Followed


def pages() -> Blueprint:
    """``/console/broadcast``."""
    bp = Blueprint("broadcast", __name__, url_prefix="/console/broadcast")
    bp.add_url_rule("", view_func=page, endpoint="page")
    bp.add_url_rule("/new", view_func=new, endpoint="new")
    bp.add_url_rule("/new", view_func=look, endpoint="look", methods=["POST"])
    bp.add_url_rule("/glance", view_func=glance, endpoint="glance", methods=["POST"])
    bp.add_url_rule("/<broadcast_id>", view_func=one, endpoint="one")
    bp.add_url_rule("/<broadcast_id>/now", view_func=now, endpoint="now")
    broadcast_acts.add(bp)
    return bp


def whose() -> str | None:
    """Owners see everybody's broadcasts, coaches their own."""
    return None if viewer().role is Role.OWNER else viewer().id


@allowed(Role.COACH)
def page() -> str:
    """Those there were, newest first, and what came of each."""
    number = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    with here().parts.store.reading() as view:
        found = view.broadcasts(whose(), A_PAGE, (number - 1) * A_PAGE)
        total, drafts, names = view.broadcasts_begun(whose()), view.broadcast_drafts(viewer().id), view.coach_names()
        open_ones = [one.id for one in found if one.summed is None]
        tallies, followed = view.tallies(open_ones), view.followed(open_ones)
    lines = []
    for one in found:
        tally = Tally(one.summed.counts) if one.summed else tallies[one.id]
        lines.append(Line(one, names.get(one.coach_id, one.coach_id), tally, one.summed.followed if one.summed else followed[one.id]))
    return render_template("console/broadcast/page.html", lines=lines, drafts=drafts, page=number, pages=max(1, -(-total // A_PAGE)))


@allowed(Role.COACH)
def new() -> str:
    """The form: empty, filled from an earlier one, or with the filter of a list."""
    earlier = request.args.get("of", "")
    if earlier:
        one = mine(earlier)
        return _form({**form_of(one.words), **one.given}, {})
    return _form({"phase": UNDER_WAY, **given_of(request.args)}, {})


@allowed(Role.COACH)
def look() -> Answer | tuple[str, int]:
    """Look at it on paper; nobody is texted."""
    form = request.form.to_dict()
    words = words_in(form)
    wrong = faults(words)
    ids = people_of(query_of(filter_of(form))) if not wrong else []
    if not wrong and not 0 < len(ids) <= AT_MOST:
        wrong = {"whom": ("too_many" if ids else "nobody", "")}
    if wrong:
        return _form(form, wrong), 422
    return redirect(url_for("broadcast.one", broadcast_id=drafted(words, form, ids)), 303)


@allowed(Role.COACH)
def glance() -> str:
    """While one writes: how many pass the filter, and what the words would cost."""
    form = request.form.to_dict()
    return render_template("console/broadcast/glance.html", glance=_glance(form))


def _glance(form: dict[str, str]) -> dict[str, object]:
    with here().parts.store.reading() as view:
        _, total = view.roster(wanted(filter_of(form), here().now), seen_by(), 1)
    return {"total": total, "at_most": AT_MOST, "longest_name": len(LONGEST_NAME), "words": [weighed(one) for one in words_in(form)]}


def _form(given: dict[str, str], wrong: dict[str, tuple[str, str]]) -> str:
    console = here()
    with console.parts.store.reading() as view:
        coaches = [(one.id, one.name) for one in view.coaches() if one.role.covers(Role.COACH)]
    choices = {"stages": stages(console), "coaches": coaches, "languages": languages(), "all_days": DAYS, "days": days_of(given)}
    return render_template("console/broadcast/new.html", given=given, wrong=wrong, glance=_glance(given), **choices)


@allowed(Role.COACH)
def one(broadcast_id: str) -> str:
    """A draft as it was looked at; or how far it is, and who got it."""
    found = mine(broadcast_id)
    template = "draft" if found.state == DRAFT else "one"
    return render_template(f"console/broadcast/{template}.html", **shown(found))


@allowed(Role.COACH, live=True)
def now(broadcast_id: str) -> Answer:
    """How far it is, for a page that is open."""
    found = mine(broadcast_id)
    if found.state == DRAFT:
        abort(404)
    answer = changed(now_of(found))
    if request.args.get("was") == RUNNING != found.state:
        answer.headers["HX-Refresh"] = "true"  # it ended: the lists below are to be read anew
    return answer
