"""Every way a send can go wrong, acted out over HTTP against the real SDK: surely not sent, nobody knows, or refused."""

from __future__ import annotations

import ssl
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from requests import exceptions as web
from twilio.base.exceptions import TwilioRestException
from urllib3 import exceptions as pool

from coach.carrier.port import Outgoing
from coach.carrier.simulated import Fault, Faults, InProcess, Network, Odds
from coach.carrier.verdict import verdict
from coach.clock import StillClock
from coach.errors import BadRequest, Refused, Unknown, Unreachable
from tests.carrier.carrier_stage import NOON, SAM, text

SURELY_NOT_SENT = [Fault.TOO_MANY]
NOBODY_KNOWS_BUT_NOT_TAKEN = [Fault.ERROR_BEFORE, Fault.RESET_BEFORE, Fault.HANG_BEFORE]
NOBODY_KNOWS_BUT_TAKEN = [Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.HANG_AFTER, Fault.GARBLED]


@pytest.fixture
def hasty(dial, account, served):
    """The SDK with little patience."""
    return dial(account, served.url, timeout=0.3)


def taken(network) -> int:
    return len(network.handset(SAM).texts)


@pytest.mark.parametrize("fault", SURELY_NOT_SENT)
def test_what_was_never_processed_may_be_sent_again(hasty, served, network, fault):
    served.faults.set(fault, next=1)
    with pytest.raises(Unreachable):
        hasty.send(text())
    assert taken(network) == 0
    hasty.send(text())
    assert taken(network) == 1


@pytest.mark.parametrize("fault", NOBODY_KNOWS_BUT_NOT_TAKEN)
def test_a_lost_answer_is_unknown_even_if_the_text_was_not_taken(hasty, served, network, fault):
    served.faults.set(fault, next=1, seconds=5)
    with pytest.raises(Unknown):
        hasty.send(text())
    assert taken(network) == 0


@pytest.mark.parametrize("fault", NOBODY_KNOWS_BUT_TAKEN)
def test_a_lost_answer_is_unknown_and_the_list_shows_the_text_once(hasty, twilio, served, network, fault):
    served.faults.set(fault, next=1, seconds=5)
    with pytest.raises(Unknown):
        hasty.send(text("taken all the same"))
    assert taken(network) == 1
    (row,) = twilio.listed(to=SAM)
    assert row.body == "taken all the same"


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER])
def test_a_cut_connection_is_noticed_at_once(twilio, served, fault):
    served.faults.set(fault, next=1)
    with pytest.raises(Unknown, match="ConnectionError"):
        twilio.send(text())


def test_the_receipt_of_a_text_whose_answer_was_lost_names_our_outbox(hasty, served, booth):
    served.faults.set(Fault.RESET_AFTER, next=1)
    with pytest.raises(Unknown):
        hasty.send(text(outbox=77))
    assert booth.wait_for(1)[0].query["o"] == "77"


def test_a_refused_connection_is_surely_not_sent(twilio, served, network):
    twilio.send(text("before"))
    served.down()
    with pytest.raises(Unreachable):
        twilio.send(text("lost"))
    with pytest.raises(Unreachable):
        twilio.listed(to=SAM)
    with pytest.raises(Unreachable):
        twilio.redact("SM" + "0" * 32)
    served.up()
    twilio.send(text("after"))
    assert [sent.body for sent in network.handset(SAM).texts] == ["before", "after"]


def test_the_carrier_comes_back_by_itself(twilio, served):
    served.down(0.1)
    with pytest.raises(Unreachable):
        twilio.send(text())
    served._desk.quit.wait(0.4)
    assert twilio.send(text()).sid


@pytest.mark.parametrize(
    ("code", "action"), [(21610, "opted_out"), (21614, "bad_number"), (21611, "later"), (21606, "config"), (29999, "soft")]
)
def test_a_wanted_refusal_comes_with_its_action(twilio, served, code, action):
    served.faults.load({"refuse": {"next": 1, "code": code}})
    with pytest.raises(Refused) as refused:
        twilio.send(text())
    assert (refused.value.code, refused.value.action) == (code, action)


def test_a_list_that_fails_is_unreachable(twilio, served):
    served.faults.set(Fault.LIST_FAILS, next=1)
    with pytest.raises(Unreachable, match="503"):
        twilio.listed(to=SAM)
    assert list(twilio.listed(to=SAM)) == []


def test_a_list_that_lags_shows_a_text_only_after_minutes(twilio, served, clock):
    served.faults.load({"list_lags": {"seconds": 300}})
    twilio.send(text())
    assert list(twilio.listed(to=SAM)) == []
    clock.at = NOON + timedelta(seconds=301)
    assert len(list(twilio.listed(to=SAM))) == 1


def test_blanking_twice_does_no_harm_so_a_lost_answer_is_only_unreachable(dial, account, twilio, booth):
    handed = twilio.send(text())
    booth.answers = [500]
    with pytest.raises(Unreachable):
        dial(account, booth.url).redact(handed.sid)


@pytest.mark.parametrize(
    "error",
    [
        web.ConnectTimeout(),
        web.ConnectionError(pool.MaxRetryError(None, "/", pool.NewConnectionError(None, "refused"))),
        web.ConnectionError(pool.MaxRetryError(None, "/", pool.NameResolutionError("host", None, OSError("no such name")))),
        web.SSLError(pool.MaxRetryError(None, "/", pool.SSLError(ssl.SSLCertVerificationError("self-signed")))),
    ],
    ids=["connect timeout", "refused", "no such name", "bad certificate"],
)
def test_what_failed_before_the_request_left_was_surely_not_sent(error):
    assert isinstance(verdict(error), Unreachable)


