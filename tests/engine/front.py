"""The door at which status callbacks arrive, as the webhook reads them, without the rest of the web application."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from coach.carrier import webhook
from coach.carrier.port import Receipt
from tests.answering import Quiet

Take = Callable[[Receipt], object]


class Front:
    """Takes callbacks in, one thread each, as a server would. ``deaf``: answers 503 and takes nothing in."""

    def __init__(self) -> None:
        self.deaf = False
        self.told: list[Receipt] = []
        self._take: Take = lambda _: None
        self._rang = threading.Condition()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        self._server.daemon_threads = False  # type: ignore[attr-defined]  # closing waits for the callbacks in hand, before the store goes
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def takes(self, take: Take) -> None:
        """What to do with a receipt."""
        self._take = take

    def wait_for(self, told: int, seconds: float = 10.0) -> None:
        """Wait until so many receipts were taken in."""
        with self._rang:
            assert self._rang.wait_for(lambda: len(self.told) >= told, seconds), f"{len(self.told)} receipts came, not {told}"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        form = request.form
        if self.deaf:
            return Response("", 503)(environ, start_response)
        receipt = webhook.receipt(form, request.args)
        self._take(receipt)
        with self._rang:
            self.told.append(receipt)
            self._rang.notify_all()
        return Response("", 204)(environ, start_response)
