"""The last look at a text before it goes out: consent, hold, window, caps and lateness, as they are now. Sends nothing.

What was decided may be minutes or hours old by then, and nothing a carrier has taken can be called back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.core.caps import A_DAY, dates
from coach.core.effects import HELP, TextKind
from coach.core.model import Phase
from coach.core.state import State
from coach.core.timing import closes, is_open, next_open, today
from coach.engine.outcome import Became, Outcome
from coach.engine.writing import PROMPT_REPLY
from coach.store.found import Claimed

LONGEST_QUEUED = timedelta(hours=4)
LEAST_LEFT = timedelta(minutes=1)
LATEST_REPLY = timedelta(hours=24)  # what they wrote is too long ago for an answer to make sense
SHORTEST_VALID = 6  # seconds; Twilio docs advise more than 5
URGENT = (TextKind.SAFETY, TextKind.OPT_OUT)


def judged(text: Claimed, state: State | None, now: datetime) -> Outcome | None:
    """Whether a text may go: None, or what becomes of it instead. ``state``: its journey's; None when that is gone."""
    if text.journey_id is None:
        return None
    if state is None:
        return None if text.kind in URGENT else Outcome(text, Became.SKIPPED, "send_skipped")
    why = withheld(text, state, now)
    if why is not None:
        return Outcome(text, Became.SKIPPED, why)
    if _must_wait(text, state, now):
        return Outcome(text, Became.BACK, "late_reply", at=next_open(now, state.profile))
    return None


def withheld(text: Claimed, state: State, now: datetime) -> str | None:
    """Why a text must not go out at all any more, as a reason code; None when it may."""
    if text.kind is TextKind.OPT_OUT:
        return None if state.phase is Phase.STOPPED else "send_skipped"  # they have come back since
    if state.phase is Phase.STOPPED and text.key != HELP:
        return "send_opted_out"
    if text.kind is TextKind.SAFETY:
        return None
    if state.phase is Phase.HELD and text.kind is not TextKind.COACH and text.key != HELP:
        return "send_held"
    return _out_of_time(text, state, now)


def _out_of_time(text: Claimed, state: State, now: datetime) -> str | None:
    if text.kind is TextKind.PROMPT and not is_open(now, state.profile):
        return "send_window_closed"
    if text.expires_at is not None and now > text.expires_at - LEAST_LEFT:
        return "late"
    if text.kind is TextKind.REPLY and now - text.due_at > LATEST_REPLY:
        return "late_reply"
    capped = text.kind is TextKind.PROMPT and dates(state).count(today(now, state.profile)) > A_DAY
    return "send_capped" if capped else None


def _must_wait(text: Claimed, state: State, now: datetime) -> bool:
    """A reply, a coach's too, is one for ten minutes; after that it keeps to the window, except while someone is in danger."""
    if text.kind not in (TextKind.REPLY, TextKind.COACH) or state.hold == "danger":
        return False
    return now - text.due_at > PROMPT_REPLY and next_open(now, state.profile) > now


def seconds_valid(text: Claimed, state: State | None, now: datetime) -> int:
    """How long the carrier may keep a text queued, in seconds: never past the window's end, nor 4 h (Twilio docs: ValidityPeriod)."""
    until = now + LONGEST_QUEUED
    if state is not None and text.kind not in URGENT:
        open_till = closes(now, state.profile) if is_open(now, state.profile) else now + PROMPT_REPLY
        until = min(until, open_till, text.expires_at or until)
    return max(SHORTEST_VALID, int((until - now).total_seconds()))
