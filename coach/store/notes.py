"""Coaches' notes about a person: sealed like everything the person wrote, and gone with them. Must not know who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from coach.errors import BadRequest
from coach.store.sealing import Box
from coach.store.session import Session
from coach.store.tables import note


@dataclass(frozen=True, slots=True)
class Note:
    """One note. ``coach_id``: who wrote it."""

    id: int
    at: datetime
    coach_id: str
    words: str


def about(journey_id: str) -> str:
    """What a note is sealed about."""
    return f"note:{journey_id}"


class NoteReads(Session):
    """Notes, read."""

    def notes(self, journey_id: str, limit: int = 200) -> list[Note]:
        """What coaches wrote about this journey, newest first; nothing of erased participants."""
        box = self._box_for(journey_id)
        if box is None:
            return []
        found = select(note).where(note.c.journey_id == journey_id).order_by(note.c.at.desc(), note.c.id.desc()).limit(limit)
        rows = self.connection.execute(found)
        return [Note(row.id, row.at, row.coach_id, box.open(row.sealed, about(journey_id)).decode()) for row in rows]

    def _box_for(self, journey_id: str) -> Box | None:
        owner = self.owners([journey_id]).get(journey_id)
        return self.boxes([owner.number_id]).get(owner.number_id) if owner else None


class NoteWrites(NoteReads):
    """Notes, written."""

    def add_note(self, journey_id: str, coach_id: str, words: str, at: datetime) -> None:
        """Keep a note. Raises: ``BadRequest`` when the participant is not there, or was erased."""
        box = self._box_for(journey_id)
        if box is None:
            raise BadRequest(f"there is no journey {journey_id}")
        sealed = box.seal(words.encode(), about(journey_id))
        self.run(note.insert(), [{"journey_id": journey_id, "at": at, "coach_id": coach_id, "sealed": sealed}])
