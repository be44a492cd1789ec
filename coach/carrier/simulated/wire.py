"""Twilio's spelling of what the network keeps: JSON of texts and errors, form fields of webhooks. It must not know HTTP.

Source: Twilio's published OpenAPI description of the Messages resource, which a test holds against every answer, and
Twilio docs, "Twilio's request to your webhook" and "Track outbound message status".
"""

from __future__ import annotations

from email.utils import format_datetime

from coach.carrier.account import TwilioAccount
from coach.carrier.codes import words_of
from coach.carrier.simulated.network import Arrival, Notice
from coach.carrier.simulated.texts import By, Text

API_VERSION = "2010-04-01"


def messages_path(account: TwilioAccount) -> str:
    """The path of the account's texts, without ``.json``."""
    return f"/{API_VERSION}/Accounts/{account.account_sid}/Messages"


def as_json(text: Text, account: TwilioAccount) -> dict[str, object]:
    """A text as Twilio describes it. A messaging service has no sender, and no segments, until it has chosen one."""
    chosen = text.status != "accepted"
    here = f"{messages_path(account)}/{text.sid}"
    return _dates(text) | {
        "account_sid": account.account_sid,
        "api_version": API_VERSION,
        "body": text.copy,
        "direction": "inbound" if text.by is By.PERSON else "outbound-api",
        "error_code": text.code,
        "error_message": words_of(text.code) if text.code else None,
        "from": text.sender if chosen else None,
        "messaging_service_sid": account.messaging_service_sid if text.service else None,
        "num_media": "0",
        "num_segments": str(text.segments if chosen else 0),
        "price": None,
        "price_unit": "USD",
        "sid": text.sid,
        "status": text.status,
        "subresource_uris": {"media": f"{here}/Media.json"},
        "to": text.to,
        "uri": f"{here}.json",
    }


def error_json(code: int, status: int) -> dict[str, object]:
    """An error as Twilio answers it."""
    return {"code": code, "message": words_of(code), "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status}


def inbound_form(arrival: Arrival, account: TwilioAccount) -> dict[str, str]:
    """The form of the webhook for a text that came in."""
    text = arrival.text
    form = _common(text, account) | {
        "SmsMessageSid": text.sid,
        "SmsStatus": "received",
        "Body": text.body,
        "NumMedia": "0",
        "NumSegments": str(text.segments),
    }
    return form | ({"OptOutType": arrival.opt_out_type} if arrival.opt_out_type else {})


def status_form(notice: Notice, account: TwilioAccount) -> dict[str, str]:
    """The form of a status callback."""
    form = _common(notice.text, account) | {"MessageStatus": notice.status, "SmsStatus": notice.status}
    return form | ({"ErrorCode": str(notice.code)} if notice.code else {})


def _common(text: Text, account: TwilioAccount) -> dict[str, str]:
    form = {
        "MessageSid": text.sid,
        "SmsSid": text.sid,
        "AccountSid": account.account_sid,
        "ApiVersion": API_VERSION,
        "From": text.sender,
        "To": text.to,
    }
    return form | ({"MessagingServiceSid": account.messaging_service_sid} if account.messaging_service_sid else {})


def _dates(text: Text) -> dict[str, object]:
    """When it was made, sent and last changed: RFC 2822, in GMT, as Twilio writes dates."""
    moments = {"date_created": text.created, "date_sent": text.sent, "date_updated": text.updated}
    return {name: format_datetime(at) if at else None for name, at in moments.items()}
