"""The benchmark of the console measures every page, on people who are sealed as real ones are; and no page asks more of the
database because there is more in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from coach.bench.console import NOW, ZONE, Compared, values_of, wanted_of
from coach.bench.crowded import fill, planted, pool
from coach.bench.requests import Asked
from coach.bench.site import Site, site
from coach.bench.table import table
from coach.bench.timing import GOOD, Counter, Measured, counted
from coach.clock import StillClock
from coach.errors import BadRequest
from coach.settings import Settings
from coach.sim.world import KEY
from coach.store.roster import Wanted
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.store.twins import Life
from tests.console.world import World

FEW, MANY, EACH = 10, 70, 90  # more than a page of the list holds


@pytest.fixture(scope="module")
def lives() -> Sequence[Life]:
    """Five lives, really simulated."""
    return pool(Settings("sqlite://", home_zone=ZONE), NOW, shares=1, together=5)


@pytest.fixture
def crowded(empty_database_url: str) -> Iterator[Store]:
    """An empty database, sealed as the benchmark's is."""
    store = Store(empty_database_url, Sealer(KEY))
    store.upgrade(NOW)
    yield store
    store.close()


@pytest.fixture
def memory() -> Iterator[Store]:
    """The same, in memory."""
    store = Store("sqlite://", Sealer(KEY))
    store.upgrade(NOW)
    yield store
    store.close()


def made(store: Store) -> Site:
    return site(store, Settings("sqlite://", home_zone=ZONE, second_factor="optional"), StillClock(NOW))


def each_once(here: Site) -> list[Asked]:
    """What is asked for, without the same once more for other eyes or as a part of a page."""
    return [one for one in wanted_of(here) if "(" not in one.name and not one.name.startswith("participant.tab")]


def test_no_pages_number_of_statements_grows_with_its_rows(crowded: Store, lives: Sequence[Life]) -> None:
    counter = Counter()
    crowded.watch(counter)
    fill(crowded, lives, FEW, FEW * EACH, NOW, lambda _: None)
    here = made(crowded)
    before = counted(here, each_once(here), counter)
    fill(crowded, lives, MANY, MANY * EACH, NOW, lambda _: None)
    here = made(crowded)
    after = counted(here, each_once(here), counter)
    assert {name: status for name, (status, _) in after.items() if status not in GOOD} == {}
    assert before.keys() == after.keys()
    assert max(statements for _, statements in before.values()) > 5, "statements are heard at all"
    files = ("audit.file", "participants.file")  # they are sent in pieces, a statement or two for each
    assert {name: (before[name], after[name]) for name in after if after[name] > before[name] and name not in files} == {}


def test_twins_are_sealed_with_keys_of_their_own_and_open(memory: Store, lives: Sequence[Life]) -> None:
    fill(memory, lives, FEW, FEW * EACH, NOW, lambda _: None)
    with memory.reading() as view:
        ids, total = view.roster(Wanted(), None, 50)
        cards = view.cards(ids)
        assert total == len(cards) == FEW
        assert len({card.phone for card in cards.values()}) == FEW
        for card in cards.values():
            assert card.journey.state.journey == card.journey.id
            assert all(text.body for text in view.conversation(card.journey.participant_id))
            assert view.decisions(card.journey.id, 3)
            assert view.answers(card.journey.id) is not None


def test_the_number_of_texts_is_near_what_was_asked_for(memory: Store, lives: Sequence[Life]) -> None:
    average = sum(life.texts for life in lives) // len(lives)
    fill(memory, lives, FEW, FEW * average, NOW, lambda _: None)
    with memory.transaction() as work:
        rows = work.lifted()
    texts = len(rows["inbound"]) + len(rows["outbound"])
    assert 0.5 * FEW * average < texts < 1.6 * FEW * average


def test_filling_goes_on_where_it_was_left(memory: Store, lives: Sequence[Life]) -> None:
    fill(memory, lives, 3, 3 * EACH, NOW, lambda _: None)
    fill(memory, lives, FEW, FEW * EACH, NOW, lambda _: None)
    assert planted(memory) == FEW


def test_a_database_with_other_people_in_it_is_refused(console: World) -> None:
    console.begun()
    with pytest.raises(BadRequest, match="somebody's"):
        planted(console.store)


@pytest.mark.parametrize(
    "page", ["today.page", "today.page (a coach's eyes)", "participants.page?sort=alert", "participant.page?tab=why", "audit.page"]
)
def test_pages_are_found_in_the_apps_own_list(memory: Store, lives: Sequence[Life], page: str) -> None:
    fill(memory, lives, 2, 2 * EACH, NOW, lambda _: None)
    assert page in {one.name for one in wanted_of(made(memory))}


def test_pages_for_which_there_is_no_value_are_told(memory: Store, lives: Sequence[Life]) -> None:
    fill(memory, lives, 2, 2 * EACH, NOW, lambda _: None)
    assert "journey_id" in values_of(made(memory))[0]


def test_the_table_marks_what_is_slow_and_what_grows() -> None:
    quick, slow = Measured("a.page", 2.0, 3.0, 2.0, 5), Measured("b.page", 90.0, 120.0, 80.0, 9)
    told = table([Compared(quick, quick), Compared(slow, Measured("b.page", 9.0, 12.0, 7.0, 8))], ["/console/c/<id>"])
    assert "slower than 100 ms at p95: b.page" in told
    (line,) = [line for line in told.splitlines() if line.startswith("b.page")]
    assert line.split()[1:] == ["8", "/", "9", "9.0", "/", "90.0", "12.0", "/", "120.0", "80.0", "10.0", "SLOW", "GROWS"]
    assert "not measured: /console/c/<id>" in told
    assert "under 100 ms" in table([Compared(quick, None)], [])