@pytest.mark.parametrize(
    "error",
    [
        web.ReadTimeout(),
        web.ConnectionError(pool.ProtocolError("aborted", ConnectionResetError())),
        web.SSLError(pool.MaxRetryError(None, "/", pool.SSLError(ssl.SSLEOFError("cut off")))),
        web.ChunkedEncodingError(),
        ValueError("no JSON"),
    ],
    ids=["read timeout", "reset", "cut off in TLS", "half an answer", "no JSON"],
)
def test_what_failed_after_the_request_left_is_unknown(error):
    assert isinstance(verdict(error), Unknown)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(302, Unknown), (408, Unknown), (500, Unknown), (503, Unknown), (429, Unreachable), (402, Refused), (403, Refused)],
)
def test_answers_without_a_code_are_judged_by_their_status(dial, account, booth, status, expected):
    booth.answers = [status]
    with pytest.raises(expected):
        dial(account, booth.url).send(text())


def test_a_good_status_without_words_is_unknown(dial, account, booth):
    with pytest.raises(Unknown):
        dial(account, booth.url).send(text())


def test_many_senders_at_once_lose_and_double_nothing(twilio, network):
    with ThreadPoolExecutor(8) as senders:
        sids = list(senders.map(lambda outbox: twilio.send(text(f"text {outbox}", outbox=outbox)).sid, range(100)))
    assert sorted(sids) == sorted(sent.sid for sent in network.handset(SAM).texts)
    assert len({sent.body for sent in network.handset(SAM).texts}) == 100


def run(seed: int) -> list[str]:
    network = Network(StillClock(NOON), count_segments=len, seed=seed, faults=Faults(seed))
    network.faults.load({"too_many": {"share": 0.3}, "error_after": {"share": 0.2}})
    carrier, story = InProcess(network), []
    for outbox in range(200):
        try:
            carrier.send(Outgoing(SAM, "hello", outbox))
            story.append("sent")
        except (Unreachable, Unknown) as error:
            story.append(type(error).__name__)
    return story


@pytest.mark.parametrize(
    ("fault", "expected", "texts"),
    [(fault, Unreachable, 0) for fault in (*SURELY_NOT_SENT, Fault.DOWN)]
    + [(fault, Unknown, 0) for fault in NOBODY_KNOWS_BUT_NOT_TAKEN]
    + [(fault, Unknown, 1) for fault in NOBODY_KNOWS_BUT_TAKEN],
)
def test_in_process_the_same_faults_mean_the_same(in_process, network, fault, expected, texts):
    network.faults.set(fault, next=1)
    with pytest.raises(expected):
        in_process.send(text())
    assert taken(network) == texts


def test_in_process_the_list_fails_lags_and_is_bounded_too(in_process, network):
    network.faults.set(Fault.LIST_FAILS, next=1)
    with pytest.raises(Unreachable):
        in_process.listed(to=SAM)
    for _ in range(3):
        in_process.send(text())
    assert len(list(in_process.listed(to=SAM, limit=2))) == 2
    network.faults.set(Fault.LIST_LAGS, seconds=60)
    assert list(in_process.listed(to=SAM)) == []


def test_in_process_redacting_blanks_the_list_and_forgives_a_missing_text(in_process):
    handed = in_process.send(text("something private"))
    in_process.redact(handed.sid)
    in_process.redact("SM" + "0" * 32)
    assert [row.body for row in in_process.listed(to=SAM)] == [""]


def test_a_code_that_is_no_number_is_judged_by_its_status():
    assert verdict(TwilioRestException(400, "/", code=None)).code == 400


def test_chance_is_repeatable_by_its_seed():
    assert run(1) == run(1)
    assert run(1) != run(2)
    assert set(Counter(run(1))) == {"sent", "Unreachable", "Unknown"}


def test_a_count_is_used_up_and_then_chance_goes_on():
    faults = Faults()
    faults.load({"fail": {"next": 2, "share": 0.0}})
    assert [bool(faults.strike(Fault.FAIL)) for _ in range(4)] == [True, True, False, False]
    assert not faults


def test_a_fault_without_odds_always_strikes_until_it_is_ended():
    faults = Faults()
    faults.load({"garbled": {}})
    assert all(faults.strike(Fault.GARBLED) for _ in range(5))
    faults.load({"garbled": None})
    assert faults.strike(Fault.GARBLED) is None


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"flood": {}}, "flood"),
        ({"fail": 3}, "fail"),
        ({"fail": {"often": 1}}, "fail.often"),
        ({"fail": {"next": -1}}, "fail.next"),
        ({"seed": "x"}, "seed"),
    ],
)
def test_a_fault_that_is_not_understood_is_named_and_nothing_is_set(wanted, named):
    faults = Faults()
    with pytest.raises(BadRequest, match=named):
        faults.load({"too_many": {"next": 1}} | wanted)
    assert not faults


def test_what_is_set_can_be_read_and_set_again():
    faults, again = Faults(3), Faults()
    faults.set(Fault.RECEIPTS_LATE, Odds(share=0.5, seconds=90))
    again.load(faults.as_json())
    assert again.as_json() == faults.as_json()
