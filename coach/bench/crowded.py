"""Fills a database with as many people and texts as are wanted: a few dozen lives are simulated, and everybody lives one of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from coach.errors import BadRequest
from coach.settings import Settings
from coach.sim.demo_lives import Share, live
from coach.sim.demo_people import COACHES, COLLEAGUES
from coach.sim.world import KEY
from coach.store.coaches_found import Account, Audited
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.store.twins import Life, Twin, lives, plant_twins, settle_in

MARK = "bench"
POOL, TOGETHER = 6, 10  # shares of people who are really simulated
AT_ONCE = 100
AREAS = range(201, 990)
NOBODYS = 7  # every so many-th is no coach's
LINES = 10  # of the audit log, for each person
Told = Callable[[str], None]


def pool(settings: Settings, now: datetime, shares: int = POOL, together: int = TOGETHER) -> list[Life]:
    """Some dozens of lives, half a year long until ``now`` (UTC): ``together`` in each share."""
    store = Store("sqlite://", Sealer(KEY))
    store.upgrade(now)
    try:
        for nth in range(shares):
            with store.transaction() as work:
                work.plant(live(Share(settings, nth, tuple(range(nth * together, (nth + 1) * together)), now)).rows)
        with store.transaction() as work:
            return lives(work)
    finally:
        store.close()


def planted(store: Store) -> int:
    """How many people a benchmark has put into this database. Raises: ``BadRequest`` when others are in it."""
    with store.reading() as view:
        marked, some = view.marked(MARK), view.next_wake()
    if marked is None and some is not None:
        raise BadRequest("this database is somebody's: a benchmark wants an empty one, or its own")
    return int(marked[1]) if marked else 0


def fill(store: Store, found: Sequence[Life], people: int, texts: int, now: datetime, told: Told) -> None:
    """Bring the database to so many people and, about, so many texts."""
    there = planted(store)
    if there >= people:
        return
    if there == 0:
        _let_in(store, now)
    everybody = islice(_twins(found, texts / people), there, people)
    while twins := list(islice(everybody, AT_ONCE)):
        there += len(twins)
        with store.transaction() as work:
            plant_twins(work, twins, now)
            work.audit([line for twin in twins for line in _looked_at(twin, now)])
            work.set_mark(MARK, now, str(there))
        told(f"{there:,} of {people:,} people")
    with store.transaction() as work:
        settle_in(work)


def _twins(found: Sequence[Life], average: float) -> Iterator[Twin]:
    """People without end, who have so many texts on average: now somebody who texts much, now one who texts little."""
    much = [life for life in found if life.texts >= average]
    little = [life for life in found if life.texts < average] or much
    total, nth = 0, 0
    while True:
        nth += 1
        among = little if total > average * (nth - 1) or not much else much
        life = among[nth % len(among)]
        total += life.texts
        coach = None if nth % NOBODYS == 0 else COACHES[nth % len(COACHES)].id
        yield Twin(nth, f"+1{AREAS[nth // 100 % len(AREAS)]}55501{nth % 100:02d}", life, coach)


def _let_in(store: Store, now: datetime) -> None:
    with store.transaction() as work:
        for one in COLLEAGUES:
            work.add_coach(Account(one.id, one.name, one.email, one.role, "!", secrets.token_hex(16), now))


def _looked_at(twin: Twin, now: datetime) -> Iterator[Audited]:
    for nth in range(LINES):
        yield Audited(now - timedelta(hours=LINES - nth), "conversation_seen", twin.coach, f"j{twin.nth:08x}", "", "texts")
