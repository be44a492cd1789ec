"""Simulated participants: what they notice on their phones, and what they make up their minds to text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from coach.core.model import Phase
from coach.core.program import Program
from coach.core.state import About, Question, State
from coach.core.timing import local
from coach.sim.answers import Asked, Voice, answer, aside, voice
from coach.sim.handsets import InForce
from coach.sim.personas import CROWD, PERSONAS, Persona, Span, persona_named

AREAS = {"New York": 212, "Atlanta": 404, "Chicago": 312, "Denver": 303, "Phoenix": 602, "Los Angeles": 213}
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
OUR_QUESTIONS = {
    About.PROMISE_CONFIRM: "confirm",
    About.PROMISE_KEPT: "kept",
    About.GO_ON: "go_on",
    About.RESUME: "resume",
    About.LETTING_GO: "letting_go",
}
INTAKE_DELAY = (1, 9)  # minutes
AWAKE, ASLEEP = time(7), time(23)
A_DAY = 40  # quarters of an hour in which somebody may text unasked, from the hour at which they joined on


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person will do at a moment (UTC): text ``body``, or move to ``zone``."""

    at: datetime
    body: str = ""
    zone: str = ""


@dataclass(slots=True)
class Person:
    """One simulated participant.

    ``state``: their journey as it was last decided. ``stages``: when each was first entered. ``history``: their zone and hours over
    time. ``seen``: the question they noticed last; ``replying``: the one they have an answer to in mind, and when they will text it.
    """

    index: int
    number: str
    persona: Persona
    chance: Random
    joins: datetime
    voice: Voice
    silent_from: int | None = None
    journey: str = ""
    state: State | None = None
    texts_in: int = 0
    texts_out: int = 0
    segments: int = 0
    stages: dict[str, datetime] = field(default_factory=dict)
    seen: tuple[str, datetime, int] | None = None
    replying: tuple[str, datetime, datetime] | None = None
    history: list[InForce] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether they came to an end of the program."""
        return self.state is not None and self.state.phase is Phase.DONE and bool(self.state.stage)

    @property
    def stayed(self) -> bool:
        """Whether they are being coached still."""
        return self.state is not None and self.state.phase in (Phase.ACTIVE, Phase.HELD)

    def notice(self, state: State, program: Program, now: datetime) -> Iterator[Deed]:
        """What they will do after a decision about them, if it brought them anything to answer."""
        began = state.began_at is not None and (self.state is None or self.state.began_at is None)
        self.state = state
        if not self.history or self.history[-1].profile is not state.profile:
            self.history.append(InForce(now, state.profile))
        if state.stage and state.stage not in self.stages:
            self.stages[state.stage] = now
        if began:
            yield from self._plans(now)
        question = state.question
        if question is None:
            return
        asking = (question.ref, question.at, question.asks + question.unclear)
        if asking != self.seen:
            self.seen = asking
            yield from self._answers(question, program, now)

    def _plans(self, now: datetime) -> Iterator[Deed]:
        """What they will text unasked, and when they move."""
        for saying in self.persona.unasked:
            at = self._some_day(saying.days, now) + self.chance.randrange(A_DAY) * QUARTER
            yield Deed(self._waking(at), self.chance.choice(saying.words))
        if self.persona.moves_on is not None:
            yield Deed(self._some_day(self.persona.moves_on, now), zone=self.persona.moves_to)

    def _some_day(self, days: Span, now: datetime) -> datetime:
        return now + timedelta(days=self.chance.randint(*days))

    def _answers(self, question: Question, program: Program, now: datetime) -> Iterator[Deed]:
        intake = question.about is About.INTAKE
        if not intake and (self._gone(now) or self._will_reply(question, now) or self.chance.random() > self.persona.answers):
            return
        asked = self._asked(question, program, now)
        at = now + self.chance.randint(*(INTAKE_DELAY if intake else self.persona.delay)) * MINUTE
        at = at if intake else self._waking(at)
        self.replying = (question.ref, question.at, at)
        yield Deed(at, answer(self.persona, asked, self.voice, self.chance))
        if not intake and self.chance.random() < self.persona.asides:
            yield Deed(at + QUARTER, aside(self.voice, self.chance))

    def _will_reply(self, question: Question, now: datetime) -> bool:
        """Whether an answer to this very question is in their mind already: asked once more, they do not answer twice."""
        return self.replying is not None and self.replying[:2] == (question.ref, question.at) and self.replying[2] > now

    def _waking(self, moment: datetime) -> datetime:
        """The next quarter of an hour from then on (people who text in the same one are decided together), or the morning after."""
        here = local(moment, self.state.profile.zones[0]) if self.state is not None else moment
        if AWAKE <= here.time() < ASLEEP:
            return quarter(moment)
        morning = datetime.combine(here.date() + timedelta(days=here.time() >= ASLEEP), AWAKE)
        return quarter(moment + (morning - here.replace(tzinfo=None)) + self.chance.randrange(8) * QUARTER)

    def _gone(self, now: datetime) -> bool:
        return self.silent_from is not None and self._day(now) >= self.silent_from

    def _day(self, now: datetime) -> int:
        began = self.state.began_at if self.state is not None else None
        return (now - began).days if began is not None else 0

    def _asked(self, question: Question, program: Program, now: datetime) -> Asked:
        measure = OUR_QUESTIONS.get(question.about, question.ref)
        if question.about is About.PROMPT:
            measure = program.prompts[question.ref].measure or question.ref
        return Asked(question.asked.kind, measure, question.asked.low, question.asked.high, self._day(now))


def quarter(moment: datetime) -> datetime:
    """The next quarter of an hour."""
    return moment + timedelta(seconds=-(moment.minute * 60 + moment.second) % 900)


def crowd(people: int, seed: int, start: datetime, joining: int, persona: str | None = None) -> list[Person]:
    """So many people, of one persona or of all in their shares, who join within ``joining`` minutes of ``start`` (UTC).

    Raises: ``BadRequest`` for a persona there is not.
    """
    only = persona_named(persona) if persona is not None else None
    return [_person(index, seed, start, joining, only) for index in range(people)]


def _person(index: int, seed: int, start: datetime, joining: int, only: Persona | None) -> Person:
    chance = Random(f"{seed}/{index}")  # noqa: S311 - lives of a rehearsal
    one = only or PERSONAS[chance.choices(list(CROWD), list(CROWD.values()))[0]]
    number = f"+1{AREAS[one.city]}{200 + index // 10_000}{index % 10_000:04d}"
    joins = start + chance.randrange(joining) * MINUTE
    silent_from = chance.randint(*one.silent_from) if one.silent_from is not None else None
    return Person(index, number, one, chance, joins, voice(chance), silent_from)
