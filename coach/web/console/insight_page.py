"""Insight: what many journeys show together, one subject a page; every table also as a file. Nothing here is about one person."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from coach.store.coaches_found import Role
from coach.web.console.access import allowed
from coach.web.console.here import here
from coach.web.console.insight_choice import offers
from coach.web.console.insight_drawn import DRAWN
from coach.web.console.insight_fresh import Counted, counted
from coach.web.console.insight_tables import TABLES
from coach.web.console.sheets import sheet

FIRST = "stages"
SUBJECTS = (FIRST, "time", "answers", "trust", "work")


def pages() -> Blueprint:
    """``/console/insight`` and its files."""
    bp = Blueprint("insight", __name__, url_prefix="/console/insight")
    bp.add_url_rule("", view_func=page, endpoint="first")
    bp.add_url_rule("/<subject>", view_func=page, endpoint="page")
    bp.add_url_rule("/<table>.csv", view_func=file, endpoint="file")
    return bp


@allowed(Role.READER)
def page(subject: str = FIRST) -> str:
    """One subject."""
    if subject not in SUBJECTS:
        abort(404)
    found = _found()
    drawn = DRAWN[subject](found.figures, request.args) if found.figures else {}
    return render_template(
        f"console/insight/{subject}.html",
        subject=subject,
        subjects=SUBJECTS,
        found=found,
        shown=found.figures,
        offers=offers(found.choice, found.groups),
        kept=found.choice.query,
        **drawn,
    )


@allowed(Role.READER)
def file(table: str) -> Response:
    """A table as CSV: codes and numbers, what is not shown left empty."""
    if table not in TABLES:
        abort(404)
    found, (columns, rows) = _found(), TABLES[table]
    name = "-".join(str(part) for part in ("insight", table, *found.choice.query.values()))
    return sheet(f"{_plain(name)}.csv", columns, rows(found.figures) if found.figures else ())


def _found() -> Counted:
    return counted(here(), request.args.to_dict())


def _plain(name: str) -> str:
    """Letters, digits and dashes of a name."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
