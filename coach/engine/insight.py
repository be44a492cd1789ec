"""Counts what all journeys show together, at intervals: a million rows are not counted while somebody waits for a page.

Everything is counted anew each time, from the rows: a count that was missed or cut short loses nothing.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coach.core.program import Program
from coach.engine.parts import Parts
from coach.errors import BadRequest, CoachError
from coach.insight.cube import Group
from coach.insight.figures import FORM, packed
from coach.insight.finding import figures_of
from coach.insight.life import Called, Life
from coach.insight.road import Road, road_of
from coach.insight.tally import Key, tally
from coach.store.insight import InsightGroup, InsightRow
from coach.store.insight_lives import Lived

EVERY = timedelta(hours=1)
AT_ONCE = 250  # journeys of which everything is in memory at a time
REST = 0.02  # seconds between them, for whoever waits for a page
STILL_THERE = "common/still-there"  # asks whether to go on, once nothing has come for a while
Leaves = dict[Group, Counter[Key]]


class BrokenOff(CoachError):
    """Counting was broken off; nothing was kept."""


def refresh(parts: Parts, now: datetime, ending: threading.Event) -> int:
    """Count, unless that was done within the hour. Answers how many groups there are figures of; 0: nothing was done.

    ``ending``: once it is set, counting breaks off.
    """
    with parts.store.reading() as view:
        last = view.insight_counted(FORM)
    if last is not None and last <= now < last + EVERY:
        return 0
    try:
        return count(parts, now, lambda: ending.wait(REST))
    except BrokenOff:
        return 0


def count(parts: Parts, now: datetime, rest: Callable[[], bool] = lambda: False) -> int:
    """Count everything as of ``now``, and keep it. Answers how many groups there are figures of.

    ``rest``: what to do between one lot of journeys and the next; True: break off. Raises: ``BrokenOff``.
    """
    rows = [
        InsightRow(InsightGroup(road.program, group.version, group.role, group.cohort, found.people), packed(found))
        for road, leaves in _counted(parts, now, rest)
        for group, found in figures_of(leaves, road)
    ]
    with parts.store.transaction() as work:
        work.keep_insight(rows, now, FORM)
    return len(rows)


def _counted(parts: Parts, now: datetime, rest: Callable[[], bool]) -> list[tuple[Road, Leaves]]:
    """The counts of the smallest groups, by program."""
    leaves: dict[str, Leaves] = defaultdict(dict)
    zone, roads, last = ZoneInfo(parts.settings.home_zone), Roads(parts), ""
    while True:
        with parts.store.reading() as view:
            lives = view.lives(last, AT_ONCE)
        for one in lives:
            program = one.row.program
            counts = leaves[program].setdefault(_leaf(one, zone), Counter())
            counts.update(tally(life_of(one), roads.of(program, one.row.program_version), now))
        if len(lives) < AT_ONCE:
            return [(roads.newest(program), found) for program, found in sorted(leaves.items())]
        last = lives[-1].row.id
        if rest():
            raise BrokenOff("the process is ending")


class Roads:
    """The roads of the programs there are people in. All versions are counted along the newest: its stages are what is shown."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: dict[str, Road] = {}

    def newest(self, program: str) -> Road:
        """The road of a program."""
        return self._known[program]

    def of(self, program: str, version: int) -> Road:
        """The same; ``version``: of somebody who is in it, should the library no longer hold the program. Raises: ``BadRequest``."""
        if program not in self._known:
            self._known[program] = road_of(_program(self._parts, program, version))
        return self._known[program]


def _program(parts: Parts, name: str, version: int) -> Program:
    try:
        return parts.library.program(name)
    except BadRequest:
        return parts.program(name, version)


def _leaf(one: Lived, zone: ZoneInfo) -> Group:
    return Group(one.row.program_version, one.row.role, one.row.created_at.astimezone(zone).isoformat()[:7])


def life_of(one: Lived) -> Life:
    """A journey as the store gives it, as counting wants it."""
    row = one.row
    return Life(
        joined_at=row.created_at,
        began_at=row.began_at,
        phase=row.phase,
        stage=row.stage,
        silent_since=row.silent_since,
        handled_at=row.handled_at,
        zone=one.zone,
        turns=one.turns,
        texts=one.texts,
        answers=one.answers,
        promises=one.promises,
        calls=[Called(call.kind, call.raised_at, call.taken_at, call.escalations > 0) for call in one.calls],
        heard=one.heard,
        silence_key=STILL_THERE,
    )
