"""A share of the demo's people, living from half a year ago to the moment the demo begins, with the real engine in a database of memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from coach.carrier.simulated.faults import Fault
from coach.core.effects import AlertKind, RaiseAlert
from coach.core.events import TextReceived
from coach.core.model import Phase
from coach.engine.writing import Made
from coach.settings import Settings
from coach.sim.crowd import rare_collections
from coach.sim.demo_coaches import Office
from coach.sim.demo_people import LATELY, Lately, neighbours
from coach.sim.demo_words import DANGER, LEAVING, NO_CONTACT, NOTES, TALKS
from coach.sim.people import Deed, Person
from coach.sim.world import World
from coach.store.coaches_found import Audited
from coach.store.moving import Lifted

DAYS = 183
BEAT = timedelta(minutes=5)
DAY = timedelta(days=1)
RESTLESS = timedelta(days=2)  # before the end the slow beats run every hour, so that what is overdue has been called out
UNREACHABLE, LANDLINE = 30003, 30006  # Twilio's error codes for a phone that is off, and for one that takes no texts
ASKS, BARRED, BREAKS_DOWN, LEAVES, NOTED, FORGOTTEN = 0.16, 0.015, 0.015, 0.03, 0.3, 0.35  # shares of people


@dataclass(frozen=True, slots=True)
class Share:
    """Which of the people (by index), and until when (UTC). ``nth``: of all shares."""

    settings: Settings
    nth: int
    indices: tuple[int, ...]
    end: datetime


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of a share: their rows, and what coaches did. ``people``: how many lived."""

    people: int
    rows: Lifted
    audited: tuple[Audited, ...]


def live(share: Share) -> Lived:
    """Let a share of the people live. Takes seconds; nothing but the answer is left of it."""
    lives = Lives(share)
    try:
        with rare_collections():
            lives.go_on()
        return Lived(len(share.indices), lives.rows(), tuple(lives.office.audited))
    finally:
        lives.world.close()


