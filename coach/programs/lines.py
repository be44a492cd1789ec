"""The lines to turn to in danger, by country: data in ``templates/safety/lines.yaml``, checked by a person and dated.

Knows nothing of the texts that name them, nor of danger itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.errors import BadSchedule
from coach.programs.sheet import Sheet, Tree, read_sheet

KINDS = ("emergency", "crisis", "violence", "child")
FALLBACK = "US"
UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``say``: the phrase a text puts in its place; ``checked``: the day a person verified it, None: nobody has."""

    country: str
    kind: str
    say: str
    checked: date | None
    source: str
    at: int


class Lines:
    """The lines of every country in the file below ``templates_root``.

    Raises: ``BadSchedule`` with everything that is missing or odd in the file.
    """

    def __init__(self, templates_root: Path) -> None:
        self.path = templates_root / "safety" / "lines.yaml"
        sheet = read_sheet(self.path)
        problems = list(_problems(sheet))
        if problems:
            raise BadSchedule(problems)
        self._lines = list(_lines(sheet))
        self._said = {country: {line.kind: line.say for line in self._lines if line.country == country} for country in self.countries}

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries the file knows."""
        return tuple(dict.fromkeys(line.country for line in self._lines))

    def lines_for(self, country: str) -> Mapping[str, str]:
        """Kind of line -> what to say, for the frame of a text; those of the US where the country is not known."""
        return self._said.get(country, self._said[FALLBACK])

    def line(self, country: str, kind: str) -> Line:
        """One line of a country the file knows."""
        return next(line for line in self._lines if (line.country, line.kind) == (country, kind))

    def unchecked(self) -> tuple[Line, ...]:
        """The lines nobody has verified with the service itself."""
        return tuple(line for line in self._lines if line.checked is None)

    def longest(self) -> Mapping[str, str]:
        """Kind of line -> the longest thing any country says there: what a text must have room for."""
        return {kind: max((said[kind] for said in self._said.values()), key=len) for kind in KINDS}


def _entries(tree: Tree) -> Mapping[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _lines(sheet: Sheet) -> Iterator[Line]:
    for country, kinds in _entries(sheet.tree).items():
        for kind, entry in _entries(kinds).items():
            line = _entries(entry)
            yield Line(country, kind, str(line["say"]), _checked(line["checked"]), str(line["source"]), sheet.line((country, kind)))


def _checked(value: Tree) -> date | None:
    return None if value == UNCHECKED else date.fromisoformat(str(value))


def _problems(sheet: Sheet) -> Iterator[str]:
    countries = _entries(sheet.tree)
    if FALLBACK not in countries:
        yield sheet.problem((), f"there are no lines for {FALLBACK}", "add them: other countries fall back on them")
    for country, kinds in countries.items():
        for kind in KINDS:
            yield from _line_problems(sheet, country, kind, _entries(_entries(kinds).get(kind)))
        for kind in set(_entries(kinds)) - set(KINDS):
            yield sheet.problem((country, kind), f'"{kind}" is no kind of line', f"write one of {', '.join(KINDS)}")


def _line_problems(sheet: Sheet, country: str, kind: str, entry: Mapping[str, Tree]) -> Iterator[str]:
    for name in ("say", "checked", "source"):
        if not isinstance(entry.get(name), str) or not entry[name]:
            yield sheet.problem((country, kind), f"{country} {kind} has no {name}", f'add {name}: "..." in quotes')
            return
    try:
        _checked(entry["checked"])
    except ValueError:
        yield sheet.problem((country, kind, "checked"), f"{entry['checked']!r} is no day", 'write "2026-11-20", or "unchecked"')
