"""The one sender: claims texts, checks each once more, hands them to the carrier, and keeps what became of each.

Written first, sent second, marked third. What is not known to have been refused is never repeated; ``settling`` finds out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coach.carrier.port import Action, Handed, Outgoing
from coach.core.caps import A_DAY, dates
from coach.core.effects import TextKind
from coach.core.events import Failure, SendFailed
from coach.core.model import Phase
from coach.core.state import State
from coach.core.timing import closes, is_open, next_open, today
from coach.engine.door import Door
from coach.engine.parts import Parts
from coach.engine.writing import PROMPT_REPLY
from coach.errors import Refused, Unknown, Unreachable
from coach.store.found import Claimed
from coach.store.rows import Taken
from coach.store.work import Work

log = logging.getLogger(__name__)
LEASE_SECONDS = 60.0
BATCH = 20
LONGEST_QUEUED = timedelta(hours=4)
LEAST_LEFT = timedelta(minutes=1)
BACK_OFF = (5, 15, 60, 300, 900)  # seconds, by tries
HELD_UP = timedelta(minutes=10)  # after a configuration error nothing is sent for so long
URGENT = (TextKind.SAFETY, TextKind.OPT_OUT)
ALWAYS_ANSWERED = "common/help"
FAILURES = {Action.OPTED_OUT: Failure.OPTED_OUT, Action.BAD_NUMBER: Failure.BAD_NUMBER}


class Became(StrEnum):
    """What became of one text."""

    TAKEN = "taken"
    BACK = "back"  # surely not sent: again at ``at``
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed text; ``code`` says why, ``action`` is what a refusal asks for."""

    text: Claimed
    became: Became
    code: str = ""
    taken: Taken | None = None
    at: datetime | None = None
    action: Action | None = None


