"""The next 90 days on paper: the machine itself is run ahead, as if they kept silent, or as if they replied to every text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from coach.core.decision import Case as Deciding
from coach.core.decision import Decision
from coach.core.events import Woken
from coach.core.program import Program
from coach.core.state import State
from coach.core.timing import local
from coach.core.wake import sleep
from coach.web.console.forecast import MOST_WAKINGS, Coming, Waking, ahead
from coach.web.console.participant_case import Case
from coach.web.console.participant_head import resumed

AHEAD = timedelta(days=90)
SILENT, REPLYING = "silent", "replying"


@dataclass(frozen=True, slots=True)
class Month:
    """The texts of one month on the participant's calendar."""

    first: datetime
    texts: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """``ends``: the phase it ends in within the time, and when; None: it goes on. ``if_back``: as if they were handed back now."""

    months: tuple[Month, ...]
    number: int
    supposing: str
    ends: tuple[str, datetime] | None
    if_back: bool
    zone: str


def coming_of(case: Case, supposing: str = SILENT) -> Ahead:
    """What the bot would send in the next 90 days, at their local times. While it is held: as if they were handed back now."""
    if_back = case.state.hold is not None
    state = resumed(case).state if if_back else case.state
    run = replying if supposing == REPLYING else ahead
    wakings = list(run(state, case.program, case.now, case.now + AHEAD))
    texts = [text for waking in wakings for text in waking.texts]
    return Ahead(tuple(_months(texts, case.zone)), len(texts), supposing, _ends(state, wakings), if_back, case.zone)


def replying(state: State, program: Program, now: datetime, until: datetime) -> Iterator[Waking]:
    """Every waking, as if they replied to each text at once with words that open no gate."""
    at = now
    for _ in range(MOST_WAKINGS):
        waking = next(iter(ahead(state, program, at, until)), None)
        if waking is None:
            return
        yield waking
        at = waking.at
        state = sleep(Decision(replied(waking)), Deciding(Woken(), at, program)).state


def replied(waking: Waking) -> State:
    """The state after a waking, once they have replied to what it sent."""
    state = waking.state
    if not waking.texts:
        return state
    used = {key: replace(use, answered=True) for key, use in state.used.items()}
    return replace(state, question=None, reask_on=None, unanswered=0, silent_since=None, heard_at=waking.at, used=used)


def _months(texts: Iterable[Coming], zone: str) -> Iterator[Month]:
    for _, of_month in groupby(texts, key=lambda text: local(text.at, zone).strftime("%Y-%m")):
        found = tuple(of_month)
        yield Month(found[0].at, found)


def _ends(state: State, wakings: list[Waking]) -> tuple[str, datetime] | None:
    changes = [(waking.state.phase.value, waking.at) for waking in wakings if waking.state.phase is not state.phase]
    return changes[-1] if changes and changes[-1][0] == wakings[-1].state.phase.value else None
