"""The carrier's calls to us: signed posts, with the retries that an address can ask for in its fragment.

It must not know what a call is about.

Source: Twilio docs, "Webhooks: connection overrides" (``#rc=3&rp=ct,rt,5xx``; not part of the signature) and "Webhooks
security".
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qs, urldefrag, urlencode

import urllib3
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from coach.carrier.webhook import SIGNATURE_HEADER
from coach.clock import stopwatch

ADVISED = "rc=3&rp=ct,rt,5xx&rt=4000&tt=15000"
"""The fragment that ``docs/carrier.md`` advises for the inbound webhook."""

_TOKEN_HEADER = "I-Twilio-Idempotency-Token"  # noqa: S105 - a header's name
_BACK_OFF = 0.1  # seconds before the second try, doubled before each further one


class Told(NamedTuple):
    """How a call ended: the last HTTP status, None when there was none, and how often it was tried."""

    status: int | None
    tries: int


@dataclass(frozen=True, slots=True)
class Overrides:
    """How patient the carrier is with an address: ``connect``, ``read`` and ``total`` in seconds; ``on``: what it retries."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    retries: int = 1
    on: frozenset[str] = frozenset({"ct"})

    @classmethod
    def of(cls, fragment: str) -> Overrides:
        """What a fragment asks for; Twilio's defaults for the rest."""
        asked = {name: values[0] for name, values in parse_qs(fragment).items()}
        return cls(
            connect=int(asked.get("ct", 5000)) / 1000,
            read=int(asked.get("rt", 15000)) / 1000,
            total=int(asked.get("tt", 15000)) / 1000,
            retries=min(int(asked.get("rc", 1)), 5),
            on=frozenset(asked.get("rp", "ct").split(",")),
        )


class Hooks:
    """Posts signed forms. ``token`` signs them; ``quit`` ends the waits between tries."""

    def __init__(self, token: str, quit_: threading.Event) -> None:
        self._validator = RequestValidator(token)
        self._quit = quit_
        self._pool = urllib3.PoolManager(maxsize=8)

    def post(self, address: str, form: Mapping[str, str], *, idempotency: str) -> Told:
        """Post ``form`` to ``address``, again where its fragment asks for it; ``idempotency`` is the same for every try."""
        url, fragment = urldefrag(address)
        overrides = Overrides.of(fragment)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            SIGNATURE_HEADER: self._validator.compute_signature(url, form),
            _TOKEN_HEADER: idempotency,
        }
        began, tries = stopwatch(), 0
        while True:
            status, kind = self._once(url, form, headers, overrides)
            tries += 1
            late = stopwatch() - began > overrides.total
            if late or tries > overrides.retries or not overrides.on & {kind, "all"} or kind == "2xx":
                return Told(status, tries)
            if self._quit.wait(_BACK_OFF * 2 ** (tries - 1)):
                return Told(status, tries)

    def close(self) -> None:
        """Let go of the open connections."""
        self._pool.clear()

    def _once(self, url: str, form: Mapping[str, str], headers: Mapping[str, str], patience: Overrides) -> tuple[int | None, str]:
        """One try: the status, and what kind of ending that is in the words of the fragment."""
        timeout = urllib3.Timeout(connect=patience.connect, read=patience.read)
        try:
            answer = self._pool.request("POST", url, body=urlencode(form), headers=headers, timeout=timeout, retries=False, redirect=False)
        except (NewConnectionError, ConnectTimeoutError):
            return None, "ct"
        except HTTPError:
            return None, "rt"
        return answer.status, f"{answer.status // 100}xx"
