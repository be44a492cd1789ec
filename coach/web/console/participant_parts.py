"""The parts of a participant's page, and the answers to what is done there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core.decision import Decision
from coach.core.effects import Reason
from coach.store.canned import Canned
from coach.store.notes import Note
from coach.store.work import View
from coach.web.console.acting import after
from coach.web.console.here import here
from coach.web.console.live import Part, parts_html
from coach.web.console.participant_canned import canned_of
from coach.web.console.participant_case import Case, case_of
from coach.web.console.participant_coming import SILENT, coming_of
from coach.web.console.participant_draft import Draft, draft_of
from coach.web.console.participant_head import head_of
from coach.web.console.participant_manage import manage_of
from coach.web.console.participant_plain import told
from coach.web.console.participant_record import record_of
from coach.web.console.participant_thread import thread_of
from coach.web.console.participant_trust import trust_of
from coach.web.console.participant_where import where_of
from coach.web.console.participant_why import why_of

TEXTS = "texts"  # on a narrow window the texts are a tab of their own; on a wide one they stand beside every other
WHERE = "where"
REFUSALS = frozenset(
    {"coach_text_refused", "refused_in_phase", "reason_missing", "evidence_missing", "dwell_not_over", "move_refused", "zone_unknown"}
)


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes, newest first, with their writers' names."""

    notes: tuple[tuple[Note, str], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab. ``number``: how many notes there are, shown on its tab."""

    journey_id: str
    tab: str
    found: Any


@dataclass(frozen=True, slots=True)
class Writing:
    """The field to write in. ``phase`` and ``hold`` tell what writing does to the bot."""

    journey_id: str
    words: str
    draft: Draft
    canned: tuple[Canned, ...]
    phase: str
    hold: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act, in sentences. ``codes``: of the reasons; ``refused``: it was not done."""

    told: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    refused: bool = False


def notes_of(view: View, case: Case) -> Notes:
    """What coaches wrote down."""
    return Notes(tuple((note, case.names.get(note.coach_id, note.coach_id)) for note in view.notes(case.id)))


TABS: dict[str, Callable[[View, Case], Any]] = {
    WHERE: where_of,
    "trust": trust_of,
    "coming": lambda _view, case: coming_of(case, request.args.get("if", SILENT)),
    "record": record_of,
    "notes": notes_of,
    "why": lambda view, case: why_of(view, case, request.args.get("before", type=int)),
    "manage": manage_of,
}


def chosen() -> str:
    """The tab that was asked for; the texts where none was, or none that there is."""
    asked = request.values.get("tab", TEXTS)
    return asked if asked in TABS else TEXTS


def panel(view: View, case: Case, tab: str) -> Part:
    """The tab at the side."""
    found = TABS[WHERE if tab == TEXTS else tab](view, case)
    return Part("panel", "console/participant/panel.html", Panel(case.id, tab, found))


def live_parts(view: View, case: Case) -> list[Part]:
    """What stays current by itself, but for the tab."""
    head = head_of(view, case)
    return [
        Part("head", "console/participant/head.html", head),
        Part("brief", "console/participant/brief.html", head),
        Part("thread", "console/participant/thread.html", thread_of(view, case)),
    ]


def writing(view: View, case: Case, words: str = "") -> Part:
    """The field to write in; it is not polled, so that nothing is taken from under a hand."""
    state = case.state
    canned = canned_of(view, here().parts.settings.templates, state.profile.language)
    found = Writing(case.id, words, draft_of(case, words), canned, state.phase.value, state.hold or "")
    return Part("write", "console/participant/write.html", found)


def outcome(reasons: Iterable[Reason]) -> Outcome:
    """What came of a decision."""
    found = tuple(reasons)
    codes = tuple(reason.code for reason in found)
    return Outcome(told(found), codes, bool(REFUSALS & set(codes)))


def whole(journey_id: str, tab: str, *, words: str = "", came: Outcome | None = None) -> str:
    """The whole page. ``came``: what came of an act that was refused."""
    with here().parts.store.reading() as view:
        case = case_of(view, journey_id)
        parts = {part.key: part for part in (*live_parts(view, case), writing(view, case, words), panel(view, case, tab))}
    said = Part("said", "console/participant/said.html", came or Outcome())
    return render_template("console/participant/page.html", case=case, tab=tab, shown={**parts, "said": said})


def answered(journey_id: str, decision: Decision | None = None, *, words: str = "") -> Answer | str | tuple[str, int]:
    """Answer an act: the parts it changed, or the page anew; where it was refused, with the reason and what was written."""
    came, tab = outcome(decision.reasons if decision else ()), chosen()
    kept = words if came.refused else ""
    if came.refused and not request.headers.get("HX-Request"):
        return whole(journey_id, tab, words=kept, came=came), 409
    return after(lambda: _news(journey_id, tab, came, kept), url_for("participant.page", journey_id=journey_id, tab=_told(tab)))


def _told(tab: str) -> str | None:
    return None if tab == TEXTS else tab


def _news(journey_id: str, tab: str, came: Outcome, words: str) -> str:
    with here().parts.store.reading() as view:
        case = case_of(view, journey_id)
        parts = [*live_parts(view, case), writing(view, case, words), panel(view, case, tab)]
    return parts_html([Part("said", "console/participant/said.html", came), *parts])
