"""Does to many, one after the other, what a coach confirmed; some at each call, so that a page can show how far it is.

What was done is kept row by row: after a restart it goes on where it was, and nobody is invited twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.decision import Decision
from coach.core.events import CoachInvited, CoachPaused
from coach.core.state import State
from coach.errors import BadRequest
from coach.store.batches import DONE, REFUSED, TRYING, Batch, BatchRow
from coach.store.coaches_found import Audited
from coach.store.work import Work
from coach.web.console.auditing import entry
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.people_drafts import morning, refused

LEASE = timedelta(seconds=60)  # whoever took it in hand and is not heard of for so long is gone
SPELL = timedelta(seconds=0.7)  # for which a page is kept waiting
AT_ONCE = 40
A_HANDFUL = 10


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one row. ``reason``: a code, when it was refused. ``assigned``: the journey is this coach's now ("": nobody's)."""

    journey_id: str | None
    reason: str = ""
    line: Audited | None = None
    assigned: str | None = None


def go_on(one: Batch) -> None:
    """Do the next few; nothing, when it is not running or another page has it in hand."""
    console = here()
    begun = console.clock.now()
    with console.parts.store.transaction() as work:
        if not work.take_batch(one.id, begun, begun + LEASE):
            return
    done = 0
    while done < AT_ONCE and console.clock.now() - begun < SPELL:
        count = _handful(one)
        done += count
        if not count:
            break
    with console.parts.store.transaction() as work:
        work.let_go(one.id)
    console.desk.nudge()


def _handful(one: Batch) -> int:
    with here().parts.store.transaction() as work:
        rows = work.try_rows(one.id, A_HANDFUL)
    for row in rows:
        came = WAYS[one.kind](one, row)
        with here().parts.store.transaction() as work:
            _settle(work, one, row, came)
    return len(rows)


def _settle(work: Work, one: Batch, row: BatchRow, came: Came) -> None:
    if came.assigned is not None and came.journey_id is not None:
        work.assign(came.journey_id, came.assigned or None)
    if came.line is not None:
        work.audit([came.line])
    work.settle_row(one.id, BatchRow(row.nth, came.journey_id, None, REFUSED if came.reason else DONE, came.reason))


def _import(one: Batch, row: BatchRow) -> Came:
    given = row.given or {}
    phone, coach_id = given.get("phone", ""), one.given.get("coach", "")
    with here().parts.store.reading() as view:
        barred = view.barred([phone]).get(phone, "")
        known = [found.id for ref in view.find_participants([phone]).values() for found in view.load_journeys(participant_ids=[ref.id])]
    if barred == "known" and row.state == TRYING and known:
        return Came(known[-1], line=_invited(known[-1], one), assigned=coach_id)  # it was us, just before something broke
    if barred:
        return Came(None, barred)
    try:
        event = CoachInvited(viewer().name, given.get("evidence", ""), given.get("name", ""))
        journey_id = here().desk.engine.door.invite(phone, event)
    except BadRequest:
        return Came(None, "refused")
    return Came(journey_id, line=_invited(journey_id, one), assigned=coach_id)


def _invited(journey_id: str, one: Batch) -> Audited:
    return entry("coach_invited", journey_id=journey_id, subject=one.id)


def _assign(one: Batch, row: BatchRow) -> Came:
    coach_id = one.given.get("coach", "")
    if _state(row) is None:
        return Came(row.journey_id, "unseen")
    return Came(row.journey_id, line=entry("assigned", journey_id=row.journey_id, subject=coach_id), assigned=coach_id)


def _pause(one: Batch, row: BatchRow) -> Came:
    def event(state: State, given: Mapping[str, str]) -> CoachPaused:
        return CoachPaused(viewer().name, morning(state, date.fromisoformat(given["until"])), given.get("reason", ""))

    return _through_the_door(one, row, event, "coach_paused")


def _invite(one: Batch, row: BatchRow) -> Came:
    def event(state: State, given: Mapping[str, str]) -> CoachInvited:
        return CoachInvited(viewer().name, given["evidence"], state.profile.name)

    return _through_the_door(one, row, event, "coach_invited")


def _through_the_door(one: Batch, row: BatchRow, event: Callable[[State, Mapping[str, str]], CoachPaused | CoachInvited], act: str) -> Came:
    state = _state(row)
    if state is None or row.journey_id is None:
        return Came(row.journey_id, "unseen")
    if act == "coach_invited" and state.invited and row.state == TRYING:
        return Came(row.journey_id, line=entry(act, journey_id=row.journey_id, subject=one.id))  # by us, just before something broke
    decision = here().desk.engine.door.act(row.journey_id, event(state, one.given))
    if refused(decision):
        return Came(row.journey_id, f"{one.kind}_{decision.state.phase.value}")
    return Came(row.journey_id, line=entry(act, journey_id=row.journey_id, subject=one.id, detail=_codes(decision)))


def _codes(decision: Decision) -> str:
    return " ".join(reason.code for reason in decision.reasons)


def _state(row: BatchRow) -> State | None:
    """How the journey stands now; None: it is not theirs to see (any more), or it was erased."""
    with here().parts.store.reading() as view:
        seen = view.seen_among([row.journey_id or ""], seen_by())
        journeys = view.load_journeys(journey_ids=seen)
    return journeys[0].state if journeys else None


WAYS: dict[str, Callable[[Batch, BatchRow], Came]] = {"import": _import, "assign": _assign, "pause": _pause, "invite": _invite}
