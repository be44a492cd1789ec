"""The real carrier, by its official SDK. It must not know why a text is sent, nor keep anything about it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from coach.carrier.account import TwilioAccount
from coach.carrier.delivery import delivery
from coach.carrier.port import Handed, Listed, Outgoing
from coach.carrier.verdict import CAUGHT, verdict
from coach.errors import CoachError, Refused, Unknown, Unreachable

STATUS_PATH = "/twilio/status"
_PAGE = 1000  # the most Twilio gives at once
_GONE = 404


class Twilio:
    """Twilio's Messages API. ``timeout``: seconds to connect, and again to wait for an answer. ``pool``: connections kept open.

    The SDK waits for ever unless told otherwise, and repeats nothing of itself; neither do we: Twilio has no idempotency
    key for texts (Twilio docs, Message resource), so the outbox alone decides what is sent again.
    """

    def __init__(self, account: TwilioAccount, *, timeout: float = 10.0, pool: int = 32) -> None:
        self._account = account
        self._http = TwilioHttpClient(timeout=timeout)
        for scheme in ("https://", "http://"):
            self._http.session.mount(scheme, HTTPAdapter(pool_maxsize=pool, max_retries=0))
        client = Client(account.account_sid, account.auth_token, http_client=self._http)
        if account.api_base:
            client.api.base_url = account.api_base.rstrip("/")
        self._messages = client.messages
        _hush()

    def send(self, text: Outgoing) -> Handed:
        """Hand over one text; its status callback carries the outbox id as ``?o=``.

        Raises: ``Unreachable`` (surely not sent), ``Unknown`` (nobody knows), ``Refused`` (with the code's action).
        """
        try:
            made = self._messages.create(**self._fields(text))
            handed = Handed(sid=str(made.sid or ""), segments=int(made.num_segments or 0))
        except CAUGHT as error:
            raise verdict(error) from None
        if not handed.sid:
            raise Unknown("The carrier's answer names no text.")
        return handed

    def listed(
        self, *, to: str | None = None, sender: str | None = None, since: datetime | None = None, limit: int = 200
    ) -> Iterator[Listed]:
        """Texts the carrier knows, newest first, ``limit`` at most, those made at or after ``since`` (aware). Raises: ``Unreachable``.

        Twilio filters by the date a text was *sent*, which a queued one lacks; so ``since`` is asked of Twilio only for texts
        that came in to us, and is otherwise applied here.
        """
        asked: dict[str, Any] = {"to": to, "from_": sender}
        if since and to and to == self._account.from_:
            # The SDK writes a "Z" behind whatever wall clock it is given.
            asked["date_sent_after"] = since.astimezone(UTC)
        try:
            rows = self._messages.list(**_given(asked), limit=limit, page_size=min(limit, _PAGE))
            found = sorted(map(_listed, rows), key=lambda row: row.created, reverse=True)
        except CAUGHT as error:
            raise Unreachable(f"The carrier's list cannot be read ({_why(error)}).") from None
        return iter([row for row in found if since is None or row.created >= since])

    def redact(self, sid: str) -> None:
        """Blank the carrier's copy of a text; a copy that is gone needs no blanking. Raises: ``Unreachable``, ``Refused``."""
        try:
            self._messages(sid).update(body="")
        except CAUGHT as error:
            if isinstance(error, TwilioRestException) and error.status == _GONE:
                return
            raise _harmless(verdict(error)) from None

    def close(self) -> None:
        """Let go of the open connections."""
        self._http.session.close()

    def _fields(self, text: Outgoing) -> dict[str, Any]:
        account = self._account
        sender = _given({"from_": account.from_, "messaging_service_sid": account.messaging_service_sid})
        return sender | {
            "to": text.to,
            "body": text.body,
            "validity_period": text.valid,
            "status_callback": f"{account.base}{STATUS_PATH}?o={text.outbox}",
        }


def _hush() -> None:
    """The SDK, at INFO, and the library below it, at DEBUG, log addresses with their queries: numbers and all."""
    for name in ("twilio.http_client", "urllib3.connectionpool"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value}


def _listed(row: Any) -> Listed:
    """One row of the SDK's list. Raises: ``ValueError`` when it has no date, for such a row cannot be placed."""
    inbound = row.direction == "inbound"
    created = row.date_created or row.date_sent
    if created is None:
        raise ValueError("a row without a date")
    return Listed(
        sid=row.sid,
        sender=row.from_ or "",
        to=row.to or "",
        body=row.body or "",
        inbound=inbound,
        delivery=None if inbound else delivery(row.status),
        code=row.error_code,
        created=created.astimezone(UTC),
    )


def _why(error: Exception) -> str:
    """The cause in a word, without addresses or numbers. A failed page carries its answer as the second argument."""
    status = getattr(error, "status", None) or next((getattr(part, "status_code", None) for part in error.args[1:]), None)
    return f"answer {status}" if status else type(error).__name__


def _harmless(error: CoachError) -> CoachError:
    """Blanking twice does no harm, so what nobody knows may simply be tried again."""
    return error if isinstance(error, Refused) else Unreachable("The carrier could not be asked to blank a text.")
