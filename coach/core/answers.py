"""Takes what an active participant says: answers to the open question, late answers, free words, and what was not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from coach.core import promises, talk
from coach.core.conditions import all_hold, matches
from coach.core.decision import Case, Decision, stage_of
from coach.core.effects import AlertKind, RaiseAlert, RecordAnswer, TextKind
from coach.core.events import TextReceived
from coach.core.model import AskKind, Intent, Phase, Reading
from coach.core.program import Level, Measured, Prompt, Reply
from coach.core.prompts import ask_again, ask_prompt
from coach.core.safety import flag
from coach.core.speaking import close_question, quoted, say
from coach.core.stages import leave_by
from coach.core.state import About, Answer, Question, State

WORDS_KEPT = 300
NUMBERS_REMEMBERED = 16
WORDS_REMEMBERED = 2
ASK_WITHIN = 24 * 3600
LATE_ANSWERS = timedelta(days=7)
FITS_ANYTHING = (AskKind.WORDS, AskKind.PROMISE)  # any words would fit, so none is taken for a late answer


def level(reading: Reading) -> Level:
    """The value of an answer as it is stored."""
    value = reading.value
    return value[:WORDS_KEPT] if isinstance(value, str) else value if isinstance(value, bool | int | float) else ""


def pruned(answers: tuple[Answer, ...], new: Answer) -> tuple[Answer, ...]:
    """The answers with one more; of each measure only the latest are remembered (all are kept in the store)."""
    same = [at for at, answer in enumerate(answers) if answer.measure == new.measure]
    most = WORDS_REMEMBERED if isinstance(new.value, str) and new.value != "unsure" else NUMBERS_REMEMBERED
    drop = same[: max(0, len(same) + 1 - most)]
    return (*(answer for at, answer in enumerate(answers) if at not in drop), new)


def record(d: Decision, case: Case, prompt: Prompt, value: Level, *, late: bool = False) -> Decision:
    """Keep an answer, in the journey and for good."""
    answer = Answer(prompt.measure or prompt.key, value, case.now, d.state.stage, prompt.key)
    use = d.state.used.get(prompt.key)
    used = d.state.used if use is None else {**d.state.used, prompt.key: replace(use, answered=True)}
    d = d.but(answers=pruned(d.state.answers, answer), used=used)
    d = d.do(RecordAnswer(answer.measure, value, answer.stage, answer.prompt, late))
    return d.because("answer_late" if late else "answer", measure=answer.measure)


def _fits(reply: Reply, answer: Answer, before: State, case: Case) -> bool:
    wanted = Measured(answer.measure, equals=reply.equals, least=reply.least, most=reply.most)
    return matches(wanted, answer) and all_hold(reply.needs, before, case.now)


def follow(d: Decision, case: Case, prompt: Prompt, before: State) -> Decision:
    """Do what the program says follows this answer. ``before``: the state without it, for "a second no"."""
    answer = d.state.answers[-1]
    reply = next((reply for reply in prompt.replies if _fits(reply, answer, before, case)), None)
    if reply is None:
        return say(d, case, "common/noted").because("reply_unnamed", key=prompt.key)
    if reply.say is not None:
        quote = quoted(answer.value) if isinstance(answer.value, str) else ""
        d = say(d, case, reply.say, quote=quote)
    return _act(d, case, prompt, reply)


def _call(d: Decision, kind: AlertKind, prompt: Prompt) -> Decision:
    """Call a coach. An answer that tells of no-contact sets the flag, as the same in other words would."""
    return flag(d) if kind is AlertKind.NO_CONTACT else d.do(RaiseAlert(kind, ASK_WITHIN, prompt.key))


def _act(d: Decision, case: Case, prompt: Prompt, reply: Reply) -> Decision:
    if reply.alert is not None:
        d = _call(d, AlertKind(reply.alert), prompt)
    if reply.restart is not None:
        d = d.but(run_since=case.now).because("restart", what=reply.restart)
    if reply.again is not None:
        d = ask_again(d, case, prompt.key, reply.again)
    if reply.go is not None:
        return leave_by(d, case, reply.go)
    return d if reply.ask is None else _ask(d, case, case.program.prompts[reply.ask])


def _ask(d: Decision, case: Case, asked: Prompt) -> Decision:
    """Ask another prompt at once; under no-contact none that coaches contact."""
    if d.state.no_contact and asked.contact:
        return d.because("no_contact_already")
    return ask_prompt(d, case, asked, TextKind.REPLY)


def take_prompt(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """An answer to a question of the program."""
    prompt = case.program.prompts[question.ref]
    before = d.state
    d = record(close_question(d), case, prompt, level(reading))
    if question.asked.kind is AskKind.PROMISE and reading.promise is not None and promises.may_note(d.state, case.program):
        return promises.note(d, case, reading.promise)
    d = follow(d, case, prompt, before)
    return note_in_passing(d, case, reading)


def note_in_passing(d: Decision, case: Case, reading: Reading) -> Decision:
    """A promise that slipped into other words is caught too, unless a question is open already."""
    if reading.promise is None or d.state.question is not None or not promises.may_note(d.state, case.program):
        return d
    return promises.note(d, case, reading.promise)


def take_late(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """An answer to the question before this one: it is filed where it belongs, and the open question stays open."""
    prompt = case.program.prompts[question.ref]
    before = d.state
    d = record(d, case, prompt, level(reading), late=True).but(previous=None)
    if prompt.key not in (one.key for one in stage_of(d.state, case.program).prompts):
        return say(d, case, "common/late")
    return follow(d, case, prompt, before)


TAKERS: dict[About, Callable[[Decision, Case, Question, Reading], Decision]] = {
    About.PROMPT: take_prompt,
    About.PROMISE_CONFIRM: promises.take,
    About.PROMISE_DUE: promises.take,
    About.PROMISE_KEPT: promises.take,
    About.GO_ON: talk.take_go_on,
    About.RESUME: talk.take_resume,
    About.LETTING_GO: talk.take_letting_go,
}


def take_text(d: Decision, case: Case) -> Decision:
    """What an active participant says: an answer, a late answer, or words."""
    assert isinstance(case.event, TextReceived)  # noqa: S101 - the table gives texts only to this rule
    reading, question = case.event.reading, None if case.event.unasked else d.state.question
    if question is not None and reading.intent is Intent.ANSWER:
        return TAKERS[question.about](d, case, question, reading)
    late = _late(d, case.event, case)
    if late is not None:
        return late
    heard = talk.signalled(d, case, reading)
    if heard is not None:
        return heard
    return not_understood(d, case, question, reading) if question is not None else just_words(d, case, reading)


def _late(d: Decision, event: TextReceived, case: Case) -> Decision | None:
    """File it under the question before, if it answers that; never if it was sent before that question was put."""
    before = d.state.previous
    if before is None or event.late is None or event.late.intent is not Intent.ANSWER or before.at > event.at:
        return None
    latest = d.state.question or before
    if case.now - latest.at > LATE_ANSWERS:
        return None
    if before.about is About.PROMISE_KEPT:
        return promises.take_late(d, case, before, event.late)
    if before.about is not About.PROMPT or before.asked.kind in FITS_ANYTHING:
        return None
    return take_late(d, case, before, event.late)


def not_understood(d: Decision, case: Case, question: Question, reading: Reading) -> Decision:
    """Ask again once, saying how to answer, and thanking for words; the second time leave it, and call a coach."""
    if question.unclear == 0:
        key = "common/words" if reading.intent is Intent.WORDS else "common/unclear"
        d = say(d, case, f"{key}-{question.asked.kind}", asks=True, low=question.asked.low, high=question.asked.high)
        return d.but(question=replace(question, unclear=1)).because("unclear", ref=question.ref)
    d = close_question(d).do(RaiseAlert(AlertKind.NOT_UNDERSTOOD, ASK_WITHIN, question.ref))
    return say(d, case, "common/unclear-twice").because("unclear_twice", ref=question.ref)


def just_words(d: Decision, case: Case, reading: Reading) -> Decision:
    """Words that nobody asked for: a promise in them is caught, else they are acknowledged, a few times an hour at most."""
    if reading.promise is not None and promises.may_note(d.state, case.program):
        return promises.note(d, case, reading.promise)
    return talk.acknowledge(d, case, "common/heard-paused" if d.state.phase is Phase.PAUSED else "common/heard")
