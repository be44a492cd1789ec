"""The real SDK, through our adapter, against the simulated carrier over HTTP."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from coach.carrier.account import TwilioAccount
from coach.carrier.port import Delivery
from coach.carrier.simulated import By, Fault, Network
from coach.carrier.simulated.server import serve
from coach.errors import BadSetting, Refused, Unreachable
from tests.carrier.carrier_stage import NOON, SAM, TOKEN, text

PAT = "+16135550188"


def test_a_text_handed_over_is_on_the_handset_once(twilio, served, booth):
    handed = twilio.send(text("Hello Sam"))
    booth.wait_for(2)
    (shown,) = served.network.handset(SAM).shown()
    assert (shown.sid, shown.body, shown.by) == (handed.sid, "Hello Sam", By.APP)


def test_the_answer_tells_the_id_and_the_segments(twilio):
    handed = twilio.send(text("x" * 161))
    assert len(handed.sid) == 34
    assert handed.sid.startswith("SM")
    assert handed.segments == 2


def test_ids_are_the_same_for_the_same_seed(clock, network):
    again = Network(clock, count_segments=len, seed=7)
    assert [network.accept(text()).sid for _ in range(3)] == [again.accept(text()).sid for _ in range(3)]


def test_the_time_a_text_is_valid_reaches_the_carrier(twilio, served):
    handed = twilio.send(text(valid=900))
    assert served.network.find(handed.sid).valid == 900


def test_a_messaging_service_that_is_not_ours_is_refused(dial, account, served):
    stranger = dial(replace(account, from_="", messaging_service_sid="MG" + "a" * 32), served.url)
    with pytest.raises(Refused) as refused:
        stranger.send(text())
    assert refused.value.code == 21705


def test_listing_pages_through_everything_newest_first_and_no_further_than_asked(twilio, network, clock):
    for number in range(23):
        clock.at = NOON + timedelta(minutes=number)
        network.accept(text(f"text {number}"))
    rows = list(twilio.listed(to=SAM, limit=20))
    assert [row.body for row in rows] == [f"text {number}" for number in range(22, 2, -1)]


def test_pages_follow_each_other_without_gap_or_repetition(twilio, network):
    for number in range(7):
        network.accept(text(f"text {number}"))
    pages = twilio._messages.list(to=SAM, limit=7, page_size=3)
    assert [row.body for row in pages] == [f"text {number}" for number in range(6, -1, -1)]


def test_a_text_that_comes_between_two_pages_shifts_nothing(twilio, network):
    for number in range(4):
        network.accept(text(f"text {number}"))
    rows = twilio._messages.stream(to=SAM, limit=4, page_size=2)
    first = [next(rows).body, next(rows).body]
    network.accept(text("late"))
    assert first + [row.body for row in rows] == ["text 3", "text 2", "text 1", "text 0"]


def test_listing_filters_by_number_and_by_time(twilio, network, clock):
    network.accept(text("old"))
    clock.at = NOON + timedelta(hours=3)
    network.accept(text("new"))
    network.accept(text("to Pat", to=PAT))
    # An hour ago on a clock in New York: the offset must not be lost.
    since = (NOON + timedelta(hours=2)).astimezone(timezone(timedelta(hours=-5)))
    assert [row.body for row in twilio.listed(to=SAM, since=since)] == ["new"]


def test_texts_that_came_in_are_listed_as_such(twilio, network, clock):
    network.text_from(SAM, "yesterday")
    clock.at = NOON + timedelta(days=1)
    arrival = network.text_from(SAM, "today")
    since = (clock.at - timedelta(hours=1)).astimezone(timezone(timedelta(hours=9)))
    (row,) = twilio.listed(to=network.number, since=since)
    assert (row.sid, row.sender, row.body) == (arrival.text.sid, SAM, "today")
    assert (row.inbound, row.delivery, row.created) == (True, None, clock.at)


def test_the_list_tells_how_far_a_text_got_and_why_not_further(twilio, served, network, booth):
    served.faults.load({"fail": {"next": 1, "code": 30003}})
    twilio.send(text())
    booth.wait_for(2)
    (row,) = twilio.listed(to=SAM)
    assert (row.delivery, row.code) == (Delivery.UNDELIVERED, 30003)


def test_redacting_blanks_the_carriers_copy_and_not_the_handset(twilio, network, booth):
    handed = twilio.send(text("something private"))
    booth.wait_for(2)
    twilio.redact(handed.sid)
    (row,) = twilio.listed(to=SAM)
    (shown,) = network.handset(SAM).shown()
    assert (row.body, shown.body) == ("", "something private")


def test_a_text_on_its_way_is_redacted_later(twilio, served):
    served.faults.load({"queue_slow": {"next": 1, "seconds": 60}})
    handed = twilio.send(text())
    with pytest.raises(Refused) as refused:
        twilio.redact(handed.sid)
    assert (refused.value.code, refused.value.action) == (20009, "later")


def test_redacting_a_text_that_is_gone_is_done_already(twilio, network):
    handed = network.accept(text())
    network.delete(handed.sid)
    twilio.redact(handed.sid)
    assert list(twilio.listed(to=SAM)) == []


def test_deleting_takes_a_text_off_the_list(twilio, network, booth):
    handed = twilio.send(text())
    booth.wait_for(2)
    assert twilio._messages(handed.sid).delete()
    assert network.find(handed.sid) is None


def test_nothing_but_a_scheduled_text_can_be_cancelled(twilio, network):
    handed = network.accept(text())
    with pytest.raises(TwilioRestException) as refused:
        twilio._messages(handed.sid).update(status="canceled")
    assert refused.value.code == 30409


@pytest.mark.parametrize("change", [{"data": {"Body": "other words"}}, {"params": {"PageSize": "many"}}, {"params": {"DateSent>": "soon"}}])
def test_what_cannot_be_read_is_refused_as_a_wrong_parameter(served, network, account, change):
    handed = network.accept(text())
    base = f"{served.url}/2010-04-01/Accounts/{account.account_sid}/Messages"
    address = f"{base}/{handed.sid}.json" if "data" in change else f"{base}.json"
    answer = requests.request("POST" if "data" in change else "GET", address, auth=(account.account_sid, TOKEN), timeout=5, **change)
    assert (answer.status_code, answer.json()["code"]) == (400, 20422)


@pytest.mark.parametrize(("sign", "found"), [("", 1), ("<", 1), (">", 1)])
def test_the_list_filters_by_the_day_a_text_was_sent_and_leaves_out_what_was_not(served, network, account, sign, found):
    network.accept(text())
    network.faults.load({"queue_slow": {"next": 1, "seconds": 600}})
    network.accept(text("still queued"))
    address = f"{served.url}/2010-04-01/Accounts/{account.account_sid}/Messages.json"
    day = {"": "2026-03-02", "<": "2026-03-03", ">": "2026-03-01"}[sign]
    answer = requests.get(address, params={f"DateSent{sign}": day}, auth=(account.account_sid, TOKEN), timeout=5)
    assert len(answer.json()["messages"]) == found


def test_a_text_on_its_way_cannot_be_deleted(twilio, served):
    served.faults.set(Fault.QUEUE_SLOW, next=1, seconds=600)
    handed = twilio.send(text())
    with pytest.raises(TwilioRestException) as refused:
        twilio._messages(handed.sid).delete()
    assert refused.value.code == 20009


@pytest.mark.parametrize(
    ("wrong", "code", "action"),
    [
        (text(to="banana"), 21211, "bad_number"),
        (text(to=""), 21604, "bad_number"),
        (text(""), 21602, "drop"),
        (text("x" * 1601), 21617, "drop"),
        (text(valid=36001), 20422, "config"),
    ],
)
def test_what_twilio_would_refuse_is_refused_with_its_code(twilio, wrong, code, action):
    with pytest.raises(Refused) as refused:
        twilio.send(wrong)
    assert (refused.value.code, refused.value.action) == (code, action)


def test_a_sender_that_is_not_ours_is_refused(dial, account, served):
    stranger = dial(replace(account, from_="+15005550001"), served.url)
    with pytest.raises(Refused) as refused:
        stranger.send(text())
    assert (refused.value.code, refused.value.action) == (21606, "config")


def test_a_wrong_token_is_a_matter_for_the_operator(dial, account, served):
    stranger = dial(replace(account, auth_token="wrong"), served.url)
    with pytest.raises(Refused) as refused:
        stranger.send(text())
    assert (refused.value.code, refused.value.action) == (20003, "config")
    with pytest.raises(Unreachable, match="401"):
        stranger.listed(to=SAM)


def test_another_accounts_pages_do_not_exist(dial, account, served):
    stranger = dial(account, served.url)
    stranger._messages._uri = stranger._messages._uri.replace(account.account_sid, "AC" + "f" * 32)
    with pytest.raises(Refused) as refused:
        stranger.send(text())
    assert (refused.value.code, refused.value.action) == (20404, "config")


def test_the_second_token_opens_too_while_tokens_change(dial, account, network):
    with serve(network=network, account=replace(account, second_auth_token="the new one")) as running:
        assert dial(replace(account, auth_token="the new one"), running.url).send(text()).sid


def test_the_sdk_logs_no_numbers(twilio, caplog):
    with caplog.at_level(logging.DEBUG):
        twilio.send(text("a private word"))
        list(twilio.listed(to=SAM))
    assert "555" not in caplog.text
    assert "a private word" not in caplog.text


def test_refusals_carry_no_numbers(twilio):
    with pytest.raises(Refused) as refused:
        twilio.send(text(to="+1999"))
    assert "999" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_an_account_without_a_sender_or_with_half_an_address_is_refused():
    with pytest.raises(BadSetting, match="TWILIO_FROM"):
        TwilioAccount("AC1", "t", "https://coach.example")
    with pytest.raises(BadSetting, match="https"):
        TwilioAccount("AC1", "t", "coach.example", from_="+15005550006")


def test_tokens_are_not_shown_when_an_account_is_printed(account):
    assert account.auth_token not in repr(account)
