"""Pages for people and tests, beside Twilio's: text from a handset, look at handsets, set faults. Reached from this machine only.

It must not know Twilio's interface.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from flask import Blueprint, Response, abort, jsonify, request

from coach.carrier.simulated.faults import Fault
from coach.carrier.simulated.hooks import Told
from coach.carrier.simulated.network import Network
from coach.carrier.simulated.texts import Handset, Text
from coach.errors import BadRequest

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Switchboard(Protocol):
    """What the pages need of the server."""

    network: Network

    def text_from(self, number: str, body: str) -> tuple[Text, Told]:
        """A person texts: kept, and the webhook called."""

    def down(self, seconds: float) -> None:
        """Refuse connections for so many seconds."""


def control(board: Switchboard) -> Blueprint:
    """The pages: ``/_carrier/handsets``, below it ``/NUMBER`` and ``/NUMBER/texts``, and ``/_carrier/faults``, also ``/_faults``."""
    pages = Blueprint("control", __name__)
    pages.before_request(_only_here)
    pages.register_error_handler(BadRequest, _explain)
    rules: tuple[tuple[str, str, Callable[..., Response]], ...] = (
        ("GET", "/_carrier/handsets", lambda: _handsets(board)),
        ("GET", "/_carrier/handsets/<number>", lambda number: _thread(board, number)),
        ("POST", "/_carrier/handsets/<number>/texts", lambda number: _text(board, number)),
    )
    for method, path, view in rules:
        pages.add_url_rule(path, view_func=view, methods=[method], endpoint=f"{method} {path}".replace(".", ""))
    for path in ("/_carrier/faults", "/_faults"):
        pages.add_url_rule(path, view_func=lambda: _faults(board), methods=["GET", "POST", "DELETE"], endpoint=path)
    return pages


def _only_here() -> None:
    """A page elsewhere could point its name at this machine; so the name asked for must be this machine's own."""
    if request.host.rsplit(":", 1)[0] not in _LOOPBACK:
        abort(403)


def _explain(error: BadRequest) -> tuple[Response, int]:
    return jsonify({"error": str(error)}), 400


def _handsets(board: Switchboard) -> Response:
    board.network.settle()
    return jsonify([{"number": phone.number, "blocked": phone.blocked, "texts": len(phone.shown())} for phone in board.network.handsets()])


def _thread(board: Switchboard, number: str) -> Response:
    board.network.settle()
    phone = next((phone for phone in board.network.handsets() if phone.number == number), Handset(number))
    return jsonify({"number": number, "blocked": phone.blocked, "texts": [_line(text) for text in phone.texts]})


def _line(text: Text) -> dict[str, object]:
    return {
        "sid": text.sid,
        "by": text.by,
        "body": text.body,
        "created": text.created.isoformat(),
        "arrived": text.arrived.isoformat() if text.arrived else None,
        "status": text.status,
        "code": text.code,
    }


def _text(board: Switchboard, number: str) -> Response:
    body = _object().get("body")
    if not isinstance(body, str):
        raise BadRequest('body: missing; send {"body": "the words"}.')
    text, told = board.text_from(number, body)
    return jsonify({"sid": text.sid, "webhook": {"status": told.status, "tries": told.tries}})


def _faults(board: Switchboard) -> Response:
    faults = board.network.faults
    if request.method == "DELETE":
        faults.clear()
    if request.method == "POST":
        faults.load(_object())
        if odds := faults.odds.pop(Fault.DOWN, None):
            board.down(odds.seconds)
    return jsonify(faults.as_json())


def _object() -> dict[str, Any]:
    """The JSON object that was sent. Anything but JSON is refused, which keeps forms of other pages out."""
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise BadRequest("Send a JSON object.")
    return sent
