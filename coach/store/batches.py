"""What is done to many at once: a draft that is looked at, then done row by row, and gone on with after a restart.

What a row holds of a person is sealed, and deleted as soon as the row is settled. Must not know what is done.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from coach.store.sealing import Box
from coach.store.session import Session
from coach.store.tables import batch, batch_row

READY, REJECTED, TRYING, DONE, REFUSED = "ready", "rejected", "trying", "done", "refused"
WAITING = (READY, TRYING)
SETTLING = (
    batch_row.update()
    .where(batch_row.c.batch_id == bindparam("batch"), batch_row.c.nth == bindparam("row"))
    .values(state=bindparam("became"), reason=bindparam("why"), journey_id=bindparam("journey"), sealed=None)
)


@dataclass(frozen=True, slots=True)
class Batch:
    """``kind``: import, assign, pause or invite. ``state``: draft, running, stopped or done. ``given``: what the coach said of it."""

    id: str
    kind: str
    coach_id: str
    created_at: datetime
    state: str
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One person of it. ``nth``: the line of the file, or the place in the list. ``given``: number, name, evidence; empty once settled.

    ``state``: ready, rejected (in the draft), trying, done or refused. ``reason``: a code; empty where there is none.
    """

    nth: int
    journey_id: str | None = None
    given: Mapping[str, str] | None = None
    state: str = READY
    reason: str = ""


class BatchReads(Session):
    """Batches, looked at."""

    def batch(self, batch_id: str) -> Batch | None:
        """One of them; None: there is none."""
        row = self.connection.execute(select(batch).where(batch.c.id == batch_id)).first()
        return _batch(self.sealer.house, row) if row else None

    def unfinished(self, coach_id: str) -> list[Batch]:
        """This coach's that were begun and are not done, newest first."""
        found = select(batch).where(batch.c.coach_id == coach_id, batch.c.state == "running")
        return [_batch(self.sealer.house, row) for row in self.connection.execute(found.order_by(batch.c.created_at.desc()).limit(5))]

    def tally(self, batch_id: str) -> Counter[tuple[str, str]]:
        """How many rows are in each state for each reason."""
        counted = select(batch_row.c.state, batch_row.c.reason, func.count()).where(batch_row.c.batch_id == batch_id)
        rows = self.connection.execute(counted.group_by(batch_row.c.state, batch_row.c.reason))
        return Counter({(state, reason): count for state, reason, count in rows})

    def batch_rows(self, batch_id: str, states: Iterable[str], limit: int) -> list[BatchRow]:
        """The first rows in one of these states, in order."""
        found = select(batch_row).where(batch_row.c.batch_id == batch_id, batch_row.c.state.in_(list(states)))
        return [_row(self.sealer.house, row) for row in self.connection.execute(found.order_by(batch_row.c.nth).limit(limit))]


