"""``coach bench console``: every page of the console, on a small database and on a large one, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coach.bench.crowded import fill, planted, pool
from coach.bench.requests import Asked, asked, left_out, searches
from coach.bench.site import Site, site
from coach.bench.timing import Browsers, Counter, Measured, measured
from coach.clock import StillClock
from coach.engine.insight import count
from coach.settings import Settings
from coach.sim.demo_people import COACHES, OWNER
from coach.sim.world import KEY
from coach.store.roster import Wanted
from coach.store.sealing import Sealer
from coach.store.store import Store

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)  # a Friday afternoon in New York
ZONE = "America/New_York"
TARGET = 100.0  # milliseconds at p95
LOOKED_AT = 12  # participants whose pages are asked for
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, and about how many texts they wrote and were sent."""

    people: int
    texts: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One page on both. ``small`` None: it was not measured there."""

    large: Measured
    small: Measured | None


def compare(url: str, small: Size, large: Size, rounds: int, told: Told) -> tuple[list[Compared], list[str]]:
    """Measure at both sizes, and name what was left out. A database that was filled before is measured at its size only."""
    settings = Settings(url, home_zone=ZONE, second_factor="optional")
    store, counter = Store(url, Sealer(KEY), states=1000), Counter()
    try:
        store.upgrade(NOW)
        store.watch(counter)
        there = planted(store)
        found = pool(settings, NOW) if there < large.people else []
        before: list[Measured] = []
        if there < small.people:
            before = _at(store, settings, counter, lambda: fill(store, found, small.people, small.texts, NOW, told), rounds)
        after = _at(store, settings, counter, lambda: fill(store, found, large.people, large.texts, NOW, told), rounds)
        by_name = {one.name: one for one in before}
        made = site(store, settings, StillClock(NOW))
        return [Compared(one, by_name.get(one.name)) for one in after], left_out(made.app, values_of(made)[0])
    finally:
        store.close()


def _at(store: Store, settings: Settings, counter: Counter, filling: Callable[[], None], rounds: int) -> list[Measured]:
    filling()
    made = site(store, settings, StillClock(NOW))
    count(made.parts, NOW)
    return list(measured(made, wanted_of(made), counter, rounds))


def wanted_of(made: Site) -> Iterator[Asked]:
    """Everything that is asked for."""
    values = values_of(made)
    yield from asked(made.app, values)
    with made.parts.store.reading() as view:
        card = next(iter(view.cards([str(values[0]["journey_id"])]).values()))
    yield from searches(card.journey.state.profile.name or "Sam", card.phone)


def values_of(made: Site) -> Sequence[Mapping[str, str | int]]:
    """What stands in the variables of addresses."""
    program = made.parts.entrance
    with made.parts.store.reading() as view:
        ids, _ = view.roster(Wanted(), None, LOOKED_AT)
    known: dict[str, str | int] = {
        "program": program.name,
        "version": program.version,
        "stage": program.start,
        "coach_id": COACHES[0].id,
        "country": "US",
    }
    known |= _drafted(made)
    return [{**known, "journey_id": one} for one in ids]


def _drafted(made: Site) -> dict[str, str]:
    """A broadcast that somebody has begun, to everybody there is."""
    wanted = Asked("draft", OWNER, ("/console/broadcast/new",), {"words-en": "We meet on Friday at 6."})
    answer = Browsers(made).ask(wanted, wanted.addresses[0])
    return {"broadcast_id": answer.location.rsplit("/", 1)[1]} if answer.status_code == 303 else {}
