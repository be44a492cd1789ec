"""Texts from handsets: keywords, blocking, and the signed webhook with its retries."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from coach.carrier.keywords import HELPS, STARTS, STOPS, keyword
from coach.carrier.port import Action, Delivery
from coach.carrier.simulated import By, Fault, InProcess, Network, Replies
from coach.carrier.simulated.server import serve
from coach.carrier.webhook import inbound, signature_ok
from coach.errors import Refused
from tests.carrier.carrier_stage import SAM, text


def canned(network) -> list[str]:
    return [said.body for said in network.handset(SAM).texts if said.by is By.CARRIER]


@pytest.mark.parametrize(("words", "meant"), [(STOPS, "STOP"), (STARTS, "START"), (HELPS, "HELP")])
def test_a_keyword_is_the_whole_text_in_any_case(words, meant):
    for word in words:
        assert {keyword(word), keyword(word.lower()), keyword(f" {word.title()}\n")} == {meant}


@pytest.mark.parametrize("body", ["STOP PLEASE", "please stop", "stop.", "yes!", "help me", "", "Y", "JOIN", "READY"])
def test_anything_more_is_no_keyword(body):
    assert keyword(body) is None


@pytest.mark.parametrize("word", sorted(STOPS))
def test_a_stop_word_blocks_every_later_text(in_process, word):
    in_process.text_from(SAM, word.lower())
    with pytest.raises(Refused) as refused:
        in_process.send(text())
    assert (refused.value.code, refused.value.action) == (21610, Action.OPTED_OUT)


def test_a_block_is_refused_over_http_alike(twilio, served):
    served.network.text_from(SAM, "Stop")
    with pytest.raises(Refused) as refused:
        twilio.send(text())
    assert (refused.value.code, refused.value.action) == (21610, "opted_out")


@pytest.mark.parametrize("word", sorted(STARTS))
def test_a_start_word_lifts_the_block(in_process, word):
    in_process.text_from(SAM, "STOP")
    in_process.text_from(SAM, word)
    assert in_process.send(text()).sid


def test_one_persons_block_is_not_anothers(in_process):
    in_process.text_from(SAM, "STOP")
    assert in_process.send(text(to="+16135550188")).sid


def test_the_carrier_says_goodbye_once(network):
    for _ in range(3):
        network.text_from(SAM, "STOP")
    assert canned(network) == [Replies().stop]


def test_help_is_answered_unless_blocked(network):
    network.text_from(SAM, "help")
    network.text_from(SAM, "stop")
    network.text_from(SAM, "info")
    assert canned(network) == [Replies().help, Replies().stop]


def test_start_is_greeted_only_when_it_lifts_a_block(network):
    network.text_from(SAM, "YES")
    network.text_from(SAM, "STOP")
    network.text_from(SAM, "UNSTOP")
    assert canned(network) == [Replies().stop, Replies().start]


def test_canned_words_and_keywords_can_be_changed(clock):
    network = Network(clock, count_segments=len, keywords={"HALT": "STOP"}, replies=Replies(stop="Bye."))
    network.text_from(SAM, "stop")
    assert canned(network) == []
    network.text_from(SAM, "halt")
    assert canned(network) == ["Bye."]


def test_canned_answers_are_on_the_handset_but_on_no_list(network, in_process):
    in_process.text_from(SAM, "HELP")
    assert [row.body for row in in_process.listed()] == ["HELP"]
    assert len(network.handset(SAM).shown()) == 2


def test_advanced_opt_out_tells_that_it_answered_always_greets_and_fails_later(clock):
    carrier = InProcess(Network(clock, count_segments=len, advanced_opt_out=True))
    assert carrier.text_from(SAM, "yes").opt_out_type == "START"
    assert carrier.text_from(SAM, "stop").opt_out_type == "STOP"
    assert carrier.text_from(SAM, "well then").opt_out_type == ""
    assert canned(carrier.network) == [Replies().start, Replies().stop]
    carrier.send(text())
    (told,) = carrier.receipts()
    assert (told.delivery, told.code, told.action) == (Delivery.FAILED, 21610, Action.OPTED_OUT)


def test_without_it_the_webhook_does_not_tell(in_process):
    assert in_process.text_from(SAM, "STOP").opt_out_type == ""


def test_the_webhook_is_called_signed_with_the_words_as_written(served, account, booth):
    body = "it went ok, I think 👍 é & a=b %2F +1"
    sent, told = served.text_from(SAM, body)
    (call,) = booth.calls
    assert (told.status, told.tries) == (200, 1)
    assert call.path == "/twilio/sms"
    assert signature_ok(account, call.path, call.raw_query, call.form, call.signature)
    read = inbound(call.form, account.account_sid)
    assert (read.sid, read.sender, read.to, read.body, read.opt_out_type) == (sent.sid, SAM, account.from_, body, "")
    assert read.extra is not None
    assert read.extra["SmsStatus"] == "received"


def test_the_webhook_is_called_for_keywords_too(served, booth):
    served.text_from(SAM, "STOP")
    assert booth.calls[0].form["Body"] == "STOP"


def test_an_error_of_ours_is_tried_again_with_the_same_token(served, booth):
    booth.answers = [503, 500]
    _, told = served.text_from(SAM, "hello")
    assert (told.status, told.tries) == (200, 3)
    assert len({call.idempotency for call in booth.calls}) == 1


def test_tries_are_bounded(served, booth):
    booth.answers = [503] * 10
    assert served.text_from(SAM, "hello")[1] == (503, 4)


def test_a_refusal_of_ours_is_not_tried_again(served, booth):
    booth.answers = [403]
    assert served.text_from(SAM, "hello")[1] == (403, 1)


def test_an_address_may_ask_for_fewer_tries_and_its_fragment_is_not_signed(network, account, booth):
    booth.answers = [503]
    with serve(network=network, account=account, sms_url=f"{booth.url}/in?a=%2F#rc=0&rp=all") as running:
        assert running.text_from(SAM, "hello")[1] == (503, 1)
    (call,) = booth.calls
    assert call.raw_query == "a=%2F"
    assert signature_ok(account, call.path, call.raw_query, call.form, call.signature)


def test_a_web_application_that_is_away_is_tried_and_given_up(network, account):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        away = f"http://127.0.0.1:{taken.getsockname()[1]}/twilio/sms#rc=1&rp=ct"
        with serve(network=network, account=account, sms_url=away) as running:
            assert running.text_from(SAM, "hello")[1] == (None, 2)
    assert [row.body for row in InProcess(network).listed(to=network.number)] == ["hello"]


def test_a_slow_answer_is_tried_again_where_the_address_asks_for_it(network, account):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call, and never says a word
        slow = f"http://127.0.0.1:{silent.getsockname()[1]}/twilio/sms#rc=1&rp=rt&rt=100"
        with serve(network=network, account=account, sms_url=slow) as running:
            assert running.text_from(SAM, "hello")[1] == (None, 2)


def test_a_text_can_be_lost_on_its_way_to_us_and_still_be_listed(served, booth, twilio, network):
    served.faults.set(Fault.INBOUND_LOST, next=1)
    served.text_from(SAM, "lost")
    assert booth.calls == []
    assert [row.body for row in twilio.listed(to=network.number)] == ["lost"]


def test_a_text_can_come_twice_with_one_id(served, booth):
    served.faults.set(Fault.INBOUND_DOUBLED, next=1)
    served.text_from(SAM, "twice")
    assert len(booth.calls) == 2
    assert len({call.form["MessageSid"] for call in booth.calls}) == 1


def test_a_thread_shows_both_ways_in_order(in_process, network):
    in_process.send(text("How are you?"))
    in_process.text_from(SAM, "fine")
    in_process.send(text("Good."))
    assert [(seen.by, seen.body) for seen in network.handset(SAM).shown()] == [
        (By.APP, "How are you?"),
        (By.PERSON, "fine"),
        (By.APP, "Good."),
    ]


def test_a_service_names_itself_in_the_webhook(network, account, booth):
    pooled = replace(account, messaging_service_sid="MG" + "b" * 32)
    with serve(network=network, account=pooled, sms_url=f"{booth.url}/twilio/sms") as running:
        running.text_from(SAM, "hello")
    assert booth.calls[0].form["MessagingServiceSid"] == pooled.messaging_service_sid
