"""What the carrier calls: verify, file, answer, nudge. Decides nothing."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, abort, request

from coach.carrier import webhook
from coach.engine.receipts import take_receipts
from coach.errors import BadRequest, StaleState
from coach.store.database import Away
from coach.store.rows import Arrived
from coach.web.desk import Desk

log = logging.getLogger(__name__)
OPT_OUT_TYPE = "OptOutType"


def webhooks(desk: Desk) -> Blueprint:
    """``POST /twilio/sms`` and ``POST /twilio/status``. Without a valid signature: 403; with a field missing: 400."""
    pages = Blueprint("twilio", __name__, url_prefix="/twilio")
    pages.before_request(lambda: _verify(desk))
    pages.add_url_rule("/sms", view_func=lambda: _text(desk), methods=["POST"], endpoint="sms")
    pages.add_url_rule("/status", view_func=lambda: _status(desk), methods=["POST"], endpoint="status")
    pages.register_error_handler(BadRequest, lambda error: (str(error), 400, {"Content-Type": "text/plain"}))
    pages.register_error_handler(Away, _away)
    pages.register_error_handler(StaleState, _away)
    return pages


def _verify(desk: Desk) -> None:
    raw_query = request.query_string.decode("latin-1")
    header = request.headers.get(webhook.SIGNATURE_HEADER)
    if not webhook.signature_ok(desk.account, request.path, raw_query, request.form, header):
        log.warning("a call to %s was not signed by our carrier", request.path)
        abort(403)


def _away(_: Exception) -> tuple[str, int]:
    """The carrier calls again on a 5xx, when its address asks for it (Twilio docs: connection overrides), and back-fill finds the rest."""
    return "", 503


def _text(desk: Desk) -> Response:
    inbound = webhook.inbound(request.form, desk.account.account_sid)
    parts = desk.engine.parts
    fields = {**(inbound.extra or {}), **({OPT_OUT_TYPE: inbound.opt_out_type} if inbound.opt_out_type else {})}
    row = Arrived(inbound.sid, inbound.sender, inbound.to, inbound.body, parts.clock.now(), fields)
    with parts.store.transaction() as work:
        new = work.file_inbound([row])
    if new:
        desk.nudge()
    return Response(webhook.EMPTY_TWIML, mimetype="text/xml")


def _status(desk: Desk) -> Response:
    receipt = webhook.receipt(request.form, request.args)
    take_receipts(desk.engine.parts, desk.engine.door, [receipt])
    return Response(status=204)
