"""Whether the texts that name a country's lines still are what they must be: plain letters, short, the lines where they are seen first.

Must not know who edits the lines, nor how anything is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from coach.programs.checks.discretion import indiscreet
from coach.programs.checks.lengths import MOST
from coach.programs.checks.samples import Sample
from coach.programs.gsm import fits, strangers
from coach.programs.lines import KINDS
from coach.programs.segments import GSM7, ROOM, count
from coach.programs.wording import Wording

ROOMS = ("safety", "common", "intake")
SAFETY = "safety"
LONGEST_SAY = 60  # characters
_NAMED = re.compile(r"lines\.(\w+)")
_REACHES = re.compile(r"\d|\w\.\w")  # a number, or the address of a page


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that names lines, as a phone would show it. ``seen``: units up to the end of its last line; ``room``: of a first segment."""

    key: str
    language: str
    kinds: tuple[str, ...]
    body: str
    segments: int
    encoding: str
    most: int
    seen: int
    room: int
    telling: bool

    @property
    def too_long(self) -> bool:
        """More segments than the language allows."""
        return self.segments > self.most

    @property
    def too_late(self) -> bool:
        """In danger a line must stand in the first segment: the others may come late, or apart."""
        return self.key.startswith(SAFETY) and self.seen > self.room

    @property
    def fits(self) -> bool:
        """Whether it may go out so."""
        return not (self.too_long or self.too_late or self.telling)


def wrong_phrase(say: str) -> str:
    """What is wrong with a phrase itself, as a code; empty: nothing."""
    checks = (
        (not say, "no_phrase"),
        (not fits(say) or "\n" in say or "\r" in say, "odd_letters"),
        (len(say) > LONGEST_SAY, "phrase_long"),
        (not _REACHES.search(say), "no_number"),
    )
    return next((code for is_wrong, code in checks if is_wrong), "")


def odd_letters(say: str) -> str:
    """The letters of a phrase that a plain text cannot hold."""
    return strangers(say)


def shown(wording: Wording, said: Mapping[str, str]) -> list[Shown]:
    """Every text that names a line, with these phrases, its other variables at their longest."""
    return [_shown(sample, kinds) for sample, kinds in _samples(wording, tuple(said.items()))]


def broken(texts: list[Shown]) -> dict[str, Shown]:
    """The first text that does not fit, for every kind of line in it."""
    found: dict[str, Shown] = {}
    for one in texts:
        if not one.fits:
            for kind in one.kinds:
                found.setdefault(kind, one)
    return found


@lru_cache(maxsize=32)
def _samples(wording: Wording, said: tuple[tuple[str, str], ...]) -> list[tuple[Sample, tuple[str, ...]]]:
    return list(_naming(wording, dict(said)))


def _naming(wording: Wording, said: Mapping[str, str]) -> Iterator[tuple[Sample, tuple[str, ...]]]:
    for language in wording.languages:
        for file in wording.files(language):
            if file.key.split("/", 1)[0] in ROOMS:
                for number in range(len(file.wordings)):
                    sample = Sample(wording, language, file, number, said)
                    kinds = tuple(kind for kind in KINDS if kind in _NAMED.findall(sample.words))
                    if kinds:
                        yield sample, kinds


def _shown(sample: Sample, kinds: tuple[str, ...]) -> Shown:
    counted, (_, most) = count(sample.longest), MOST.get(sample.language, MOST["en"])
    room = ROOM[counted.encoding].alone if counted.segments == 1 else ROOM[counted.encoding].part
    ends = max(sample.longest.rfind(sample.lines[kind]) + len(sample.lines[kind]) for kind in kinds)
    return Shown(
        key=sample.file.key,
        language=sample.language,
        kinds=kinds,
        body=sample.usual,
        segments=counted.segments,
        encoding=counted.encoding,
        most=most,
        seen=count(sample.longest[:ends]).units if counted.encoding == GSM7 else ends,
        room=room,
        telling=any(finding.kind == "telling-start" for finding in indiscreet(sample)),
    )
