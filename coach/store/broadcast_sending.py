"""A broadcast on its way: whose turn has come, what it came to, and the stop. Must not know who decides.

A turn is settled in the transaction that puts its text into the outbox, or it is not settled: so nobody gets it twice, whoever
dies when. Two workers never hold the same turn (PostgreSQL skips what another has in hand; on SQLite there is one writer).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, select

from coach.store.broadcasts import (
    IS_RUNNING,
    IS_WAITING,
    ITS_TEXT,
    PUTTING_OFF,
    STOPPED_CODE,
    SUMMED_AFTER,
    TO_SUM,
    BroadcastDrafts,
    as_outcome,
)
from coach.store.broadcasts_found import DONE, STOPPED, DueTurn, Met
from coach.store.outbox import IS_BEING_SENT, IS_NOT_OUT, IS_PENDING
from coach.store.tables import Sending, broadcast, broadcast_row, journey, outbound

SETTLING = (
    broadcast_row.update()
    .where(
        broadcast_row.c.broadcast_id == bindparam("broadcast"),
        broadcast_row.c.journey_id == bindparam("journey"),
        broadcast_row.c.state == "waiting",
    )
    .values(state=bindparam("became"), reason=bindparam("why"), dedupe=bindparam("text"))
)


class Broadcasting(BroadcastDrafts):
    """Carrying broadcasts out."""

    def due_turns(self, now: datetime, limit: int) -> list[DueTurn]:
        """Turns of running broadcasts that have come, and are this transaction's alone until it ends."""
        due = select(broadcast_row.c.broadcast_id, broadcast_row.c.journey_id).join(broadcast)
        due = due.where(IS_RUNNING, IS_WAITING, broadcast_row.c.due_at <= now)
        due = due.order_by(broadcast_row.c.due_at, broadcast_row.c.broadcast_id, broadcast_row.c.journey_id).limit(limit)
        return [DueTurn(*row) for row in self.connection.execute(due.with_for_update(skip_locked=True, of=broadcast_row))]

    def meet(self, met: Sequence[Met]) -> None:
        """Keep what these turns came to."""
        put_off = [one for one in met if one.due_at is not None]
        self.run(PUTTING_OFF, [{"broadcast": one.broadcast_id, "journey": one.journey_id, "at": one.due_at} for one in put_off])
        settled = [one for one in met if one.due_at is None]
        self.run(
            SETTLING,
            [
                {
                    "broadcast": one.broadcast_id,
                    "journey": one.journey_id,
                    "became": "handed" if one.dedupe else "left_out",
                    "why": one.reason,
                    "text": one.dedupe,
                }
                for one in settled
            ],
        )

    def end_broadcasts(self, now: datetime) -> None:
        """Those of which nobody's turn is left, and no text is on its way, are done: until then they can be stopped."""
        left = exists().where(broadcast_row.c.broadcast_id == broadcast.c.id, IS_WAITING)
        on_its_way = exists().where(broadcast_row.c.broadcast_id == broadcast.c.id, ITS_TEXT, IS_NOT_OUT)
        self.connection.execute(broadcast.update().where(IS_RUNNING, ~left, ~on_its_way).values(state=DONE, ended_at=now))

    def stop_broadcast(self, broadcast_id: str, by: str, at: datetime) -> bool:
        """Nobody's turn comes any more. False: it was not running."""
        running = broadcast.update().where(broadcast.c.id == broadcast_id, IS_RUNNING)
        if self.connection.execute(running.values(state=STOPPED, ended_at=at, stopped_by=by)).rowcount != 1:
            return False
        waiting = broadcast_row.update().where(broadcast_row.c.broadcast_id == broadcast_id, broadcast_row.c.state == "waiting")
        self.connection.execute(waiting.values(state="stopped"))
        return True

    def take_back_broadcast(self, broadcast_id: str, at: datetime) -> list[tuple[str, datetime]]:
        """Withdraw its texts that nobody has begun to send; answers whose they were, and when each was decided.

        One that is just being handed over may leave; if it comes back unsent it has expired. The journeys are in this transaction's
        hand first, as they are for everybody who saves one.
        """
        its = and_(broadcast_row.c.broadcast_id == broadcast_id, ITS_TEXT)
        whose = select(broadcast_row.c.journey_id).join(outbound, its).where(IS_PENDING)
        held = select(journey.c.id).where(journey.c.id.in_(whose)).order_by(journey.c.id).with_for_update()
        self.connection.execute(held).all()
        mine = exists().where(its).correlate(outbound)
        back = outbound.update().where(IS_PENDING, mine)
        back = back.values(state=Sending.CANCELLED.value, error_code=STOPPED_CODE, settled_at=at)
        taken = self.connection.execute(back.returning(outbound.c.journey_id, outbound.c.created_at)).all()
        self.connection.execute(outbound.update().where(IS_BEING_SENT, mine).values(expires_at=at))
        return sorted((row.journey_id, row.created_at) for row in taken)

    def sum_broadcasts(self, now: datetime) -> int:
        """Keep what came of those that ended long enough ago. Answers how many."""
        old = select(broadcast.c.id).where(TO_SUM, broadcast.c.ended_at <= now - SUMMED_AFTER).order_by(broadcast.c.ended_at).limit(20)
        ids = list(self.connection.scalars(old))
        tallies, followed = self.tallies(ids), self.followed(ids)
        for one in ids:
            outcome = as_outcome(tallies[one], followed[one])
            self.connection.execute(broadcast.update().where(broadcast.c.id == one).values(outcome=outcome))
        return len(ids)
