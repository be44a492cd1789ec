"""The table: every phase against everything that can happen. ``decide`` looks the rule up, runs it, and lets things settle.

Phases are the machine's; stages are the program's data. A cell is a rule; a test multiplies the table out and finds none empty.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.core import answers, broadcasts, coaching, consent, delivery, intake, pace, safety
from coach.core.decision import Case, Decision, Rule, bounded
from coach.core.events import (
    BroadcastTakenBack,
    CoachBroadcast,
    CoachCorrected,
    CoachInvited,
    CoachMoved,
    CoachOptedOut,
    CoachPaused,
    CoachResumed,
    CoachSetNoContact,
    CoachTookOver,
    CoachWrote,
    Event,
    SendFailed,
    TextReceived,
    Woken,
)
from coach.core.model import Intent, Phase, Signal
from coach.core.program import Program
from coach.core.promises import tidy
from coach.core.prompts import catch_up, narrow
from coach.core.stages import advance, is_quiet
from coach.core.state import About, State
from coach.core.timing import today
from coach.core.wake import sleep, wake

Trigger = Intent | type[object]
Table = dict[Phase, dict[Trigger, Rule]]
SAID = (Intent.ANSWER, Intent.WORDS, Intent.UNCLEAR)


def quiet(d: Decision, case: Case) -> Decision:
    """A hold: words are kept for the coach, and nothing is answered."""
    return d.because("held", by=d.state.hold or "-", event=type(case.event).__name__)


def asleep(d: Decision, case: Case) -> Decision:
    """Nothing is due in a phase that has ended."""
    return d.because("nothing_due", phase=d.state.phase.value, event=type(case.event).__name__)


def words(rule: Rule) -> dict[Trigger, Rule]:
    """The same rule for an answer, for words and for what was not understood."""
    return dict.fromkeys(SAID, rule)


def commands(rule: Rule) -> dict[Trigger, Rule]:
    """The same rule for the commands that change pace or pause."""
    return dict.fromkeys((Intent.PAUSE, Intent.RESUME, Intent.SLOWER, Intent.FASTER), rule)


EVERYWHERE: dict[Trigger, Rule] = {
    Intent.OPT_OUT: consent.leave,
    Intent.HELP: consent.give_help,
    Intent.DANGER: safety.meet_danger,
    Intent.NO_CONTACT: safety.note_no_contact,
    Intent.COACH: consent.call_coach,
    SendFailed: delivery.take_failure,
    CoachInvited: coaching.refuse,
    CoachWrote: coaching.wrote,
    CoachTookOver: coaching.took_over,
    CoachResumed: coaching.refuse,
    CoachPaused: coaching.refuse,
    CoachMoved: coaching.refuse,
    CoachSetNoContact: coaching.set_no_contact,
    CoachOptedOut: coaching.opted_out,
    CoachCorrected: coaching.corrected,
    CoachBroadcast: broadcasts.broadcast,
    BroadcastTakenBack: broadcasts.taken_back,
    Woken: wake,
}
BEGUN: dict[Trigger, Rule] = (
    words(answers.take_text)
    | {CoachPaused: coaching.paused, CoachMoved: coaching.moved, Intent.NO_CONTACT: safety.meet_no_contact, Intent.PAUSE: pace.pause}
    | {Intent.OPT_IN: pace.take_up, Intent.RESUME: pace.take_up, Intent.SLOWER: pace.slower, Intent.FASTER: pace.faster}
)

TABLE: Table = {
    Phase.INVITED: EVERYWHERE
    | words(intake.take_invited)
    | commands(intake.take_invited)
    | {Intent.OPT_IN: intake.welcome, CoachInvited: coaching.invited, CoachTookOver: coaching.refuse},
    Phase.INTAKE: EVERYWHERE
    | words(intake.take_step)
    | commands(intake.repeat_step)
    | {Intent.OPT_IN: intake.repeat_step, Intent.NO_CONTACT: intake.note_no_contact},
    Phase.ACTIVE: EVERYWHERE | BEGUN,
    Phase.PAUSED: EVERYWHERE | BEGUN | {CoachResumed: coaching.resumed},
    Phase.HELD: EVERYWHERE | words(quiet) | commands(quiet) | {Intent.OPT_IN: quiet, Intent.COACH: quiet, CoachResumed: coaching.resumed},
    Phase.STOPPED: EVERYWHERE
    | words(consent.stay_silent)
    | commands(consent.stay_silent)
    | {
        Intent.OPT_OUT: consent.stay_silent,
        Intent.DANGER: safety.alert_only,
        Intent.COACH: consent.stay_silent,
        Intent.OPT_IN: consent.come_back,
    }
    | {SendFailed: asleep, CoachWrote: coaching.refuse, CoachTookOver: coaching.refuse, Woken: asleep},
    Phase.DONE: EVERYWHERE
    | words(intake.greet_after)
    | commands(intake.greet_after)
    | {Intent.OPT_IN: intake.welcome, CoachTookOver: coaching.refuse, SendFailed: delivery.take_last, Woken: asleep},
}


def trigger_of(event: Event) -> Trigger:
    """What a text was read to intend, or the kind of any other event. "Wrong number" is a wish for no more texts."""
    if not isinstance(event, TextReceived):
        return type(event)
    intent = event.reading.intent
    return Intent.OPT_OUT if Signal.WRONG_NUMBER in event.reading.signals and intent in SAID else intent


def heard(d: Decision, case: Case) -> Decision:
    """Any text of theirs ends a silence: what was widened narrows again."""
    if not isinstance(case.event, TextReceived):
        return d
    if d.state.phase is Phase.ACTIVE and d.state.silent_since is not None:
        d = d.but(next_on=today(case.now, d.state.profile) + timedelta(days=1))
    elif d.state.phase is Phase.ACTIVE and d.state.unanswered:
        d = narrow(d, case)
    return d.but(heard_at=case.event.at, unanswered=0, undelivered=0, silent_since=None)


def settle(d: Decision, case: Case) -> Decision:
    """What moves on by itself once the rule is done: gates that stand open, promises left hanging, and the one next waking.

    A gate waits while this very decision has put a question: it would be dropped before anybody could answer it.
    """
    if d.state.phase is Phase.ACTIVE and not _has_just_asked(d, case):
        d = advance(d, case)
    return sleep(tidy(d), case)


def _has_just_asked(d: Decision, case: Case) -> bool:
    question = d.state.question
    return question is not None and question.about is About.PROMPT and question.at == case.now


def decide(state: State, event: Event, now: datetime, program: Program) -> Decision:
    """Decide one event.

    Args:
        state: the journey as it was last saved.
        event: what happened.
        now: the moment, aware, UTC.
        program: the version the journey is pinned to, with the bounds of the practice.

    Returns:
        The new state, the effects to carry out in one transaction, and the reasons. Never raises on anything a person can type.
    """
    case, state = Case(event, now, program), bounded(state, program.bounds)
    rule = TABLE[state.phase][trigger_of(event)]
    d = catch_up(Decision(state), case) if state.phase is Phase.ACTIVE and not is_quiet(state, program) else Decision(state)
    return settle(rule(heard(d, case), case), case)