class Sender:
    """Sends what is in the outbox. ``threads`` 0: one after the other, in the caller's thread."""

    def __init__(self, parts: Parts, door: Door, worker: str, threads: int = 5) -> None:
        self.parts = parts
        self.door = door
        self.worker = worker
        self._pool = ThreadPoolExecutor(threads, "send") if threads else None

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
        with self.parts.store.transaction() as work:
            if self.held_up(work.marked("config_error"), now):
                return 0
            claimed = work.claim(now, LEASE_SECONDS, limit, self.worker)
            ids = {text.journey_id for text in claimed if text.journey_id is not None}
            states = {journey.id: journey.state for journey in work.load_journeys(journey_ids=ids)} if ids else {}
        if not claimed:
            return 0
        judged = [(text, self._judge(text, states.get(text.journey_id or ""), now)) for text in claimed]
        outcomes = [outcome for _, outcome in judged if outcome is not None]
        outcomes += self._send_all([text for text, outcome in judged if outcome is None], states, now)
        self._keep(outcomes)
        return len(claimed)

    @staticmethod
    def held_up(mark: tuple[datetime, str] | None, now: datetime) -> bool:
        """Whether a configuration error was met so lately that nothing should be tried."""
        return mark is not None and bool(mark[1]) and now - mark[0] < HELD_UP

    def _judge(self, text: Claimed, state: State | None, now: datetime) -> Outcome | None:
        """Check consent, hold, window and caps once more, at send time; None: it may go."""
        if text.kind in URGENT or state is None:
            return None
        why = withheld(text, state, now)
        if why is not None:
            return Outcome(text, Became.SKIPPED, why)
        if text.kind is TextKind.REPLY and now - text.due_at > PROMPT_REPLY and not is_open(now, state.profile):
            return Outcome(text, Became.BACK, "late_reply", at=next_open(now, state.profile))
        return None

    def _send_all(self, texts: list[Claimed], states: dict[str, State], now: datetime) -> Iterable[Outcome]:
        jobs = [
            (text, Outgoing(text.phone, text.body, text.id, seconds_valid(text, states.get(text.journey_id or ""), now))) for text in texts
        ]
        if self._pool is None or len(jobs) < 2:
            return [self._send(text, outgoing) for text, outgoing in jobs]
        return list(self._pool.map(lambda job: self._send(*job), jobs))

    def _send(self, text: Claimed, outgoing: Outgoing) -> Outcome:
        try:
            handed = self.parts.carrier.send(outgoing)
        except Unreachable as error:
            wait = BACK_OFF[min(text.tries, len(BACK_OFF) - 1)]
            return Outcome(text, Became.BACK, type(error).__name__, at=self.parts.clock.now() + timedelta(seconds=wait))
        except Unknown as error:
            return Outcome(text, Became.UNKNOWN, type(error).__name__)
        except Refused as refusal:
            return self._refused(text, refusal)
        return Outcome(text, Became.TAKEN, taken=taken_of(text, handed))

    def _refused(self, text: Claimed, refusal: Refused) -> Outcome:
        action = Action(refusal.action)
        if action is Action.LATER:
            wait = timedelta(seconds=BACK_OFF[min(text.tries + 2, len(BACK_OFF) - 1)])
            return Outcome(text, Became.BACK, str(refusal.code), at=self.parts.clock.now() + wait)
        if action is Action.CONFIG:
            return Outcome(text, Became.BACK, str(refusal.code), at=self.parts.clock.now() + HELD_UP, action=action)
        return Outcome(text, Became.REFUSED, str(refusal.code), action=action)

    def _keep(self, outcomes: list[Outcome]) -> None:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            work.accepted([outcome.taken for outcome in outcomes if outcome.taken is not None], now)
            work.unknown([outcome.text.id for outcome in outcomes if outcome.became is Became.UNKNOWN], now)
            for outcome in outcomes:
                keep_unsent(work, outcome, now)
            broken = next((outcome for outcome in outcomes if outcome.action is Action.CONFIG), None)
            if broken is not None:
                self.parts.alarm(work, broken.code, now)
        for outcome in outcomes:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        """Let the journey know of a text that will not arrive."""
        text = outcome.text
        if outcome.became not in (Became.REFUSED, Became.SKIPPED) or text.journey_id is None:
            return
        failure = Failure.SKIPPED if outcome.became is Became.SKIPPED else failure_of(outcome.action)
        self.door.act(text.journey_id, SendFailed(text.key, text.kind.value, failure, outcome.code))

    def close(self) -> None:
        """Finish the requests that are out, and stop."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)


def keep_unsent(work: Work, outcome: Outcome, now: datetime) -> None:
    """Keep what became of a text the carrier did not take."""
    if outcome.became is Became.BACK and outcome.at is not None:
        work.release([outcome.text.id], outcome.at, outcome.code)
    elif outcome.became is Became.REFUSED:
        work.failed([outcome.text.id], outcome.code, now)
    elif outcome.became is Became.SKIPPED:
        work.skip([outcome.text.id], outcome.code, now)


def failure_of(action: Action | None) -> Failure:
    """What a refusal means for the journey."""
    return FAILURES.get(action, Failure.UNDELIVERED) if action is not None else Failure.UNDELIVERED


def taken_of(text: Claimed, handed: Handed) -> Taken:
    """The carrier's word that it took a text."""
    return Taken(text.id, handed.sid, handed.segments)


def withheld(text: Claimed, state: State, now: datetime) -> str | None:
    """Why a text must not go out now, as a reason code; None when it may."""
    if state.phase is Phase.STOPPED and text.key != ALWAYS_ANSWERED:
        return "send_opted_out"
    if text.kind is not TextKind.PROMPT:
        return None
    if state.phase is Phase.HELD:
        return "send_held"
    expired = text.expires_at is not None and now > text.expires_at - LEAST_LEFT
    if expired or not is_open(now, state.profile):
        return "send_window_closed"
    return "send_capped" if dates(state).count(today(now, state.profile)) > A_DAY else None


def seconds_valid(text: Claimed, state: State | None, now: datetime) -> int:
    """How long the carrier may keep a text queued, in seconds: never past the window's end, nor 4 h (Twilio docs: ValidityPeriod)."""
    until = now + LONGEST_QUEUED
    if state is not None and text.kind not in URGENT:
        open_till = closes(now, state.profile) if is_open(now, state.profile) else now + PROMPT_REPLY
        until = min(until, open_till, text.expires_at or until)
    return max(6, int((until - now).total_seconds()))
