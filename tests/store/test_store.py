"""The door to the database: addresses, keys, threads, and errors that say what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from coach.errors import BadSetting, StaleState
from coach.store.database import Away, BrokenLaw, parsed, translated
from coach.store.sealing import Sealer
from coach.store.store import Store
from tests.conftest import LONG_AGO
from tests.store.people import NOON, arrived, joined, saved, state


@pytest.mark.parametrize("given", ["postgres://coach@host/db", "postgresql://coach@host/db", "postgresql+psycopg://coach@host/db"])
def test_every_way_to_write_postgresql_means_the_same(given: str) -> None:
    assert parsed(given).render_as_string() == "postgresql+psycopg://coach@host/db"


@pytest.mark.parametrize("given", ["", "coach.sqlite3", "mysql://host/db", "://"])
def test_an_address_that_will_not_do_is_refused_with_the_mend(given: str) -> None:
    with pytest.raises(BadSetting, match="sqlite:///"):
        parsed(given)


def test_a_database_sealed_with_another_key_is_not_opened(store: Store, database_url: str) -> None:
    stranger = Store(database_url, Sealer(bytes([1] * 32)))
    with pytest.raises(BadSetting, match="COACH_SECRET_KEY"):
        stranger.open()
    with pytest.raises(BadSetting, match="COACH_SECRET_KEY"):
        stranger.upgrade(NOON)
    stranger.close()


def test_a_database_that_is_not_there_is_away(sealer: Sealer, tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/no/such/folder.sqlite3", f"postgresql://nobody@/nothing?host={tmp_path}"):
        store = Store(url, sealer)
        with pytest.raises(Away):
            store.open()
        store.close()


def test_a_lost_connection_is_replaced(postgres_url: str, sealer: Sealer) -> None:
    store = Store(postgres_url, sealer, connections=2)
    with pytest.raises(Away), store.transaction() as work:
        work.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    joined(store)
    store.close()


def test_two_transactions_in_each_others_way_mean_decide_again(postgres_url: str, sealer: Sealer) -> None:
    store = Store(postgres_url, sealer)
    joined(store, "+12025550101", "a")
    joined(store, "+12025550102", "b")
    meeting = threading.Barrier(2)
    outcomes: list[str] = []

    def lock(*journeys: str) -> None:
        try:
            with store.transaction() as work:
                for journey in journeys:
                    work.assign(journey, "kim")
                    meeting.wait(10) if journey == journeys[0] else None
            outcomes.append("kept")
        except StaleState:
            outcomes.append("again")

    threads = [threading.Thread(target=lock, args=order) for order in (("j-a", "j-b"), ("j-b", "j-a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert sorted(outcomes) == ["again", "kept"]


def test_an_error_shows_no_words(store: Store) -> None:
    with pytest.raises(BrokenLaw) as broken, store.transaction() as work:
        work.connection.execute(
            text("INSERT INTO mark (name, at, value) VALUES ('x', :at, :secret), ('x', :at, :secret)"),
            {"at": NOON.isoformat(), "secret": "I miss her"},
        )
    assert "miss" not in str(broken.value) + repr(broken.value.__cause__)


def test_writers_in_many_threads_all_get_their_turn(store: Store) -> None:
    def file(number: int) -> None:
        for nth in range(10):
            with store.transaction() as work:
                work.file_inbound([arrived(f"SM{number}-{nth}", phone=f"+120255501{number:02}")])

    threads = [threading.Thread(target=file, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as view:
        assert view.overview(NOON).undecided == 80


def test_readers_see_what_was_kept_and_not_what_is_being_written(store: Store) -> None:
    joined(store)
    with store.transaction() as work:
        work.save([saved(state=state(slot=4))])
        with store.reading() as view:
            assert view.load_journeys(journey_ids=["j-sam"])[0].version == 0
    with store.reading() as view:
        assert view.load_journeys(journey_ids=["j-sam"])[0].version == 1


def test_a_transaction_inside_a_transaction_is_refused_instead_of_waiting_forever(memory_store: Store) -> None:
    with memory_store.transaction(), pytest.raises(RuntimeError, match="already open"), memory_store.transaction():
        pass
    with memory_store.reading(), pytest.raises(RuntimeError, match="already open"), memory_store.reading():
        pass


def test_a_database_in_memory_serves_many_threads(memory_store: Store) -> None:
    joined(memory_store)
    seen: list[int] = []

    def look() -> None:
        for _ in range(20):
            with memory_store.reading() as view:
                seen.append(len(view.load_journeys(journey_ids=["j-sam"])))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 80


@pytest.fixture
def small(sealer: Sealer) -> Iterator[Store]:
    """A store that remembers two states."""
    store = Store("sqlite://", sealer, states=2)
    store.upgrade(LONG_AGO)
    yield store
    store.close()


def test_states_that_are_no_longer_remembered_are_opened_again(small: Store) -> None:
    names = ["a", "b", "c", "d"]
    for number, name in enumerate(names):
        joined(small, f"+1202555010{number}", name)
    for _ in range(2):
        with small.reading() as view:
            assert [journey.id for journey in view.load_journeys(journey_ids=[f"j-{name}" for name in names])] == [
                f"j-{name}" for name in names
            ]


def test_a_moment_without_a_zone_is_not_kept(memory_store: Store) -> None:
    with pytest.raises(StatementError, match="zone"), memory_store.transaction() as work:
        work.set_mark("x", NOON.replace(tzinfo=None))


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


def test_a_connection_that_comes_back_after_the_store_was_closed_is_let_go(database_url: str, sealer: Sealer) -> None:
    store = Store(database_url, sealer)
    with store.reading() as view:
        raw: Any = view.connection.connection.driver_connection
        store.close()
    with pytest.raises(Exception, match="closed"):
        raw.execute("SELECT 1")
