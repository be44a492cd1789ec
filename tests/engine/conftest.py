"""The stage on each kind of database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from coach.carrier.simulated import InProcess, Network
from coach.carrier.simulated.server import Served, account_for, serve
from coach.carrier.twilio import Twilio
from coach.clock import StillClock
from coach.engine.receipts import take_receipts
from coach.programs.library import Library
from coach.programs.segments import count
from coach.resources import data
from coach.settings import Settings
from coach.store.sealing import Sealer
from coach.store.store import Store
from tests.carrier.carrier_stage import TOKEN
from tests.engine.front import Front
from tests.engine.reader import plain
from tests.engine.stage import NOON, Stage


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped programs and texts."""
    return Library(data("schedules"), data("templates"))


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def network(clock: StillClock) -> Network:
    return Network(clock, count_segments=lambda text: count(text).segments, seed=7)


@pytest.fixture
def stage(clock: StillClock, network: Network, store: Store, library: Library) -> Stage:
    """The service on each kind of database, with the carrier in the same process."""
    return Stage(clock, network, InProcess(network), store, library, plain)


@pytest.fixture
def quick_stage(clock: StillClock, network: Network, memory_store: Store, library: Library) -> Stage:
    """The service on a database in memory: for what does not depend on where rows are."""
    return Stage(clock, network, InProcess(network), memory_store, library, plain)


@pytest.fixture
def two_stores(postgres_url: str, sealer: Sealer) -> Iterator[tuple[Store, Store]]:
    """One PostgreSQL, opened twice, as by two processes."""
    stores = Store(postgres_url, sealer), Store(postgres_url, sealer)
    yield stores
    for store in stores:
        store.close()


@pytest.fixture
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    """Where the carrier's status callbacks arrive. It is shut before the store is, for whose rows the callbacks ask."""
    for name in {"store", "memory_store"} & set(request.fixturenames):
        request.getfixturevalue(name)
    opened = Front()
    yield opened
    opened.stop()


@pytest.fixture
def served(network: Network, front: Front) -> Iterator[Served]:
    """The simulated carrier behind real HTTP."""
    with serve(network=network, account=account_for(front.url, token=TOKEN)) as running:
        yield running


@pytest.fixture
def over_http(clock: StillClock, network: Network, served: Served, front: Front, library: Library) -> Iterator[Callable[..., Stage]]:
    """The service with the real SDK, on a store; receipts come by HTTP too."""
    with ExitStack() as closing:

        def on(store: Store, *, timeout: float = 0.5, settings: Settings | None = None) -> Stage:
            carrier = Twilio(replace(account_for(front.url, token=TOKEN), api_base=served.url), timeout=timeout)
            closing.callback(carrier.close)
            given = {"settings": settings} if settings else {}
            stage = Stage(clock, network, carrier, store, library, plain, threads=4, **given)  # type: ignore[arg-type]
            closing.callback(stage.engine.sender.close)
            front.takes(lambda receipt: take_receipts(stage.parts, stage.engine.door, [receipt]))
            return stage

        yield on
