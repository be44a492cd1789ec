"""Every wording filled in as people will see it: with its variables at their longest, as usual, and without a name.

Says which variables each room of texts may use. Knows how long they can get, not what the texts are for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jinja2 import TemplateError, meta

from coach.errors import BadWording
from coach.programs.checks.finding import Finding
from coach.programs.lines import Lines
from coach.programs.load import COMMON
from coach.programs.texts import TextFile
from coach.programs.wording import Wording, environment

_NAME = "Alexandrina-Josefine"
_QUOTE = "I will call on the way home each night and say how I feel.."
LONGEST: dict[str, str | int] = {
    "name": _NAME,
    "quote": _QUOTE + "." * (60 - len(_QUOTE)),
    "due": "2026-09-23T12:30:00",
    "until": "2026-09-23",
    "today": "2026-01-01",
    "low": 0,
    "high": 10,
    "run": 99,
    "brand": "The Rebuilding Coach",
    "contact": "support@rebuilding.example",
}
"""What a text may be filled with, as long as it can get."""
USUAL: dict[str, str | int] = LONGEST | {
    "name": "Sam",
    "quote": "I will be home by six",
    "brand": "Coach",
    "contact": "help@coach.example",
}
"""The same, as it mostly is."""
IN_PROGRAMS = frozenset({"name", "quote"})
ROOMS = {
    "intake": frozenset({"brand", "contact", "lines", "name"}),
    "common": frozenset({"brand", "contact", "lines", "name"}),
    "safety": frozenset({"brand", "contact", "lines"}),
    "promise": frozenset({"brand", "contact", "name"}),
    "carrier": frozenset({"brand", "contact"}),
}
"""What every text of a room that is no program's may use."""
GIVEN = {
    "common/paused": frozenset({"until"}),
    "common/unclear-number": frozenset({"low", "high"}),
    "common/unclear-scale": frozenset({"low", "high"}),
    "common/words-scale": frozenset({"low", "high"}),
    "promise/confirm": frozenset({"quote", "due"}),
    "promise/noted": frozenset({"due"}),
    "promise/moved": frozenset({"due"}),
    "promise/kept-run": frozenset({"run"}),
}
"""What single texts are given besides, by the machine that says them."""


@dataclass(frozen=True)
class Sample:
    """One wording in one variant, ready to be looked at. ``number``: its place in the file, from 0."""

    wording: Wording
    language: str
    file: TextFile
    number: int
    lines: Mapping[str, str]

    @property
    def words(self) -> str:
        """The wording as it is written in the file."""
        return self.file.wordings[self.number].words

    @property
    def room(self) -> str:
        """The first part of its key: a program, or one of the common rooms."""
        return self.file.key.split("/", 1)[0]

    @property
    def is_common(self) -> bool:
        """Whether it belongs to every program, or to the carrier."""
        return self.room in ROOMS

    @cached_property
    def variables(self) -> frozenset[str]:
        """The variables it uses."""
        return frozenset(meta.find_undeclared_variables(environment(self.language).parse(self.words)))

    @property
    def allowed(self) -> frozenset[str]:
        """The variables it may use."""
        if not self.is_common:
            return IN_PROGRAMS
        return ROOMS[self.room] | GIVEN.get(self.file.key, frozenset())

    @cached_property
    def longest(self) -> str:
        """Filled with every variable at its longest."""
        return self._filled(LONGEST)

    @cached_property
    def usual(self) -> str:
        """Filled with ordinary values."""
        return self._filled(USUAL)

    @cached_property
    def nameless(self) -> str:
        """Filled for somebody who gave no name."""
        return self._filled(USUAL | {"name": ""})

    def _filled(self, values: Mapping[str, str | int]) -> str:
        return self.wording.render(self.file.key, self.number, self.language, self.file.discreet, values, {"lines": self.lines})

    def finding(self, kind: str, what: str, mend: str) -> Finding:
        """A finding about this wording, at its line."""
        path = self.file.path.relative_to(self.wording.root).as_posix()
        return Finding(path, self.file.wordings[self.number].line, kind, what, mend)


def samples(wording: Wording, language: str, rooms: frozenset[str]) -> Iterator[Sample]:
    """Every wording of these rooms, plain and discreet."""
    lines = Lines(wording.root).longest()
    for file in wording.files(language):
        if file.key.split("/", 1)[0] in rooms:
            yield from (Sample(wording, language, file, number, lines) for number in range(len(file.wordings)))


def rooms_of(program: str) -> frozenset[str]:
    """The rooms whose texts a participant of this program may read, the carrier's own answers included."""
    return frozenset({program, *COMMON, "carrier"})


def unfillable(sample: Sample) -> Iterator[Finding]:
    """Variables nobody gives, and templates that cannot be filled."""
    try:
        strange = sorted(sample.variables - sample.allowed)
        if strange:
            allowed = ", ".join(sorted(sample.allowed))
            yield sample.finding("unknown-variable", f"{', '.join(strange)} is not given here", f"use only {allowed}")
        else:
            _ = (sample.longest, sample.usual, sample.nameless)
    except (BadWording, TemplateError) as fault:
        yield sample.finding("unfillable", str(fault), "mend the template")
