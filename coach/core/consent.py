"""STOP, START and HELP, in every phase. Opting out outranks everything, danger included."""

from __future__ import annotations

from coach.core.decision import Case, Decision
from coach.core.effects import HELP, AlertKind, RaiseAlert, RecordConsent, TextKind, WithdrawUnsent
from coach.core.events import TextReceived
from coach.core.intake import welcome
from coach.core.model import Intent, Phase
from coach.core.safety import flag
from coach.core.speaking import say, send
from coach.core.state import About
from coach.core.talk import acknowledge, put
from coach.core.timing import months_after

AT_ONCE = 15 * 60


def silence(d: Decision, how: str, evidence: str = "") -> Decision:
    """Stop for good: revoke consent, withdraw what waits, ask nothing any more."""
    d = d.do(RecordConsent("revoked", how, evidence), WithdrawUnsent((), "opted_out"))
    d = d.but(phase=Phase.STOPPED, question=None, previous=None, reask_on=None, next_on=None, paused_until=None, hold=None)
    return d.because("opted_out", how=how)


def leave(d: Decision, case: Case) -> Decision:
    """They want no more texts: one confirmation at most, none where the carrier sent its own (47 CFR 64.1200(a)(12))."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    event = case.event
    also = {one.intent for one in event.reading.also}
    if Intent.NO_CONTACT in also:
        d = flag(d)
    if Intent.DANGER in also:
        d = d.do(RaiseAlert(AlertKind.DANGER_A, AT_ONCE, "with_opt_out")).because("danger_with_opt_out")
    d = silence(d, event.reading.rule or "words")
    if event.carrier_replied:
        return d.because("carrier_confirmed")
    # Order matters: what waited is withdrawn first, so that this one text is not.
    return send(d, case, "common/goodbye", TextKind.OPT_OUT)


def stay_silent(d: Decision, case: Case) -> Decision:
    """They have opted out: nothing is sent until an explicit START."""
    return d.because("silent_after_opt_out", event=type(case.event).__name__)


def come_back(d: Decision, case: Case) -> Decision:
    """START after STOP: consent is granted anew; the journey reopens paused and asks (an old schedule never revives by itself)."""
    d = d.do(RecordConsent("granted", "start")).because("consent_again")
    began = d.state.began_at
    if began is None or case.now >= months_after(began, case.program.close_month):
        return welcome(d, case)
    d = d.but(phase=Phase.PAUSED)
    return put(d, case, About.RESUME, "start", "common/resume", TextKind.REPLY)


def give_help(d: Decision, case: Case) -> Decision:
    """HELP in every phase, by us or by the carrier, never both (CTIA Messaging Principles: programme name, contact, STOP)."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    if case.event.carrier_replied:
        return d.because("carrier_blocks_help" if d.state.phase is Phase.STOPPED else "carrier_helped")
    return say(d, case, HELP)


def call_coach(d: Decision, case: Case) -> Decision:
    """They want a person."""
    d = d.do(RaiseAlert(AlertKind.WANTS_COACH, 4 * 3600)).because("wants_coach")
    return acknowledge(d, case, "common/coach")
