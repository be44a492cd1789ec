"""A program as values: what ``schedules/*.yaml`` says, once it has been checked. Holds no words a participant reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from coach.core.model import Asked, Bounds

Level = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers to one measure: the last ``times`` of them in this stage all match, and there are so many.

    ``equals`` is True, False, "unsure" or a word; ``least`` and ``most`` bound a number. ``count`` instead of ``times`` asks
    for that many matching answers in any order. ``days`` looks back only that far. ``ever`` looks beyond this stage's visit.
    """

    measure: str
    equals: Level | None = None
    least: float | None = None
    most: float | None = None
    times: int = 1
    count: int | None = None
    days: int | None = None
    ever: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """No answer to ``measure`` equals ``equals`` within the last ``days`` days."""

    measure: str
    equals: Level
    days: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Every one of ``measures`` has been answered at all, in this visit (or ``ever``)."""

    measures: tuple[str, ...]
    ever: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """None of ``measures`` has been answered, in this visit (or ``ever``)."""

    measures: tuple[str, ...]
    ever: bool = False


@dataclass(frozen=True, slots=True)
class KeptInRow:
    """The last ``times`` settled promises of this stage's visit were all kept."""

    times: int


@dataclass(frozen=True, slots=True)
class KeptRate:
    """Of the promises settled in the last ``days`` days, at least ``least`` of them, the share kept is at least ``rate``."""

    rate: float
    days: int
    least: int = 3


@dataclass(frozen=True, slots=True)
class Shares:
    """The participant still shares any of ``things`` with the other (home, children, work); empty: shares nothing."""

    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InStage:
    """At least ``days`` local days have passed since this stage was entered."""

    days: int


Condition = Measured | Never | Answered | Unanswered | KeptInRow | KeptRate | Shares | InStage


@dataclass(frozen=True, slots=True)
class Reply:
    """What follows one kind of answer. The first whose answer and ``needs`` match is taken.

    ``equals`` True, False, "unsure"; ``least``/``most`` for numbers; all None: any answer. ``say``: the text key to answer with.
    ``go``: a way back or out. ``ask``: the prompt of this stage asked at once. ``again``: days until this same prompt is asked again.
    ``alert``: the kind of alert to raise. ``restart``: names what begins anew ("promises": the run of kept promises).
    """

    equals: Level | None = None
    least: float | None = None
    most: float | None = None
    needs: tuple[Condition, ...] = ()
    say: str | None = None
    go: str | None = None
    ask: str | None = None
    again: int | None = None
    alert: str | None = None
    restart: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt of a stage. ``key`` is "program/stage/name", also the key of its words.

    ``asked`` None: it tells, and wants no answer. ``every`` None: once a visit (a question that nobody answered comes again after
    two weeks, in fresh words); else the least days between two.
    ``after``: the earliest day of the stage (0: the day of entry). ``needs``: conditions under which it may be sent.
    ``opening``: the stage's first text. ``on_demand``: sent only because a reply asks it. ``weight``: a higher one goes first
    among those due. ``contact``: it coaches contact with the other.
    """

    key: str
    measure: str | None = None
    asked: Asked | None = None
    at: time | None = None
    after: int = 0
    every: int | None = None
    needs: tuple[Condition, ...] = ()
    replies: tuple[Reply, ...] = ()
    opening: bool = False
    on_demand: bool = False
    weight: int = 0
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One state of a journey. ``dwell`` in days; ``next`` None: leaving it forward completes the journey.

    ``rhythm``: days between one prompt and the next, from denser to thinner; the last repeats. ``milestone``: days after which a
    coach hears that the gate has not opened. ``ways``: the stages a reply or setback may lead to (back and out).
    ``promises``: promises are asked for and followed up here. ``contact``: the stage coaches contact with the other.
    """

    key: str
    about: str
    dwell: int
    gate: tuple[Condition, ...]
    next: str | None
    prompts: tuple[Prompt, ...]
    rhythm: tuple[int, ...]
    ways: frozenset[str] = frozenset()
    milestone: int | None = None
    promises: bool = False
    contact: bool = False
    lied: str | None = None  # where an owned-up lie leads; None: stay
    farewell: str | None = None  # text key when leaving it completes the journey


@dataclass(frozen=True, slots=True)
class Program:
    """A whole program, one version. ``texts``: every text key, common ones included, with its number of wordings.

    ``bounds``: what the practice that runs it allows at most; None: as much as the program does. No part of the version.
    ``entrance``: whether a JOIN leads here where the operator names no program. No part of the version either.
    """

    name: str
    version: int
    digest: str
    title: str
    start: str
    letting_go: str
    stages: Mapping[str, Stage]
    texts: Mapping[str, int]
    at: time = time(10)
    ask_on_month: int = 18
    close_month: int = 24
    roles: tuple[str, ...] = ("self",)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)  # every prompt by key
    bounds: Bounds | None = None
    entrance: bool = False
