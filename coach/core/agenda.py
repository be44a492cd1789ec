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
from coach.core.prompts import next_prompt, send_prompt
from coach.core.speaking import close_question, send
from coach.core.stages import advance, complete, dwell_over, end, may_complete, milestone_at, tell_milestone
from coach.core.state import About, State
from coach.core.talk import put
from coach.core.timing import is_open, months_after, planned, today

UNANSWERED_AT_MOST = 3
SILENT_FOR = timedelta(days=14)
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
    """The planned moment for something that can wait; once that is past, now if we may speak, else the next moment we may."""
    profile, here = state.profile, today(now, state.profile)
    for from_day in (day, here, here + timedelta(days=1)):
        moment = planned(free_day(state, from_day), at, profile, state.journey, what)
        if moment > now or may_speak_now(state, now):
            return moment
    return now + timedelta(days=1)


def is_quiet(state: State, program: Program) -> bool:
    """Whether no-contact silences the program: everywhere but in letting go."""
    return state.no_contact and state.stage != program.letting_go


def of_active(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due for an active journey, most important first."""
    at = state.profile.prompt_at or program.at
    begun = state.began_at or now
    yield Due(soonest(state, today(months_after(begun, program.close_month), state.profile), at, now, "close"), close)
    if is_quiet(state, program):
        return
    if not state.went_on:
        yield Due(soonest(state, today(months_after(begun, program.ask_on_month), state.profile), at, now, "month"), ask_on)
    if state.silent_since is not None:
        yield Due(soonest(state, today(state.silent_since + SILENT_FOR, state.profile), at, now, "silence"), pause_after_silence)
    yield from _of_stage(state, program, now, at)
    yield from _of_promises(state, now)
    yield from _of_prompts(state, program, now, at)


def _of_stage(state: State, program: Program, now: datetime, at: time) -> Iterator[Due]:
    if dwell_over(state, program) > now:
        yield Due(dwell_over(state, program), advance)
    elif may_complete(state, program, now):
        yield Due(soonest(state, today(now, state.profile), at, now, "farewell"), complete)
    milestone = milestone_at(state, program)
    if milestone is not None:
        yield Due(milestone, tell_milestone)


def _of_promises(state: State, now: datetime) -> Iterator[Due]:
    for promise in promises.awaiting(state)[:1]:
        day, at = promises.follow_up(promise, state.profile)
        yield Due(soonest(state, day, at, now, promise.id), follow_up)


def _of_prompts(state: State, program: Program, now: datetime, at: time) -> Iterator[Due]:
    if state.silent_since is not None:
        return
    if state.unanswered >= UNANSWERED_AT_MOST and state.next_on is not None:
        yield Due(soonest(state, state.next_on, at, now, "go-on"), ask_whether_to_go_on)
        return
    if state.reask_on is not None and state.question is not None:
        yield Due(soonest(state, state.reask_on, at, now, "reask"), reask)
    found = next_prompt(state, program)
    if found is not None:
        moment, prompt = found
        if moment <= now and not may_speak_now(state, now):
            moment = soonest(state, today(now, state.profile), at, now, prompt.key)
        yield Due(moment, lambda d, case: send_prompt(d, case, prompt))


def close(d: Decision, case: Case) -> Decision:
    """Month 24: the journey closes kindly, whatever the person did; in silence where nothing may be said."""
    d = d.because("closed_at_month", month=case.program.close_month)
    if is_quiet(d.state, case.program) or d.state.phase is Phase.HELD:
        return end(d)
    return end(send(d, case, "common/closing", TextKind.PROMPT))


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
    d = send(d, case, "common/paused-silence", TextKind.PROMPT)
    return close_question(rest(d, None)).but(silent_since=None, next_on=None)


def follow_up(d: Decision, case: Case) -> Decision:
    """A promise fell due: ask how it went."""
    return promises.ask_kept(d, case, promises.awaiting(d.state)[0], TextKind.PROMPT)


def reask(d: Decision, case: Case) -> Decision:
    """Ask an open question once more; after that let it lie."""
    question = d.state.question
    assert question is not None  # noqa: S101 - only an open question is re-asked
    if question.asks > 1:
        return close_question(promises.let_lie(d, question.ref)).because("let_lie", ref=question.ref)
    d = send(d, case, question.text, TextKind.PROMPT, asks=True).because("asked_again", ref=question.ref)
    again_on = today(case.now, d.state.profile) + timedelta(days=promises.FOLLOW_UP_REASK_DAYS)
    on = again_on if question.about is About.PROMISE_KEPT else None
    return d.but(question=replace(question, asks=2), reask_on=on)
