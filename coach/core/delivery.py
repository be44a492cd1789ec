"""What becomes of texts that did not arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coach.core.consent import silence
from coach.core.decision import Case, Decision
from coach.core.effects import AlertKind, RaiseAlert, TextKind
from coach.core.events import Failure, SendFailed
from coach.core.model import Phase
from coach.core.pace import rest
from coach.core.promises import keep, of_id
from coach.core.speaking import close_question, last_on, unsaid
from coach.core.state import About, Question
from coach.core.timing import today

IN_A_ROW = 3
WITHIN = 24 * 3600
AGAIN_DAYS = {Failure.SKIPPED: 1, Failure.UNDELIVERED: 3}


def take_failure(d: Decision, case: Case) -> Decision:
    """A text did not reach the phone: what follows depends on why."""
    assert isinstance(case.event, SendFailed)  # noqa: S101 - the table gives failures only to this rule
    event = case.event
    d = d.because("not_arrived", key=event.key or "-", failure=event.failure.value, code=event.code or "-")
    if event.failure is Failure.OPTED_OUT:
        return silence(d, "carrier", event.code)
    if event.failure is Failure.BAD_NUMBER:
        return _alert(rest(d, None) if d.state.phase is Phase.ACTIVE else d, event)
    d = _again(_uncounted(unasked(d, event.key), case, event), case, event)
    return _count(d, event) if event.failure is Failure.UNDELIVERED else d


def take_last(d: Decision, case: Case) -> Decision:
    """After the end only one failure matters: that they told the carrier to stop."""
    assert isinstance(case.event, SendFailed)  # noqa: S101 - the table gives failures only to this rule
    return take_failure(d, case) if case.event.failure is Failure.OPTED_OUT else d.because("nothing_due")


def unasked(d: Decision, key: str) -> Decision:
    """A question that never arrived is not open, and its silence is not held against anyone. A step of intake stays open."""
    question, before = d.state.question, d.state.previous
    if before is not None and before.text == key and before.asks == 1:
        d = d.but(previous=None)
    if question is None or question.text != key or question.asks > 1 or question.about is About.INTAKE:
        return d
    if question.about is About.GO_ON:
        return close_question(d).but(silent_since=None, went_on=d.state.went_on and question.ref != "month")
    return _unfollowed(close_question(d).but(unanswered=max(d.state.unanswered - 1, 0)), question)


def _unfollowed(d: Decision, question: Question) -> Decision:
    promise = of_id(d.state, question.ref)
    return keep(d, replace(promise, asked_at=None)) if promise is not None and question.about is About.PROMISE_KEPT else d


def _alert(d: Decision, event: SendFailed) -> Decision:
    return d.do(RaiseAlert(AlertKind.DELIVERY, WITHIN, f"{event.failure.value}:{event.code}"))


def _uncounted(d: Decision, case: Case, event: SendFailed) -> Decision:
    """What we took back ourselves was never sent: the caps count it no longer, but nothing else takes its place before tomorrow.

    What the carrier lost was sent, and counts.
    """
    on = last_on(d.state, event.key)
    if event.failure is not Failure.SKIPPED or event.kind != TextKind.PROMPT or on is None:
        return d
    of_that_day = [moment for moment in d.state.unsolicited if today(moment, d.state.profile) == on]
    kept = tuple(moment for moment in d.state.unsolicited if moment not in of_that_day[-1:])
    tomorrow = today(case.now, d.state.profile) + timedelta(days=AGAIN_DAYS[event.failure])
    return d.but(unsolicited=kept, quiet_until=max(d.state.quiet_until or tomorrow, tomorrow))


def _again(d: Decision, case: Case, event: SendFailed) -> Decision:
    """A prompt that did not arrive counts as not yet sent, and not as said: tomorrow if we skipped it, else in three days."""
    use = d.state.used.get(event.key)
    on = today(case.now, d.state.profile) + timedelta(days=AGAIN_DAYS[event.failure])
    if d.state.phase is Phase.INVITED and event.failure is Failure.SKIPPED:
        return d.but(question=None, next_on=on)
    question = d.state.question
    if question is not None and question.text == event.key and event.failure is Failure.SKIPPED:
        return _asked_once(d, question, on)
    if event.kind != TextKind.PROMPT or use is None:
        return d
    used = {**d.state.used, event.key: replace(use, times=max(use.times - 1, 0), again_on=on)}
    next_on = on if event.failure is Failure.SKIPPED else d.state.next_on
    return d.but(used=used, spoken=unsaid(d.state, event.key), next_on=next_on)


def _asked_once(d: Decision, question: Question, on: date) -> Decision:
    """The second asking was taken back: the first still stands and counts as said on its own day; it is put again on ``on``."""
    if question.about is About.INTAKE:
        return d
    said = {**unsaid(d.state, question.text), f"{question.text}#{question.wording}": today(question.at, d.state.profile)}
    return d.but(question=replace(question, asks=1), reask_on=on, spoken=said)


def _count(d: Decision, event: SendFailed) -> Decision:
    d = d.but(undelivered=d.state.undelivered + 1)
    return _alert(d, event) if d.state.undelivered % IN_A_ROW == 0 else d
