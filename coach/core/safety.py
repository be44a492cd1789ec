"""Danger and no-contact: outrank every program. Fixed texts with the lines of the country, a hold, a coach who must acknowledge.

Sources: the tiers and the rule that only a person resumes follow practice in automated health programmes; that contact under an
order can itself be a crime, whatever it says, is In re Shirley (D.C. 2011).
"""

from __future__ import annotations

from datetime import timedelta

from coach.core.decision import Case, Decision
from coach.core.effects import AlertKind, RaiseAlert, TextKind, WithdrawUnsent
from coach.core.events import TextReceived
from coach.core.model import Danger, DangerKind, Intent, Phase, Tier
from coach.core.promises import drop_all
from coach.core.speaking import close_question, send
from coach.core.state import About
from coach.core.talk import put
from coach.core.timing import today

SECOND_B = timedelta(days=7)
WITHIN = {AlertKind.DANGER_A: 15 * 60, AlertKind.DANGER_B: 8 * 3600, AlertKind.NO_CONTACT: 4 * 3600}
ALERTS = {Tier.A: AlertKind.DANGER_A, Tier.B: AlertKind.DANGER_B}
COACHED = (Phase.INTAKE, Phase.ACTIVE, Phase.PAUSED, Phase.HELD)


def _raise(d: Decision, kind: AlertKind, detail: str) -> Decision:
    return d.do(RaiseAlert(kind, WITHIN[kind], detail)).because("alert", kind=kind.value, detail=detail)


def read_danger(d: Decision, case: Case) -> Danger:
    """What danger was read; a second B within seven days counts as an A."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    value = case.event.reading.value
    danger = value if isinstance(value, Danger) else Danger(DangerKind.SELF_HARM, Tier.B)
    before = d.state.danger_b_at
    if danger.tier is Tier.B and before is not None and case.now - before < SECOND_B:
        return Danger(danger.kind, Tier.A)
    return danger


def meet_danger(d: Decision, case: Case) -> Decision:
    """Answer danger: the fixed text first, then the hold (A) or a quieter day (B), and the alert."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    danger = read_danger(d, case)
    d = _noted(d, case, danger)
    d = send(d, case, f"safety/{danger.kind.value}-{danger.tier.value.lower()}", TextKind.SAFETY)
    d = _hold(d) if danger.tier is Tier.A else _ease(d, case)
    d = _raise(d, ALERTS[danger.tier], danger.kind.value)
    if any(also.intent is Intent.NO_CONTACT for also in case.event.reading.also):
        d = flag(d)
    return d


def _hold(d: Decision) -> Decision:
    """A hold: nothing but safety, HELP and one opt-out confirmation until a coach resumes. A stranger has nothing to hold."""
    d = d.do(WithdrawUnsent((TextKind.PROMPT, TextKind.REPLY), "danger"))
    if d.state.phase not in COACHED:
        return d
    return no_more_asked(d).but(phase=Phase.HELD, hold="danger")


def no_more_asked(d: Decision) -> Decision:
    """Nothing is open any more, not even for a late answer; but the open step of intake stays, or nobody could go on from it."""
    question = d.state.question
    return d if question is not None and question.about is About.INTAKE else close_question(d).but(previous=None)


def _ease(d: Decision, case: Case) -> Decision:
    """No hold, but nothing is asked of them any more (intake keeps its step), and the next prompt comes a day later."""
    quiet = today(case.now, d.state.profile) + timedelta(days=2)
    d = d.do(WithdrawUnsent((TextKind.PROMPT,), "danger")).but(quiet_until=quiet)
    question = d.state.question
    if question is None or question.about is About.INTAKE:
        return d
    # No longer asked for; but if they answer all the same, it is filed where it belongs.
    return close_question(d).but(previous=question if question.about is About.PROMPT else None)


def _noted(d: Decision, case: Case, danger: Danger) -> Decision:
    b_at = case.now if danger.tier is Tier.B else d.state.danger_b_at
    d = d.but(danger_at=case.now, danger_b_at=b_at)
    return d.because("danger", kind=danger.kind.value, tier=danger.tier.value)


def alert_only(d: Decision, case: Case) -> Decision:
    """After STOP no text goes out, but a coach still hears of danger."""
    danger = read_danger(d, case)
    d = _raise(_noted(d, case, danger), ALERTS[danger.tier], danger.kind.value)
    return d.because("silent_after_opt_out", event="danger")


def mark(d: Decision) -> Decision:
    """Set no-contact: what coaches contact is off from this moment: texts in the outbox, the open question, and promises."""
    if d.state.no_contact:
        return d.because("no_contact_already")
    d = no_more_asked(d.do(WithdrawUnsent((TextKind.PROMPT, TextKind.REPLY), "no_contact")))
    return drop_all(d).but(no_contact=True).because("no_contact_set")


def flag(d: Decision) -> Decision:
    """Set no-contact on the person's own word; a coach looks into it."""
    return mark(d) if d.state.no_contact else _raise(mark(d), AlertKind.NO_CONTACT, "words")


def meet_no_contact(d: Decision, case: Case) -> Decision:
    """They tell of an order, a block or a wish for no contact: set the flag, and ask once whether to turn to letting go."""
    already = d.state.no_contact
    d = flag(d)
    if d.state.stage == case.program.letting_go:
        return send(d, case, "common/no-contact-letting-go", TextKind.REPLY)
    if already:
        return send(d, case, "common/quiet", TextKind.REPLY)
    return put(d, case, About.LETTING_GO, "no_contact", "common/no-contact", TextKind.REPLY)


def note_no_contact(d: Decision, case: Case) -> Decision:
    """The same outside an active journey: the flag and the alert, no question."""
    return flag(d).because("noted_in_phase", phase=d.state.phase.value, event=type(case.event).__name__)
