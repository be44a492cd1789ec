"""The conversation, day by day, as both saw it. Must not know how it looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from coach.core.timing import local
from coach.store.conversation import Said
from coach.store.work import View
from coach.web.console.participant_case import Case

A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the participant's calendar."""

    on: date
    texts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """``earlier``: texts before this moment are on the page before; None: there are none. ``program``: whose texts these are."""

    days: tuple[Day, ...]
    earlier: datetime | None
    zone: str
    program: str
    version: int


def thread_of(view: View, case: Case, before: datetime | None = None) -> Thread:
    """The last texts, or the last before a moment."""
    texts = view.conversation(case.participant_id, A_PAGE + 1, before)
    shown = texts if len(texts) <= A_PAGE else texts[1:]
    earlier = shown[0].at if len(texts) > A_PAGE else None
    return Thread(_by_day(shown, case.zone), earlier, case.zone, case.program.name, case.program.version)


def _by_day(texts: Iterable[Said], zone: str) -> tuple[Day, ...]:
    return tuple(Day(day, tuple(of_day)) for day, of_day in groupby(texts, key=lambda text: local(text.at, zone).date()))
