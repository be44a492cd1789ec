"""Everything that is due for a journey, and when: one list, from which both ``wake_at`` and what a waking does are taken.

There is no second timer to cancel: each decision reads the whole agenda off the state anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coach.core import promises
from coach.core.caps import free_day
from coach.core.decision import Case, Decision
from coach.core.effects import TextKind
from coach.core.model import Phase
from coach.core.pace import rest
from coach.core.program import Program
from coach.core.prompts import LATE, UNANSWERED_AT_MOST, next_prompt, send_prompt
from coach.core.speaking import close_question, put_again, send
from coach.core.stages import advance, complete, dwell_over, end, is_quiet, may_complete, milestone_at, tell_milestone
from coach.core.state import About, State
from coach.core.talk import put
from coach.core.timing import is_open, months_after, planned, today

SILENT_FOR = timedelta(days=14)
HEARTBEAT = timedelta(days=30)  # no waking is further off, so that no journey is ever forgotten (law: 35 days)
SHORTEST_MONTH = timedelta(days=28)
GRACE = timedelta(days=7)  # so long the closing words wait for a free moment; then it closes without them
Act = Callable[[Decision, Case], Decision]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due at ``at`` (UTC), and the rule that does it."""

    at: datetime
    act: Act


def may_speak_now(state: State, now: datetime) -> bool:
    """Whether an unsolicited text may go out at this moment: window open, caps and quiet spell kept."""
    day = today(now, state.profile)
    return is_open(now, state.profile) and free_day(state, day) == day


def soonest(state: State, day: date, at: time, now: datetime, what: str) -> datetime:
    """The planned moment for something that can wait. Once that is past: now, if it is not late and we may speak; else the next."""
    profile, here = state.profile, today(now, state.profile)
    for from_day in (day, here):
        moment = planned(free_day(state, from_day), at, profile, state.journey, what)
        if moment > now or (now <= moment + LATE and may_speak_now(state, now)):
            return moment
    return planned(free_day(state, here + timedelta(days=1)), at, profile, state.journey, what)


def _in_sight(state: State, months: int, now: datetime) -> datetime | None:
    """So many months after the beginning; None while that is farther off than anybody looks."""
    if state.began_at is None or now + HEARTBEAT < state.began_at + months * SHORTEST_MONTH:
        return None
    moment = months_after(state.began_at, months)
    return moment if moment <= now + HEARTBEAT else None


