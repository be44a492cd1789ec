"""FASTER, SLOWER, PAUSE and RESUME: understood in every phase in which something could come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from coach.core.caps import pace_name
from coach.core.decision import Case, Decision
from coach.core.effects import TextKind, WithdrawUnsent
from coach.core.events import TextReceived
from coach.core.model import Intent, Phase, Value
from coach.core.prompts import spacing
from coach.core.speaking import say
from coach.core.state import About, State
from coach.core.talk import acknowledge, resume, say_again
from coach.core.timing import allowed, local, next_day, planned, to_utc, today

DEFAULT_PAUSE = 7 * 24 * 3600
LONGEST_PAUSE = timedelta(days=365)
SLOWEST, FASTEST = -2, 2


def paused_until(value: Value, now: datetime, zone: str) -> datetime:
    """When a pause ends (UTC): so many seconds from now, or when a local date or date-time comes; a year at most, a day at least."""
    if isinstance(value, str):
        until = datetime.fromisoformat(value)
        moment = to_utc(until.date(), until.time(), zone) if until.year < now.year + 2 else now + LONGEST_PAUSE
    else:
        seconds = value if isinstance(value, int | float) and value > 0 else DEFAULT_PAUSE
        moment = now + timedelta(seconds=min(seconds, LONGEST_PAUSE.total_seconds()))
    return clamped(moment, now)


def clamped(until: datetime, now: datetime) -> datetime:
    """A pause lasts a day at least and a year at most."""
    return min(max(until, now + timedelta(days=1)), now + LONGEST_PAUSE)


def pause(d: Decision, case: Case) -> Decision:
    """Rest for as long as they say, and say until when."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    zone = d.state.profile.zones[0]
    until = paused_until(case.event.reading.value, case.now, zone)
    d = rest(d, until)
    return say(d, case, "common/paused", until=local(until, zone).date().isoformat())


def rest(d: Decision, until: datetime | None) -> Decision:
    """Pause until a moment, or until they come back (None); what waits in the outbox is withdrawn."""
    d = d.do(WithdrawUnsent((TextKind.PROMPT,), "paused"))
    d = d.but(phase=Phase.PAUSED, paused_until=until, reask_on=None)
    return d.because("paused", until=until.date().isoformat()) if until else d.because("paused_open")


def wake_from_pause(d: Decision, case: Case) -> Decision:
    """The pause is over: the next prompt comes at the next usual hour."""
    day = next_day(case.now, d.state.profile.prompt_at or case.program.at, d.state.profile)
    return d.but(phase=Phase.ACTIVE, paused_until=None, unanswered=0, silent_since=None, next_on=day).because("pause_over")


def pause_ends(state: State) -> datetime | None:
    """The moment a pause with an end is over: once that day's window opens."""
    if state.paused_until is None:
        return None
    day: date = local(state.paused_until, state.profile.zones[0]).date()
    return max(state.paused_until, planned(day, allowed(state.profile).start, state.profile, state.journey, "pause"))


def take_up(d: Decision, case: Case) -> Decision:
    """RESUME, or START in a pause: go on, if there is something to go on with. START twice is still only asked about."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    reading, question = case.event.reading, d.state.question
    if reading.intent is Intent.OPT_IN and question is not None and question.about is About.RESUME:
        return say_again(d, case)
    if d.state.phase is Phase.PAUSED:
        return resume(d, case).because("resumed")
    return acknowledge(d, case, "common/already-on")


def _repace(d: Decision, case: Case, by: int, key: str) -> Decision:
    profile = d.state.profile
    pace = max(SLOWEST, min(FASTEST, profile.pace + by))
    if pace == profile.pace:
        return say(d, case, f"{key}-already").because("pace_at_end", pace=pace_name(profile))
    d = d.but(profile=replace(profile, pace=pace))
    if d.state.next_on is not None and d.state.stage:
        soonest = today(case.now, profile) + timedelta(days=1)
        slower = today(case.now, profile) + timedelta(days=spacing(d.state, case.program, d.state.slot - 1))
        d = d.but(next_on=soonest if by > 0 else max(soonest, slower))
    return say(d, case, key).because("pace", now=pace_name(d.state.profile))


def faster(d: Decision, case: Case) -> Decision:
    """FASTER: one step denser, the next prompt tomorrow if the caps allow."""
    return _repace(d, case, 1, "common/faster")


def slower(d: Decision, case: Case) -> Decision:
    """SLOWER: one step thinner."""
    return _repace(d, case, -1, "common/slower")
