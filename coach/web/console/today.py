"""What Today shows, as plain values: read in one look at the database. Must not know how it looks.

No value here holds the present moment, so that two looks at unchanged things are equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.core.effects import AlertKind
from coach.core.state import State
from coach.store.seeing import Card
from coach.store.today import Call, Since
from coach.store.work import View
from coach.web.console.forecast import Coming, ahead
from coach.web.console.here import Console
from coach.web.console.said import initial, shown_number

AHEAD = timedelta(hours=24)
ASKED_WITHIN = timedelta(days=14)
TAKEN_WITHIN = timedelta(hours=24)
SHOWN = {"alerts": 60, "waiting": 40, "silent": 25, "coming": 25}  # rows; what is left over is told, and most pressing comes first
DANGER = frozenset({AlertKind.DANGER_A.value, AlertKind.DANGER_B.value})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a list. ``letter``: of their name. ``number``: masked. ``coach``: whose they are, by name; empty: nobody's."""

    journey_id: str
    letter: str
    number: str
    phase: str
    stage: str
    coach: str
    zone: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alert. ``person`` None: a stranger's number, or the system's own. ``foreign``: of another coach, who did not come in time."""

    call: Call
    person: Person | None
    danger: bool
    foreign: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a human since a moment. ``hold``: why the bot is silent; empty: it is not, they asked for a person."""

    person: Person
    since: datetime
    hold: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody who stopped answering."""

    person: Person
    since: datetime
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class Next:
    """A text that the bot is about to send if nothing happens before."""

    person: Person
    text: Coming


@dataclass(frozen=True, slots=True)
class Today:
    """The four lists. ``wakings``: how many journeys wake within the day, those beyond the list included."""

    open: tuple[Alarm, ...]
    taken: tuple[Alarm, ...]
    waiting: tuple[Waiting, ...]
    silent: tuple[Quiet, ...]
    coming: tuple[Next, ...]
    wakings: int
    looked_at: int


def today(console: Console, seen_by: str | None) -> Today:
    """Everything on Today for these eyes, with the same number of statements however much it is."""
    now = console.now
    with console.parts.store.reading() as view:
        calls = view.open_calls(seen_by, SHOWN["alerts"] + 1)
        taken = view.taken_calls(seen_by, now - TAKEN_WITHIN, SHOWN["alerts"])
        waiting = view.awaiting_coach(seen_by, now - ASKED_WITHIN, SHOWN["waiting"] + 1)
        silent = view.gone_silent(seen_by, SHOWN["silent"] + 1)
        due, wakings = view.waking(seen_by, now + AHEAD, SHOWN["coming"])
        people = People(view, {*_journeys([*calls, *taken]), *(one.journey_id for one in (*waiting, *silent, *due))})
    return Today(
        open=tuple(_alarm(call, people, seen_by) for call in calls),
        taken=tuple(_alarm(call, people, seen_by) for call in taken),
        waiting=tuple(Waiting(people[one], one.since, people.state(one).hold or "") for one in waiting if one in people),
        silent=tuple(Quiet(people[one], one.since, people.state(one).heard_at) for one in silent if one in people),
        coming=tuple(_coming(console, people, due, now)),
        wakings=wakings,
        looked_at=len(due),
    )


class People:
    """The people of a page, read once."""

    def __init__(self, view: View, journey_ids: set[str]) -> None:
        self._cards = view.cards(journey_ids)
        self._names = view.coach_names()
        self._made: dict[str, Person] = {}

    def __contains__(self, one: Since) -> bool:
        return one.journey_id in self._cards

    def __getitem__(self, one: Since) -> Person:
        return self._person(self._cards[one.journey_id])

    def found(self, journey_id: str | None) -> Person | None:
        """The person of a journey; None: there is none, or they were erased."""
        card = self._cards.get(journey_id or "")
        return self._person(card) if card else None

    def state(self, one: Since) -> State:
        """Where they stand."""
        return self._cards[one.journey_id].journey.state

    def _person(self, card: Card) -> Person:
        """Made once, however many lists they are on."""
        if card.journey.id not in self._made:
            self._made[card.journey.id] = self.person(card)
        return self._made[card.journey.id]

    def person(self, card: Card) -> Person:
        """Somebody as a list shows them."""
        state = card.journey.state
        coach = self._names.get(card.journey.coach or "", card.journey.coach or "")
        return Person(
            card.journey.id, initial(state), shown_number(card.phone), state.phase.value, state.stage, coach, state.profile.zones[0]
        )


def _journeys(calls: Iterable[Call]) -> list[str]:
    return [call.journey_id for call in calls if call.journey_id is not None]


def _alarm(call: Call, people: People, seen_by: str | None) -> Alarm:
    foreign = seen_by is not None and call.coach_id not in {None, seen_by}
    return Alarm(call, people.found(call.journey_id), call.kind in DANGER, foreign)


def _coming(console: Console, people: People, due: Iterable[Since], now: datetime) -> list[Next]:
    found = []
    for one in due:
        if one in people:
            state = people.state(one)
            program = console.parts.program(state.program, state.version)
            texts = [text for waking in ahead(state, program, now, now + AHEAD) for text in waking.texts]
            found += [Next(people[one], text) for text in texts]
    return sorted(found, key=lambda one: (one.text.at, one.person.journey_id))
