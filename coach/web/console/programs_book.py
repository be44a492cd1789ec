"""Every text as a phone shows it, what it costs, what checks find, where it is said: read once for a library, and kept with it.

Must not know who asks, nor how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import TemplateError

from coach.core.program import Program
from coach.errors import BadWording
from coach.programs.checks import Finding, check
from coach.programs.checks.discretion import SHOWN
from coach.programs.checks.samples import LONGEST, USUAL, Sample, rooms_of
from coach.programs.library import LANGUAGE, Library
from coach.programs.segments import ROOM, Segments, count
from coach.web.console.here import Console
from coach.web.console.programs_road import Road, road

COUNTRY = "US"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One wording. ``said``: filled with examples; None when it cannot be filled. ``raw``: as its file has it.

    ``cost``: as ``said``; ``longest``: with every variable at its longest. ``number``: from 0. ``path`` and ``line``: where it stands.
    """

    key: str
    number: int
    language: str
    discreet: bool
    raw: str
    said: str | None
    cost: Segments
    longest: Segments
    variables: tuple[str, ...]
    path: str
    line: int

    @property
    def room(self) -> int:
        """The units its segments hold, as ``said``."""
        room = ROOM[self.cost.encoding]
        return room.alone if self.cost.segments == 1 else room.part * self.cost.segments

    @property
    def glimpse(self) -> str:
        """What a lock screen surely shows of it."""
        shown = self.said if self.said is not None else self.raw
        return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}..."


@dataclass(frozen=True, slots=True)
class Cost:
    """What a road costs in segments: in ordinary and in discreet words. ``stages``: stage ("" is intake) -> texts, segments."""

    road: Road
    plain: int
    discreet: int
    stages: Mapping[str, tuple[int, int]]


class Book:
    """The texts of a library, filled with what this operator gives every text."""

    def __init__(self, library: Library, frame: Mapping[str, Any]) -> None:
        self.wording = library.wording
        self.frame = frame
        self.longest_frame = {**frame, "lines": library.lines.longest()}
        self._found: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._costs: dict[tuple[str, str], Cost] = {}

    @cached_property
    def bubbles(self) -> Mapping[tuple[str, str, bool], tuple[Bubble, ...]]:
        """Language, key and whether in discreet mode -> the wordings that are said then."""
        found: dict[tuple[str, str, bool], tuple[Bubble, ...]] = {}
        for language in self.wording.languages:
            for file in sorted(self.wording.files(language), key=lambda file: file.discreet):
                said = tuple(self._bubble(Sample(self.wording, language, file, nth, {})) for nth in range(len(file.wordings)))
                found[language, file.key, True] = said  # the plain words, unless discreet ones come after them
                if not file.discreet:
                    found[language, file.key, False] = said
        return found

    def said(self, key: str, language: str, *, discreet: bool) -> tuple[Bubble, ...]:
        """The wordings of a text; none where this language lacks it."""
        return self.bubbles.get((language, key, discreet), ())

    def every(self, program: str) -> Iterator[Bubble]:
        """Every wording that somebody in a program may read, plain ones and discreet ones, each once."""
        rooms = rooms_of(program)
        for (_, key, discreet), bubbles in self.bubbles.items():
            if key.split("/", 1)[0] in rooms and all(one.discreet is discreet for one in bubbles):
                yield from bubbles

    def keys(self, room: str, language: str) -> list[str]:
        """The texts of a room in a language, in the order of their names."""
        return sorted(key for key in self.wording.texts(language) if key.startswith(f"{room}/"))

    def languages(self, room: str) -> tuple[str, ...]:
        """The languages in which a room has texts."""
        return tuple(one for one in self.wording.languages if self.keys(room, one))

    def findings(self, program: Program) -> tuple[Finding, ...]:
        """What the checks find in every language the program has texts in."""
        if (known := self._found.get((program.name, program.digest))) is not None:
            return known
        languages = self.languages(program.name)
        found = tuple(dict.fromkeys(one for language in languages for one in check(program, self.wording, language)))
        self._found[program.name, program.digest] = found
        return found

    def cost(self, program: Program) -> Cost:
        """What the whole road costs, in the language the program is counted in."""
        if (known := self._costs.get((program.name, program.digest))) is not None:
            return known
        walked = road(program)
        plain, discreet = (self._segments(walked, discreet=mode) for mode in (False, True))
        stages: dict[str, tuple[int, int]] = {}
        for sent, segments in zip(walked.sent, plain, strict=True):
            texts, before = stages.get(sent.stage, (0, 0))
            stages[sent.stage] = texts + 1, before + segments
        found = Cost(walked, sum(plain), sum(discreet), stages)
        self._costs[program.name, program.digest] = found
        return found

    def _segments(self, walked: Road, *, discreet: bool) -> list[int]:
        said = (self.said(sent.key, LANGUAGE, discreet=discreet) for sent in walked.sent)
        return [one[sent.wording].cost.segments if one else 0 for sent, one in zip(walked.sent, said, strict=True)]

    def _bubble(self, sample: Sample) -> Bubble:
        said, longest = self._filled(sample, USUAL, self.frame), self._filled(sample, LONGEST, self.longest_frame)
        worded = sample.file.wordings[sample.number]
        return Bubble(
            sample.file.key,
            sample.number,
            sample.language,
            sample.file.discreet,
            worded.words,
            said,
            count(said if said is not None else worded.words),
            count(longest if longest is not None else worded.words),
            tuple(sorted(sample.variables)),
            sample.file.path.relative_to(self.wording.root).as_posix(),
            worded.line,
        )

    def _filled(self, sample: Sample, values: Mapping[str, str | int], frame: Mapping[str, Any]) -> str | None:
        ours = {name: value for name, value in values.items() if name not in frame}
        try:
            return self.wording.render(sample.file.key, sample.number, sample.language, sample.file.discreet, ours, frame)
        except (BadWording, TemplateError):
            return None


_BOOKS: WeakKeyDictionary[Library, Book] = WeakKeyDictionary()


def book_of(console: Console) -> Book:
    """The book of the library this console works with; made when it is first asked for, and anew when the operator's own words change."""
    library, frame = console.parts.library, console.parts.frame(COUNTRY)
    book = _BOOKS.get(library)
    if book is None or book.frame != frame:
        book = _BOOKS[library] = Book(library, frame)
    return book
