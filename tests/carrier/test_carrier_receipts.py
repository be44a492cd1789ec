"""Receipts: signed, true to the text's life, and as unruly as wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.carrier.port import Action, Delivery
from coach.carrier.simulated import Fault, InProcess, Network
from coach.carrier.simulated.server import serve
from coach.carrier.webhook import rank, receipt, signature_ok
from tests.carrier.carrier_stage import NOON, SAM, text


def statuses(calls) -> list[str]:
    return [call.form["MessageStatus"] for call in calls]


def test_a_delivered_text_is_told_of_in_order_and_signed(twilio, account, booth):
    handed = twilio.send(text(outbox=52))
    calls = booth.wait_for(2)
    assert statuses(calls) == ["sent", "delivered"]
    for call in calls:
        assert call.path == "/twilio/status"
        assert signature_ok(account, call.path, call.raw_query, call.form, call.signature)
    told = receipt(calls[-1].form, calls[-1].query)
    assert (told.sid, told.delivery, told.outbox, told.code, told.action) == (handed.sid, Delivery.DELIVERED, 52, None, None)


def test_a_messaging_service_tells_of_the_queue_too(dial, network, account, booth):
    pooled = replace(account, from_="", messaging_service_sid="MG" + "a" * 32)
    with serve(network=network, account=pooled) as running:
        handed = dial(pooled, running.url).send(text())
        calls = booth.wait_for(3)
    assert handed.segments == 0
    assert statuses(calls) == ["queued", "sent", "delivered"]
    assert calls[0].form["MessagingServiceSid"] == pooled.messaging_service_sid


def test_receipts_can_come_twice(twilio, served, booth):
    served.faults.set(Fault.RECEIPTS_DOUBLED)
    twilio.send(text())
    assert statuses(booth.wait_for(4)) == ["sent", "sent", "delivered", "delivered"]


def test_receipts_can_come_in_reverse_and_rank_puts_them_right(twilio, served, booth):
    served.faults.set(Fault.RECEIPTS_REVERSED)
    twilio.send(text())
    calls = booth.wait_for(2)
    assert statuses(calls) == ["delivered", "sent"]
    ranks = [rank(receipt(call.form, call.query).delivery) for call in calls]
    assert ranks[0] > ranks[1]


def test_receipts_can_come_late(in_process, clock):
    in_process.network.faults.set(Fault.RECEIPTS_LATE, seconds=600)
    in_process.send(text())
    assert in_process.receipts() == []
    clock.at = NOON + timedelta(minutes=10)
    assert [told.delivery for told in in_process.receipts()] == [Delivery.SENT, Delivery.DELIVERED]


def test_receipts_can_stay_away_though_the_text_arrived(in_process):
    in_process.network.faults.set(Fault.RECEIPTS_MISSING, next=1)
    in_process.send(text())
    assert in_process.receipts() == []
    assert len(in_process.network.handset(SAM).shown()) == 1


@pytest.mark.parametrize(
    ("code", "last", "action"),
    [
        (30003, Delivery.UNDELIVERED, Action.SOFT),
        (30005, Delivery.UNDELIVERED, Action.BAD_NUMBER),
        (30007, Delivery.UNDELIVERED, Action.DROP),
        (21610, Delivery.FAILED, Action.OPTED_OUT),
        (30002, Delivery.FAILED, Action.CONFIG),
    ],
)
def test_a_text_that_fails_is_told_of_with_code_and_action_and_never_shows(in_process, code, last, action):
    in_process.network.faults.load({"fail": {"next": 1, "code": code}})
    in_process.send(text(outbox=9))
    told = in_process.receipts()[-1]
    assert (told.delivery, told.code, told.action, told.outbox) == (last, code, action, 9)
    assert in_process.network.handset(SAM).shown() == []


def test_a_text_too_long_in_the_queue_is_not_delivered(in_process, clock):
    in_process.network.faults.set(Fault.QUEUE_SLOW, next=1, seconds=1800)
    in_process.send(text(valid=900))
    clock.at = NOON + timedelta(hours=1)
    (told,) = in_process.receipts()
    assert (told.delivery, told.code, told.action) == (Delivery.FAILED, 30036, Action.DROP)
    assert in_process.network.handset(SAM).shown() == []


def test_a_slow_queue_delivers_late_but_in_time(in_process, clock):
    in_process.network.faults.set(Fault.QUEUE_SLOW, next=1, seconds=600)
    in_process.send(text("slow"))
    in_process.send(text("quick"))
    clock.at = NOON + timedelta(hours=1)
    assert [told.delivery for told in in_process.receipts()] == [Delivery.SENT, Delivery.DELIVERED] * 2
    shown = in_process.network.handset(SAM).shown()
    assert [(seen.body, seen.arrived) for seen in shown] == [("quick", NOON), ("slow", NOON + timedelta(minutes=10))]


def test_time_travel_delivers_what_was_on_its_way(clock, account, booth, dial):
    network = Network(clock, count_segments=len, pace=20.0)
    with serve(network=network, account=account) as running:
        dial(account, running.url).send(text())
        assert network.handset(SAM).shown() == []
        clock.at = NOON + timedelta(days=30)
        assert statuses(booth.wait_for(2)) == ["sent", "delivered"]


def test_in_process_receipts_are_each_told_once(in_process: InProcess):
    in_process.send(text())
    assert len(in_process.receipts()) == 2
    assert in_process.receipts() == []


def test_a_receipt_that_cannot_be_delivered_is_tried_once_more_and_then_lost(twilio, served, booth):
    """As Twilio does with an address that asks for nothing else: only a failed connection is tried again, and once."""
    booth.answers = [503]
    twilio.send(text())
    assert statuses(booth.wait_for(2)) == ["sent", "delivered"]
