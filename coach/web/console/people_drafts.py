"""A draft of something that is to be done to many: kept, so that what is confirmed is what was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from coach.core.decision import Decision
from coach.core.events import CoachInvited, CoachPaused, Event
from coach.core.machine import decide
from coach.core.state import State
from coach.core.timing import to_utc
from coach.store.batches import READY, REJECTED, Batch, BatchRow
from coach.web.console.here import here, seen_by, viewer

KEPT = timedelta(hours=24)
REFUSALS = frozenset({"refused_in_phase"})


def drafted(kind: str, rows: Sequence[BatchRow], given: Mapping[str, str]) -> str:
    """Keep a draft, in place of the one this coach had before; its id."""
    console = here()
    one = Batch(console.parts.new_id(), kind, viewer().id, console.clock.now(), "draft", given)
    with console.parts.store.transaction() as work:
        work.drop_drafts(viewer().id, console.clock.now() - KEPT)
        work.draft_batch(one, rows)
    return one.id


def rehearsed(kind: str, journey_ids: Sequence[str]) -> list[BatchRow]:
    """Whom it would be done to, and who would be left out and why: the real machine decides, on paper."""
    with here().parts.store.reading() as view:
        cards = view.cards(view.seen_among(journey_ids, seen_by()))
    rows = []
    for nth, one in enumerate((one for one in journey_ids if one in cards), 1):
        against = "" if kind == "assign" else why_not(kind, cards[one].journey.state)
        rows.append(BatchRow(nth, one, None, REJECTED if against else READY, against))
    return rows


def why_not(kind: str, state: State) -> str:
    """The code of what stands against it; empty: nothing."""
    now = here().now
    event: Event = CoachPaused(viewer().name, now + timedelta(days=1)) if kind == "pause" else CoachInvited(viewer().name, "on paper")
    decision = decide(state, event, now, here().parts.program(state.program, state.version))
    return f"{kind}_{state.phase.value}" if refused(decision) else ""


def refused(decision: Decision) -> bool:
    """Whether a decision came to nothing."""
    return any(reason.code in REFUSALS for reason in decision.reasons)


def morning(state: State, day: date) -> datetime:
    """The beginning of their hours for texts on a date of their calendar (UTC)."""
    return to_utc(day, state.profile.window.start, state.profile.zones[0])
