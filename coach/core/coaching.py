"""What a human coach does to a journey. Each act is its own event with a name and a reason, and is journalled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coach.core.caps import capped, counted
from coach.core.consent import silence
from coach.core.decision import Case, Decision
from coach.core.effects import RecordConsent, SendText, TextKind, WithdrawUnsent
from coach.core.events import (
    CoachCorrected,
    CoachInvited,
    CoachMoved,
    CoachOptedOut,
    CoachPaused,
    CoachResumed,
    CoachSetNoContact,
    CoachTookOver,
    CoachWrote,
)
from coach.core.intake import reopen
from coach.core.model import Phase
from coach.core.pace import clamped, rest
from coach.core.safety import mark
from coach.core.speaking import expiry, set_aside
from coach.core.stages import dwell_over, enter, leads_away
from coach.core.state import State
from coach.core.talk import resume
from coach.core.timing import is_open, is_zone, today

ANSWERING = timedelta(hours=24)
TOMORROW = timedelta(days=1)


def refuse(d: Decision, case: Case) -> Decision:
    """Not possible in this phase; nothing changes, and the reason says so."""
    return d.because("refused_in_phase", phase=d.state.phase.value, event=type(case.event).__name__)


def invited(d: Decision, case: Case) -> Decision:
    """Invite, on recorded evidence; without evidence it is refused (47 CFR 64.1200: prior express consent)."""
    assert isinstance(case.event, CoachInvited)  # noqa: S101 - given by the table
    if d.state.invited or d.state.heard_at is not None or not case.event.evidence.strip():
        return refuse(d, case)
    d = d.do(RecordConsent("granted", "coach", case.event.evidence))
    profile = replace(d.state.profile, name=case.event.name[:20])
    return d.but(invited=True, profile=profile, next_on=today(case.now, profile)).because("invited", by=case.event.coach)


def _why_not(state: State, case: Case, event: CoachWrote) -> str | None:
    """Why a coach's text may not go out now; None when it may.

    An answer (within 24 h of their text, or during a danger hold) may always, outside the window once the coach confirms it.
    Anything else needs consent, the window and a free day.
    """
    answers, is_in = _answers(state, case), is_open(case.now, state.profile)
    if answers:
        return None if is_in or event.confirmed else "confirm_outside_window"
    if state.consented_at is None or state.phase is Phase.DONE:
        return "no_consent"
    if not is_in:
        return "outside_window"
    cap = capped(state, today(case.now, state.profile))
    return cap.code if cap is not None else None


def _answers(state: State, case: Case) -> bool:
    return state.hold == "danger" or (state.heard_at is not None and case.now - state.heard_at <= ANSWERING)


def wrote(d: Decision, case: Case) -> Decision:
    """A coach's own words; the next prompt goes back a day."""
    assert isinstance(case.event, CoachWrote)  # noqa: S101 - given by the table
    refusal = _why_not(d.state, case, case.event)
    if refusal is not None:
        return d.because("coach_text_refused", why=refusal)
    text = SendText("", 0, TextKind.COACH, d.state.profile.language, d.state.profile.discreet, body=case.event.body)
    if not _answers(d.state, case):
        text = replace(text, expires_at=expiry(d.state, case.now))
        d = d.but(unsolicited=counted(d.state.unsolicited, case.now))
    quiet = today(case.now, d.state.profile) + 2 * TOMORROW
    return d.do(text).but(quiet_until=quiet).because("coach_wrote", by=case.event.coach)


def took_over(d: Decision, case: Case) -> Decision:
    """From this transaction on the bot is silent."""
    assert isinstance(case.event, CoachTookOver)  # noqa: S101 - given by the table
    d = d.do(WithdrawUnsent((TextKind.PROMPT, TextKind.REPLY), "takeover"))
    d = set_aside(d) if d.state.stage else d  # a step of intake stays open
    return d.but(phase=Phase.HELD, hold=d.state.hold or "takeover").because("took_over", by=case.event.coach)


def resumed(d: Decision, case: Case) -> Decision:
    """A coach ends a hold or a pause, with a reason. A pause that the hold interrupted goes on, and so does intake."""
    assert isinstance(case.event, CoachResumed)  # noqa: S101 - given by the table
    if not case.event.reason.strip():
        return d.because("reason_missing")
    d = d.because("coach_resumed", by=case.event.coach, was=d.state.hold or d.state.phase.value)
    if not d.state.stage:
        return reopen(d, case)
    until = d.state.paused_until
    if d.state.phase is Phase.HELD and until is not None and until > case.now:
        return d.but(phase=Phase.PAUSED, hold=None)
    return resume(d, case)


def paused(d: Decision, case: Case) -> Decision:
    """A coach pauses until a moment."""
    assert isinstance(case.event, CoachPaused)  # noqa: S101 - given by the table
    return rest(d, clamped(case.event.until, case.now)).because("coach_paused", by=case.event.coach)


def moved(d: Decision, case: Case) -> Decision:
    """A coach moves the journey to a stage; forward before dwell is over only with an override."""
    assert isinstance(case.event, CoachMoved)  # noqa: S101 - given by the table
    event = case.event
    if event.stage not in case.program.stages or not event.reason.strip():
        return d.because("move_refused", to=event.stage)
    stage = case.program.stages[d.state.stage]
    forward = event.stage != stage.key and not leads_away(stage, event.stage, case.program)
    if forward and case.now < dwell_over(d.state, case.program) and not event.override:
        return d.because("dwell_not_over", stage=stage.key)
    d = d.do(WithdrawUnsent((TextKind.PROMPT,), "moved")).because("coach_moved", by=event.coach, to=event.stage)
    return enter(d, case, event.stage)


def set_no_contact(d: Decision, case: Case) -> Decision:
    """A coach sets the flag, or lifts it on evidence."""
    assert isinstance(case.event, CoachSetNoContact)  # noqa: S101 - given by the table
    if case.event.on:
        return mark(d).because("no_contact_by", by=case.event.coach)
    if not case.event.evidence.strip():
        return d.because("evidence_missing")
    d = d.but(no_contact=False).because("no_contact_lifted", by=case.event.coach)
    return d.but(next_on=today(case.now, d.state.profile) + TOMORROW) if d.state.phase is Phase.ACTIVE else d


def opted_out(d: Decision, case: Case) -> Decision:
    """The person told a coach to stop: at once, and without a text."""
    assert isinstance(case.event, CoachOptedOut)  # noqa: S101 - given by the table
    return silence(d, "coach", case.event.evidence)


def corrected(d: Decision, case: Case) -> Decision:
    """A coach corrects name, zone, language, discretion or hour."""
    assert isinstance(case.event, CoachCorrected)  # noqa: S101 - given by the table
    event, profile = case.event, d.state.profile
    if event.zone is not None and not is_zone(event.zone):
        return d.because("zone_unknown", zone=event.zone)
    changes = {field: getattr(event, field) for field in ("name", "language", "discreet", "prompt_at")}
    profile = replace(profile, **{field: value for field, value in changes.items() if value is not None})
    if event.zone is not None:
        profile = replace(profile, zones=(event.zone,), zone_told=True)
    return d.but(profile=profile).because("corrected", by=event.coach)
