"""A coach's text to many, as one journey meets it: whether it may come, in which words, and when. Must not know who else gets it.

A broadcast is no reply: whatever the person texted lately, it keeps to their window and counts against their caps, as a prompt does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from coach.core.agenda import may_speak_now, soonest
from coach.core.caps import counted
from coach.core.decision import Case, Decision
from coach.core.effects import SendText, TextKind
from coach.core.events import BroadcastTakenBack, CoachBroadcast, Words
from coach.core.model import Phase
from coach.core.speaking import expiry, is_veiled
from coach.core.state import State
from coach.core.timing import today

NAME = "{name}"
ABSENT_NAME = re.compile(r"\{name\}[,:;!]?\s*")
PHASES = {
    Phase.INVITED: "not_begun",
    Phase.INTAKE: "not_begun",
    Phase.PAUSED: "paused",
    Phase.STOPPED: "opted_out",
    Phase.DONE: "done",
}


def key_of(ref: str) -> str:
    """The key of a broadcast's text in the outbox."""
    return f"broadcast/{ref}"


def filled(body: str, name: str) -> str:
    """The words with the person's name in place of ``{name}``; without a name as if it had not stood there."""
    if name or NAME not in body:
        return body.replace(NAME, name)
    if body.startswith(NAME):
        rest = ABSENT_NAME.sub("", body, count=1)
        body = rest[:1].upper() + rest[1:]
    return re.sub(r",?[ ]?\{name\}", "", body)


def wording_for(state: State, words: Iterable[Words], now: datetime) -> Words | None:
    """The wording in the person's language, discreet for whoever must be texted discreetly; None: there is no such one."""
    veiled = is_veiled(state, now)
    return next((one for one in words if one.language == state.profile.language and one.discreet == veiled), None)


def against(state: State, words: Iterable[Words], now: datetime) -> str:
    """What stands against it for good, as a code; empty: nothing. Nobody is texted without consent (47 CFR 64.1200(a))."""
    if state.phase is not Phase.ACTIVE:
        return PHASES.get(state.phase) or state.hold or "takeover"
    if state.consented_at is None:
        return "no_consent"
    if state.no_contact:
        return "no_contact"
    if state.silent_since is not None:
        return "silent"
    if wording_for(state, words, now) is None:
        return "no_discreet" if any(one.language == state.profile.language for one in words) and is_veiled(state, now) else "no_language"
    return ""


def chance(state: State, ref: str, now: datetime) -> datetime:
    """The first moment at which window, caps and quiet spells let it come: now, or a little after their hours open."""
    if may_speak_now(state, now):
        return now
    return soonest(state, today(now, state.profile), state.profile.window.start, now, ref)


def broadcast(d: Decision, case: Case) -> Decision:
    """The journey's turn has come: it is sent, must wait for the person's hours, or is left out."""
    assert isinstance(case.event, CoachBroadcast)  # noqa: S101 - given by the table
    event, state = case.event, d.state
    why, at = against(state, event.words, case.now), chance(state, event.ref, case.now)
    if not why and max(at, case.now + timedelta(minutes=1)) >= event.until:
        why = "too_late"
    if why:
        return d.because("broadcast_left_out", why=why)
    if at > case.now:
        return d.because("broadcast_waits", on=today(at, state.profile).isoformat())
    return _said(d, case, event)


def _said(d: Decision, case: Case, event: CoachBroadcast) -> Decision:
    words = wording_for(d.state, event.words, case.now)
    assert words is not None  # noqa: S101 - else it would have been left out
    name = "" if words.discreet else d.state.profile.name  # a lock screen tells nobody whose phone it is
    text = SendText(key_of(event.ref), 0, TextKind.PROMPT, words.language, words.discreet, body=filled(words.body, name))
    text = replace(text, expires_at=min(expiry(d.state, case.now), event.until))
    d = d.do(text).but(unsolicited=counted(d.state.unsolicited, case.now))
    return d.because("broadcast_sent", by=event.coach, ref=event.ref)


def taken_back(d: Decision, case: Case) -> Decision:
    """It was taken back before the carrier had it: it does not count against the caps."""
    assert isinstance(case.event, BroadcastTakenBack)  # noqa: S101 - given by the table
    event = case.event
    kept = tuple(moment for moment in d.state.unsolicited if moment != event.at)
    return d.but(unsolicited=kept).because("broadcast_taken_back", by=event.coach, ref=event.ref)
