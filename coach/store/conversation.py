"""One person's page: their texts with all that is known of each, and the decisions behind them. Must not change anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select

from coach.core.effects import TextKind
from coach.store.codec import decode_fields
from coach.store.found import JournalRow
from coach.store.history import History, decision
from coach.store.inbox import about as about_inbound
from coach.store.outbox import about as about_outbound
from coach.store.sealing import Box
from coach.store.tables import Sending, alert, inbound, journal, outbound, participant
from coach.store.today import CALLS, OPEN, Call

OF_THE_BOT = (TextKind.PROMPT.value, TextKind.REPLY.value)


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a conversation. ``body`` None: it can no longer be read. ``state``: of the outbox, or "received" and "undecided".

    ``seq``: the decision that sent it, in the journal; None: theirs, or of no journey. ``code``: why it did not go, or not arrive.
    """

    id: int
    inbound: bool
    at: datetime
    body: str | None
    state: str
    kind: str = ""
    key: str = ""
    asks: bool = False
    segments: int = 0
    settled_at: datetime | None = None
    code: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of stage or phase. ``kind``: of the event that brought it."""

    seq: int
    at: datetime
    kind: str
    phase: str
    was: str
    now: str


class Conversation(History):
    """What the page of a participant shows."""

    def conversation(self, participant_id: str, limit: int = 60, before: datetime | None = None) -> list[Said]:
        """The last ``limit`` texts both ways, oldest first, or the last before a moment; a few more where several share a moment."""
        number_id = self.connection.scalar(select(participant.c.number_id).where(participant.c.id == participant_id))
        if number_id is None:
            return []
        box = self.boxes([number_id]).get(number_id)
        came = [_came(row, box) for row in self._of(inbound, "received_at", number_id, limit, before)]
        went = [_went(row, box) for row in self._of(outbound, "due_at", number_id, limit, before)]
        texts = sorted([*came, *went], key=lambda text: (text.at, not text.inbound, text.id))
        least = texts[-limit].at if len(texts) > limit else None
        return [text for text in texts if least is None or text.at >= least]

    def decisions(self, journey_id: str, limit: int, before: int | None = None) -> list[JournalRow]:
        """The last ``limit`` decisions, newest first, or the last before one of them."""
        found = select(journal).where(journal.c.journey_id == journey_id)
        found = found if before is None else found.where(journal.c.seq < before)
        rows = self.connection.execute(found.order_by(journal.c.seq.desc()).limit(limit)).all()
        box = self._box(journey_id)
        return [decision(row, box) for row in rows]

    def last_decision(self, journey_id: str, kind: str) -> JournalRow | None:
        """The last decision on an event of this kind; None: there was none."""
        found = select(journal).where(journal.c.journey_id == journey_id, journal.c.kind == kind).order_by(journal.c.seq.desc())
        row = self.connection.execute(found.limit(1)).first()
        return decision(row, self._box(journey_id)) if row else None

    def turns_of(self, journey_id: str) -> list[Turn]:
        """Every change of stage, oldest first."""
        moved = select(journal).where(journal.c.journey_id == journey_id, journal.c.stage_before != journal.c.stage_after)
        rows = self.connection.execute(moved.order_by(journal.c.seq))
        return [Turn(row.seq, row.at, row.kind, row.phase_after, row.stage_before, row.stage_after) for row in rows]

    def calls_of(self, journey_id: str) -> list[Call]:
        """The open alerts about this journey, by deadline."""
        rows = self.connection.execute(CALLS.where(OPEN, alert.c.journey_id == journey_id).order_by(alert.c.deadline, alert.c.id))
        return [Call(*row) for row in rows]

    def on_their_way(self, journey_id: str) -> int:
        """How many of the bot's texts a worker has in hand just now: they can no longer be called back."""
        begun = outbound.c.state.in_((Sending.CLAIMED.value, Sending.UNKNOWN.value)) & outbound.c.kind.in_(OF_THE_BOT)
        return self.connection.scalar(select(func.count()).select_from(outbound).where(outbound.c.journey_id == journey_id, begun)) or 0

    def _of(self, table: Table, moment: str, number_id: int, limit: int, before: datetime | None) -> list[Any]:
        found = select(table).where(table.c.number_id == number_id)
        found = found if before is None else found.where(table.c[moment] < before)
        return list(self.connection.execute(found.order_by(table.c[moment].desc(), table.c.id.desc()).limit(limit + 20)))


def _came(row: Any, box: Box | None) -> Said:
    body = decode_fields(box.open(row.sealed, about_inbound(row.sid)))["body"] if box and row.sealed else None
    return Said(row.id, True, row.received_at, body, "received" if row.decided_at else "undecided", code=row.error_code)


def _went(row: Any, box: Box | None) -> Said:
    body = box.open(row.sealed, about_outbound(row)).decode() if box and row.sealed else None
    seq = int(row.dedupe.partition(".")[0]) if row.journey_id is not None else None
    return Said(
        row.id, False, row.due_at, body, row.state, row.kind, row.key, row.asks, row.segments, row.settled_at, row.error_code, seq
    )  # fmt: skip
