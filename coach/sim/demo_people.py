"""Who lives in the demo. All invented, on numbers that are given to nobody.

Numbers: 555-0100 to 555-0199 of an area are set aside for fiction (North American Numbering Plan Administration, "555 line numbers").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from coach.core.effects import AlertKind
from coach.sim.answers import voice
from coach.sim.people import Person
from coach.sim.personas import CROWD, PERSONAS
from coach.store.coaches_found import Role

PEOPLE = 200
PER_AREA = 100
AREAS = {
    "New York": (212, 646),
    "Atlanta": (404, 470),
    "Chicago": (312, 773),
    "Denver": (303, 720),
    "Phoenix": (602, 480),
    "Los Angeles": (213, 310),
}
UPHILL = 0.18  # how much harder than for most it is for some
EARLY = 1.9  # more of them joined long ago than lately, so that every stage has somebody in it
WAKING_HOURS = (14, 26)  # UTC, after midnight of a day: morning to evening in every one of these cities
PASSWORD = "a demo for everyone"  # noqa: S105 - printed on the sign-in page: there is nobody real to protect


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may sign in to the demo. ``id``: of the account."""

    id: str
    name: str
    email: str
    role: Role

    @property
    def first(self) -> str:
        """What they call themselves in a text."""
        return self.name.split()[0]


OWNER = Colleague("demo-olga", "Olga Ruiz", "olga@example.org", Role.OWNER)
COACHES = (
    Colleague("demo-ana", "Ana Silva", "ana@example.org", Role.COACH),
    Colleague("demo-ben", "Ben Okafor", "ben@example.org", Role.COACH),
    Colleague("demo-mei", "Mei Tanaka", "mei@example.org", Role.COACH),
)
READER = Colleague("demo-rui", "Rui Costa", "rui@example.org", Role.READER)
COLLEAGUES = (OWNER, *COACHES, READER)


@dataclass(frozen=True, slots=True)
class Lately:
    """Something that happened shortly before the demo begins. ``ago``: minutes. ``done``: how many steps of the answer were taken."""

    ago: int
    kind: AlertKind
    done: int


# One for each share of the people, as far as they go: what Today shows at first sight.
LATELY = (
    Lately(6, AlertKind.DANGER_A, 0),
    Lately(75, AlertKind.WANTS_COACH, 0),
    Lately(300, AlertKind.WANTS_COACH, 4),
    Lately(150, AlertKind.NO_CONTACT, 0),
    Lately(1500, AlertKind.WANTS_COACH, 4),
    Lately(190, AlertKind.DANGER_B, 3),
    Lately(270, AlertKind.WANTS_COACH, 0),
    Lately(600, AlertKind.WANTS_COACH, 4),
    Lately(45, AlertKind.DANGER_B, 0),
    Lately(2800, AlertKind.WANTS_COACH, 9),
    Lately(1100, AlertKind.NO_CONTACT, 9),
    Lately(30, AlertKind.WANTS_COACH, 0),
    Lately(480, AlertKind.WANTS_COACH, 6),
)


def neighbours(indices: Iterable[int], start: datetime, end: datetime) -> list[Person]:
    """Some of the people, by index, who join between ``start`` and a day before ``end`` (UTC). The same index, the same person."""
    return [_person(index, start, end) for index in indices]


def _person(index: int, start: datetime, end: datetime) -> Person:
    chance = Random(f"demo/{index}")  # noqa: S311 - lives of a demo
    kind = PERSONAS[chance.choices(list(CROWD), list(CROWD.values()))[0]]
    one = replace(kind, good=kind.good - UPHILL * chance.random() ** 2, keeps=kind.keeps - UPHILL * chance.random() ** 2)
    number = f"+1{AREAS[one.city][index // PER_AREA]}55501{index % PER_AREA:02d}"
    day = int((end - start).days * chance.random() ** EARLY)
    midnight = (start + timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
    joins = midnight + timedelta(minutes=chance.randrange(WAKING_HOURS[0] * 60, WAKING_HOURS[1] * 60))
    silent_from = chance.randint(*one.silent_from) if one.silent_from is not None else None
    return Person(index, number, one, chance, min(max(joins, start), end - timedelta(days=1)), voice(chance), silent_from)
