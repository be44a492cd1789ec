"""Whose figures are asked for: a program, and of its participants a version, a role, a cohort, or all. Kept in every link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from coach.store.insight import InsightGroup
from coach.web.console.here import here

FILTERS = ("program", "version", "role", "cohort")
OF_A_PROGRAM = FILTERS[1:]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for; 0 and "" stand for all."""

    program: str
    version: int = 0
    role: str = ""
    cohort: str = ""

    @property
    def query(self) -> dict[str, str | int]:
        """The part of an address that asks for the same; of a page with one program that is nothing."""
        return {name: value for name, value in asdict(self).items() if value}

    def with_(self, name: str, value: str | int) -> Choice:
        """The same, but for one filter."""
        return Choice(**{**asdict(self), name: value})


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter: what can be chosen without pointing at too few, with how many people each."""

    name: str
    chosen: str | int
    options: tuple[tuple[str | int, int], ...]


def chosen(given: Mapping[str, str], groups: Sequence[InsightGroup]) -> Choice:
    """The choice an address makes; of programs the one that JOIN leads to, where it names none that is known."""
    programs = sorted({one.program for one in groups})
    entrance = here().parts.entrance.name
    first = entrance if entrance in programs or not programs else programs[0]
    named = given.get("program", "")
    version = given.get("version", "")
    return Choice(
        named if named in programs else first,
        int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0,
        given.get("role", ""),
        given.get("cohort", ""),
    )


def offers(choice: Choice, groups: Sequence[InsightGroup]) -> list[Offer]:
    """Every filter, the rest of the choice staying as it is."""
    people = {(one.program, one.version, one.role, one.cohort): one.people for one in groups}
    programs = tuple(sorted((one.program, one.people) for one in groups if (one.version, one.role, one.cohort) == (0, "", "")))
    found = [Offer("program", choice.program, programs)]
    for name in OF_A_PROGRAM:
        values = sorted({getattr(one, name) for one in groups if one.program == choice.program and getattr(one, name)})
        ways = [(value, people.get(tuple(asdict(choice.with_(name, value)).values()), 0)) for value in values]
        found.append(Offer(name, getattr(choice, name), tuple(way for way in ways if way[1])))
    return found