def of_end(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """Month 24 of a journey, once it is in sight: with a last text where one may be sent, without one a week later at most."""
    closing = _in_sight(state, program.close_month, now)
    if closing is None:
        return
    mute = state.phase is Phase.HELD or is_quiet(state, program)
    spoken = closing if mute else soonest(state, today(closing, state.profile), program.at, now, "close")
    yield Due(min(spoken, closing + GRACE), close)


def of_active(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due for an active journey, most important first."""
    at = state.profile.prompt_at or program.at
    yield from of_end(state, program, now)
    if is_quiet(state, program):
        return
    yield from _of_stage(state, program, now)
    if state.silent_since is not None:
        yield Due(soonest(state, today(state.silent_since + SILENT_FOR, state.profile), at, now, "silence"), pause_after_silence)
        return
    yield from _of_month(state, program, now, at)
    if state.reask_on is not None and state.question is not None:
        day = free_day(state, state.reask_on, promises.days_of_follow_up(state, today(now, state.profile)))
        yield Due(soonest(state, day, at, now, "reask"), reask)
    if state.unanswered >= UNANSWERED_AT_MOST and state.next_on is not None:
        yield Due(soonest(state, state.next_on, at, now, "go-on"), ask_whether_to_go_on)
        return
    if may_complete(state, program, now):
        yield Due(soonest(state, today(now, state.profile), at, now, "farewell"), complete)
    yield from _of_promises(state, now)
    yield from _of_prompts(state, program, now, at)


def _of_stage(state: State, program: Program, now: datetime) -> Iterator[Due]:
    if dwell_over(state, program) > now:
        yield Due(dwell_over(state, program), advance)
    milestone = milestone_at(state, program)
    if milestone is not None:
        yield Due(milestone, tell_milestone)


def _of_month(state: State, program: Program, now: datetime, at: time) -> Iterator[Due]:
    month = None if state.went_on else _in_sight(state, program.ask_on_month, now)
    if month is not None:
        yield Due(soonest(state, today(month, state.profile), at, now, "month"), ask_on)


def _of_promises(state: State, now: datetime) -> Iterator[Due]:
    for promise in promises.awaiting(state)[:1]:
        day, at = promises.follow_up(promise, state.profile)
        yield Due(soonest(state, day, at, now, promise.id), follow_up)


def _of_prompts(state: State, program: Program, now: datetime, at: time) -> Iterator[Due]:
    if state.gentle and state.next_on is not None:
        yield Due(soonest(state, state.next_on, at, now, "gentle"), speak_gently)
        return
    found = next_prompt(state, program, today(now, state.profile))
    if found is not None:
        moment, prompt = found
        if moment <= now and not may_speak_now(state, now):
            moment = soonest(state, today(now, state.profile), at, now, prompt.key)
        yield Due(moment, lambda d, case: send_prompt(d, case, prompt))


def speak_gently(d: Decision, case: Case) -> Decision:
    """The first text after a danger hold asks nothing; the program goes on two days later."""
    d = send(d, case, "common/after-hold", TextKind.PROMPT)
    return d.but(gentle=False, next_on=today(case.now, d.state.profile) + timedelta(days=2))


def close(d: Decision, case: Case) -> Decision:
    """Month 24: the journey closes kindly, whatever the person did; in silence where nothing may be said."""
    d = d.because("closed_at_month", month=case.program.close_month)
    mute = d.state.phase is Phase.HELD or is_quiet(d.state, case.program) or not may_speak_now(d.state, case.now)
    return end(d if mute else send(d, case, "common/closing", TextKind.PROMPT))


def ask_on(d: Decision, case: Case) -> Decision:
    """Month 18: ask whether to go on. No answer counts as silence."""
    d = put(d, case, About.GO_ON, "month", "common/month-eighteen", TextKind.PROMPT)
    return d.but(went_on=True, silent_since=case.now)


def ask_whether_to_go_on(d: Decision, case: Case) -> Decision:
    """Three prompts in a row without an answer: ask once, then wait."""
    d = put(d, case, About.GO_ON, "silence", "common/still-there", TextKind.PROMPT)
    return d.but(silent_since=case.now).because("silent", unanswered=d.state.unanswered)


def pause_after_silence(d: Decision, case: Case) -> Decision:
    """Fourteen more days of silence: pause, and say how to come back."""
    d = send(rest(d, None), case, "common/paused-silence", TextKind.PROMPT)  # resting withdraws what waits: the words come after
    return close_question(d).but(silent_since=None, next_on=None)


def follow_up(d: Decision, case: Case) -> Decision:
    """A promise fell due: ask how it went, unless that is too long ago."""
    promise = promises.awaiting(d.state)[0]
    due_on, _ = promises.follow_up(promise, d.state.profile)
    if today(case.now, d.state.profile) - due_on > promises.STALE:
        return promises.let_lie(d, promise)
    d = promises.ask_kept(d, case, promise, TextKind.PROMPT)
    return d.but(unanswered=d.state.unanswered + 1)


def reask(d: Decision, case: Case) -> Decision:
    """Ask an open question once more, in the same words after a gentle one; after that let it lie."""
    question = d.state.question
    assert question is not None  # noqa: S101 - only an open question is re-asked
    if question.asks > 1:
        before = question if question.about is About.PROMPT else d.state.previous
        return close_question(d).but(previous=before).because("let_lie", ref=question.ref)
    d = put_again(d, case, question)
    again_on = today(case.now, d.state.profile) + timedelta(days=promises.FOLLOW_UP_REASK_DAYS)
    on = again_on if question.about is About.PROMISE_KEPT else None
    return d.but(question=replace(question, asks=2), reask_on=on)
