"""What must happen over time: one list, whoever runs it. Rows are the truth; a beat that is missed loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from coach.carrier.port import Action
from coach.engine.backfill import fetch_missed
from coach.engine.broadcasting import carry_out
from coach.engine.door import Door
from coach.engine.insight import refresh
from coach.engine.outbox import Sender
from coach.engine.parts import Parts
from coach.engine.settling import check_unsettled, settle_unknown
from coach.engine.tidying import forget_drafts, scrub
from coach.errors import Refused, Unreachable

log = logging.getLogger(__name__)
REDACT_AFTER = timedelta(hours=24)
ESCALATE_AGAIN = timedelta(minutes=30)
AT_ONCE = 50  # carrier's copies blanked in one go
ROUNDS = 1000  # batches in one go; a beat that is never done would never be seen to end


@dataclass(frozen=True)
class Engine:
    """The parts, the door and the sender: everything a beat needs."""

    parts: Parts
    door: Door
    sender: Sender


@dataclass(frozen=True)
class Beat:
    """One thing that must happen every ``seconds``. ``then``: the beat to follow at once when this one did something."""

    name: str
    seconds: float
    run: Callable[[Engine], int]
    then: str = ""


def decide_inbox(engine: Engine) -> int:
    """Decide the texts that wait. Answers how many."""
    return _until_none(engine, engine.door.take_inbox)


def wake_due(engine: Engine) -> int:
    """Wake the journeys whose moment has come. Answers how many."""
    return _until_none(engine, engine.door.wake_due)


def _until_none(engine: Engine, step: Callable[[], int]) -> int:
    total = 0
    for _ in range(ROUNDS):
        done = step()
        total += done
        if not done or engine.sender.ending.is_set():
            break
    return total


def escalate(engine: Engine) -> int:
    """Count alerts whose deadline passed unacknowledged, and set the next one."""
    now = engine.parts.clock.now()
    with engine.parts.store.transaction() as work:
        late = work.escalate([alert.id for alert in work.overdue(now)], now + ESCALATE_AGAIN, now)
    if late:
        log.warning("alerts past their deadline: %s", ", ".join(str(alert) for alert in late))
    return len(late)


def erase(engine: Engine) -> int:
    """Erase those who asked for it, or were never enrolled, once their last text is out."""
    now = engine.parts.clock.now()
    with engine.parts.store.transaction() as work:
        gone = work.to_erase()
        for participant_id in gone:
            work.erase(participant_id, now)
    return len(gone)


def redact(engine: Engine) -> int:
    """Blank the carrier's copies of texts that are settled. One that it will not blank for good is left, and logged."""
    parts, now = engine.parts, engine.parts.clock.now()
    with parts.store.reading() as view:
        texts = view.to_redact(now - REDACT_AFTER, limit=AT_ONCE)
    done = []
    for text in texts:
        try:
            parts.carrier.redact(text.sid)
        except Unreachable:
            break
        except Refused as refusal:
            if refusal.action in (Action.CONFIG, Action.LATER):
                break
            log.warning("the carrier will not blank %s: %s", text.sid, refusal.code)
        done.append(text)
    if done:
        with parts.store.transaction() as work:
            work.redacted(done, now)
    return len(done)


BEATS = (
    Beat("inbox", 0.2, decide_inbox, then="outbox"),
    Beat("wake", 1, wake_due, then="outbox"),
    Beat("outbox", 0.2, lambda engine: engine.sender.drain()),
    Beat("settle", 5, lambda engine: settle_unknown(engine.parts, engine.door), then="outbox"),
    Beat("unsettled", 3600, lambda engine: check_unsettled(engine.parts, engine.door)),
    Beat("backfill", 60, lambda engine: fetch_missed(engine.parts), then="inbox"),
    Beat("broadcast", 1, lambda engine: carry_out(engine.parts, engine.door), then="outbox"),
    Beat("escalate", 30, escalate),
    Beat("erase", 30, erase),
    Beat("redact", 60, redact),
    Beat("drafts", 3600, lambda engine: forget_drafts(engine.parts)),
    Beat("scrub", 600, lambda engine: scrub(engine.parts)),
    Beat("insight", 300, lambda engine: refresh(engine.parts, engine.parts.clock.now(), engine.sender.ending)),
)
