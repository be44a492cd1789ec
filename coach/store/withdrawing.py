"""Takes back what waits in the outbox of one journey, and says what was taken back. Must not know why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from coach.core.effects import TextKind
from coach.store.outbox import IS_PENDING
from coach.store.session import Session
from coach.store.tables import Sending, journey, outbound


class Withdrawing(Session):
    """Taking back, told apart from what could no longer be taken back."""

    def take_back(self, journey_id: str, kind: TextKind, reason: str, at: datetime) -> list[str]:
        """Withdraw the texts of a kind that nobody has begun to send; answers their keys, oldest first.

        The journey is in this transaction's hand first, as it is for everybody who saves one: two never wait for each other.
        """
        self.connection.execute(select(journey.c.id).where(journey.c.id == journey_id).with_for_update())
        waiting = outbound.update().where(IS_PENDING, outbound.c.journey_id == journey_id, outbound.c.kind == kind.value)
        taken = waiting.values(state=Sending.CANCELLED.value, error_code=reason, settled_at=at).returning(outbound.c.id, outbound.c.key)
        return [row.key for row in sorted(self.connection.execute(taken), key=lambda row: row.id)]

    def withdrawn(self, journey_ids: Collection[str], kind: TextKind, at: datetime) -> list[tuple[str, str, str]]:
        """The texts of a kind that were withdrawn at this very moment: journey, key and reason, oldest first."""
        texts = select(outbound.c.journey_id, outbound.c.key, outbound.c.error_code).order_by(outbound.c.id)
        texts = texts.where(outbound.c.journey_id.in_(journey_ids), outbound.c.state == Sending.CANCELLED.value)
        rows = self.connection.execute(texts.where(outbound.c.kind == kind.value, outbound.c.settled_at == at))
        return [(row.journey_id, row.key, row.error_code) for row in rows]
