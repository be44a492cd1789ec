"""A phone in the browser, on the simulated carrier: texts, their delivery, where the journey stands and why, and time travel."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as Answer

from coach.carrier.phones import masked
from coach.core.conditions import unmet
from coach.core.decision import stage_of
from coach.core.model import Phase
from coach.core.timing import local
from coach.engine.beats import Engine
from coach.store.found import Journey
from coach.web.desk import Desk, Handsets, Travel
from coach.web.reasons import Reasons

FIRST = "+12125550123"
NUMBER = re.compile(r"\+[1-9]\d{6,14}")
LONGEST = 1600  # characters; what a carrier takes as one text
UNITS = ("hour", "day", "week", "month")


def phone(desk: Desk, handsets: Handsets, travel: Travel) -> Blueprint:
    """``/phone`` and what it calls. Answers only to pages of our own."""
    templates = desk.engine.parts.settings.templates
    reasons = Reasons(templates)
    pages = Blueprint("phone", __name__, url_prefix="/phone")
    pages.before_request(_only_our_pages)

    @pages.get("/")
    def index() -> Answer:
        return redirect(url_for("phone.handset", number=FIRST))

    @pages.get("/look/<path:name>")
    def look(name: str) -> Response:
        return send_from_directory(Path(templates) / "phone" / "look", name)

    @pages.get("/<number>")
    def handset(number: str) -> str:
        return render_template("phone/page.html", **_shown(desk, handsets, reasons, _number(number)))

    @pages.get("/<number>/now")
    def now(number: str) -> str:
        return render_template("phone/now.html", **_shown(desk, handsets, reasons, _number(number)))

    @pages.post("/<number>/texts")
    def text(number: str) -> Answer | str:
        body = request.form.get("body", "").strip()[:LONGEST]
        if body:
            handsets.text(_number(number), body)
        return _after(number)

    @pages.post("/<number>/travel")
    def move(number: str) -> Answer | str:
        unit = request.form.get("to", "")
        if unit == "next":
            travel.to_next_text(_number(number))
        elif unit in UNITS:
            travel.ahead(unit)
        else:
            abort(400)
        return _after(number)

    def _after(number: str) -> Answer | str:
        if request.headers.get("HX-Request"):
            return now(number)
        return redirect(url_for("phone.handset", number=number), 303)

    return pages


def _only_our_pages() -> None:
    """Another site's page must not text from here or move time (Fetch Metadata, a W3C draft that browsers follow)."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)


def _number(number: str) -> str:
    if not NUMBER.fullmatch(number):
        abort(404)
    return number


def _shown(desk: Desk, handsets: Handsets, reasons: Reasons, number: str) -> dict[str, Any]:
    """Everything the page shows of one handset."""
    engine = desk.engine
    with engine.parts.store.reading() as view:
        ref = view.find_participants([number]).get(number)
        journeys = view.load_journeys(participant_ids=[ref.id]) if ref else []
        journal = view.journal(journeys[-1].id, 1) if journeys else []
    journey = journeys[-1] if journeys else None
    zone = journey.state.profile.zones[0] if journey else "America/New_York"
    return {
        "number": number,
        "masked": masked(number),
        "brand": engine.parts.settings.name,
        "texts": [_text(text, zone) for text in handsets.thread(number)],
        "clock": _when(engine.parts.clock.now(), zone),
        "zone": zone,
        "journey": _standing(engine, journey) if journey else None,
        "reasons": [reasons.told(reason) for row in journal for reason in row.reasons],
        "units": UNITS,
    }


def _text(text: dict[str, str], zone: str) -> dict[str, str]:
    return {**text, "when": _when(datetime.fromisoformat(text["at"]), zone)}


def _when(moment: datetime, zone: str) -> str:
    here = local(moment, zone)
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M}"


def _standing(engine: Engine, journey: Journey) -> dict[str, Any]:
    """Where a journey stands, for the panel beside the phone."""
    state, now = journey.state, engine.parts.clock.now()
    program = engine.parts.program(state.program, state.version)
    begun = bool(state.stage) and state.phase is not Phase.DONE
    stages = list(program.stages)
    return {
        "phase": state.phase.value,
        "stage": state.stage,
        "stages": stages,
        "about": stage_of(state, program).about if begun else "",
        "since": _when(state.stage_since, state.profile.zones[0]) if state.stage_since else "",
        "missing": len(unmet(stage_of(state, program).gate, state, now)) if begun else 0,
        "gate": len(stage_of(state, program).gate) if begun else 0,
        "wake_at": _when(state.wake_at, state.profile.zones[0]) if state.wake_at else "",
        "hold": state.hold or "",
        "no_contact": state.no_contact,
    }
