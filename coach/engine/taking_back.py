"""A prompt that a coach's act withdraws before it went out counts as not sent: it is held for later, not lost.

Only the outbox knows whether it went; so it is taken back first, and the journey hears of it before it hears of the act.
Must not know what the acts are.
"""

from __future__ import annotations

from datetime import datetime

from coach.core.decision import Decision
from coach.core.effects import TextKind, WithdrawUnsent
from coach.core.events import Failure, SendFailed
from coach.store.work import Work

HELD_BACK = ("takeover", "paused")  # after these the journey goes on where it stood; other withdrawals begin something else


def taken_back(work: Work, journey_id: str, decision: Decision, now: datetime) -> list[SendFailed]:
    """Take back the prompts that ``decision``, not kept yet, would withdraw; answers what the journey is to hear of them."""
    reasons = [effect.reason for effect in decision.effects if isinstance(effect, WithdrawUnsent) and _prompts(effect)]
    if not reasons or reasons[0] not in HELD_BACK:
        return []
    keys = work.take_back(journey_id, TextKind.PROMPT, reasons[0], now)
    return [SendFailed(key, TextKind.PROMPT.value, Failure.SKIPPED, reasons[0]) for key in keys]


def _prompts(effect: WithdrawUnsent) -> bool:
    return not effect.kinds or TextKind.PROMPT in effect.kinds
