"""Our requests and the simulated carrier's answers, held against Twilio's published OpenAPI description."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from coach.carrier.simulated import Fault
from tests.carrier.carrier_stage import NOON, SAM, text

DESCRIPTION = Path(__file__).resolve().parents[3] / "shared" / "twilio_messages_openapi.json"
LIST, ONE = "/2010-04-01/Accounts/{AccountSid}/Messages.json", "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"

pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason=f"{DESCRIPTION.name} is not here")

CHECKER = jsonschema.FormatChecker(formats=())
CHECKER.checks("date-time-rfc-2822", raises=(ValueError, TypeError))(lambda value: value is None or bool(parsedate_to_datetime(value)))


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return nullable(json.loads(DESCRIPTION.read_text("utf-8")))


def nullable(node: Any) -> Any:
    """OpenAPI 3.0's ``nullable`` in the words of JSON Schema."""
    if isinstance(node, list):
        return [nullable(part) for part in node]
    if not isinstance(node, dict):
        return node
    told = {name: nullable(part) for name, part in node.items()}
    return told | {"type": [told["type"], "null"]} if told.pop("nullable", False) else told


def hold(description: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    """``value`` fits ``schema``, and has no field the description does not name."""
    whole = {"components": description["components"], **schema}
    jsonschema.Draft202012Validator(whole, format_checker=CHECKER).validate(value)


def named(description: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return set(schema["properties"])


def answer_schema(description: dict[str, Any], path: str, method: str, status: int) -> dict[str, Any]:
    return description["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]


def check_last(twilio, description, path: str, method: str) -> None:
    """The SDK's last request and the answer to it."""
    http = twilio._http
    asked, answered = http._test_only_last_request, http._test_only_last_response
    rule = description["paths"][path][method]
    if method == "post":
        form = rule["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
        sent = {name: value for name, value in asked.data.items() if value is not None}
        hold(description, form, sent)
        assert set(sent) <= named(description, form)
    check_query(description, rule, asked.params if isinstance(asked.params, dict) else {})
    schema = answer_schema(description, path, method, answered.status_code)
    content = json.loads(answered.text)
    hold(description, schema, content)
    assert set(content) <= named(description, schema)


def check_query(description, rule, params: dict[str, Any]) -> None:
    known = {part["name"]: part["schema"] for part in rule["parameters"]}
    for name, value in params.items():
        hold(description, known[name], value)


def test_creating_is_valid_both_ways(twilio, description):
    twilio.send(text())
    check_last(twilio, description, LIST, "post")


def test_fetching_is_valid_in_every_state(twilio, served, description, booth):
    served.faults.load({"fail": {"next": 1, "code": 30003}})
    handed = twilio.send(text())
    booth.wait_for(2)
    fetched = twilio._messages(handed.sid).fetch()
    assert (fetched.status, fetched.error_code) == ("undelivered", 30003)
    check_last(twilio, description, ONE, "get")


def test_listing_is_valid_with_filters_and_on_every_page(twilio, network, description, clock):
    for _ in range(3):
        network.accept(text())
        network.text_from(SAM, "hello")
    list(twilio.listed(to=network.number, since=NOON - timedelta(hours=1)))
    check_last(twilio, description, LIST, "get")
    assert len(twilio._messages.list(limit=6, page_size=4)) == 6
    check_last(twilio, description, LIST, "get")


def test_redacting_is_valid_both_ways(twilio, description, booth):
    handed = twilio.send(text())
    booth.wait_for(2)
    twilio.redact(handed.sid)
    check_last(twilio, description, ONE, "post")


def test_what_is_expected_of_the_description_can_fail(twilio, description):
    twilio.send(text())
    schema = answer_schema(description, LIST, "post", 201)
    content = json.loads(twilio._http._test_only_last_response.text)
    for wrong in ({"sid": "SM1"}, {"status": "gone"}, {"num_segments": 1}, {"date_created": "2026-03-02"}):
        with pytest.raises(jsonschema.ValidationError):
            hold(description, schema, content | wrong)


def test_errors_have_twilios_four_fields(twilio, served):
    served.faults.set(Fault.TOO_MANY, next=1)
    address = f"{served.url}/2010-04-01/Accounts/{twilio._account.account_sid}/Messages.json"
    answer = requests.post(address, data={}, auth=(twilio._account.account_sid, twilio._account.auth_token), timeout=5)
    assert answer.status_code == 429
    assert set(answer.json()) == {"code", "message", "more_info", "status"}
    assert (answer.json()["code"], answer.json()["status"]) == (20429, 429)
