"""The one sender: claims texts, looks at each once more, hands them to the carrier, and keeps what became of each.

Written first, sent second, marked third. What is not known to have been refused is never repeated; ``settling`` finds out.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from coach.carrier.port import Action, Outgoing
from coach.core.decision import bounded
from coach.core.model import Bounds
from coach.core.state import State
from coach.engine import breaker
from coach.engine.door import Door
from coach.engine.judging import judged, seconds_valid
from coach.engine.keeping import again, described, named, readable
from coach.engine.outcome import Became, Outcome, keep, told
from coach.engine.parts import Parts
from coach.errors import Refused, Unknown, Unreachable
from coach.store.found import Claimed
from coach.store.rows import Taken
from coach.store.work import Work

log = logging.getLogger(__name__)
LEASE = 60.0  # seconds; longer than a text may wait in the batch and a request may take
BATCH = 20
BEGUN_WITHIN = timedelta(seconds=5)  # of the claim: what was seen at the last look must still be so when the text goes out
BACK_OFF = (5, 15, 60, 300, 900)  # seconds, by tries
States = Mapping[str, State]


class Sender:
    """Sends what is in the outbox. ``threads`` 0: one after the other, in the caller's thread."""

    def __init__(self, parts: Parts, door: Door, worker: str, threads: int = 5) -> None:
        self.parts = parts
        self.door = door
        self.worker = worker
        self.ending = threading.Event()
        self._pool = ThreadPoolExecutor(threads, "send") if threads else None

    @property
    def lease(self) -> float:
        """How long a claimed text is this worker's alone, in seconds; shorter only where unknown sends are settled sooner than usual."""
        return min(LEASE, max(5.0, self.parts.settings.settle_seconds / 2))

    def drain(self, rounds: int = 50) -> int:
        """Send until nothing more may go, or for so many rounds. Answers how many texts were handled."""
        total = 0
        for _ in range(rounds):
            handled = self.send_batch()
            total += handled
            if handled < 1:
                break
        return total

    def send_batch(self, limit: int = BATCH) -> int:
        """Claim a batch and see it through. Answers how many were claimed."""
        now = self.parts.clock.now()
        if self.ending.is_set():
            return 0
        with self.parts.store.transaction() as work:
            allowed = breaker.allowed(work, limit, now)
            claimed = work.claim(now, self.lease, allowed, self.worker) if allowed else []
            self.parts.practice.look(work, now)
            states = _states(work, claimed, self.parts.practice.now.bounds)
        if claimed:
            looked_at = [(text, judged(text, states.get(text.journey_id or ""), now)) for text in claimed]
            outcomes = [outcome for _, outcome in looked_at if outcome is not None]
            outcomes += self._send_all([text for text, outcome in looked_at if outcome is None], states, now)
            again(lambda: self._keep(outcomes, on_trial=allowed <= 1))
        return len(claimed)

    def _send_all(self, texts: list[Claimed], states: States, claimed_at: datetime) -> Iterable[Outcome]:
        """Several people's texts at once, each person's one after the other."""
        theirs: dict[str, list[Claimed]] = {}
        for text in texts:
            theirs.setdefault(text.phone, []).append(text)
        pool = self._pool if len(theirs) > 1 else None

        def in_turn(row: list[Claimed]) -> list[Outcome]:
            return [self._send(text, states, claimed_at) for text in row]

        sent = pool.map(in_turn, theirs.values()) if pool is not None else map(in_turn, theirs.values())
        return [outcome for outcomes in sent for outcome in outcomes]

    def _send(self, text: Claimed, states: States, claimed_at: datetime) -> Outcome:
        now = self.parts.clock.now()
        if self.ending.is_set() or now - claimed_at > BEGUN_WITHIN:
            return Outcome(text, Became.BACK, at=now)
        valid = seconds_valid(text, states.get(text.journey_id or ""), now)
        try:
            handed = self.parts.carrier.send(Outgoing(text.phone, text.body, text.id, valid))
        except Unreachable as error:
            return self._later(text, text.tries, named(error))
        except Refused as refusal:
            return self._refused(text, refusal)
        except Exception as error:  # noqa: BLE001 - whatever it is, the request may have left: nobody knows
            if not isinstance(error, Unknown):
                log.error("outbox %s: %s", text.id, described(error))  # noqa: TRY400 - a traceback's message may hold a number
            return Outcome(text, Became.UNKNOWN, named(error))
        return Outcome(text, Became.TAKEN, taken=Taken(text.id, handed.sid, handed.segments))

    def _refused(self, text: Claimed, refusal: Refused) -> Outcome:
        action, code = Action(refusal.action), str(refusal.code)
        if action is Action.LATER:
            return self._later(text, text.tries + 2, code)
        if action is Action.CONFIG:
            return Outcome(text, Became.BACK, code, at=self.parts.clock.now() + breaker.OPEN_FOR, action=action)
        return Outcome(text, Became.REFUSED, code, action=action)

    def _later(self, text: Claimed, step: int, code: str) -> Outcome:
        wait = timedelta(seconds=BACK_OFF[min(step, len(BACK_OFF) - 1)])
        return Outcome(text, Became.BACK, code, at=self.parts.clock.now() + wait)

    def _keep(self, outcomes: list[Outcome], *, on_trial: bool) -> None:
        now = self.parts.clock.now()
        broken = next((outcome.code for outcome in outcomes if outcome.action is Action.CONFIG), None)
        with self.parts.store.transaction() as work:
            keep(work, outcomes, now)
            if broken is not None:
                breaker.trip(self.parts, work, broken, now)
            elif on_trial and any(outcome.became is Became.TAKEN for outcome in outcomes):
                breaker.mend(work, now)
            self.door.tell(work, told(outcomes), now)

    def close(self) -> None:
        """Finish the requests that are out, begin no more, and stop."""
        self.ending.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True)


def _states(work: Work, claimed: list[Claimed], bounds: Bounds | None) -> States:
    versions = {text.journey_id: text.version for text in claimed if text.journey_id is not None and text.version is not None}
    states = work.remembered(versions)
    unknown = versions.keys() - states.keys()
    if unknown:
        states |= {journey.id: journey.state for journey in readable(work, journey_ids=unknown)}
    return {journey_id: bounded(state, bounds) for journey_id, state in states.items()}
