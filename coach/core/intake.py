"""From the first text to the first stage: what this is, a typed yes, age, name, zone, hours, discretion, no-contact, what is shared.

Every text before the discreet question is answered is discreet. Sources: CTIA Messaging Principles (call to action, opt-in
confirmation), 47 CFR 64.1200 (prior express consent); the typed word is no carrier keyword, so that Twilio does not swallow it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from coach.core import safety
from coach.core.decision import Case, Decision
from coach.core.effects import EraseParticipant, RecordConsent, TextKind, WithdrawUnsent
from coach.core.events import TextReceived
from coach.core.model import Asked, AskKind, Intent, Phase, Reading
from coach.core.speaking import last_wording, open_question, say, send
from coach.core.stages import end
from coach.core.state import About, Question, State
from coach.core.talk import acknowledge, put
from coach.core.timing import is_zone, meet, today, window_of

SHARED = ("home", "children", "work")
TOMORROW = timedelta(days=1)
REMIND_AFTER = timedelta(days=1)
EXPIRES_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """One question of intake; its text is ``intake/<name>``, and ``intake/<name>-again`` when it was not understood."""

    name: str
    asked: Asked


STEPS = (
    Step("ready", Asked(AskKind.READY)),
    Step("age", Asked(AskKind.AGE)),
    Step("name", Asked(AskKind.NAME)),
    Step("zone", Asked(AskKind.ZONE)),
    Step("hours", Asked(AskKind.HOURS)),
    Step("discreet", Asked(AskKind.YES_NO)),
    Step("no-contact", Asked(AskKind.YES_NO)),
    Step("shares", Asked(AskKind.CHOICE, choices=SHARED)),
)
NAMES = tuple(step.name for step in STEPS)


def put_step(d: Decision, case: Case, name: str, kind: TextKind = TextKind.REPLY, key: str = "") -> Decision:
    """Ask one question of intake; ``key``: with another text than the step's own."""
    key, asked = key or f"intake/{name}", STEPS[NAMES.index(name)].asked
    d = send(d, case, key, kind, asks=True)
    question = Question(About.INTAKE, name, asked, key, last_wording(d), case.now)
    return open_question(d, question).but(previous=None)


def welcome(d: Decision, case: Case) -> Decision:
    """They texted JOIN (or came back after the end): say what this is, and ask for the typed word."""
    d = Decision(afresh(d.state), d.effects, d.reasons).do(RecordConsent("granted", "join")).because("joined")
    d = say(d, case, "intake/offer")
    return put_step(d, case, "ready")


def afresh(state: State) -> State:
    """A new journey of the same person. Of an earlier one stays only what protects them: what was said and when, danger, no-contact."""
    return State(
        state.journey, state.program, state.version, replace(state.profile, discreet=True), state.role, Phase.INTAKE,
        spoken=state.spoken, unsolicited=state.unsolicited, acknowledged=state.acknowledged, heard_at=state.heard_at,
        no_contact=state.no_contact, danger_at=state.danger_at, danger_b_at=state.danger_b_at, quiet_until=state.quiet_until,
    )  # fmt: skip


def open_step(state: State) -> Question:
    """The open step; in intake one always is."""
    assert state.question is not None  # noqa: S101 - nothing closes a step but the next one
    return state.question


def greet_stranger(d: Decision, case: Case) -> Decision:
    """A text from someone who never joined: one line how to, a few times at most; nothing else is kept going."""
    return acknowledge(d, case, "intake/stranger")


def greet_after(d: Decision, case: Case) -> Decision:
    """A text after the end: to someone whose journey ended a kind word, to others how to join."""
    return acknowledge(d, case, "common/after-end") if d.state.began_at is not None else greet_stranger(d, case)


def take_invited(d: Decision, case: Case) -> Decision:
    """An invited person answers: the typed word opens intake; anything else gets the offer once more."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    reading = case.event.reading
    if d.state.question is None:
        return greet_stranger(d, case)
    if reading.intent is Intent.ANSWER:
        return take_step(d.but(phase=Phase.INTAKE), case)
    return acknowledge(d, case, "intake/ready-again")


def take_step(d: Decision, case: Case) -> Decision:
    """A text during intake: the answer to the step, or asked again once, or the step's own way on."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    if case.event.unasked:
        return d.because("sent_before_question")
    question = open_step(d.state)
    if case.event.reading.intent is Intent.ANSWER:
        return TAKERS[question.ref](d, case, case.event.reading)
    return ask_again(d, case)


def repeat_step(d: Decision, case: Case) -> Decision:
    """A command that means nothing yet (PAUSE, SLOWER ...): the open step is put again."""
    return put_step(d, case, open_step(d.state).ref).because("repeated_step")


def note_no_contact(d: Decision, case: Case) -> Decision:
    """They tell of no contact before we asked: noted, and the step goes on, or counts as answered if it was about that."""
    d, ref = safety.flag(d), open_step(d.state).ref
    return _on(d, case, ref) if ref == "no-contact" else repeat_step(d, case)


def reopen(d: Decision, case: Case) -> Decision:
    """A hold is over: intake goes on where it stood, its days counted anew; nothing is said until they text or the reminder comes."""
    return d.but(phase=Phase.INTAKE, hold=None, question=replace(open_step(d.state), at=case.now, asks=1))


