"""What a waking does, and when the next one is: both read off the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from coach.core import intake
from coach.core.agenda import HEARTBEAT, Due, close, of_active, of_end, soonest
from coach.core.caps import capped
from coach.core.decision import Case, Decision, changed
from coach.core.effects import TextKind
from coach.core.model import Phase
from coach.core.pace import pause_ends, wake_from_pause
from coach.core.program import Program
from coach.core.speaking import put_again
from coach.core.stages import advance
from coach.core.state import State
from coach.core.timing import months_after, today

SOONEST = timedelta(minutes=1)
INVITATION_LASTS = timedelta(days=14)
STRANGER_LASTS = timedelta(days=30)


def of_paused(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due while paused: the end of the pause, and the end of the program's time."""
    ends = pause_ends(state)
    if ends is not None:
        yield Due(ends, wake_from_pause)
    yield from of_end(state, program, now)


def of_held(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due while held: only the end of the program's time, in silence."""
    if state.began_at is not None:
        yield from of_end(state, program, now)
    else:
        since = state.consented_at or state.heard_at or now
        yield Due(months_after(since, program.close_month), close)


def of_intake(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due during intake: one reminder once they have consented, and in the end its expiry."""
    question = intake.open_step(state)
    yield Due(question.at + intake.EXPIRES_AFTER, lambda d, case: intake.expire(d, "intake_unfinished"))  # noqa: ARG005 - one signature
    if question.asks == 1 and state.consented_at is not None:
        day = today(question.at + intake.REMIND_AFTER, state.profile)
        yield Due(soonest(state, day, program.at, now, "reminder"), remind)


def remind(d: Decision, case: Case) -> Decision:
    """Ask the open step of intake once more."""
    question = intake.open_step(d.state)
    return put_again(d, case, question).but(question=replace(question, asks=2))


def of_invited(state: State, program: Program, now: datetime) -> Iterator[Due]:
    """What is due before intake: the invitation, then its expiry; a stranger is forgotten after a month."""
    if state.question is not None:
        yield Due(state.question.at + INVITATION_LASTS, lambda d, case: intake.expire(d, "invitation_unanswered"))  # noqa: ARG005
    elif state.invited and state.next_on is not None:
        yield Due(soonest(state, state.next_on, program.at, now, "invitation"), invite)
    else:
        yield Due((state.heard_at or now) + STRANGER_LASTS, lambda d, case: intake.expire(d, "stranger"))  # noqa: ARG005


def invite(d: Decision, case: Case) -> Decision:
    """Send the invitation, which asks for the typed word; it is never repeated."""
    return intake.put_step(d, case, "ready", TextKind.PROMPT, key="intake/invitation").but(next_on=None)


AGENDAS = {
    Phase.INVITED: of_invited,
    Phase.INTAKE: of_intake,
    Phase.ACTIVE: of_active,
    Phase.PAUSED: of_paused,
    Phase.HELD: of_held,
}


def wake(d: Decision, case: Case) -> Decision:
    """Do what is due: at most one unsolicited text. Woken early or twice, it finds nothing due and changes nothing.

    A pause that ends goes on with what an active journey has due, in the same waking.
    """
    before = d.state.phase
    d = _do_due(d, case)
    if before is Phase.PAUSED and d.state.phase is Phase.ACTIVE:
        d = _do_due(d, case)
    return d if d.reasons else idle(d, case)


def _do_due(d: Decision, case: Case) -> Decision:
    if d.state.phase is Phase.ACTIVE:
        d = advance(d, case)
    phase = d.state.phase
    for due in AGENDAS[phase](d.state, case.program, case.now):  # of the state as it was; what comes after a text is not even looked up
        if due.at <= case.now:
            d = due.act(d, case)
        if d.spoke_unasked or d.state.phase is not phase:
            break
    return d


def idle(d: Decision, case: Case) -> Decision:
    """Say why nothing was sent: the caps, if something would be due without them."""
    cap = capped(d.state, today(case.now, d.state.profile)) if d.state.phase is Phase.ACTIVE else None
    if cap is None or not _due_but_for_caps(d.state, case):
        return d.because("nothing_due")
    return d.because(cap.code, **cap.facts)


def _due_but_for_caps(state: State, case: Case) -> bool:
    return any(due.at <= case.now for due in of_active(changed(state, unsolicited=()), case.program, case.now))


def sleep(d: Decision, case: Case) -> Decision:
    """Set the one next moment at which something is due."""
    agenda = AGENDAS.get(d.state.phase)
    if agenda is None:
        return d.but(wake_at=None)
    soonest_due = min((due.at for due in agenda(d.state, case.program, case.now)), default=case.now + HEARTBEAT)
    return d.but(wake_at=max(min(soonest_due, case.now + HEARTBEAT), case.now + SOONEST))
