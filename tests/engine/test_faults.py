"""The real SDK against a carrier that fails in every way it can: each text ends on the handset once, or visibly unknown. Never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from coach.carrier.port import Outgoing
from coach.carrier.simulated.faults import Fault
from coach.carrier.simulated.server import Served
from coach.engine.beats import decide_inbox
from coach.engine.settling import check_unsettled, settle_unknown
from coach.settings import Settings
from coach.store.store import Store
from tests.engine.front import Front
from tests.engine.stage import ALEX, SAM, Stage, once_each

HANG = 0.6  # seconds; the SDK is told to wait 0.3
TAKEN = ("accepted", "sent", "delivered")
ON_STAGE = Callable[..., Stage]
BEFORE = (Fault.TOO_MANY, Fault.ERROR_BEFORE, Fault.RESET_BEFORE, Fault.HANG_BEFORE)
AFTER = (Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.HANG_AFTER, Fault.GARBLED)
ONE_TEXT_AT_LEAST = 2  # what JOIN is answered with


def sends_with(stage: Stage, fault: Fault) -> None:
    """One text of the two that JOIN gives meets the fault."""
    stage.network.faults.set(fault, next=1, seconds=HANG)
    stage.files(SAM, "JOIN")
    decide_inbox(stage.engine)
    stage.engine.sender.drain()


@pytest.mark.parametrize("fault", BEFORE + AFTER)
def test_without_any_receipt_the_list_tells_and_the_text_arrives_once(
    fault: Fault, over_http: ON_STAGE, store: Store, front: Front
) -> None:
    stage = over_http(store, timeout=0.3)
    front.deaf = True
    sends_with(stage, fault)
    stage.settles_unknown()
    assert once_each(stage.shown(SAM))
    assert len(stage.shown(SAM)) == len(stage.outbox(SAM)) == ONE_TEXT_AT_LEAST
    assert set(stage.became(SAM)) <= set(TAKEN)


@pytest.mark.parametrize("fault", AFTER)
def test_a_receipt_that_names_our_row_settles_it_without_asking_the_list(
    fault: Fault, over_http: ON_STAGE, store: Store, front: Front
) -> None:
    stage = over_http(store, timeout=0.3)
    stage.network.faults.set(Fault.LIST_FAILS)
    sends_with(stage, fault)
    front.wait_for(2)
    stage.settle()
    front.wait_for(2 * ONE_TEXT_AT_LEAST)
    assert stage.became(SAM) == ["delivered"] * ONE_TEXT_AT_LEAST
    stage.settles_unknown(for_=timedelta(minutes=20))
    assert once_each(stage.shown(SAM))


@pytest.mark.parametrize("fault", AFTER)
def test_while_the_list_fails_the_text_stays_unknown_is_seen_by_a_coach_and_is_never_repeated(
    fault: Fault, over_http: ON_STAGE, store: Store, front: Front
) -> None:
    stage = over_http(store, timeout=0.3)
    front.deaf = True
    stage.network.faults.set(Fault.LIST_FAILS)
    sends_with(stage, fault)
    stage.settles_unknown(for_=timedelta(minutes=70))
    assert once_each(stage.shown(SAM))
    assert stage.became(SAM)[0] == "unknown"
    assert stage.alerted() == [("delivery", "unknown")]
    stage.network.faults.clear()
    stage.settles_unknown(for_=timedelta(minutes=1))
    assert set(stage.became(SAM)) <= set(TAKEN)
    assert once_each(stage.shown(SAM))


@pytest.mark.parametrize("fault", AFTER)
def test_a_list_that_lags_by_minutes_does_not_make_it_two(fault: Fault, over_http: ON_STAGE, store: Store, front: Front) -> None:
    stage = over_http(store, timeout=0.3)
    front.deaf = True
    stage.network.faults.set(Fault.LIST_LAGS, seconds=600)
    sends_with(stage, fault)
    stage.settles_unknown(for_=timedelta(minutes=40))
    assert once_each(stage.shown(SAM))
    assert set(stage.became(SAM)) <= set(TAKEN)


def test_a_carrier_that_is_down_is_tried_again_with_growing_pauses(over_http: ON_STAGE, store: Store, served: Served) -> None:
    stage = over_http(store)
    served.down()
    stage.files(SAM, "JOIN")
    decide_inbox(stage.engine)
    tries = 0
    for _ in range(10 * 60):
        tries += stage.engine.sender.send_batch()
        stage.passes(seconds=1)
    assert 5 <= tries <= 10
    served.up()
    stage.passes(minutes=15)
    stage.settle()
    assert once_each(stage.shown(SAM))
    assert len(stage.shown(SAM)) == ONE_TEXT_AT_LEAST


@pytest.mark.parametrize("fault", [Fault.RECEIPTS_DOUBLED, Fault.RECEIPTS_REVERSED, Fault.RECEIPTS_LATE])
def test_receipts_in_any_order_and_number_leave_the_text_delivered(fault: Fault, over_http: ON_STAGE, store: Store, front: Front) -> None:
    stage = over_http(store)
    stage.network.faults.set(fault, seconds=90)
    stage.files(SAM, "JOIN")
    stage.settle()
    stage.passes(seconds=100)
    front.wait_for(2 * ONE_TEXT_AT_LEAST * (2 if fault is Fault.RECEIPTS_DOUBLED else 1))
    assert stage.became(SAM) == ["delivered"] * ONE_TEXT_AT_LEAST
    assert once_each(stage.shown(SAM))


def test_a_text_whose_receipts_never_come_is_asked_after_and_settled(over_http: ON_STAGE, store: Store) -> None:
    stage = over_http(store)
    stage.network.faults.set(Fault.RECEIPTS_MISSING)
    stage.files(SAM, "JOIN")
    stage.settle()
    assert set(stage.became(SAM)) == {"accepted"}
    stage.passes(hours=13)
    assert check_unsettled(stage.parts, stage.engine.door) == ONE_TEXT_AT_LEAST
    assert set(stage.became(SAM)) == {"delivered"}


def test_a_goodbye_of_which_nobody_knows_is_never_sent_twice(over_http: ON_STAGE, store: Store, front: Front) -> None:
    stage = over_http(store, timeout=0.3, settings=Settings("unused", optout_replies="app"))
    stage.network.keywords = {}
    stage.files(SAM, "JOIN")
    stage.settle()
    front.deaf = True
    stage.network.faults.set(Fault.RESET_BEFORE, next=1)
    stage.files(SAM, "STOP")
    stage.settle()
    stage.settles_unknown(for_=timedelta(minutes=30))
    assert (stage.became(SAM)[-1], stage.outbox(SAM)[-1].code) == ("failed", "unproven")
    assert stage.outbox(SAM)[-1].kind == "opt_out"
    assert ("delivery", "unproven") in stage.alerted()
    assert len(stage.shown(SAM)) == ONE_TEXT_AT_LEAST


def test_a_dead_workers_texts_are_settled_by_the_list(over_http: ON_STAGE, store: Store, front: Front) -> None:
    """It died after the carrier took one text and before the other left."""
    stage = over_http(store)
    front.deaf = True
    stage.files(SAM, "JOIN")
    stage.files(ALEX, "JOIN")
    decide_inbox(stage.engine)
    with stage.store.transaction() as work:
        claimed = work.claim(stage.clock.now(), 60, 20, "dead")
    assert len(claimed) == 2
    stage.carrier.send(Outgoing(claimed[0].phone, claimed[0].body, claimed[0].id))
    stage.settles_unknown(for_=timedelta(minutes=25))
    for phone in (SAM, ALEX):
        assert once_each(stage.shown(phone))
        assert len(stage.shown(phone)) == ONE_TEXT_AT_LEAST


def test_the_list_is_not_asked_over_and_over_for_one_text(over_http: ON_STAGE, store: Store, front: Front) -> None:
    stage = over_http(store, timeout=0.3)
    front.deaf = True
    sends_with(stage, Fault.RESET_BEFORE)
    with stage.store.reading() as view:
        [unknown] = view.unknowns(stage.clock.now() + timedelta(days=1))
    for _ in range(14 * 4):
        stage.passes(seconds=15)
        settle_unknown(stage.parts, stage.engine.door)
    with stage.store.reading() as view:
        [still] = view.unknowns(stage.clock.now())
    assert still.id == unknown.id
    assert still.seen_missing == 3


def test_after_a_long_outage_one_look_at_the_list_is_not_enough(over_http: ON_STAGE, store: Store, front: Front) -> None:
    """Nobody looked for an hour, and just then the list lags: the first look alone would make it two."""
    stage = over_http(store, timeout=0.3)
    front.deaf = True
    sends_with(stage, Fault.RESET_AFTER)
    stage.passes(hours=1)
    stage.network.faults.set(Fault.LIST_LAGS, next=1, seconds=7200)
    settle_unknown(stage.parts, stage.engine.door)
    assert stage.became(SAM)[0] == "unknown"
    stage.settles_unknown(for_=timedelta(minutes=5))
    assert once_each(stage.shown(SAM))
    assert set(stage.became(SAM)) <= set(TAKEN)


def test_two_texts_of_the_same_words_are_told_apart(over_http: ON_STAGE, store: Store, front: Front) -> None:
    """HELP asked twice: the list's row of the first must not settle the second, which never arrived."""
    stage = over_http(store, timeout=0.3, settings=Settings("unused", optout_replies="app"))
    stage.network.keywords = {}
    front.deaf = True
    stage.files(SAM, "HELP")
    stage.settle()
    stage.passes(minutes=1)
    stage.network.faults.set(Fault.RESET_BEFORE, next=1)
    stage.files(SAM, "HELP")
    stage.settle()
    assert stage.became(SAM)[-1] == "unknown"
    stage.settles_unknown()
    assert len(stage.shown(SAM)) == len(stage.outbox(SAM)) == 2
