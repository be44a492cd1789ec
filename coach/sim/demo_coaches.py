"""The coaches of the demo: whose people are whose, and how they answer a call. They act as any coach does, through the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random

from coach.core.effects import AlertKind
from coach.core.events import CoachResumed, CoachTookOver, CoachWrote, Event
from coach.core.model import Phase
from coach.core.timing import local, to_utc
from coach.sim.demo_people import COACHES, Colleague
from coach.sim.demo_words import DANGER, TAKEN_OVER, TALKS, Talk
from coach.sim.people import Person
from coach.sim.world import World
from coach.store.coaches_found import Audited

UNASSIGNED = 0.15
OFFICE = (time(8, 30), time(19, 30))
DANGERS = (AlertKind.DANGER_A, AlertKind.DANGER_B)
SHORT, TURN, LONG = (8, 95), (5, 50), (40, 500)  # minutes: until a call is taken, until the next turn of a talk, for everything else
AT_ONCE = (2, 11)
RESTED = (20 * 60, 44 * 60)  # minutes until the bot may speak again after danger
Act = Callable[[], None]
Later = Callable[[datetime, Act], None]


class Office:
    """Three coaches. ``later``: has something done at a moment (UTC). ``say``: lets a person text. ``zone``: the office's own."""

    def __init__(self, world: World, zone: str, chance: Random, later: Later, say: Callable[[Person, str], None]) -> None:
        self._world = world
        self._zone = zone
        self._chance = chance
        self._later = later
        self._say = say
        self._coach_of: dict[str, Colleague] = {}
        self._talk_of: dict[str, Talk] = {}
        self.audited: list[Audited] = []

    def welcome(self, person: Person) -> None:
        """Somebody new begins: most get a coach of their own."""
        if self._chance.random() < UNASSIGNED:
            return
        coach = self._coach_of[person.journey] = self._chance.choice(COACHES)
        with self._world.parts.store.transaction() as work:
            work.assign(person.journey, coach.id)
        self._audit("assigned", coach, person, coach.id)

    def coach_of(self, person: Person) -> Colleague:
        """Whose they are; nobody's are looked after by whoever is there."""
        return self._coach_of.get(person.journey) or self._chance.choice(COACHES)

    def ask(self, person: Person, talk: Talk) -> None:
        """A person says something to which a coach will answer."""
        self._talk_of[person.journey] = talk
        self._say(person, talk.opening)

    def called(self, person: Person, kind: AlertKind, now: datetime, *, done: int | None = None) -> None:
        """A coach is called. ``done``: only so many steps of the answer are taken, whatever the hour; None: all."""
        coach, at = self.coach_of(person), now
        for nth, (wait, act) in enumerate(list(self._answer(person, coach, kind))[:done]):
            at += timedelta(minutes=self._chance.randint(*wait))
            if nth == 0 and done is None and kind not in DANGERS:
                at = self._in_office(at)
            self._later(at, act)

    def note(self, person: Person, words: str) -> None:
        """Write something down."""
        if not _is_there(person):
            return
        coach = self.coach_of(person)
        with self._world.parts.store.transaction() as work:
            work.add_note(person.journey, coach.id, words, self._now)
        self._audit("noted", coach, person)

    def erase(self, person: Person) -> None:
        """Forget somebody for good."""
        with self._world.parts.store.transaction() as work:
            journeys = work.load_journeys(journey_ids=[person.journey])
            for journey in journeys:
                work.erase(journey.participant_id, self._now)
        if journeys:
            self._audit("erased", self.coach_of(person), person)

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    def _answer(self, person: Person, coach: Colleague, kind: AlertKind) -> Iterator[tuple[tuple[int, int], Act]]:
        """What is done about a call, step by step, with the minutes before each."""
        yield (AT_ONCE if kind in DANGERS else SHORT if kind is AlertKind.WANTS_COACH else LONG), lambda: self._take(person, coach)
        if kind is AlertKind.WANTS_COACH:
            yield (1, 4), lambda: self._act(person, CoachTookOver(coach.name, TAKEN_OVER), coach)
            yield from self._talk(person, coach, self._about(person, TALKS), LONG)
        elif kind in DANGERS:
            yield from self._talk(person, coach, self._about(person, DANGER), RESTED)

    def _about(self, person: Person, talks: Sequence[Talk]) -> Talk:
        """The talk that they began; some other where it was the program's question that called the coach."""
        begun = self._talk_of.pop(person.journey, None)
        return begun if begun is not None and begun in talks else self._chance.choice(talks)

    def _talk(self, person: Person, coach: Colleague, talk: Talk, rest: tuple[int, int]) -> Iterator[tuple[tuple[int, int], Act]]:
        yield (1, 6), self._writes(person, coach, talk.lines[0])
        for line, mine in zip(talk.lines[1:], _turns(), strict=False):
            yield TURN, self._writes(person, coach, line) if mine else self._says(person, line.format(coach=coach.first))
        yield (2, 20), lambda: self.note(person, talk.note)
        yield rest, lambda: self._act(person, CoachResumed(coach.name, talk.handed_back), coach)

    def _writes(self, person: Person, coach: Colleague, line: str) -> Act:
        words = line.format(coach=coach.first)
        return lambda: self._act(person, CoachWrote(coach.name, words, confirmed=True), coach)

    def _says(self, person: Person, line: str) -> Act:
        return lambda: self._say(person, line)

    def _take(self, person: Person, coach: Colleague) -> None:
        with self._world.parts.store.transaction() as work:
            taken = [one for one in work.alerts() if one.journey_id == person.journey and work.acknowledge(one.id, coach.name, self._now)]
        for _ in taken:
            self._audit("alert_taken", coach, person)
        self._audit("conversation_seen", coach, person)

    def _act(self, person: Person, event: Event, coach: Colleague) -> None:
        if not _is_there(person):
            return
        decision = self._world.engine.door.act(person.journey, event)
        named = {CoachTookOver: "coach_took_over", CoachWrote: "coach_wrote", CoachResumed: "coach_resumed"}[type(event)]
        self._audit(named, coach, person, " ".join(reason.code for reason in decision.reasons))

    def _audit(self, act: str, coach: Colleague, person: Person, detail: str = "") -> None:
        self.audited.append(Audited(self._now, act, coach.id, person.journey, "", detail))

    def _in_office(self, moment: datetime) -> datetime:
        """That moment, or soon after the next morning."""
        here, (opens, closes) = local(moment, self._zone), OFFICE
        if opens <= here.time() <= closes:
            return moment
        day = here.date() + timedelta(days=here.time() > closes)
        return to_utc(day, opens, self._zone) + timedelta(minutes=self._chance.randint(0, 60))


def _turns() -> Sequence[bool]:
    """After the coach's first line: whose turn it is; True: the coach's."""
    return (False, True) * 10


def _is_there(person: Person) -> bool:
    """Whether anything can be done for them still."""
    return person.state is not None and person.state.phase not in (Phase.STOPPED, Phase.DONE)
