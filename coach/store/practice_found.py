"""A practice's own settings as plain values. Must not know where they are kept, nor what they are used for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from coach.core.model import Bounds

BOUNDS = "bounds"
DEADLINES = "deadlines"
LINES = "lines:"


def lines_of(country: str) -> str:
    """The name of the part that holds a country's lines (ISO 3166 code)."""
    return f"{LINES}{country}"


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line to turn to in danger, as the practice keeps it.

    ``say``: the phrase a text puts in its place, the number in it. ``name``: of the service; ``hours``: when somebody answers there;
    ``source``: the page of the service; ``checked``: the day somebody last held it against that page, and ``by`` whom (a coach's id).
    """

    say: str
    name: str = ""
    hours: str = ""
    source: str = ""
    checked: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """All of a practice's settings as they stand. ``version``: of the newest change; 0: nothing was ever changed.

    ``bounds`` None: as much as the programs allow. ``deadlines``: seconds by kind of alert. ``lines``: by country, then by kind.
    ``versions``: of the newest change of each part.
    """

    version: int = 0
    bounds: Bounds | None = None
    deadlines: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, KeptLine]] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one part. ``coach_id`` None: nobody known. ``value``: JSON; empty: as the product comes."""

    id: int
    at: datetime
    coach_id: str | None
    part: str
    value: str
