"""The versions of programs: which there are, who is on them, since when, with which words. Must not know how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coach.core.model import Phase
from coach.core.program import Program
from coach.programs.checks import Finding
from coach.programs.library import Library
from coach.store.programs_seen import FirstUse, Standing
from coach.store.roster import ON_THE_WAY
from coach.store.work import View
from coach.web.console.programs_book import Book, Cost

COMING = frozenset({Phase.INVITED, Phase.INTAKE})
PHASES_ON_THE_WAY = frozenset(Phase(one) for one in ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class People:
    """How many of one version are on the way, come (invited or in intake), or have come to an end or opted out; and in all."""

    on_the_way: int
    coming: int
    gone: int

    @property
    def total(self) -> int:
        """Everybody who is pinned to it."""
        return self.on_the_way + self.coming + self.gone


@dataclass(frozen=True, slots=True)
class Words:
    """A version as it stood when journeys began on it. ``people``: who are on the way. ``current``: it stands so still."""

    digest: str
    first: datetime | None
    people: int
    current: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version. ``program`` None: people are pinned to it, but the library has lost its file.

    ``stages``: stage -> people in it now, on the way. ``words``: the oldest first, those it has now among them.
    """

    name: str
    number: int
    program: Program | None
    people: People
    stages: Mapping[str, int]
    words: tuple[Words, ...]

    @property
    def first(self) -> datetime | None:
        """When it was first used (UTC); None: never."""
        return min((one.first for one in self.words if one.first is not None), default=None)

    @property
    def earlier(self) -> tuple[Words, ...]:
        """Other words it had when journeys began on it."""
        return tuple(one for one in self.words if not one.current)


@dataclass(frozen=True, slots=True)
class Costed:
    """What the words of a version come to. ``texts`` and ``wordings``: of its own; ``wrong``: what is to mend; ``notes``: what to know."""

    texts: int
    wordings: int
    cost: Cost
    wrong: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def versions(library: Library, view: View, seen_by: str | None) -> list[Version]:
    """Every version of every program, by name, the newest first; also those that people are pinned to and the library has not."""
    standings, firsts = view.standings(seen_by), view.first_uses()
    known = {(name, number) for name in library.names() for number in library.versions(name)}
    used = {(one.program, one.version) for one in standings} | {(one.program, one.version) for one in firsts}
    return [_version(library, each, standings, firsts) for each in sorted(known | used, key=lambda each: (each[0], -each[1]))]


def _version(library: Library, key: tuple[str, int], standings: Iterable[Standing], firsts: Iterable[FirstUse]) -> Version:
    name, number = key
    program = library.program(name, number) if number in library.versions(name) else None
    here = [one for one in standings if (one.program, one.version) == key]
    since = {one.digest: one.at for one in firsts if (one.program, one.version) == key}
    return Version(name, number, program, _people(here), _stages(here), tuple(_words(program, here, since)))


def _people(standings: Iterable[Standing]) -> People:
    on_the_way = coming = gone = 0
    for one in standings:
        if one.phase in PHASES_ON_THE_WAY:
            on_the_way += one.people
        elif one.phase in COMING:
            coming += one.people
        else:
            gone += one.people
    return People(on_the_way, coming, gone)


def _stages(standings: Iterable[Standing]) -> dict[str, int]:
    stages: dict[str, int] = {}
    for one in standings:
        if one.phase in PHASES_ON_THE_WAY:
            stages[one.stage] = stages.get(one.stage, 0) + one.people
    return stages


def _words(program: Program | None, standings: list[Standing], since: Mapping[str, datetime]) -> Iterable[Words]:
    now = program.digest if program is not None else None
    for digest in dict.fromkeys((*since, *([now] if now else []))):
        people = _people([one for one in standings if one.digest == digest]).on_the_way
        yield Words(digest, since.get(digest), people, digest == now)


def costed(program: Program, book: Book) -> Costed:
    """What its words come to."""
    own = [wordings for key, wordings in program.texts.items() if key.startswith(f"{program.name}/")]
    found = book.findings(program)
    wrong, notes = (tuple(one for one in found if one.is_note is note) for note in (False, True))
    return Costed(len(own), sum(own), book.cost(program), wrong, notes)
