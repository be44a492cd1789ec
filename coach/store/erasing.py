"""Erases a person: the key to what they wrote is destroyed, and what stood in clear goes with it.

What stays is what must: that an opt-out was asked for, the ledger of consent by the number's keyed hash, the carrier's ids
(so that an old text fetched again is known and not answered as new, and its copy there can be blanked), and journal rows
that nobody can open. Must not know who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, func, literal_column, select

from coach.core.model import Phase
from coach.store.columns import Moment
from coach.store.found import Erasure
from coach.store.people import PeopleReads, PeopleWrites
from coach.store.tables import (
    NOT_OUT,
    Sending,
    among,
    answer,
    data_key,
    erasure,
    inbound,
    journey,
    note,
    number,
    outbound,
    participant,
    promise,
)

TO_ERASE = (
    select(participant.c.id)
    .join_from(journey, participant)
    .where(literal_column("journey.erase"), participant.c.erased_at.is_(None))
    .where(~exists().where(literal_column(among("outbound.state", NOT_OUT)), outbound.c.number_id == participant.c.number_id))
    .where(~exists().where(literal_column("inbound.decided_at IS NULL"), inbound.c.number_id == participant.c.number_id))
    .distinct()
    .order_by(participant.c.id)
    .limit(bindparam("limit"))
)


class ErasureReads(PeopleReads):
    """Who is to be forgotten, and who was."""

    def to_erase(self, limit: int = 100) -> list[str]:
        """Participants who asked for it, or must be, and whose last text is out and last word was heard."""
        return list(self.connection.scalars(TO_ERASE, {"limit": limit}))

    def count_erasures(self) -> int:
        """How many erasures there were."""
        return self.connection.scalar(select(func.count()).select_from(erasure)) or 0

    def erasures(self) -> list[Erasure]:
        """Every erasure there was: keep them apart from the backups."""
        rows = self.connection.execute(select(erasure).order_by(erasure.c.at, erasure.c.participant_id))
        return [Erasure(row.participant_id, row.number.hex(), row.at) for row in rows]


class Erasing(PeopleWrites, ErasureReads):
    """Forgetting."""

    def erase(self, participant_id: str, now: datetime) -> bool:
        """Forget this participant for good. False: there is none, or they were erased before."""
        found = self.connection.execute(
            select(number.c.id, number.c.blind)
            .join_from(participant, number)
            .where(participant.c.id == participant_id, participant.c.erased_at.is_(None))
        ).first()
        if found is None:
            return False
        self.run(erasure.insert(), [{"participant_id": participant_id, "number": found.blind, "at": now}])
        self._erase_journeys(participant_id)
        self._erase_number(found.id, now)
        self.connection.execute(participant.update().where(participant.c.id == participant_id).values(erased_at=now))
        self.erased = True
        return True

    def erase_again(self, erasures: Sequence[Erasure]) -> int:
        """Forget all these once more, after an older backup came back. How many of them it had brought back."""
        known = {row.participant_id for row in self.erasures()}
        return sum(self.erase(one.participant_id, one.at) for one in erasures if one.participant_id not in known)

    def _erase_journeys(self, participant_id: str) -> None:
        """Each gets a version more, so that whoever is deciding it just now cannot save."""
        ended = journey.update().where(journey.c.participant_id == participant_id).values(version=journey.c.version + 1, state=b"")
        ended = ended.values(phase=Phase.STOPPED.value, wake_at=None, name_blind=None, erase=False)
        ended = ended.values(hold=None, heard_at=None, silent_since=None, handled_at=None).returning(journey.c.id)
        journeys = list(self.connection.scalars(ended))
        for table in (answer, promise, note):
            self.connection.execute(table.delete().where(table.c.journey_id.in_(journeys)))
        for journey_id in journeys:
            self.fresh.pop(journey_id, None)
            self.states.drop(journey_id)

    def _erase_number(self, number_id: int, now: datetime) -> None:
        self.connection.execute(data_key.delete().where(data_key.c.number_id == number_id))
        self.connection.execute(number.update().where(number.c.id == number_id).values(blind=None, phone=None, erased_at=now))
        waiting = outbound.update().where(outbound.c.number_id == number_id, outbound.c.state == Sending.PENDING.value)
        self.connection.execute(waiting.values(state=Sending.CANCELLED.value, error_code="erased", settled_at=now))
        self.connection.execute(outbound.update().where(outbound.c.number_id == number_id).values(sealed=None))
        self.connection.execute(
            inbound.update()
            .where(inbound.c.number_id == number_id)
            .values(sealed=None, retry_at=None, decided_at=func.coalesce(inbound.c.decided_at, bindparam("now", now, type_=Moment)))
        )
        self.forget_box(number_id)
