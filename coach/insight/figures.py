"""What is shown of one group of participants, as plain values; None: too few people, not shown. Must not know how it was counted."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import msgspec

Shown = int | None


@dataclass(frozen=True, slots=True)
class Step:
    """How many came at least as far as this step of the program. ``key``: "joined", a stage, "completed"."""

    key: str
    people: Shown


@dataclass(frozen=True, slots=True)
class Way:
    """How many first left ``stage`` this way: to a stage, "finished", "opted-out", "closed"; "there": they have not left it."""

    stage: str
    to: str
    people: Shown


@dataclass(frozen=True, slots=True)
class Moment:
    """A curve at the end of a day. ``at_risk``: still in sight and not there yet after it; ``share``: of those it has happened to."""

    day: int
    at_risk: int
    happened: int
    left: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """How long until something. ``to``: a stage, "completed", "silence". ``half``: days until half of them, by the estimate."""

    to: str
    people: Shown
    happened: Shown
    half: int | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """Questions put and answered. ``of``: a prompt's key or an hour; ``people``: who were asked."""

    of: str
    people: Shown
    asked: Shown
    answered: Shown


@dataclass(frozen=True, slots=True)
class Loss:
    """How many got a text, and to how many it was the last before they opted out. ``of``: a prompt's key, "~reply", "~coach", ..."""

    of: str
    people: Shown
    lost: Shown


@dataclass(frozen=True, slots=True)
class Week:
    """The readings of one week of the journey, from 0: quartiles and median of each person's last one."""

    week: int
    people: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises of a stage or a month (``of``), by how they stand; of a month only the kept and the broken."""

    of: str
    people: Shown
    made: Shown
    kept: Shown
    broken: Shown
    dropped: Shown
    open: Shown


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people waited for a coach, in minutes. ``what``: a kind of alert, or "reply". ``late``, ``open``: people."""

    what: str
    people: Shown
    times: Shown
    low: float | None
    middle: float | None
    high: float | None
    late: Shown
    open: Shown


@dataclass(frozen=True, slots=True)
class Cost:
    """Segments of a month by kind of text."""

    month: str
    people: Shown
    segments: Shown
    by_kind: dict[str, Shown]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is shown of a group."""

    people: int
    now: dict[str, Shown]
    steps: tuple[Step, ...]
    entered: dict[str, Shown]
    ways: tuple[Way, ...]
    curves: tuple[Curve, ...]
    prompts: tuple[Rate, ...]
    hours: tuple[Rate, ...]
    losses: tuple[Loss, ...]
    trust: dict[str, tuple[Week, ...]]
    promises: tuple[Promises, ...]
    promise_months: tuple[Promises, ...]
    waits: tuple[Wait, ...]
    costs: tuple[Cost, ...]


FORM = "1"
"""Of the packed figures; another number when they change, so that those of an older release are counted anew instead of read."""

_read = msgspec.json.Decoder(Figures)
_write = msgspec.json.Encoder()


def packed(figures: Figures) -> bytes:
    """The figures as a few bytes, to be kept."""
    return zlib.compress(_write.encode(figures))


def unpacked(raw: bytes) -> Figures:
    """The figures again."""
    return _read.decode(zlib.decompress(raw))
