"""What became of a text in hand, and how that is kept. Must not know how it is sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from coach.carrier.port import Action
from coach.core.events import Failure, SendFailed
from coach.store.found import Claimed
from coach.store.rows import Taken
from coach.store.work import Work

FAILURES = {Action.OPTED_OUT: Failure.OPTED_OUT, Action.BAD_NUMBER: Failure.BAD_NUMBER}


class Became(StrEnum):
    """What became of one text."""

    TAKEN = "taken"
    BACK = "back"  # surely not sent: again at ``at``
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Outcome(Struct, frozen=True):
    """What became of a claimed text; ``code`` says why, ``action`` is what a refusal asks for."""

    text: Claimed
    became: Became
    code: str = ""
    taken: Taken | None = None
    at: datetime | None = None
    action: Action | None = None


def keep(work: Work, outcomes: list[Outcome], now: datetime) -> None:
    """Keep what became of these texts."""
    work.accepted([outcome.taken for outcome in outcomes if outcome.taken is not None], now)
    work.unknown([outcome.text.id for outcome in outcomes if outcome.became is Became.UNKNOWN], now)
    for outcome in outcomes:
        _keep_unsent(work, outcome, now)


def _keep_unsent(work: Work, outcome: Outcome, now: datetime) -> None:
    if outcome.became is Became.BACK and outcome.at is not None:
        work.release([outcome.text.id], outcome.at, outcome.code or None)
    elif outcome.became is Became.REFUSED:
        work.failed([outcome.text.id], outcome.code, now)
    elif outcome.became is Became.SKIPPED:
        work.skip([outcome.text.id], outcome.code, now)


def told(outcomes: list[Outcome]) -> list[tuple[str, SendFailed]]:
    """What journeys (by id) must hear of: their texts that will not arrive."""
    return [
        (outcome.text.journey_id, SendFailed(outcome.text.key, outcome.text.kind.value, _failure(outcome), outcome.code))
        for outcome in outcomes
        if outcome.became in (Became.REFUSED, Became.SKIPPED) and outcome.text.journey_id is not None
    ]


def _failure(outcome: Outcome) -> Failure:
    return Failure.SKIPPED if outcome.became is Became.SKIPPED else failure_of(outcome.action)


def failure_of(action: Action | None) -> Failure:
    """What a refusal, or a receipt, means for the journey."""
    return FAILURES.get(action, Failure.UNDELIVERED) if action is not None else Failure.UNDELIVERED
