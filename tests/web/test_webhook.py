"""The carrier's calls: believed only when signed, filed before anything else, and harmless when they come twice."""

from __future__ import annotations

import pytest

from coach.carrier.port import Delivery
from tests.web.service import SAM, Service

SMS = "/twilio/sms"
STATUS = "/twilio/status"


def a_text(service: Service, **changed: str) -> dict[str, str]:
    account = service.desk.account
    return {"AccountSid": account.account_sid, "MessageSid": "SM1", "From": SAM, "To": account.from_, "Body": "JOIN"} | changed


def test_a_signed_text_is_filed_and_answered_with_silence(everywhere: Service) -> None:
    answer = everywhere.signed(SMS, a_text(everywhere))
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert "Message" not in answer.text
    assert everywhere.undecided() == 1


def test_a_text_that_comes_twice_is_filed_once(everywhere: Service) -> None:
    assert [everywhere.signed(SMS, a_text(everywhere)).status_code for _ in range(2)] == [200, 200]
    assert everywhere.undecided() == 1


def test_a_filed_text_is_answered_when_the_engine_gets_to_it(everywhere: Service) -> None:
    everywhere.signed(SMS, a_text(everywhere))
    everywhere.settle()
    assert everywhere.undecided() == 0
    assert "type READY" in everywhere.page()


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "bm90IHNpZ25lZA=="}])
@pytest.mark.parametrize("path", [SMS, STATUS])
def test_a_call_without_a_true_signature_is_refused(service: Service, path: str, headers: dict[str, str]) -> None:
    assert service.client.post(path, data=a_text(service), headers=headers).status_code == 403
    assert service.undecided() == 0


def test_a_signature_with_another_token_is_refused(service: Service) -> None:
    assert service.signed(SMS, a_text(service), token="another").status_code == 403
    assert service.undecided() == 0


def test_a_signature_over_another_body_is_refused(service: Service) -> None:
    good = service.signed(SMS, a_text(service)).request.headers["X-Twilio-Signature"]
    forged = a_text(service, MessageSid="SM2", Body="I want out")
    assert service.client.post(SMS, data=forged, headers={"X-Twilio-Signature": good}).status_code == 403


@pytest.mark.parametrize("field", ["MessageSid", "From", "AccountSid"])
def test_a_signed_text_without_what_names_it_is_a_bad_request(service: Service, field: str) -> None:
    form = a_text(service)
    del form[field]
    answer = service.signed(SMS, form)
    assert answer.status_code == 400
    assert answer.text.startswith(field)


def test_a_text_for_another_account_is_a_bad_request(service: Service) -> None:
    assert service.signed(SMS, a_text(service, AccountSid="AC9")).status_code == 400
    assert service.undecided() == 0


def test_a_webhook_cannot_be_fetched(service: Service) -> None:
    assert service.client.get(SMS).status_code == 405


def test_a_receipt_moves_its_text_on_and_never_back(service: Service) -> None:
    service.text("JOIN")
    states = [thread_states(service)]
    for status in (Delivery.DELIVERED, Delivery.SENT):
        assert service.signed(STATUS, receipt(service, status)).status_code == 204
        states.append(thread_states(service))
    assert states[-1] == states[-2]
    assert states[-1][0] == Delivery.DELIVERED


def test_a_receipt_for_a_text_nobody_knows_is_taken_calmly(service: Service) -> None:
    answer = service.signed(f"{STATUS}?o=4711", {"MessageSid": "SMnobody", "MessageStatus": "delivered"})
    assert answer.status_code == 204


def thread_states(service: Service) -> list[str]:
    with service.desk.engine.parts.store.reading() as view:
        return [text.state for text in view.thread(service.journey().participant_id) if not text.inbound]


def receipt(service: Service, status: str) -> dict[str, str]:
    sid = next(iter(service.desk.engine.parts.carrier.listed(to=SAM))).sid
    return {"MessageSid": sid, "MessageStatus": status}
