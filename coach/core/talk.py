"""Small talk that matters: what free words let on, whether to go on, coming back, and letting go."""

from __future__ import annotations

from datetime import timedelta

from coach.core import promises
from coach.core.decision import Case, Decision
from coach.core.effects import TextKind
from coach.core.events import TextReceived
from coach.core.model import Asked, AskKind, Phase, Reading, Signal
from coach.core.speaking import close_question, last_wording, open_question, say, send
from coach.core.stages import end, enter, is_quiet, leave_by
from coach.core.state import About, Kept, Question
from coach.core.timing import today

YES_NO = Asked(AskKind.YES_NO)
ACKNOWLEDGED_AN_HOUR = 5
TOMORROW = timedelta(days=1)


def put(d: Decision, case: Case, about: About, ref: str, key: str, kind: TextKind) -> Decision:
    """Put a Y-or-N question of our own and open it."""
    d = send(d, case, key, kind, asks=True)
    return open_question(d, Question(about, ref, YES_NO, key, last_wording(d), case.now)).but(reask_on=None)


def acknowledge(d: Decision, case: Case, key: str) -> Decision:
    """Answer words with a short text, five times an hour at most (Twilio error 14107: two machines talking to each other)."""
    hour = tuple(moment for moment in d.state.acknowledged if case.now - moment < timedelta(hours=1))
    d = d.but(acknowledged=(*hour, case.now)[-ACKNOWLEDGED_AN_HOUR:])
    if len(hour) >= ACKNOWLEDGED_AN_HOUR:
        return d.because("heard_in_silence", this_hour=len(hour))
    return say(d, case, key)


def say_again(d: Decision, case: Case) -> Decision:
    """They ask to hear the last question again."""
    question = d.state.question
    if question is None:
        return acknowledge(d, case, "common/nothing-open")
    promise = promises.of_id(d.state, question.ref)
    if promise is not None and question.about is About.PROMISE_CONFIRM:
        return promises.confirm(d, case, promise)
    return send(d, case, question.text, TextKind.REPLY, asks=True, wording=question.wording)


def let_go(d: Decision, case: Case) -> Decision:
    """They speak of giving up: ask once whether to turn to letting go."""
    if d.state.stage == case.program.letting_go:
        return acknowledge(d, case, "common/low")
    return put(d, case, About.LETTING_GO, "words", "common/letting-go", TextKind.REPLY)


def lied(d: Decision, case: Case) -> Decision:
    """They own up to a lie: thank them, and go where the stage says a lie leads."""
    way = case.program.stages[d.state.stage].lied
    d = say(d, case, "common/lied" if way else "common/owned-up").because("owned_up")
    return leave_by(d, case, way) if way else d


def broke_promise(d: Decision, case: Case) -> Decision:
    """They say they broke a promise: ask about the one that is open."""
    open_ones = sorted((p for p in d.state.promises if p.kept is Kept.OPEN), key=lambda promise: promise.due or "")
    if not open_ones:
        return acknowledge(d, case, "common/owned-up")
    return promises.ask_kept(d, case, open_ones[0], TextKind.REPLY)


OF_CONTACT = (Signal.LIED, Signal.BROKE_PROMISE, Signal.PUSHED)  # what they did to the other: no subject under no-contact
SIGNALS = (
    (Signal.REPEAT, say_again),
    (Signal.LET_GO, let_go),
    (Signal.LIED, lied),
    (Signal.BROKE_PROMISE, broke_promise),
    (Signal.PUSHED, lambda d, case: acknowledge(d, case, "common/pushed")),
    (Signal.QUESTION, lambda d, case: acknowledge(d, case, "common/question")),
    (Signal.LOW, lambda d, case: acknowledge(d, case, "common/low")),
    (Signal.ANGRY, lambda d, case: acknowledge(d, case, "common/angry")),
    (Signal.GOOD_NEWS, lambda d, case: acknowledge(d, case, "common/good-news")),
)


def signalled(d: Decision, case: Case, reading: Reading) -> Decision | None:
    """Answer what free words let on; None when they let on nothing we have an answer to, or hold a promise to catch first."""
    for signal, answer in SIGNALS:
        if signal in reading.signals and not (d.state.no_contact and signal in OF_CONTACT):
            return answer(d, case).because("signal", heard=signal.value)
    return None


def take_go_on(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """Whether to go on: after silence, or at month 18. Yes or unsure goes on; no ends kindly, or pauses after silence."""
    d = close_question(d).but(silent_since=None, unanswered=0)
    if reading.value is not False:
        tomorrow = today(case.now, d.state.profile) + TOMORROW
        return say(d, case, "common/going-on").but(phase=Phase.ACTIVE, paused_until=None, next_on=tomorrow)
    if question.ref == "month":
        return say(end(d), case, "common/ended").because("ended_by_wish")
    return say(d, case, "common/paused-open").but(phase=Phase.PAUSED, paused_until=None, next_on=None)


def take_resume(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """Whether to take the journey up again after START: only a clear yes does."""
    d = close_question(d).because("resume_asked", since=question.at.date().isoformat())
    return resume(d, case) if reading.value is True else say(d, case, "common/paused-open")


def resume(d: Decision, case: Case) -> Decision:
    """Take an interrupted journey up where it stood; the next prompt comes tomorrow at the earliest."""
    if isinstance(case.event, TextReceived):
        d = say(d, case, "common/quiet" if is_quiet(d.state, case.program) else "common/resumed")
    tomorrow = today(case.now, d.state.profile) + TOMORROW
    d = d.but(milestone_since=case.now, gentle=d.state.hold == "danger")
    return d.but(phase=Phase.ACTIVE, paused_until=None, hold=None, silent_since=None, unanswered=0, next_on=tomorrow)


def take_letting_go(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """Whether to turn to letting go. Under no-contact anything but yes leaves us silent."""
    d = close_question(d).because("letting_go_asked", why=question.ref)
    if reading.value is True:
        d = say(d, case, "common/letting-go-yes").but(phase=Phase.ACTIVE, paused_until=None)
        return enter(d, case, case.program.letting_go)
    return say(d, case, "common/quiet" if d.state.no_contact else "common/letting-go-no")
