"""Every decision, told: what happened, what was decided, and why so; sends and non-sends alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.core.events import TextReceived
from coach.core.state import Promise
from coach.store.codec import decode_event
from coach.store.found import JournalRow
from coach.store.work import View
from coach.web.console.participant_case import Case
from coach.web.console.participant_plain import told
from coach.web.console.participant_where import setback

A_PAGE = 30
SENDS = "SendText"


@dataclass(frozen=True, slots=True)
class Told:
    """One decision. ``kind``: of the event; ``intent``: what a text was understood to want. ``sent``: it sent something."""

    seq: int
    at: datetime
    kind: str
    intent: str
    reasons: tuple[str, ...]
    sent: bool
    phases: tuple[str, str]
    stages: tuple[str, str]
    back: bool


@dataclass(frozen=True, slots=True)
class Why:
    """A page of decisions, newest first. ``older``: the page after begins before this one; None: there is none."""

    decisions: tuple[Told, ...]
    older: int | None
    paged: bool
    zone: str


def why_of(view: View, case: Case, before: int | None = None) -> Why:
    """A page of decisions; ``before``: only older ones than this."""
    rows = view.decisions(case.id, A_PAGE + 1, before)
    shown = rows[:A_PAGE]
    older = shown[-1].seq if len(rows) > A_PAGE else None
    promises = view.promises(case.id)
    return Why(tuple(_told(row, case, promises) for row in shown), older, before is not None, case.zone)


def _told(row: JournalRow, case: Case, promises: list[Promise]) -> Told:
    return Told(
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        intent=_intent(row),
        reasons=told(row.reasons, promises),
        sent=any(effect.startswith(SENDS) for effect in row.effects),
        phases=(row.phase_before.value, row.phase_after.value),
        stages=(row.stage_before, row.stage_after),
        back=setback(case.program, row.stage_before, row.stage_after),
    )


def _intent(row: JournalRow) -> str:
    """What a text was read to want; nothing for other events, and once the words can no longer be read."""
    if row.kind != TextReceived.__name__ or not row.event:
        return ""
    event = decode_event(row.event)
    return event.reading.intent.value if isinstance(event, TextReceived) else ""
