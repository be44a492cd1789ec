"""What a coach does to a journey: each act is one event through the door, audited; what an owner alone may, is asked for here."""

from __future__ import annotations

from datetime import date, time
from typing import TypeVar

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from coach.core.events import CoachCorrected, CoachMoved, CoachOptedOut, CoachPaused, CoachResumed, CoachSetNoContact, CoachTookOver, Event
from coach.core.timing import to_utc
from coach.store.coaches_found import Role
from coach.web.console.access import allowed
from coach.web.console.acting import act, must_see
from coach.web.console.auditing import audit, entry
from coach.web.console.here import here, may_see, seen_by, viewer
from coach.web.console.participant_case import looked_at
from coach.web.console.participant_parts import answered

LONGEST = 500  # characters of a reason, or of evidence
LONGEST_NOTE = 4000
LONGEST_NAME = 20  # as in the program's own question
T = TypeVar("T")
Done = Answer | str | tuple[str, int]


def add(bp: Blueprint) -> None:
    """Add every act."""
    for name, view in ACTS.items():
        bp.add_url_rule(f"/{name.replace('_', '-')}", view_func=view, endpoint=name, methods=["POST"])


def said(name: str, longest: int = LONGEST) -> str:
    """A field of the form, trimmed."""
    return request.form.get(name, "").strip()[:longest]


def through_the_door(journey_id: str, event: Event) -> Done:
    """Do it, and show what came of it."""
    return answered(journey_id, act(journey_id, event))


@allowed(Role.COACH)
def take_over(journey_id: str) -> Done:
    """From this transaction on a person answers and the bot is silent."""
    return through_the_door(journey_id, CoachTookOver(viewer().name, said("reason")))


@allowed(Role.COACH)
def hand_back(journey_id: str) -> Done:
    """The bot goes on; ends a hold or a pause, for a reason."""
    return through_the_door(journey_id, CoachResumed(viewer().name, said("reason")))


@allowed(Role.COACH)
def pause(journey_id: str) -> Done:
    """No prompts until the morning of a date on their calendar."""
    case, day = looked_at(journey_id), _day(said("until"))
    until = to_utc(day, case.state.profile.window.start, case.zone)
    return through_the_door(journey_id, CoachPaused(viewer().name, until, said("reason")))


@allowed(Role.COACH)
def move(journey_id: str) -> Done:
    """To another stage, for a reason. Only an owner may undercut the least time in a stage."""
    override = said("override") == "yes"
    if override and not viewer().role.covers(Role.OWNER):
        abort(403)
    return through_the_door(journey_id, CoachMoved(viewer().name, said("stage"), said("reason"), override))


@allowed(Role.COACH)
def set_no_contact(journey_id: str) -> Done:
    """They, or the other, want or need no contact."""
    return through_the_door(journey_id, CoachSetNoContact(viewer().name, True, said("evidence")))


@allowed(Role.OWNER)
def lift_no_contact(journey_id: str) -> Done:
    """Lifted by an owner, on evidence."""
    return through_the_door(journey_id, CoachSetNoContact(viewer().name, False, said("evidence")))


@allowed(Role.COACH)
def opt_out(journey_id: str) -> Done:
    """They told a coach that they want no more texts. Evidence is asked for: the ledger keeps it."""
    if not said("evidence"):
        abort(400)
    return through_the_door(journey_id, CoachOptedOut(viewer().name, said("evidence")))


@allowed(Role.COACH)
def correct(journey_id: str) -> Done:
    """What we know of them: only what differs is changed."""
    profile = looked_at(journey_id).state.profile
    discreet, told = said("discreet") == "yes", profile.zones[0] if profile.zone_told else ""
    event = CoachCorrected(
        viewer().name,
        name=_unless(said("name", LONGEST_NAME), profile.name),
        zone=_unless(said("zone"), told) or None,
        language=_unless(_language(said("language")), profile.language),
        discreet=_unless(discreet, profile.discreet),
        prompt_at=_unless(_hour(said("prompt_at")), profile.prompt_at),
    )
    return answered(journey_id) if event == CoachCorrected(viewer().name) else through_the_door(journey_id, event)


def _unless(given: T, known: T | None) -> T | None:
    """What was given, unless it is what we know already."""
    return None if given == known else given


@allowed(Role.COACH)
def assign(journey_id: str) -> Done:
    """Theirs, another's, or nobody's. Whoever gives a journey away may no longer see it."""
    must_see(journey_id)
    coach_id = said("coach") or None
    with here().parts.store.transaction() as work:
        found = work.find_coach(id=coach_id) if coach_id else None
        if coach_id and (found is None or not found.active or not found.role.covers(Role.COACH)):
            abort(400)
        work.assign(journey_id, coach_id)
        work.audit([entry("assigned", journey_id=journey_id, subject=coach_id or "")])
    return answered(journey_id) if seen_by() is None or may_see(journey_id) else _away()


@allowed(Role.COACH)
def note(journey_id: str) -> Done:
    """Something to remember; only coaches read it, never the person."""
    must_see(journey_id)
    words = said("note", LONGEST_NOTE)
    if words:
        with here().parts.store.transaction() as work:
            work.add_note(journey_id, viewer().id, words, here().now)
            work.audit([entry("noted", journey_id=journey_id)])
    return answered(journey_id)


@allowed(Role.OWNER)
def erase(journey_id: str) -> Done:
    """Everything about this person, for good; the last four digits of the number are typed, so that it is the right one."""
    case = looked_at(journey_id)
    if said("digits") != case.card.phone[-4:]:
        audit("erase_refused", journey_id=journey_id, detail="digits")
        abort(400)
    with here().parts.store.transaction() as work:
        work.erase(case.participant_id, case.now)
        work.audit([entry("erased", journey_id=journey_id)])
    return _away()


def _away() -> Answer:
    """To Today: what was shown is gone, or is no longer theirs to see."""
    address = url_for("today.page")
    if not request.headers.get("HX-Request"):
        return redirect(address, 303)
    answer = Answer(status=200)
    answer.headers["HX-Redirect"] = address
    return answer


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        abort(400)


def _hour(words: str) -> time | None:
    try:
        return time.fromisoformat(words) if words else None
    except ValueError:
        abort(400)


def _language(words: str) -> str | None:
    return words if words in here().parts.wording.languages else None


ACTS = {
    "take_over": take_over,
    "hand_back": hand_back,
    "pause": pause,
    "move": move,
    "set_no_contact": set_no_contact,
    "lift_no_contact": lift_no_contact,
    "opt_out": opt_out,
    "correct": correct,
    "assign": assign,
    "note": note,
    "erase": erase,
}
