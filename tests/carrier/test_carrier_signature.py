"""Who may tell us things: the signature, and what the form must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse
from werkzeug.datastructures import MultiDict

from coach.carrier.account import TwilioAccount
from coach.carrier.port import Action, Delivery
from coach.carrier.webhook import EMPTY_TWIML, inbound, rank, receipt, signature_ok
from coach.errors import BadRequest

SID = "AC" + "a" * 32
ACCOUNT = TwilioAccount(SID, "first", "https://coach.example/", from_="+15005550006", second_auth_token="second")
FORM = {"MessageSid": "SM" + "1" * 32, "AccountSid": SID, "From": "+14155550123", "To": "+15005550006", "Body": "hello & good bye"}


def signed(url, form=FORM, token=ACCOUNT.auth_token):
    return RequestValidator(token).compute_signature(url, form)


def test_a_good_signature_passes():
    assert signature_ok(ACCOUNT, "/twilio/sms", "", FORM, signed("https://coach.example/twilio/sms"))


@pytest.mark.parametrize("token", ["first", "second"])
def test_both_tokens_count_while_they_change(token):
    assert signature_ok(ACCOUNT, "/twilio/sms", "", FORM, signed("https://coach.example/twilio/sms", token=token))


@pytest.mark.parametrize("header", [None, "", "x", "é", signed("https://coach.example/twilio/sms", token="stolen")])
def test_a_bad_or_missing_signature_fails(header):
    assert not signature_ok(ACCOUNT, "/twilio/sms", "", FORM, header)


@pytest.mark.parametrize(
    "url", ["https://evil.example/twilio/sms", "http://coach.example/twilio/sms", "https://coach.example/twilio/status"]
)
def test_another_host_scheme_or_path_fails(url):
    assert not signature_ok(ACCOUNT, "/twilio/sms", "", FORM, signed(url))


def test_an_encoded_query_is_taken_as_it_came():
    query = "o=12&next=%2Fa%40b%3Ac%20d+e"
    assert signature_ok(ACCOUNT, "/twilio/status", query, FORM, signed(f"https://coach.example/twilio/status?{query}"))
    assert not signature_ok(ACCOUNT, "/twilio/status", "o=12&next=/a@b:c d e", FORM, signed(f"https://coach.example/twilio/status?{query}"))


def test_an_unknown_field_is_signed_too():
    wider = FORM | {"FieldOfTomorrow": "x"}
    header = signed("https://coach.example/twilio/sms", wider)
    assert signature_ok(ACCOUNT, "/twilio/sms", "", wider, header)
    assert not signature_ok(ACCOUNT, "/twilio/sms", "", FORM, header)


def test_a_field_that_comes_twice_counts_with_both_its_values():
    twice = MultiDict([*FORM.items(), ("Body", "another")])
    header = signed("https://coach.example/twilio/sms", twice)
    assert signature_ok(ACCOUNT, "/twilio/sms", "", twice, header)
    assert not signature_ok(ACCOUNT, "/twilio/sms", "", MultiDict(FORM), header)


def test_a_changed_word_fails():
    assert not signature_ok(ACCOUNT, "/twilio/sms", "", FORM | {"Body": "STOP"}, signed("https://coach.example/twilio/sms"))


def test_a_path_before_ours_belongs_to_the_public_address():
    nested = TwilioAccount(SID, "first", "https://example.org/coach", from_="+15005550006")
    assert signature_ok(nested, "/twilio/sms", "", FORM, signed("https://example.org/coach/twilio/sms"))


def test_the_answer_that_says_nothing_is_the_sdks_own():
    assert str(MessagingResponse()) == EMPTY_TWIML


def test_a_text_is_read_and_what_has_no_name_is_kept():
    read = inbound(FORM | {"NumMedia": "2", "OptOutType": "stop", "FromCity": "OAKLAND"}, SID)
    assert (read.sid, read.sender, read.to, read.body) == (FORM["MessageSid"], FORM["From"], FORM["To"], FORM["Body"])
    assert (read.media, read.opt_out_type) == (2, "STOP")
    assert read.extra == {"AccountSid": SID, "FromCity": "OAKLAND"}


def test_a_text_may_have_no_words():
    assert inbound({name: value for name, value in FORM.items() if name != "Body"}, SID).body == ""


@pytest.mark.parametrize("name", ["MessageSid", "From", "AccountSid"])
def test_a_missing_field_is_named(name):
    with pytest.raises(BadRequest, match=name):
        inbound(FORM | {name: ""}, SID)


def test_another_accounts_text_is_refused():
    with pytest.raises(BadRequest, match="AccountSid"):
        inbound(FORM | {"AccountSid": "AC" + "b" * 32}, SID)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("accepted", Delivery.ACCEPTED),
        ("queued", Delivery.ACCEPTED),
        ("sending", Delivery.ACCEPTED),
        ("sent", Delivery.SENT),
        ("delivered", Delivery.DELIVERED),
        ("read", Delivery.DELIVERED),
        ("undelivered", Delivery.UNDELIVERED),
        ("failed", Delivery.FAILED),
        ("canceled", Delivery.FAILED),
        ("a word of tomorrow", Delivery.ACCEPTED),
    ],
)
def test_every_status_has_its_place(status, expected):
    assert receipt({"MessageSid": "SM1", "MessageStatus": status}, {}).delivery is expected


def test_a_failure_says_what_to_do():
    told = receipt({"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": "21610"}, {"o": "7"})
    assert (told.code, told.action, told.outbox) == (21610, Action.OPTED_OUT, 7)
    assert receipt({"MessageSid": "SM1", "MessageStatus": "canceled"}, {}).action is Action.DROP


@pytest.mark.parametrize("name", ["MessageSid", "MessageStatus"])
def test_a_receipt_without_its_fields_is_refused_by_name(name):
    with pytest.raises(BadRequest, match=name):
        receipt({"MessageSid": "SM1", "MessageStatus": "sent"} | {name: ""}, {})


@given(st.dictionaries(st.sampled_from(["o", "x"]), st.text(max_size=30)), st.text(max_size=30))
def test_no_query_or_code_can_break_a_receipt(query, code):
    told = receipt({"MessageSid": "SM1", "MessageStatus": "sent", "ErrorCode": code}, query)
    assert told.outbox is None or told.outbox >= 0


def test_receipts_move_forward_only_and_the_first_last_word_stays():
    assert rank(Delivery.ACCEPTED) < rank(Delivery.SENT) < rank(Delivery.DELIVERED)
    assert rank(Delivery.DELIVERED) == rank(Delivery.UNDELIVERED) == rank(Delivery.FAILED)
