"""The worker is killed in the middle of a text to many, again and again: every handset has it, once."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.carrier.simulated import Network
from coach.carrier.simulated.faults import Fault
from coach.carrier.simulated.server import ACCOUNT_SID, account_for, serve
from coach.clock import SystemClock
from coach.core.events import Words
from coach.core.program import Program
from coach.programs.library import Library
from coach.programs.segments import count
from coach.store.broadcasts_found import DRAFT, Broadcast, Turn
from coach.store.rows import NewJourney, NewParticipant
from coach.store.store import Store
from tests.carrier.carrier_stage import TOKEN
from tests.engine.crowd import due, phones
from tests.engine.processes import KEY, running, until
from tests.engine.test_kill import SETTLED, reached, received, waiting

PEOPLE = 80
KILLED_AT = (6, 30, 60)  # texts on handsets


def begun(store: Store, program: Program) -> None:
    """So many on the way, no prompt due, and a broadcast to all of them that is due now."""
    now, words = SystemClock().now(), (Words("en", False, "{name}, we are closed on Friday."),)
    with store.transaction() as work:
        refs = work.add_participants([NewParticipant(f"p-{phone[1:]}", phone, "US") for phone in phones(PEOPLE)], now)
        states = [(ref.id, due(f"j-{phone[1:]}", program, now)) for phone, ref in refs.items()]
        later = {"next_on": now.date() + timedelta(days=3), "wake_at": now + timedelta(days=2)}
        work.begin_journeys([NewJourney(one, replace(state, **later), program.digest) for one, state in states], now)
        work.draft_broadcast(Broadcast("b1", "c-ana", None, now, DRAFT, words, {}), [Turn(state.journey, now, 1) for _, state in states])
        work.start_broadcast("b1", now, now + timedelta(days=1), {})


@pytest.mark.timeout(170)
def test_a_worker_killed_in_the_middle_of_a_broadcast_loses_nobody_and_texts_nobody_twice(
    database_url: str, store: Store, library: Library, tmp_path: Path
) -> None:
    begun(store, library.program("win-back"))
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
        with running(tmp_path, "worker", **settings) as worker:
            reached(worker, network, PEOPLE)
            assert until(lambda: waiting(store) == 0), worker.printed
            time.sleep(SETTLED)
            assert worker.ends() == 0
    assert received(network) == [1] * PEOPLE
    with store.reading() as view:
        assert view.tally_of("b1").got == PEOPLE
