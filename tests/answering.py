"""What every small server of the tests has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.serving import WSGIRequestHandler


class Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing."""


def whole(app: Any) -> Any:
    """The same application, each answer put together before it is sent: a browser that leaves in between leaves no file open."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        body: Iterable[bytes] = app(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    return answer
