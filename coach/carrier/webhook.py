"""What the carrier posts to us: is it truly from it, and what does it say? It must not know Flask, nor what becomes of it.

Source: Twilio docs, "Webhooks security": the signature covers the public address as the carrier called it, path and raw
query included, and every form field, unknown ones too.
"""

from __future__ import annotations

from collections.abc import Mapping

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from coach.carrier.account import TwilioAccount
from coach.carrier.codes import action_of
from coach.carrier.delivery import delivery, rank
from coach.carrier.port import Action, Inbound, Receipt
from coach.errors import BadRequest

__all__ = ["EMPTY_TWIML", "SIGNATURE_HEADER", "inbound", "rank", "receipt", "signature_ok"]

SIGNATURE_HEADER = "X-Twilio-Signature"
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response />'
"""The answer that says nothing to the person. Its type is ``text/xml``."""

_KNOWN = frozenset({"MessageSid", "From", "To", "Body", "OptOutType", "NumMedia"})
_CANCELLED = "canceled"


def signature_ok(account: TwilioAccount, path: str, raw_query: str, form: Mapping[str, str], header: str | None) -> bool:
    """Whether this request was signed with a token of ours.

    ``path`` and ``raw_query`` (without its "?") are taken as they came over the wire, and set behind the public address:
    a framework's own idea of the address decodes what was signed encoded, and trusts the Host header. ``form`` may be a
    multi-dict; a field that came twice counts with both its values.
    """
    url = account.base + path + (f"?{raw_query}" if raw_query else "")
    return any(RequestValidator(token).validate(url, form, header or "") for token in account.tokens)


def inbound(form: Mapping[str, str], account_sid: str) -> Inbound:
    """The text in a webhook's form. ``extra`` keeps every field we have no name for.

    Raises: ``BadRequest`` naming the field when MessageSid or From is missing, or AccountSid is not ``account_sid``.
    """
    if form.get("AccountSid") != account_sid:
        raise BadRequest("AccountSid: this text is for another account.")
    return Inbound(
        sid=_needed(form, "MessageSid"),
        sender=_needed(form, "From"),
        to=form.get("To", ""),
        body=form.get("Body", ""),
        opt_out_type=form.get("OptOutType", "").upper(),
        media=_whole(form.get("NumMedia")) or 0,
        extra={name: form[name] for name in form if name not in _KNOWN},
    )


def receipt(form: Mapping[str, str], query: Mapping[str, str]) -> Receipt:
    """The status callback in a webhook's form, with our outbox id from its query. Raises: ``BadRequest`` naming the missing field."""
    sid, status, code = _needed(form, "MessageSid"), _needed(form, "MessageStatus"), _whole(form.get("ErrorCode"))
    return Receipt(
        sid=sid,
        delivery=delivery(status),
        outbox=_whole(query.get("o")),
        code=code,
        action=_action(status, code),
    )


def _action(status: str, code: int | None) -> Action | None:
    if code:
        return action_of(code)
    return Action.DROP if status == _CANCELLED else None


def _needed(form: Mapping[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise BadRequest(f"{name}: missing; send the form as the carrier sends it.")
    return value


def _whole(value: str | None) -> int | None:
    """A plain whole number, or None: a stranger may put anything into a query."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 19 else None
