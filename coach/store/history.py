"""What has been said and decided, for a person to read. Must not change anything."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from coach.core.model import Phase
from coach.core.program import Level
from coach.core.state import Kept as Standing
from coach.core.state import Promise
from coach.store.codec import Detail, decode_detail, decode_fields
from coach.store.found import JournalRow, Kept, ThreadText
from coach.store.inbox import about as about_inbound
from coach.store.outbox import about as about_outbound
from coach.store.people import PeopleReads
from coach.store.sealing import Box
from coach.store.tables import answer, inbound, journal, outbound, participant, promise

ERASED = Detail("", (), ())


class History(PeopleReads):
    """Threads, journals, answers and promises."""

    def thread(self, participant_id: str, limit: int = 1000) -> list[ThreadText]:
        """The last ``limit`` texts of a participant, both ways, oldest first; outgoing ones by when they fell due."""
        number_id = self.connection.scalar(select(participant.c.number_id).where(participant.c.id == participant_id))
        if number_id is None:
            return []
        box = self.boxes([number_id]).get(number_id)
        came = select(inbound).where(inbound.c.number_id == number_id).order_by(inbound.c.received_at.desc(), inbound.c.id.desc())
        went = select(outbound).where(outbound.c.number_id == number_id).order_by(outbound.c.due_at.desc(), outbound.c.id.desc())
        texts = [_came(row, box) for row in self.connection.execute(came.limit(limit))]
        texts += [_went(row, box) for row in self.connection.execute(went.limit(limit))]
        return sorted(texts, key=lambda text: (text.at, not text.inbound, text.id))[-limit:]

    def journal(self, journey_id: str, limit: int = 100) -> list[JournalRow]:
        """The last ``limit`` decisions of a journey, oldest first."""
        rows = self.connection.execute(
            select(journal).where(journal.c.journey_id == journey_id).order_by(journal.c.seq.desc()).limit(limit)
        ).all()
        box = self._box(journey_id)
        return [decision(row, box) for row in reversed(rows)]

    def answers(self, journey_id: str, measure: str | None = None) -> list[Kept]:
        """The answers of a journey, oldest first, to one measure or to all."""
        wanted = select(answer).where(answer.c.journey_id == journey_id).order_by(answer.c.at, answer.c.id)
        rows = self.connection.execute(wanted if measure is None else wanted.where(answer.c.measure == measure)).all()
        box = self._box(journey_id)
        return [Kept(row.measure, _value(row, box), row.stage, row.prompt, row.at, row.late) for row in rows]

    def promises(self, journey_id: str) -> list[Promise]:
        """The promises of a journey, oldest first."""
        rows = self.connection.execute(
            select(promise).where(promise.c.journey_id == journey_id).order_by(promise.c.made_at, promise.c.id)
        ).all()
        box = self._box(journey_id)
        return [_promise(row, box) for row in rows if box]

    def _box(self, journey_id: str) -> Box | None:
        owners = self.owners([journey_id])
        return self.boxes(owner.number_id for owner in owners.values()).get(owners[journey_id].number_id) if owners else None


def _came(row: Any, box: Box | None) -> ThreadText:
    body = decode_fields(box.open(row.sealed, about_inbound(row.sid)))["body"] if box and row.sealed else None
    return ThreadText(row.id, True, row.received_at, body, "received", code=row.error_code)


def _went(row: Any, box: Box | None) -> ThreadText:
    body = box.open(row.sealed, about_outbound(row)).decode() if box and row.sealed else None
    return ThreadText(row.id, False, row.due_at, body, row.state, row.kind, row.key, row.error_code)


def decision(row: Any, box: Box | None) -> JournalRow:
    """One line of the journal; for this room only."""
    detail = decode_detail(box.open(row.sealed, f"journal:{row.journey_id}:{row.seq}")) if box else ERASED
    return JournalRow(
        row.journey_id,
        row.seq,
        row.at,
        row.kind,
        Phase(row.phase_before),
        Phase(row.phase_after),
        row.stage_before,
        row.stage_after,
        tuple(row.codes.split()),
        detail.event or None,
        detail.effects,
        detail.reasons,
        detail.bounds,
    )


def _value(row: Any, box: Box | None) -> Level | None:
    if row.sealed is not None:
        return box.open(row.sealed, f"answer:{row.journey_id}:{row.measure}").decode() if box else None
    clear: Level = next(value for value in (row.flag, row.word, row.number) if value is not None)
    return int(clear) if isinstance(clear, float) and clear.is_integer() else clear


def _promise(row: Any, box: Box) -> Promise:
    what = box.open(row.sealed, f"promise:{row.journey_id}:{row.id}").decode()
    return Promise(row.id, what, row.stage, row.made_at, row.due, Standing(row.kept), row.settled_at, row.moved)