class BatchWrites(BatchReads):
    """Batches, made and gone on with."""

    def draft_batch(self, one: Batch, rows: Sequence[BatchRow]) -> None:
        """Keep a draft."""
        sealed = _sealed(self.sealer.house, one.given, f"batch:{one.id}")
        values = {"id": one.id, "kind": one.kind, "coach_id": one.coach_id, "created_at": one.created_at, "state": one.state}
        self.run(batch.insert(), [{**values, "sealed": sealed}])
        self.run(batch_row.insert(), [_columns(self.sealer.house, one.id, row) for row in rows])

    def drop_drafts(self, coach_id: str, before: datetime) -> None:
        """Forget this coach's drafts, and whatever anybody drafted before that moment: somebody may stand in them by name."""
        self._drop_drafts(or_(batch.c.coach_id == coach_id, batch.c.created_at < before))

    def drop_stale_drafts(self, before: datetime) -> int:
        """Forget whatever anybody drafted before that moment and never began. Answers how many drafts."""
        return self._drop_drafts(batch.c.created_at < before)

    def _drop_drafts(self, which: ColumnElement[bool]) -> int:
        ids = list(self.connection.scalars(select(batch.c.id).where(batch.c.state == "draft", which)))
        if ids:
            self.connection.execute(batch_row.delete().where(batch_row.c.batch_id.in_(ids)))
            self.connection.execute(batch.delete().where(batch.c.id.in_(ids), batch.c.state == "draft"))
        return len(ids)

    def start_batch(self, batch_id: str, given: Mapping[str, str]) -> bool:
        """A draft is to be done. False: it was no draft any more."""
        drafted = batch.update().where(batch.c.id == batch_id, batch.c.state == "draft")
        sealed = _sealed(self.sealer.house, given, f"batch:{batch_id}")
        started = self.connection.execute(drafted.values(state="running", sealed=sealed)).rowcount == 1
        if started:
            rejected = batch_row.update().where(batch_row.c.batch_id == batch_id, batch_row.c.state == REJECTED)
            self.connection.execute(rejected.values(sealed=None))
        return started

    def stop_batch(self, batch_id: str) -> bool:
        """Do no more of it; what was not done yet is forgotten. False: it was not running."""
        running = batch.update().where(batch.c.id == batch_id, batch.c.state == "running")
        stopped = self.connection.execute(running.values(state="stopped", sealed=None)).rowcount == 1
        if stopped:
            left = batch_row.update().where(batch_row.c.batch_id == batch_id, batch_row.c.state.in_(WAITING))
            self.connection.execute(left.values(state=REFUSED, reason="stopped", sealed=None))
        return stopped

    def take_batch(self, batch_id: str, now: datetime, until: datetime) -> bool:
        """Take it in hand until a moment (the machine's clock). False: it is not running, or another has it in hand."""
        free = or_(batch.c.busy_until.is_(None), batch.c.busy_until <= now)
        mine = batch.update().where(batch.c.id == batch_id, batch.c.state == "running", free)
        return self.connection.execute(mine.values(busy_until=until)).rowcount == 1

    def try_rows(self, batch_id: str, limit: int) -> list[BatchRow]:
        """The next rows, marked as being tried. One that was marked before (state: trying) may have been done already."""
        rows = self.batch_rows(batch_id, WAITING, limit)
        marked = batch_row.update().where(batch_row.c.batch_id == batch_id, batch_row.c.nth.in_([row.nth for row in rows]))
        self.connection.execute(marked.values(state=TRYING))
        return rows

    def settle_row(self, batch_id: str, row: BatchRow) -> None:
        """What became of a row; what it held of a person is deleted. One that was stopped meanwhile is settled too: it is done."""
        values = {"batch": batch_id, "row": row.nth, "became": row.state, "why": row.reason, "journey": row.journey_id}
        self.run(SETTLING, [values])

    def let_go(self, batch_id: str) -> None:
        """Give it out of hand; when no row waits any more it is done."""
        left = self.connection.scalar(
            select(func.count()).where(batch_row.c.batch_id == batch_id, batch_row.c.state.in_(WAITING)),
        )
        ended = {} if left else {"state": "done", "sealed": None}
        held = batch.update().where(batch.c.id == batch_id, batch.c.state == "running")
        self.connection.execute(held.values(busy_until=None, **ended))


def _about(batch_id: str, nth: int) -> str:
    return f"batch row:{batch_id}:{nth}"


def _batch(box: Box, row: Any) -> Batch:
    return Batch(row.id, row.kind, row.coach_id, row.created_at, row.state, _opened(box, row.sealed, f"batch:{row.id}") or {})


def _row(box: Box, row: Any) -> BatchRow:
    return BatchRow(row.nth, row.journey_id, _opened(box, row.sealed, _about(row.batch_id, row.nth)), row.state, row.reason)


def _columns(box: Box, batch_id: str, row: BatchRow) -> dict[str, Any]:
    sealed = _sealed(box, row.given, _about(batch_id, row.nth)) if row.given is not None else None
    known = {"batch_id": batch_id, "nth": row.nth, "journey_id": row.journey_id}
    return {**known, "sealed": sealed, "state": row.state, "reason": row.reason}


def _sealed(box: Box, given: Mapping[str, str], about: str) -> bytes:
    return box.seal(json.dumps(dict(given)).encode(), about)


def _opened(box: Box, sealed: bytes | None, about: str) -> dict[str, str] | None:
    return None if sealed is None else {str(key): str(value) for key, value in json.loads(box.open(sealed, about)).items()}
