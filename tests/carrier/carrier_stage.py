"""Who and what appears in the carrier's tests: Sam, noon, a text, and a booth that is called over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from coach.carrier.port import Outgoing
from tests.answering import Quiet

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAM = "+14155550123"
TOKEN = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Call:
    """One request the booth was called with, as it came over the wire."""

    path: str
    raw_query: str
    query: MultiDict[str, str]
    form: MultiDict[str, str]
    signature: str | None
    idempotency: str | None


class Booth:
    """A web application that writes down who called, and answers with the statuses it was told, then 200."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: list[int] = []
        self._rang = threading.Condition()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def wait_for(self, calls: int, seconds: float = 5.0) -> list[Call]:
        with self._rang:
            assert self._rang.wait_for(lambda: len(self.calls) >= calls, seconds), f"{len(self.calls)} calls, not {calls}"
            return list(self.calls)

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()

    def _answer(self, environ: dict[str, object], start_response: Callable[..., object]) -> object:
        request = Request(environ)
        headers = request.headers
        call = Call(
            request.path,
            request.query_string.decode("latin-1"),
            request.args,
            request.form,
            headers.get("X-Twilio-Signature"),
            headers.get("I-Twilio-Idempotency-Token"),
        )
        with self._rang:
            self.calls.append(call)
            status = self.answers.pop(0) if self.answers else 200
            self._rang.notify_all()
        return Response("", status)(environ, start_response)


def one_segment(body: str) -> int:
    return 1 + (len(body) - 1) // 160


def text(body: str = "How was your day?", *, to: str = SAM, outbox: int = 41, valid: int = 14400) -> Outgoing:
    return Outgoing(to=to, body=body, outbox=outbox, valid=valid)