class Lives:
    """The people of a share, their coaches, and a clock."""

    def __init__(self, share: Share) -> None:
        self.end = share.end
        self.start = share.end - DAYS * DAY
        self._chance = Random(f"demo share {share.nth}")  # noqa: S311 - lives of a demo
        self.world = World(share.settings, self.start, 1000 + share.nth, self._watch)
        self.people = neighbours(share.indices, self.start, self.end)
        self.office = Office(self.world, share.settings.home_zone, self._chance, self._later, self._say)
        self._by_number = {person.number: person for person in self.people}
        self._by_journey: dict[str, Person] = {}
        self._made: list[tuple[str, Made]] = []
        self._written: list[tuple[str, str]] = []
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._wakes: list[tuple[datetime, str]] = []
        self._wake_at: dict[str, datetime | None] = {}
        self._left_alone: dict[str, int | None] = {}
        self._intend(LATELY[share.nth] if share.nth < len(LATELY) else None)

    def go_on(self) -> None:
        """Let all the time pass."""
        tended = self.start
        while (now := self._next()) is not None and now <= self.end:
            if now >= tended + (timedelta(hours=1) if now > self.end - RESTLESS else DAY):
                tended = now
                self.world.tend()
            self.world.clock.at = now
            self._moment(now)
        self.world.clock.at = self.end
        self.world.tend()

    def rows(self) -> Lifted:
        """Everything there is of them. The carrier forgets them with this world, and so there is nothing for it to blank."""
        with self.world.parts.store.transaction() as work:
            work.redacted(work.to_redact(self.end, limit=1_000_000), self.end)
            return work.lifted()

    def _intend(self, lately: Lately | None) -> None:
        for person in self.people:
            self._later(person.joins, partial(self._say, person, "JOIN"))
        for days in (self._chance.uniform(1, DAYS) for _ in range(3)):
            self._later(self.end - days * DAY, partial(self._fault, UNREACHABLE))
        self._later(self.end - timedelta(hours=self._chance.uniform(3, 90)), partial(self._fault, LANDLINE))
        if lately is not None:
            self._later(self.end - timedelta(minutes=lately.ago), partial(self._happens, lately))

    def _fault(self, code: int) -> None:
        self.world.network.faults.set(Fault.FAIL, next=1, code=code)

    def _next(self) -> datetime | None:
        """The end of the beat in which anything happens next."""
        while self._wakes and self._wakes[0][0] != self._wake_at.get(self._wakes[0][1]):
            heappop(self._wakes)  # planned anew since
        firsts = [heap[0][0] for heap in (self._wakes, self._agenda) if heap]
        return max(min(firsts) + (self.end - min(firsts)) % BEAT, self.world.clock.now()) if firsts else None

    def _later(self, at: datetime, act: Callable[[], None]) -> None:
        heappush(self._agenda, (at, next(self._order), act))

    def _say(self, person: Person, words: str) -> None:
        self._written.append((person.number, words))

    def _moment(self, now: datetime) -> None:
        """Everything of one instant: who does what, what falls due, and what people and coaches then make up their minds to do."""
        while self._agenda and self._agenda[0][0] <= now:
            heappop(self._agenda)[2]()
        written, self._written = self._written, []
        self.world.instant(written, wakes=bool(self._wakes) and self._wakes[0][0] <= now)
        made, self._made = self._made, []
        for journey, one in made:
            self._wake_at[journey] = one.decision.state.wake_at
            if one.decision.state.wake_at is not None:
                heappush(self._wakes, (one.decision.state.wake_at, journey))
            owner = self._owner(journey, one)
            if owner is not None:
                self._take_in(owner, one, now)

    def _watch(self, journey: str, made: Made) -> None:
        self._made.append((journey, made))

    def _owner(self, journey: str, made: Made) -> Person | None:
        """Whose journey this is: learnt from the first text that was decided for it."""
        if journey not in self._by_journey and isinstance(made.event, TextReceived):
            text = self.world.network.find(made.sid or "")
            if text is not None:
                self._by_journey[journey] = self._by_number[text.sender]
                self._by_number[text.sender].journey = journey
        return self._by_journey.get(journey)

    def _take_in(self, person: Person, made: Made, now: datetime) -> None:
        """What a decision makes a person, and the coaches, want to do."""
        new, was = person.state is None, person.state.phase if person.state is not None else None
        for deed in person.notice(made.decision.state, self.world.parts.entrance, now):
            self._later(deed.at, partial(self._do, person, deed))
        if new:
            self.office.welcome(person)
            self._fate(person, now)
        if was is not Phase.STOPPED and made.decision.state.phase is Phase.STOPPED and self._chance.random() < FORGOTTEN:
            self._later(now + self._chance.uniform(1, 9) * DAY, partial(self.office.erase, person))
        for effect in made.decision.effects:
            if isinstance(effect, RaiseAlert):
                self.office.called(person, effect.kind, now, done=self._left_alone.pop(person.journey, None))

    def _do(self, person: Person, deed: Deed) -> None:
        if deed.body:
            self._say(person, deed.body)

    def _fate(self, person: Person, now: datetime) -> None:
        """What will come over somebody in these months that no question brought about."""
        told: Sequence[tuple[float, AlertKind | None]] = (
            (ASKS, AlertKind.WANTS_COACH),
            (BARRED, AlertKind.NO_CONTACT),
            (BREAKS_DOWN, AlertKind.DANGER_A),
            (BREAKS_DOWN, AlertKind.DANGER_B),
            (LEAVES, None),
        )
        for share, kind in told:
            if self._chance.random() < share:
                self._later(now + self._chance.uniform(3, 120) * DAY, partial(self._speak_up, person, kind))
        if self._chance.random() < NOTED:
            self._later(now + self._chance.uniform(1, 60) * DAY, partial(self.office.note, person, self._chance.choice(NOTES)))

    def _speak_up(self, person: Person, kind: AlertKind | None) -> None:
        """Say what calls a coach for this; None: what ends it."""
        talks = {AlertKind.WANTS_COACH: TALKS, AlertKind.DANGER_A: DANGER[:1], AlertKind.DANGER_B: DANGER[1:]}.get(kind) if kind else None
        if talks is not None:
            self.office.ask(person, self._chance.choice(talks))
        else:
            self._say(person, self._chance.choice(NO_CONTACT if kind else LEAVING))

    def _happens(self, lately: Lately) -> None:
        """Something comes over one of those who are on the way."""
        there = [person for person in self.people if person.state is not None and person.state.phase is Phase.ACTIVE]
        if there:
            person = self._chance.choice(there)
            self._left_alone[person.journey] = lately.done
            self._speak_up(person, lately.kind)
