"""A pattern that is tried only when one of its words is there: what keeps a reading fast. Knows nothing of what patterns mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A text in plain words (see :mod:`danger_text`), and the set of those words."""

    plain: str
    words: frozenset[str]

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.plain.split())


@dataclass(frozen=True, slots=True)
class Cued:
    """One pattern by name. ``cues``: any of these words must be there; ``unless``: what rules it out wherever it stands."""

    name: str
    cues: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def heard(self, said: Said) -> bool:
        """Whether the text says it."""
        if self.cues.isdisjoint(said.words) or not self.pattern.search(said.plain):
            return False
        return self.unless is None or not self.unless.search(said.plain)


def cued(name: str, cues: str, pattern: str, unless: str | None = None) -> Cued:
    """A pattern that matches whole words; ``cues`` are separated by spaces, ``{...}`` in ``pattern`` must be filled in before."""
    return Cued(name, frozenset(cues.split()), whole(pattern), whole(unless) if unless else None)


def whole(pattern: str) -> re.Pattern[str]:
    """``pattern`` for whole words only."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


def first(patterns: Iterable[Cued], said: Said) -> str | None:
    """The name of the first of ``patterns`` that ``said`` says."""
    return next((pattern.name for pattern in patterns if pattern.heard(said)), None)
