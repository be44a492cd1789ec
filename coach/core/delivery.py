"""What becomes of texts that did not arrive."""

from __future__ import annotations

from datetime import timedelta

from coach.core.consent import silence
from coach.core.decision import Case, Decision
from coach.core.effects import AlertKind, RaiseAlert, TextKind
from coach.core.events import Failure, SendFailed
from coach.core.model import Phase
from coach.core.pace import rest
from coach.core.prompts import NEVER_USED
from coach.core.speaking import close_question
from coach.core.state import Use
from coach.core.timing import today

IN_A_ROW = 3
WITHIN = 24 * 3600


def take_failure(d: Decision, case: Case) -> Decision:
    """A text did not reach the phone: what follows depends on why."""
    assert isinstance(case.event, SendFailed)  # noqa: S101 - the table gives failures only to this rule
    event = case.event
    d = d.because("not_arrived", key=event.key or "-", failure=event.failure.value, code=event.code or "-")
    d = unasked(d, event.key)
    if event.failure is Failure.OPTED_OUT:
        return silence(d, "carrier", event.code)
    if event.failure is Failure.BAD_NUMBER:
        return _alert(rest(d, None) if d.state.phase is Phase.ACTIVE else d, event)
    if event.failure is Failure.SKIPPED:
        return _again_tomorrow(d, case, event)
    return _count(d, event)


def unasked(d: Decision, key: str) -> Decision:
    """A question that never arrived is not open, and its silence is not held against anyone."""
    question = d.state.question
    return close_question(d) if question is not None and question.text == key else d


def _alert(d: Decision, event: SendFailed) -> Decision:
    return d.do(RaiseAlert(AlertKind.DELIVERY, WITHIN, f"{event.failure.value}:{event.code}"))


def _again_tomorrow(d: Decision, case: Case, event: SendFailed) -> Decision:
    """Skipped by ourselves at the last moment: the prompt counts as not yet sent."""
    if event.kind != TextKind.PROMPT or d.state.phase is not Phase.ACTIVE:
        return d
    use = d.state.used.get(event.key, NEVER_USED)
    used = {**d.state.used, event.key: Use(max(use.times - 1, 0), None)} if use.times else d.state.used
    return d.but(used=used, next_on=today(case.now, d.state.profile) + timedelta(days=1))


def _count(d: Decision, event: SendFailed) -> Decision:
    d = d.but(undelivered=d.state.undelivered + 1)
    return _alert(d, event) if d.state.undelivered % IN_A_ROW == 0 else d
