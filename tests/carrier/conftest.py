"""The stage for the carrier's tests: a clock that stands still, a simulated carrier, the real SDK, and a booth that is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import InProcess, Network
from coach.carrier.simulated.server import Served, account_for, serve
from coach.carrier.twilio import Twilio
from coach.clock import StillClock
from tests.carrier.carrier_stage import NOON, TOKEN, Booth, one_segment


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def network(clock: StillClock) -> Network:
    return Network(clock, count_segments=one_segment, seed=7)


@pytest.fixture
def in_process(network: Network) -> InProcess:
    return InProcess(network)


@pytest.fixture
def booth() -> Iterator[Booth]:
    opened = Booth()
    yield opened
    opened.stop()


@pytest.fixture
def account(booth: Booth) -> TwilioAccount:
    return account_for(booth.url, token=TOKEN)


@pytest.fixture
def served(network: Network, account: TwilioAccount, booth: Booth) -> Iterator[Served]:
    with serve(network=network, account=account, sms_url=f"{booth.url}/twilio/sms") as running:
        yield running


@pytest.fixture
def dial() -> Iterator[Callable[..., Twilio]]:
    """The real SDK against an address; its connections are closed at the end."""
    with ExitStack() as stack:

        def dialled(account: TwilioAccount, url: str, *, timeout: float = 5.0) -> Twilio:
            carrier = Twilio(replace(account, api_base=url), timeout=timeout)
            stack.callback(carrier.close)
            return carrier

        yield dialled


@pytest.fixture
def twilio(dial: Callable[..., Twilio], account: TwilioAccount, served: Served) -> Twilio:
    return dial(account, served.url)
