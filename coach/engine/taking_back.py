"""A prompt that was withdrawn before it went out counts as not sent: it is held for later, not lost.

Only the outbox knows whether it went. What a coach's act would withdraw is taken back first, and the journey hears of it before
it hears of the act; what a person's own words have withdrawn it hears of in the same transaction. Must not know what the acts
and the words are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from coach.core.decision import Decision
from coach.core.effects import TextKind, WithdrawUnsent
from coach.core.events import Failure, SendFailed
from coach.store.rows import Saved, Withdrawal
from coach.store.work import Work

HELD_BACK = ("takeover", "paused", "danger")  # after these the journey goes on where it stood; others begin something else


def taken_back(work: Work, journey_id: str, decision: Decision, now: datetime) -> list[SendFailed]:
    """Take back the prompts that ``decision``, not kept yet, would withdraw; answers what the journey is to hear of them."""
    reasons = [effect.reason for effect in decision.effects if isinstance(effect, WithdrawUnsent) and _prompts(effect)]
    if not reasons or reasons[0] not in HELD_BACK:
        return []
    keys = work.take_back(journey_id, TextKind.PROMPT, reasons[0], now)
    return [SendFailed(key, TextKind.PROMPT.value, Failure.SKIPPED, reasons[0]) for key in keys]


def unsent(work: Work, decided: Iterable[Saved], now: datetime) -> list[tuple[str, SendFailed]]:
    """What journeys (by id) are to hear of: prompts that waited and that decisions just kept, at ``now``, have withdrawn."""
    ids = [one.journey_id for one in decided if any(row.reason in HELD_BACK and _prompts(row) for row in one.withdrawals)]
    found = work.withdrawn(ids, TextKind.PROMPT, now) if ids else []
    return [(id_, SendFailed(key, TextKind.PROMPT.value, Failure.SKIPPED, why)) for id_, key, why in found if why in HELD_BACK]


def _prompts(effect: WithdrawUnsent | Withdrawal) -> bool:
    return not effect.kinds or TextKind.PROMPT in effect.kinds
