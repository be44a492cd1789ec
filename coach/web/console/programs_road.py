"""The whole road on paper: the machine itself led along by somebody who answers everything, so that every gate opens.

Says what a program costs a person who goes all the way, and how long the texts of each stage go on. Must not know how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from coach.core.conditions import matches
from coach.core.effects import SendText
from coach.core.events import Event, TextReceived, Woken
from coach.core.machine import decide
from coach.core.model import Asked, AskKind, Intent, Phase, Profile, Reading, SpokenPromise, Value
from coach.core.program import Condition, Measured, Never, Program, Prompt, Reply
from coach.core.state import About, Answer, Question, State

START = datetime(2026, 3, 2, 17, tzinfo=UTC)
PROFILE = Profile(zones=("UTC",), zone_told=True)
ANSWERS_AFTER = timedelta(minutes=5)
MOST_DECISIONS = 5000  # a program that never lets go is not followed for ever
INTAKE: Mapping[str, Value] = {"name": "Sam", "zone": "UTC", "hours": "09:00-20:00", "no-contact": False, "shares": ""}
OURS: Mapping[About, Value] = {About.LETTING_GO: False}


@dataclass(frozen=True, slots=True)
class Sent:
    """One text of the road. ``stage``: where it was sent; empty during intake. ``wording``: from 0."""

    stage: str
    key: str
    wording: int


@dataclass(frozen=True, slots=True)
class Road:
    """A road walked. ``days``: stage -> days spent in it. ``whole``: it led to the end of the program."""

    sent: tuple[Sent, ...]
    days: Mapping[str, int]
    whole: bool

    @property
    def length(self) -> int:
        """Days from the first stage to the end."""
        return sum(self.days.values())


def road(program: Program) -> Road:
    """The road of somebody who answers every question within minutes, keeps every promise, and for whom things go well."""
    state, at, sent = State("road", program.name, program.version, PROFILE), START, list[Sent]()
    event: Event | None = TextReceived("JOIN", Reading(Intent.OPT_IN), at)
    entered: dict[str, datetime] = {}
    for _ in range(MOST_DECISIONS):
        if event is None:
            break
        decision = decide(state, event, at, program)
        sent += [_sent(effect, state.stage) for effect in decision.effects if isinstance(effect, SendText)]
        state = decision.state
        entered.setdefault(state.stage, at)
        at, event = _following(state, program, at)
    return Road(tuple(sent), _days(entered, at), _is_end(state, program, sent))


def _is_end(state: State, program: Program, sent: list[Sent]) -> bool:
    """Whether it ended with the farewell of a stage, and not because the months were over."""
    return state.phase is Phase.DONE and state.stage in program.stages and sent[-1].key == program.stages[state.stage].farewell


def _sent(text: SendText, stage: str) -> Sent:
    """A text of a stage belongs to it, even when it is what leads there; any other to the stage it was said in."""
    room = text.key.split("/")
    return Sent(room[1] if len(room) > 2 else stage, text.key, text.wording)


def _days(entered: Mapping[str, datetime], end: datetime) -> dict[str, int]:
    moments = [*entered.items(), ("", end)]
    return {stage: (after - at).days for (stage, at), (_, after) in pairwise(moments) if stage}


def _following(state: State, program: Program, at: datetime) -> tuple[datetime, Event | None]:
    """What happens next, and when: an answer soon after a question, else whatever falls due."""
    if state.phase is Phase.DONE:
        return at, None
    if state.question is not None:
        at += ANSWERS_AFTER
        return at, TextReceived("", _answer(state.question, program, at), at)
    return (max(at, state.wake_at), Woken()) if state.wake_at is not None else (at, None)


def _answer(question: Question, program: Program, at: datetime) -> Reading:
    if question.about is About.INTAKE:
        return Reading(Intent.ANSWER, INTAKE.get(question.ref, True))
    if question.about is About.PROMPT:
        return _to_prompt(program.prompts[question.ref], program, at)
    return Reading(Intent.ANSWER, OURS.get(question.about, True))


def _to_prompt(prompt: Prompt, program: Program, at: datetime) -> Reading:
    asked = prompt.asked or Asked(AskKind.WORDS)
    if asked.kind is AskKind.PROMISE:
        due = (at + timedelta(days=1)).date().isoformat()
        return Reading(Intent.ANSWER, "I will call", promise=SpokenPromise("I will call", due))
    return Reading(Intent.ANSWER, max(_candidates(asked, at), key=lambda value: _merit(prompt, program, value, at)))


def _candidates(asked: Asked, at: datetime) -> tuple[bool | int | str, ...]:
    match asked.kind:
        case AskKind.YES_NO:
            return (True, False)
        case AskKind.SCALE | AskKind.NUMBER:
            return tuple(range(asked.high, asked.low - 1, -1))
        case AskKind.WHEN:
            return ((at + timedelta(days=1)).date().isoformat(),)
        case _:
            return ("as well as I can",)


def _merit(prompt: Prompt, program: Program, value: bool | int | str, at: datetime) -> tuple[bool, int]:
    """How well an answer serves the road: it leads nobody away, and satisfies what gates and prompts wait for."""
    answer = Answer(prompt.measure or prompt.key, value, at, "", prompt.key)
    taken = next((reply for reply in prompt.replies if _takes(reply, answer)), None)
    stays = taken is None or (taken.go is None and taken.alert is None)
    return stays, sum(_serves(condition, answer) for condition in _waiting(program))


def _takes(reply: Reply, answer: Answer) -> bool:
    return matches(Measured(answer.measure, reply.equals, reply.least, reply.most), answer)


def _waiting(program: Program) -> Iterator[Condition]:
    for stage in program.stages.values():
        yield from stage.gate


def _serves(condition: Condition, answer: Answer) -> int:
    match condition:
        case Measured() if condition.measure == answer.measure:
            return 1 if matches(condition, answer) else -1
        case Never(measure, equals) if measure == answer.measure and equals == answer.value:
            return -1
        case _:
            return 0
