"""A coach's text before it goes: what it costs, and whether it may go, as the machine itself decides it on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.core.coaching import ANSWERING
from coach.core.decision import Decision
from coach.core.events import CoachWrote
from coach.core.machine import decide
from coach.core.timing import is_open, next_open
from coach.programs.gsm import fits, smart
from coach.programs.segments import GSM7, ROOM, count
from coach.web.console.participant_case import Case

LONGEST = 918  # characters: six segments, and more than anybody reads on a phone
MANY = 3  # segments
NOBODY = "-"
CONFIRM = "confirm_outside_window"


@dataclass(frozen=True, slots=True)
class Draft:
    """``body``: as it would go out. ``odd``: the letters that make it cost more. ``left``: units that still fit the last segment.

    ``why``: the code of what stands against it; empty: nothing. ``confirm``: it may go once the coach confirms the hour.
    ``opens``: when their hours open next; None: they are open. ``replies``: it answers them, so no cap counts.
    """

    body: str
    segments: int
    units: int
    room: int
    left: int
    odd: tuple[str, ...]
    why: str
    confirm: bool
    opens: datetime | None
    replies: bool
    many: bool
    zone: str


def plain(words: str) -> str:
    """A text as it goes out: typographic marks made plain, which spares segments (Twilio docs: Smart Encoding)."""
    return smart(words).replace("\r\n", "\n").strip()[:LONGEST]


def draft_of(case: Case, words: str) -> Draft:
    """What sending these words now would cost and meet; nothing is kept."""
    body = plain(words)
    counted, why = count(body), why_not(decide(case.state, CoachWrote(NOBODY, body), case.now, case.program))
    alone, part = ROOM[counted.encoding].alone, ROOM[counted.encoding].part
    room = alone if counted.segments == 1 else part * counted.segments
    profile = case.state.profile
    return Draft(
        body=body,
        segments=counted.segments if body else 0,
        units=counted.units,
        room=room,
        left=max(room - counted.units, 0),
        odd=() if counted.encoding == GSM7 else tuple(dict.fromkeys(letter for letter in body if not fits(letter)))[:5],
        why="" if why == CONFIRM else why,
        confirm=why == CONFIRM,
        opens=None if is_open(case.now, profile) else next_open(case.now, profile).replace(second=0, microsecond=0),
        replies=case.state.hold == "danger" or _lately(case),
        many=counted.segments > MANY,
        zone=case.zone,
    )


def why_not(decision: Decision) -> str:
    """What stands against a coach's text, as a code; empty: nothing."""
    for reason in decision.reasons:
        if reason.code == "coach_text_refused":
            return str(reason.facts.get("why", ""))
        if reason.code == "refused_in_phase":
            return str(reason.facts.get("phase", ""))
    return ""


def _lately(case: Case) -> bool:
    heard = case.state.heard_at
    return heard is not None and case.now - heard <= ANSWERING
