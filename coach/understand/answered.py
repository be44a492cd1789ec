"""What a reader of typed answers hands back. Knows nothing of intents, questions or journeys."""

from __future__ import annotations

from dataclasses import dataclass

from coach.core.model import Value


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that was understood.

    ``value`` is in the form that :data:`coach.core.model.Value` describes, ``confidence`` runs from 0 to 1, ``rule`` names
    what decided. Readers answer None instead when they do not understand.
    """

    value: Value
    confidence: float
    rule: str
