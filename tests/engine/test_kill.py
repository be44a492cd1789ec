"""The worker is killed in the middle of its work, again and again: every handset has its text, once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from coach.carrier.simulated import By, Network
from coach.carrier.simulated.faults import Fault
from coach.carrier.simulated.server import ACCOUNT_SID, account_for, serve
from coach.clock import SystemClock
from coach.programs.library import Library
from coach.programs.segments import count
from coach.store.store import Store
from tests.carrier.carrier_stage import TOKEN
from tests.engine.crowd import enrol
from tests.engine.processes import KEY, Process, running, until

PEOPLE = 200
KILLED_AT = (12, 60, 120)  # texts on handsets
SETTLED = 3.0  # seconds in which a second text would show


def received(network: Network) -> list[int]:
    """How many texts of ours each handset has."""
    return [sum(text.by is By.APP for text in phone.texts) for phone in network.handsets()]


def waiting(store: Store) -> int:
    """How many texts are not out, or not known to be."""
    with store.reading() as view:
        outbox = view.overview(SystemClock().now()).outbox
    return sum(outbox.get(state, 0) for state in ("pending", "claimed", "unknown"))


@pytest.mark.timeout(170)
def test_a_worker_killed_in_the_middle_of_200_due_prompts_loses_none_and_doubles_none(
    database_url: str, store: Store, library: Library, tmp_path: Path
) -> None:
    enrol(store, library.program("win-back"), PEOPLE)
    network = Network(SystemClock(), count_segments=lambda text: count(text).segments)
    network.faults.set(Fault.HANG_AFTER, share=0.1, seconds=0.2)  # some answers never come, so that there is a middle to be killed in
    with serve(network=network, account=account_for("http://127.0.0.1:9", token=TOKEN)) as served:
        settings = {
            "DATABASE_URL": database_url,
            "COACH_SECRET_KEY": KEY,
            "COACH_PUBLIC_URL": "http://127.0.0.1:9",
            "COACH_SETTLE_SECONDS": "1",
            "COACH_RESEND_SECONDS": "2",
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": network.number,
            "TWILIO_API_BASE": served.url,
        }
        for texts in KILLED_AT:
            with running(tmp_path, "worker", **settings) as worker:
                reached(worker, network, texts)
                worker.kill()
        assert sum(received(network)) < PEOPLE
        with running(tmp_path, "worker", **settings) as worker:
            reached(worker, network, PEOPLE)
            assert until(lambda: waiting(store) == 0), worker.printed
            time.sleep(SETTLED)
            assert worker.ends() == 0
    assert received(network) == [1] * PEOPLE


def reached(worker: Process, network: Network, texts: int) -> None:
    """Until so many texts are on handsets."""
    assert until(lambda: sum(received(network)) >= texts or worker.popen.poll() is not None, every=0.002), worker.printed
    assert worker.popen.poll() is None, worker.printed