def ask_again(d: Decision, case: Case) -> Decision:
    """Ask the open step again once, saying how to answer; after that take the careful way on without an answer."""
    question = open_step(d.state)
    if question.unclear > 0:
        return WITHOUT[question.ref](d, case)
    d = say(d, case, f"intake/{question.ref}-again", asks=True)
    return d.but(question=replace(question, unclear=1)).because("unclear", ref=question.ref)


def keep_open(d: Decision, case: Case, ref: str) -> Decision:
    """Say once more how to answer a step that cannot be passed without an answer."""
    return acknowledge(d, case, f"intake/{ref}-again").because("unclear", ref=ref)


def _on(d: Decision, case: Case, after: str) -> Decision:
    following = NAMES.index(after) + 1
    return put_step(d, case, NAMES[following]) if following < len(NAMES) else begin(d, case)


def _profile(d: Decision, **changes: object) -> Decision:
    return d.but(profile=replace(d.state.profile, **changes))  # type: ignore[arg-type]  # fields are named by the callers below


def dismiss(d: Decision, case: Case, key: str, why: str) -> Decision:
    """One kind text, then everything is erased."""
    d = say(d, case, key).do(RecordConsent("revoked", why), EraseParticipant(why))
    return end(d).but(erase=True).because("dismissed", why=why)


def take_ready(d: Decision, case: Case, reading: Reading) -> Decision:
    """The typed word: consent is granted with it."""
    if reading.value is not True:
        return dismiss(d, case, "intake/not-now", "declined")
    d = d.do(RecordConsent("granted", "ready")).but(consented_at=case.now)
    return _on(d, case, "ready")


def take_age(d: Decision, case: Case, reading: Reading) -> Decision:
    """Only adults are coached."""
    if reading.value is not True:
        return dismiss(d, case, "intake/under-age", "age")
    return _on(d.but(adult=True), case, "age")


def take_name(d: Decision, case: Case, reading: Reading) -> Decision:
    """A first name, or none."""
    return _on(_profile(d, name=str(reading.value or "")[:20]), case, "name")


def take_zone(d: Decision, case: Case, reading: Reading) -> Decision:
    """Where their clock is."""
    if not is_zone(str(reading.value)):
        return ask_again(d, case)
    return _on(_profile(d, zones=(str(reading.value),), zone_told=True), case, "zone")


def take_hours(d: Decision, case: Case, reading: Reading) -> Decision:
    """Between which hours texts may come: an hour at least, and shared by every zone they may be in."""
    window = window_of(str(reading.value))
    if window is None or not meet(replace(d.state.profile, window=window), case.now):
        return ask_again(d, case)
    return _on(_profile(d, window=window), case, "hours")


def take_discreet(d: Decision, case: Case, reading: Reading) -> Decision:
    """Whether a stranger may read the phone; in doubt, texts stay discreet."""
    return _on(_profile(d, discreet=reading.value is not False), case, "discreet")


def take_no_contact(d: Decision, case: Case, reading: Reading) -> Decision:
    """Whether contact is unwanted or forbidden; in doubt it is taken to be, until a coach has looked."""
    d = d if reading.value is False else safety.flag(d)
    return _on(d, case, "no-contact")


def take_shares(d: Decision, case: Case, reading: Reading) -> Decision:
    """What they still share with the other."""
    shared = tuple(thing for thing in str(reading.value or "").split(",") if thing in SHARED)
    return begin(_profile(d, shares=shared), case)


def begin(d: Decision, case: Case) -> Decision:
    """Intake is done: the journey begins tomorrow. Under no-contact it asks about letting go instead."""
    day = today(case.now, d.state.profile)
    d = d.but(phase=Phase.ACTIVE, began_at=case.now, stage=case.program.start, stage_since=case.now, next_on=day + TOMORROW, question=None)
    d = d.because("began", stage=case.program.start)
    if d.state.no_contact:
        return put(d, case, About.LETTING_GO, "no_contact", "common/no-contact", TextKind.REPLY)
    return say(d, case, "intake/begin")


TAKERS: dict[str, Callable[[Decision, Case, Reading], Decision]] = {
    "ready": take_ready,
    "age": take_age,
    "name": take_name,
    "zone": take_zone,
    "hours": take_hours,
    "discreet": take_discreet,
    "no-contact": take_no_contact,
    "shares": take_shares,
}
# Not understood twice: the careful way on. Consent and age are never assumed, and words not understood are no refusal either:
# the step stays open until it is answered or intake expires.
WITHOUT: dict[str, Callable[[Decision, Case], Decision]] = {
    "ready": lambda d, case: keep_open(d, case, "ready"),
    "age": lambda d, case: keep_open(d, case, "age"),
    "name": lambda d, case: _on(d, case, "name"),
    "zone": lambda d, case: _on(d, case, "zone"),
    "hours": lambda d, case: _on(d, case, "hours"),
    "discreet": lambda d, case: _on(d, case, "discreet"),
    "no-contact": lambda d, case: _on(safety.flag(d), case, "no-contact"),
    "shares": lambda d, case: begin(d, case),
}


def expire(d: Decision, why: str) -> Decision:
    """Nobody finished intake: it ends in silence, and everything is erased."""
    d = d.do(WithdrawUnsent((), why), EraseParticipant(why))
    return end(d).but(erase=True).because("expired", why=why)
