"""A crowd living through a program in virtual time, with the laws checked on every decision and, in the end, on every handset.

Time passes in beats of a few minutes, as it does for a service whose worker looks that often: all that falls due within a beat is
decided at its end, in one batch. The same seed, the same lives, to the byte.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from coach.carrier.simulated import By
from coach.core.events import CoachCorrected, TextReceived
from coach.core.program import Program
from coach.engine.writing import Made
from coach.settings import Settings
from coach.sim.handsets import arrived, doubled, untimely
from coach.sim.laws import Broken, Witness
from coach.sim.people import Deed, Person, crowd
from coach.sim.world import World

START = datetime(2026, 3, 1, 16, tzinfo=UTC)
JOINING = 360  # minutes within which people join
DAY = timedelta(days=1)
BEAT = timedelta(minutes=5)
YOUNG = 2_000_000  # objects made between two looks for garbage: there is hardly any, and very much that stays


def beat(moment: datetime) -> datetime:
    """The end of the beat that a moment falls into."""
    return moment + (START - moment) % BEAT


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage rarely while a world is growing."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Crowd:
    """People and the service. ``persona``: of one kind only; None: of all kinds in their shares. Raises: ``BadRequest``."""

    def __init__(self, settings: Settings, people: int, days: int, seed: int, persona: str | None = None) -> None:
        self.days = days
        self.broken: list[tuple[str, Broken]] = []
        self._witnesses: dict[str, Witness] = {}
        self.decisions = 0
        self.people = crowd(people, seed, START, JOINING, persona)
        self.world = World(settings, START, seed, self._watch)
        self._by_number = {person.number: person for person in self.people}
        self._by_journey: dict[str, Person] = {}
        self._made: list[tuple[str, Made]] = []
        self._deeds: list[tuple[datetime, int, Person, Deed]] = []
        self._order = count()
        self._wakes: list[tuple[datetime, str]] = []
        self._wake_at: dict[str, datetime | None] = {}
        for person in self.people:
            self._intend(person, [Deed(person.joins, "JOIN")])

    @property
    def program(self) -> Program:
        """The program they live through."""
        return self.world.parts.entrance

    def live(self, progress: Callable[[int], None] = lambda day: None) -> None:  # noqa: ARG005 - nobody needs to be told
        """Let all the days pass; ``progress`` is told each day that is over."""
        with rare_collections():
            self._live(progress)
        self._look_at_handsets()
        progress(self.days)

    def _live(self, progress: Callable[[int], None]) -> None:
        end, day = START + timedelta(days=self.days), 0
        while (now := self._next()) is not None and now <= end:
            while now >= START + (day + 1) * DAY:
                day += 1
                self.world.tend()
                self.world.take_calls()
                progress(day)
            self.world.clock.at = now
            self._moment(now)
        self.world.clock.at = end

    def _next(self) -> datetime | None:
        """The end of the beat in which anything happens next; None: nothing ever will."""
        while self._wakes and self._wakes[0][0] != self._wake_at.get(self._wakes[0][1]):
            heappop(self._wakes)  # planned anew since
        firsts = [heap[0][0] for heap in (self._wakes, self._deeds) if heap]
        return max(beat(min(firsts)), self.world.clock.now()) if firsts else None

    def _intend(self, person: Person, deeds: Iterable[Deed]) -> None:
        for deed in deeds:
            heappush(self._deeds, (deed.at, next(self._order), person, deed))

    def _moment(self, now: datetime) -> None:
        """Everything of one instant: who texts or moves, what falls due, and what people then make up their minds to do."""
        written = []
        while self._deeds and self._deeds[0][0] <= now:
            _, _, person, deed = heappop(self._deeds)
            if deed.zone:
                self._move(person, deed.zone)
            else:
                written.append((person.number, deed.body))
        self.world.instant(written, wakes=bool(self._wakes) and self._wakes[0][0] <= now)
        made, self._made = self._made, []
        for journey, one in made:
            self._plan_wake(journey, one.decision.state.wake_at)
            owner = self._owner(journey, one)
            if owner is not None:
                self._intend(owner, owner.notice(one.decision.state, self.program, now))

    def _plan_wake(self, journey: str, at: datetime | None) -> None:
        """Know when a journey wakes, without asking the database at every instant; it decides for itself what is due."""
        if at is not None and at != self._wake_at.get(journey):
            heappush(self._wakes, (at, journey))
        self._wake_at[journey] = at

    def _move(self, person: Person, zone: str) -> None:
        if person.stayed:
            self.world.engine.door.act(person.journey, CoachCorrected("sim", zone=zone))

    def _watch(self, journey: str, made: Made) -> None:
        self.decisions += 1
        witness = self._witnesses.get(journey)
        if witness is None:
            witness = self._witnesses[journey] = Witness(self.program)
        self.broken += [(journey, broken) for broken in witness.saw(made.before, made.event, made.now, made.decision)]
        self._made.append((journey, made))

    def _owner(self, journey: str, made: Made) -> Person | None:
        """Whose journey this is: learnt from the first text that was decided for it."""
        if journey not in self._by_journey and isinstance(made.event, TextReceived):
            text = self.world.network.find(made.sid or "")
            if text is not None:
                self._by_journey[journey] = self._by_number[text.sender]
                self._by_number[text.sender].journey = journey
        return self._by_journey.get(journey)

    def _look_at_handsets(self) -> None:
        """What is on the handsets in the end: the carrier's word, not ours."""
        unsolicited = self.world.prompts_sent()
        for person in self.people:
            thread = self.world.thread(person.number)
            ours = arrived(thread)
            person.texts_in = sum(text.by is By.PERSON for text in thread)
            person.texts_out, person.segments = len(ours), sum(text.segments for text in ours)
            self.broken += [(person.journey, Broken("once", what)) for what in doubled(thread)]
            self.broken += [(person.journey, Broken("arrival", what)) for what in untimely(thread, unsolicited, person.history)]
