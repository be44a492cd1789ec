"""Two workers on one PostgreSQL: nothing is claimed twice, nobody waits for the other for ever, and every text goes out once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from coach.carrier.simulated import By, InProcess, Network
from coach.carrier.simulated.faults import Fault
from coach.core.events import CoachCorrected
from coach.engine.backfill import fetch_missed
from coach.engine.beats import decide_inbox, wake_due
from coach.engine.receipts import take_receipts
from coach.engine.settling import settle_unknown
from coach.store.rows import AlertRow
from coach.store.store import Store
from tests.engine.stage import NOON, SAM, Stage, once_each

pytestmark = pytest.mark.postgres
PEOPLE = [f"+1212555{number:04}" for number in range(100, 160)]


@pytest.fixture
def pair(two_stores: tuple[Store, Store], quick_stage: Stage) -> Iterator[tuple[Stage, Stage]]:
    """The same service twice, each with connections of its own."""
    network = quick_stage.network
    stages = (quick_stage.beside(store=one, carrier=InProcess(network), threads=3, ids=f"of-{nth}") for nth, one in enumerate(two_stores))
    first, second = stages
    yield first, second
    for stage in (first, second):
        stage.engine.sender.close()


def at_once(*tasks: Callable[[], object]) -> None:
    """All of these at the same time; what one raises is raised."""
    start, wrong = threading.Barrier(len(tasks)), []

    def does(task: Callable[[], object]) -> None:
        start.wait()
        try:
            task()
        except Exception as error:  # noqa: BLE001 - it is looked at below
            wrong.append(error)

    threads = [threading.Thread(target=does, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "somebody waits for ever"
    assert wrong == []


def test_a_call_nobody_answered_is_counted_by_one_of_two_workers(two_stores: tuple[Store, Store]) -> None:
    one, other = two_stores
    later = NOON + timedelta(minutes=30)
    with one.transaction() as work:
        work.raise_alert(AlertRow("danger_a", NOON, NOON + timedelta(minutes=15)))
    with ExitStack() as both:
        second = both.enter_context(other.transaction())
        with one.transaction() as first:
            late = [alert.id for alert in first.overdue(later)]
            assert late == [alert.id for alert in second.overdue(later)]
            counted = first.escalate(late, later + timedelta(minutes=30), later)
        assert (counted, second.escalate(late, later + timedelta(minutes=30), later)) == (late, [])
    with one.reading() as view:
        assert [alert.escalations for alert in view.alerts()] == [1]


def works(stage: Stage, rounds: int = 12) -> None:
    """What a worker's beats do, over and over."""
    for _ in range(rounds):
        decide_inbox(stage.engine)
        wake_due(stage.engine)
        stage.engine.sender.drain()
        take_receipts(stage.parts, stage.engine.door, stage.receipts())
        settle_unknown(stage.parts, stage.engine.door)


def ours(network: Network, phone: str) -> list[str]:
    return [text.body for text in network.handset(phone).texts if text.by is By.APP]


def test_two_workers_answer_a_crowd_once_each(pair: tuple[Stage, Stage]) -> None:
    first, second = pair
    for word in ("JOIN", "READY", "Y"):
        for phone in PEOPLE:
            first.files(phone, word)
        at_once(lambda: works(first), lambda: works(second))
        first.passes(minutes=1)
        at_once(lambda: works(first), lambda: works(second))
    assert all(once_each(ours(first.network, phone)) for phone in PEOPLE)
    assert {len(ours(first.network, phone)) for phone in PEOPLE} == {4}
    assert {first.journey(phone).version for phone in PEOPLE} == {3}
    with first.store.reading() as view:
        assert view.overview(first.clock.now()).undecided == 0


def test_a_journey_pulled_from_every_side_at_once_keeps_every_change(pair: tuple[Stage, Stage]) -> None:
    first, second = pair
    first.joins(SAM)
    journey = first.journey(SAM).id
    version = first.journey(SAM).version
    first.files(SAM, "FASTER", "SLOWER", "FASTER")
    at_once(
        lambda: decide_inbox(first.engine),
        lambda: decide_inbox(second.engine),
        lambda: first.engine.door.act(journey, CoachCorrected("jo", name="Samira")),
        lambda: second.engine.door.act(journey, CoachCorrected("jo", discreet=True)),
    )
    first.settle()
    state = first.state(SAM)
    assert (state.profile.name, state.profile.discreet, state.profile.pace) == ("Samira", True, 1)
    assert first.journey(SAM).version == version + 5


def test_a_stranger_met_by_two_workers_and_the_back_fill_becomes_one_participant(pair: tuple[Stage, Stage]) -> None:
    first, second = pair
    for phone in PEOPLE:
        first.network.text_from(phone, "JOIN")
    first.passes(minutes=5)
    at_once(lambda: fetch_missed(first.parts), lambda: fetch_missed(second.parts), lambda: works(first), lambda: works(second))
    at_once(lambda: works(first), lambda: works(second))
    assert all(once_each(ours(first.network, phone)) for phone in PEOPLE)
    with first.store.reading() as view:
        assert view.overview(first.clock.now()).participants == len(PEOPLE)
        refs = view.find_participants(PEOPLE)
        assert len(view.load_journeys(participant_ids=[ref.id for ref in refs.values()])) == len(PEOPLE)


def test_two_workers_settle_what_is_unknown_once(pair: tuple[Stage, Stage]) -> None:
    first, second = pair
    first.network.faults.set(Fault.RECEIPTS_MISSING)
    first.network.faults.set(Fault.ERROR_AFTER, share=0.4)
    first.network.faults.set(Fault.ERROR_BEFORE, share=0.3)
    for phone in PEOPLE:
        first.files(phone, "JOIN")
    at_once(lambda: works(first), lambda: works(second))
    for _ in range(40):
        first.passes(minutes=2)
        at_once(lambda: settle_unknown(first.parts, first.engine.door), lambda: settle_unknown(second.parts, second.engine.door))
        at_once(lambda: first.engine.sender.drain(), lambda: second.engine.sender.drain())
    assert all(once_each(ours(first.network, phone)) for phone in PEOPLE)
    assert {len(ours(first.network, phone)) for phone in PEOPLE} == {2}


def test_two_workers_wake_a_crowd_once(pair: tuple[Stage, Stage]) -> None:
    first, second = pair
    crowd = PEOPLE[:20]
    first.joins(*crowd)
    before = {phone: len(ours(first.network, phone)) for phone in crowd}
    for _ in range(14):
        first.passes(hours=3)
        at_once(lambda: works(first, 2), lambda: works(second, 2))
    got = {phone: len(ours(first.network, phone)) - before[phone] for phone in crowd}
    assert set(got.values()) <= {1, 2}
    assert all(once_each(ours(first.network, phone)) for phone in crowd)
