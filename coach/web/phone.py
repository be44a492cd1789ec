"""A phone in the browser, on the simulated carrier: its thread, where the journey stands and why, and time travel."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier import phones
from coach.errors import BadRequest
from coach.web.desk import Desk, Handsets, Travel
from coach.web.handset import View, spoken, view_of
from coach.web.reasons import Reasons

FIRST = "+12125550123"
LONGEST = 1600  # characters; what a carrier takes as one text (Twilio docs: Messages resource, Body)
OTHERS = 6  # links to other phones
NEXT_TEXT = "next"
UNITS = ("hour", "day", "week", "month")
OURS = ("same-origin", "none")  # Fetch Metadata: from our own page, or typed by a person


def phone(desk: Desk, handsets: Handsets, travel: Travel) -> Blueprint:
    """``/phone`` and what it calls. Other sites' pages may not post. Only there with the simulated carrier."""
    pages = Blueprint("phone", __name__, url_prefix="/phone")
    pages.before_request(_only_our_pages)
    shown = _Pages(desk, handsets, travel)
    pages.add_url_rule("/", view_func=shown.choose, endpoint="choose")
    pages.add_url_rule("/look/<path:name>", view_func=shown.look, endpoint="look")
    pages.add_url_rule("/<number>", view_func=shown.page, endpoint="page")
    pages.add_url_rule("/<number>/now", view_func=shown.now, endpoint="now")
    pages.add_url_rule("/<number>/texts", view_func=shown.text, endpoint="text", methods=["POST"])
    pages.add_url_rule("/<number>/travel", view_func=shown.move, endpoint="travel", methods=["POST"])
    return pages


class _Pages:
    """The pages of ``/phone``."""

    def __init__(self, desk: Desk, handsets: Handsets, travel: Travel) -> None:
        self._parts = desk.engine.parts
        self._handsets = handsets
        self._travel = travel
        self._reasons = Reasons(self._parts.settings.templates)

    def choose(self) -> Answer | tuple[str, int]:
        """To the phone of the number that was typed, or to the first one."""
        typed = request.args.get("number", "").strip()
        try:
            return redirect(url_for("phone.page", number=self._callable(typed) if typed else FIRST))
        except BadRequest as error:
            return self._whole(FIRST, typed=typed, wrong=str(error)), 400

    def look(self, name: str) -> Response:
        """Style and manners of the page."""
        return send_from_directory(self._parts.settings.templates / "phone" / "look", name)

    def page(self, number: str) -> str:
        """The whole page."""
        return self._whole(self._known(number))

    def now(self, number: str) -> str | tuple[str, int]:
        """What changes on the page; 204 when nothing has changed since the view of the stamp ``seen``."""
        view = self._view(self._known(number))
        return ("", 204) if view.stamp == request.args.get("seen") else self._changing(view)

    def text(self, number: str) -> Answer | str:
        """Send a text from this phone."""
        body = request.form.get("body", "").strip()[:LONGEST]
        if body:
            self._handsets.text(self._known(number), body)
        return self._after(number)

    def move(self, number: str) -> Answer | str:
        """Move time on."""
        to = request.form.get("to", "")
        if to == NEXT_TEXT:
            self._travel.to_next_text(self._known(number))
        elif to in UNITS:
            self._travel.ahead(to)
        else:
            abort(400)
        return self._after(number)

    def _after(self, number: str) -> Answer | str:
        if request.headers.get("HX-Request"):
            return self._changing(self._view(self._known(number)))
        return redirect(url_for("phone.page", number=number), 303)

    def _view(self, number: str) -> View:
        return view_of(self._parts, self._handsets, self._reasons, number)

    def _changing(self, view: View) -> str:
        return render_template("phone/now.html", view=view, brand=self._parts.settings.name)

    def _whole(self, number: str, typed: str = "", wrong: str = "") -> str:
        others = [other for other in self._handsets.numbers() if other != number][-OTHERS:]
        return render_template(
            "phone/page.html",
            view=self._view(number),
            brand=self._parts.settings.name,
            spoken=spoken(number),
            others={other: spoken(other) for other in others},
            typed=typed or _another(number),
            wrong=wrong,
            longest=LONGEST,
        )

    def _known(self, number: str) -> str:
        """The number itself; 404 when no phone of ours can have it."""
        try:
            known = self._callable(number) == number
        except BadRequest:
            known = False
        return number if known else abort(404)

    def _callable(self, typed: str) -> str:
        number = phones.parse(typed)
        if number == self._parts.sender:
            raise BadRequest("That is the number the service itself texts from; choose another.")
        return number


def _only_our_pages() -> None:
    """Another site's page must not text from here or move time (W3C Fetch Metadata; where a browser lacks it, the Origin header)."""
    if request.method != "POST":
        return
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", OURS[0]) not in OURS or (origin and urlsplit(origin).netloc != request.host):
        abort(403)


def _another(number: str) -> str:
    """The next number of the same kind, for trying a second person: only the last two digits change."""
    return f"{number[:-2]}{(int(number[-2:]) + 1) % 100:02d}"
