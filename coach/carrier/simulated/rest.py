"""Twilio's Messages API in front of a network: create, fetch, list, change, delete, and the faults that can be wanted of them.

It must not know what a text says. What Twilio would refuse is refused with the same code.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, jsonify, request

from coach.carrier.account import TwilioAccount
from coach.carrier.port import Outgoing
from coach.carrier.simulated.faults import Fault, Odds
from coach.carrier.simulated.network import Network
from coach.carrier.simulated.paging import page
from coach.carrier.simulated.texts import Text
from coach.carrier.simulated.wire import API_VERSION, as_json, error_json
from coach.errors import Refused

HANG_UP = "coach.hang_up"
"""Set in a request's environ when the connection is to be closed without an answer."""

_HANG = 60.0  # seconds a hanging request waits when the fault names none
_LONGEST_BODY = 1600
_LONGEST_WAIT = 36000
_UNSENT = ("accepted", "queued", "sending")
_STATUS: Mapping[int, int] = {20003: 401, 20404: 404, 20429: 429, 20500: 500, 20503: 503}
_BEFORE = (Fault.TOO_MANY, Fault.ERROR_BEFORE, Fault.RESET_BEFORE, Fault.HANG_BEFORE)
_AFTER = (Fault.ERROR_AFTER, Fault.RESET_AFTER, Fault.HANG_AFTER, Fault.GARBLED)
_ERRORS: Mapping[Fault, int] = {Fault.TOO_MANY: 20429, Fault.ERROR_BEFORE: 20503, Fault.ERROR_AFTER: 20500, Fault.LIST_FAILS: 20503}
_HANGS = (Fault.HANG_BEFORE, Fault.HANG_AFTER)
_E164 = re.compile(r"\+[1-9]\d{6,14}")

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the carrier's pages share. ``wake``: something fell due. ``quit``: the server is stopping."""

    network: Network
    account: TwilioAccount
    wake: threading.Event = field(default_factory=threading.Event)
    quit: threading.Event = field(default_factory=threading.Event)


CHECKS: tuple[tuple[int, Callable[[Form, Desk], bool]], ...] = (
    (21604, lambda form, _: not form.get("To")),
    (21211, lambda form, _: not _E164.fullmatch(form["To"])),
    (21603, lambda form, _: not (form.get("From") or form.get("MessagingServiceSid"))),
    (21606, lambda form, desk: form.get("From", desk.network.number) != desk.network.number),
    (21705, lambda form, desk: form.get("MessagingServiceSid", "") not in ("", desk.account.messaging_service_sid)),
    (21602, lambda form, _: not form.get("Body")),
    (21617, lambda form, _: len(form["Body"]) > _LONGEST_BODY),
    (21609, lambda form, _: not form.get("StatusCallback", "http://").startswith(("http://", "https://"))),
    (20422, lambda form, _: not 1 <= _whole(form.get("ValidityPeriod", "1")) <= _LONGEST_WAIT),
)
"""The codes with which Twilio refuses a create, and when; the first that applies is answered."""


def rest(desk: Desk) -> Blueprint:
    """The pages of Twilio's API for one account."""
    pages = Blueprint("rest", __name__, url_prefix=f"/{API_VERSION}/Accounts/<account_sid>")
    pages.before_request(lambda: _stranger(desk))
    pages.add_url_rule("/Messages.json", view_func=lambda account_sid: _create(desk), methods=["POST"], endpoint="create")  # noqa: ARG005
    pages.add_url_rule("/Messages.json", view_func=lambda account_sid: _list(desk), endpoint="list")  # noqa: ARG005
    one = "/Messages/<sid>.json"
    pages.add_url_rule(one, view_func=lambda account_sid, sid: _one(desk, sid, _fetch), endpoint="fetch")  # noqa: ARG005
    pages.add_url_rule(one, view_func=lambda account_sid, sid: _one(desk, sid, _change), methods=["POST"], endpoint="change")  # noqa: ARG005
    pages.add_url_rule(one, view_func=lambda account_sid, sid: _one(desk, sid, _delete), methods=["DELETE"], endpoint="delete")  # noqa: ARG005
    return pages


def _stranger(desk: Desk) -> Response | None:
    """Basic auth by account and token; another account's pages do not exist for this one."""
    given = request.authorization
    if given is None or given.username != desk.account.account_sid or given.password not in desk.account.tokens:
        return _error(20003)
    return None if (request.view_args or {}).get("account_sid") == desk.account.account_sid else _error(20404)


def _create(desk: Desk) -> Response:
    faults = desk.network.faults
    if struck := faults.first(*_BEFORE):
        return _act(desk, *struck)
    try:
        text = _take(desk, request.form)
    except Refused as refused:
        return _error(refused.code)
    answer = _json(as_json(text, desk.account), 201)
    desk.wake.set()
    struck = faults.first(*_AFTER)
    return _act(desk, *struck) if struck else answer


def _take(desk: Desk, form: Form) -> Text:
    """Raises: ``Refused`` with the code of the check that failed, or the network's own."""
    for code, wrong in CHECKS:
        if wrong(form, desk):
            raise Refused("A create that Twilio would refuse.", code=code, action="")
    outgoing = Outgoing(form["To"], form["Body"], outbox=0, valid=_whole(form.get("ValidityPeriod", str(_LONGEST_WAIT))))
    return desk.network.take(outgoing, callback=form.get("StatusCallback", ""), service=not form.get("From"))


def _list(desk: Desk) -> Response:
    if struck := desk.network.faults.first(Fault.LIST_FAILS):
        return _act(desk, *struck)
    try:
        return _json(page(desk.network, desk.account, request.args), 200)
    except ValueError:
        return _error(20422)


def _one(desk: Desk, sid: str, do: Callable[[Desk, Text], Response]) -> Response:
    text = desk.network.find(sid)
    return do(desk, text) if text else _error(20404)


def _fetch(desk: Desk, text: Text) -> Response:
    desk.network.settle()
    return _json(as_json(text, desk.account), 200)


def _change(desk: Desk, text: Text) -> Response:
    """Blank the body of a text that is on its way no more. Only scheduled texts can be cancelled, and none is here."""
    if request.form.get("Status"):
        return _error(30409)
    if request.form.get("Body") != "":
        return _error(20422)
    desk.network.settle()
    if text.status in _UNSENT:
        return _error(20009)
    desk.network.redact(text.sid)
    return _json(as_json(text, desk.account), 200)


def _delete(desk: Desk, text: Text) -> Response:
    desk.network.settle()
    if text.status in _UNSENT:
        return _error(20009)
    desk.network.delete(text.sid)
    return Response(status=204)


def _act(desk: Desk, fault: Fault, odds: Odds) -> Response:
    """Act a fault out: an error, a wait, a closed connection, or an answer nobody can read."""
    if fault in _ERRORS:
        return _error(_ERRORS[fault])
    if fault is Fault.GARBLED:
        return Response("<html>gateway</html>", status=201, mimetype="text/html")
    if fault in _HANGS:
        desk.quit.wait(odds.seconds or _HANG)
    request.environ[HANG_UP] = True
    return Response(status=204)


def _error(code: int) -> Response:
    status = _STATUS.get(code, 400)
    return _json(error_json(code, status), status)


def _json(content: dict[str, object], status: int) -> Response:
    answer = jsonify(content)
    answer.status_code = status
    return answer


def _whole(value: str) -> int:
    """A plain whole number, or -1."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
