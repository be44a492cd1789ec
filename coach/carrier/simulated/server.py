"""The simulated carrier behind real HTTP, on this machine only. It must not know the product: it calls the addresses it is given."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, NamedTuple, Self

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated.control import control
from coach.carrier.simulated.faults import Fault, Faults
from coach.carrier.simulated.hooks import ADVISED, Hooks, Told
from coach.carrier.simulated.network import NUMBER, Arrival, Network, Notice
from coach.carrier.simulated.rest import HANG_UP, Desk, rest
from coach.carrier.simulated.texts import Text
from coach.carrier.simulated.wire import inbound_form, status_form

HOST = "127.0.0.1"
ACCOUNT_SID = "AC" + "0" * 31 + "1"
_POLL = 0.02  # seconds until a listener notices that it is to stop
_LOOK = 0.2  # seconds until the pump notices that time was travelled


def account_for(public_url: str, *, token: str, number: str = NUMBER) -> TwilioAccount:
    """An account at the simulated carrier. ``token``: make it up anew each time, for it signs what the product believes."""
    return TwilioAccount(ACCOUNT_SID, token, public_url, from_=number)


def serve(port: int = 0, *, network: Network, account: TwilioAccount, sms_url: str = "") -> Served:
    """Start the carrier on a thread of its own. ``port`` 0: any free one. ``sms_url``: where texts of handsets are posted.

    Without a fragment ``sms_url`` gets the one that ``docs/carrier.md`` advises. Raises: ``OSError`` when the port is taken.
    """
    return Served(port, network, account, sms_url)


def main(port: int, *, network: Network, account: TwilioAccount, sms_url: str = "", announce: Callable[[str], None]) -> None:
    """Run the carrier until interrupted; ``announce`` gets its address once it listens. For ``coach carrier``."""
    with serve(port, network=network, account=account, sms_url=sms_url) as served:
        announce(served.url)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


class Served:
    """A carrier that is running. ``url``: its address. A context manager that stops it."""

    def __init__(self, port: int, network: Network, account: TwilioAccount, sms_url: str) -> None:
        self.network = network
        self._desk = Desk(network, account)
        self._sms_url = sms_url if "#" in sms_url or not sms_url else f"{sms_url}#{ADVISED}"
        self._hooks = Hooks(account.auth_token, self._desk.quit)
        self._app = _Line(self._pages())
        self._turn = threading.RLock()
        self._listener: _Listener | None = self._listen(port)
        self.port = self._listener.server.port
        self.url = f"http://{HOST}:{self.port}"
        self._pump = threading.Thread(target=self._post_receipts, name="carrier-receipts", daemon=True)
        self._pump.start()

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self.network.faults

    def text_from(self, number: str, body: str) -> tuple[Text, Told]:
        """A person writes on the handset ``number``; returns when the webhook has answered or the carrier has given up."""
        arrival = self.network.text_from(number, body)
        if not self._sms_url or self.faults.strike(Fault.INBOUND_LOST):
            return arrival.text, Told(None, 0)
        told = self._deliver(arrival)
        if self.faults.strike(Fault.INBOUND_DOUBLED):
            told = self._deliver(arrival)
        return arrival.text, told

    def down(self, seconds: float = 0.0) -> None:
        """Refuse connections, for so many seconds; 0: until ``up``."""
        with self._turn:
            listener, self._listener = self._listener, None
        if listener:
            listener.stop()
        if seconds and not self._desk.quit.is_set():
            threading.Thread(target=self._up_after, args=(seconds,), name="carrier-up", daemon=True).start()

    def up(self) -> None:
        """Listen again, at the same address."""
        with self._turn:
            if self._listener is None and not self._desk.quit.is_set():
                self._listener = self._listen(self.port)

    def stop(self) -> None:
        """Stop for good: listener, receipts, and requests that hang."""
        self._desk.quit.set()
        self._desk.wake.set()
        self.down()
        self._pump.join()
        self._hooks.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _pages(self) -> Flask:
        app = Flask("coach.carrier.simulated")
        app.register_blueprint(rest(self._desk))
        app.register_blueprint(control(self))
        return app

    def _listen(self, port: int) -> _Listener:
        with socket.create_server((HOST, port), backlog=128) as bound:  # werkzeug, binding by itself, would exit the program
            server = make_server(HOST, port, self._app, threaded=True, request_handler=_Quiet, fd=bound.fileno())
        thread = threading.Thread(target=server.serve_forever, args=(_POLL,), name="carrier", daemon=True)
        thread.start()
        return _Listener(server, thread)

    def _up_after(self, seconds: float) -> None:
        self._desk.quit.wait(seconds)
        self.up()

    def _deliver(self, arrival: Arrival) -> Told:
        return self._hooks.post(self._sms_url, inbound_form(arrival, self._desk.account), idempotency=arrival.text.sid)

    def _post_receipts(self) -> None:
        """Post what falls due, one after the other, until the server stops."""
        while not self._desk.quit.is_set():
            self._desk.wake.wait(_LOOK)
            self._desk.wake.clear()
            for notice in self.network.notices():
                self._tell(notice)

    def _tell(self, notice: Notice) -> None:
        if notice.text.callback and not self._desk.quit.is_set():
            form = status_form(notice, self._desk.account)
            self._hooks.post(notice.text.callback, form, idempotency=f"{notice.text.sid}-{notice.status}")


class _Listener(NamedTuple):
    """An open address, and the thread that answers on it."""

    server: BaseWSGIServer
    thread: threading.Thread

    def stop(self) -> None:
        """Close the address. The thread closes it last, so only when that has ended is every new call refused."""
        self.server.shutdown()
        self.thread.join()


class _Line:
    """The pages, and the hand that cuts the line: a page can ask that the connection be closed without an answer."""

    def __init__(self, pages: Flask) -> None:
        self._pages = pages

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._pages(environ, start_response)
        if environ.get(HANG_UP):
            line: socket.socket = environ["werkzeug.socket"]
            line.shutdown(socket.SHUT_RDWR)
            raise ConnectionResetError("a fault was wanted")
        return answer


class _Quiet(WSGIRequestHandler):
    """A handler that logs nothing: its lines would hold numbers."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""
