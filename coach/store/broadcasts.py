"""A coach's texts to many: drafted, looked at, and how everybody fared. Must not know what is said, nor when it may be.

The words are sealed with the key of the house: they are a coach's, and no person's. What went to whom stands in the outbox.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, case, func, literal_column, or_, select

from coach.core.events import Words
from coach.store.broadcasts_found import DRAFT, RUNNING, Broadcast, Fared, Fate, Followed, Span, Summed, Tally, Turn
from coach.store.columns import Moment
from coach.store.sealing import Box
from coach.store.session import Session
from coach.store.tables import broadcast, broadcast_row, consent, inbound, journey, number, outbound, participant

STOPPED_CODE = "broadcast_stopped"  # of a text in the outbox that was taken back
AFTERWARDS = timedelta(hours=24)
HANDED_AS = {
    Fate.ON_THE_WAY: ("pending", "claimed", "unknown"),
    Fate.DELIVERED: ("delivered",),
    Fate.FAILED: ("failed", "undelivered"),
    Fate.LEFT_OUT: ("skipped", "cancelled"),
}
FATE: ColumnElement[str] = case(
    (broadcast_row.c.state == "stopped", Fate.TAKEN_BACK.value),
    (broadcast_row.c.state != "handed", broadcast_row.c.state),
    (and_(outbound.c.state == "cancelled", outbound.c.error_code == STOPPED_CODE), Fate.TAKEN_BACK.value),
    *((outbound.c.state.in_(states), fate.value) for fate, states in HANDED_AS.items()),
    else_=Fate.SENT.value,
)
WHY: ColumnElement[str] = case((broadcast_row.c.state == "handed", func.coalesce(outbound.c.error_code, "")), else_=broadcast_row.c.reason)
ITS_TEXT = and_(outbound.c.journey_id == broadcast_row.c.journey_id, outbound.c.dedupe == broadcast_row.c.dedupe)
TURNS = broadcast_row.outerjoin(outbound, ITS_TEXT)
IS_WAITING: ColumnElement[bool] = literal_column("broadcast_row.state = 'waiting'")
TO_SUM: ColumnElement[bool] = literal_column("broadcast.ended_at IS NOT NULL AND broadcast.outcome IS NULL")
SUMMED_AFTER = timedelta(hours=29)  # 4 h in the carrier's queue at most, 24 h to answer, and an hour for late receipts
PUTTING_OFF = (
    broadcast_row.update()
    .where(broadcast_row.c.broadcast_id == bindparam("broadcast"), broadcast_row.c.journey_id == bindparam("journey"))
    .values(due_at=bindparam("at", type_=Moment))
)
IS_RUNNING: ColumnElement[bool] = literal_column("broadcast.state = 'running'")


class BroadcastReads(Session):
    """Broadcasts, looked at. The number of statements does not grow with the people in them."""

    def broadcast(self, broadcast_id: str) -> Broadcast | None:
        """One of them; None: there is none."""
        row = self.connection.execute(select(broadcast).where(broadcast.c.id == broadcast_id)).first()
        return _broadcast(self.sealer.house, row) if row else None

    def broadcasts(self, coach_id: str | None, limit: int, offset: int = 0) -> list[Broadcast]:
        """Those that were begun, newest first: of one coach, or everybody's (None)."""
        found = _of(coach_id, select(broadcast).where(broadcast.c.state != DRAFT))
        rows = self.connection.execute(found.order_by(broadcast.c.created_at.desc(), broadcast.c.id).limit(limit).offset(offset))
        return [_broadcast(self.sealer.house, row) for row in rows]

    def broadcasts_begun(self, coach_id: str | None) -> int:
        """How many of those there are."""
        found = _of(coach_id, select(func.count()).select_from(broadcast).where(broadcast.c.state != DRAFT))
        return self.connection.scalar(found) or 0

    def broadcast_drafts(self, coach_id: str) -> list[Broadcast]:
        """This coach's drafts, newest first."""
        found = select(broadcast).where(broadcast.c.coach_id == coach_id, broadcast.c.state == DRAFT)
        return [
            _broadcast(self.sealer.house, row) for row in self.connection.execute(found.order_by(broadcast.c.created_at.desc()).limit(5))
        ]

    def tallies(self, broadcast_ids: Collection[str]) -> dict[str, Tally]:
        """How many are where, for each of these."""
        counted = select(
            broadcast_row.c.broadcast_id, FATE.label("fate"), WHY.label("why"), func.count(), func.sum(broadcast_row.c.segments)
        )
        counted = counted.select_from(TURNS).where(broadcast_row.c.broadcast_id.in_(broadcast_ids))
        found: dict[str, list[Any]] = {one: [] for one in broadcast_ids}
        for row in self.connection.execute(counted.group_by(broadcast_row.c.broadcast_id, FATE, WHY)) if broadcast_ids else ():
            found[row[0]].append(row[1:])
        return {one: _tally(rows) for one, rows in found.items()}

    def tally_of(self, broadcast_id: str) -> Tally:
        """How many are where."""
        return self.tallies([broadcast_id])[broadcast_id]

    def fared(self, broadcast_id: str, fates: Collection[Fate], limit: int, offset: int = 0) -> list[Fared]:
        """The people who fared so, in the order of their turns."""
        found = select(
            broadcast_row.c.journey_id, FATE.label("fate"), WHY.label("why"), broadcast_row.c.due_at, outbound.c.accepted_at,
            broadcast_row.c.segments,
        ).select_from(TURNS)  # fmt: skip
        found = found.where(broadcast_row.c.broadcast_id == broadcast_id, FATE.in_([fate.value for fate in fates]))
        rows = self.connection.execute(found.order_by(broadcast_row.c.due_at, broadcast_row.c.journey_id).limit(limit).offset(offset))
        return [Fared(row[0], Fate(row[1]), row[2], *row[3:]) for row in rows]

    def broadcast_turns(self, broadcast_id: str, state: str) -> list[Turn]:
        """The turns in one state, soonest first."""
        found = select(broadcast_row).where(broadcast_row.c.broadcast_id == broadcast_id, broadcast_row.c.state == state)
        rows = self.connection.execute(found.order_by(broadcast_row.c.due_at, broadcast_row.c.journey_id))
        return [Turn(row.journey_id, row.due_at, row.segments, row.reason) for row in rows]

    def span(self, broadcast_id: str, state: str) -> Span | None:
        """The first and the last of the turns in one state; None: there are none."""
        due = broadcast_row.c.due_at
        edges = select(func.min(due, type_=Moment), func.max(due, type_=Moment))
        first, last = self.connection.execute(
            edges.where(broadcast_row.c.broadcast_id == broadcast_id, broadcast_row.c.state == state)
        ).one()
        return Span(first, last) if first is not None else None

    def next_turn(self) -> datetime | None:
        """The earliest moment at which anybody's turn comes."""
        due = select(func.min(broadcast_row.c.due_at, type_=Moment)).join(broadcast).where(IS_RUNNING)
        found: datetime | None = self.connection.scalar(due.where(IS_WAITING))
        return found

    def broadcasts_to_tend(self, now: datetime) -> bool:
        """Whether anything is running, or is to be summed up."""
        running = select(broadcast.c.id).where(IS_RUNNING)
        old = select(broadcast.c.id).where(TO_SUM, broadcast.c.ended_at <= now - SUMMED_AFTER)
        return any(self.connection.execute(select(running.exists(), old.exists())).one())

    def followed(self, broadcast_ids: Collection[str]) -> dict[str, Followed]:
        """How many of those who got it texted, or opted out, within 24 hours of it, for each of these broadcasts."""
        texted = self._after(inbound, inbound.c.received_at, inbound.c.number_id == number.c.id, broadcast_ids)
        revoked = and_(consent.c.number == number.c.blind, consent.c.change == "revoked")
        left = self._after(consent, consent.c.at, revoked, broadcast_ids)
        return {one: Followed(texted[one], left[one]) for one in broadcast_ids}

    def _after(self, table: Table, at: Any, theirs: ColumnElement[bool], ids: Collection[str]) -> Counter[str]:
        """How many people of each broadcast are in ``table`` with anything ``at`` a moment within a day of getting it."""
        whom = (broadcast_row.c.broadcast_id, broadcast_row.c.journey_id, outbound.c.accepted_at)
        got = broadcast_row.join(outbound, ITS_TEXT).join(journey, journey.c.id == broadcast_row.c.journey_id)
        got = got.join(participant, participant.c.id == journey.c.participant_id).join(number, number.c.id == participant.c.number_id)
        found = select(*whom, func.min(at, type_=Moment).label("first")).select_from(got.join(table, theirs))
        found = found.where(broadcast_row.c.broadcast_id.in_(ids), at > outbound.c.accepted_at).group_by(*whom)
        rows = self.connection.execute(found) if ids else ()
        return Counter(row.broadcast_id for row in rows if row.first - row.accepted_at <= AFTERWARDS)


class BroadcastDrafts(BroadcastReads):
    """Broadcasts before they are begun."""

    def draft_broadcast(self, one: Broadcast, turns: Sequence[Turn]) -> None:
        """Keep a draft with everybody it is for."""
        values = {"id": one.id, "coach_id": one.coach_id, "seen_by": one.seen_by, "created_at": one.created_at, "state": DRAFT}
        self.run(broadcast.insert(), [{**values, "tests": one.tests, "sealed": _sealed(self.sealer.house, one)}])
        self.run(broadcast_row.insert(), [_row(one.id, turn) for turn in turns])

    def drop_broadcast_drafts(self, coach_id: str, before: datetime) -> None:
        """Forget this coach's drafts, and whatever anybody drafted before that moment."""
        stale = select(broadcast.c.id).where(
            broadcast.c.state == DRAFT, or_(broadcast.c.coach_id == coach_id, broadcast.c.created_at < before)
        )
        ids = list(self.connection.scalars(stale))
        self.connection.execute(broadcast_row.delete().where(broadcast_row.c.broadcast_id.in_(ids)))
        self.connection.execute(broadcast.delete().where(broadcast.c.id.in_(ids), broadcast.c.state == DRAFT))

    def count_test(self, broadcast_id: str, at_most: int) -> bool:
        """It is to go to a coach's own phone once more. False: it went there often enough, or is no draft."""
        tested = broadcast.update().where(broadcast.c.id == broadcast_id, broadcast.c.state == DRAFT, broadcast.c.tests < at_most)
        return self.connection.execute(tested.values(tests=broadcast.c.tests + 1)).rowcount == 1

    def start_broadcast(self, broadcast_id: str, at: datetime, until: datetime, due: Mapping[str, datetime]) -> bool:
        """From now on it is carried out; ``due``: each one's turn, by journey. False: it was no draft any more."""
        drafted = broadcast.update().where(broadcast.c.id == broadcast_id, broadcast.c.state == DRAFT)
        if self.connection.execute(drafted.values(state=RUNNING, started_at=at, until=until)).rowcount != 1:
            return False
        turns = broadcast_row.update().where(broadcast_row.c.broadcast_id == broadcast_id, broadcast_row.c.state == "ready")
        self.connection.execute(turns.values(state="waiting"))
        self.run(PUTTING_OFF, [{"broadcast": broadcast_id, "journey": one, "at": moment} for one, moment in due.items()])
        return True


def _of(coach_id: str | None, found: Select[Any]) -> Select[Any]:
    return found if coach_id is None else found.where(broadcast.c.coach_id == coach_id)


def _row(broadcast_id: str, turn: Turn) -> dict[str, Any]:
    state = "left_out" if turn.reason else "ready"
    known = {"broadcast_id": broadcast_id, "journey_id": turn.journey_id, "state": state, "reason": turn.reason}
    return {**known, "due_at": turn.due_at, "segments": turn.segments}


def _tally(rows: Sequence[tuple[str, str, int, int]]) -> Tally:
    counts: Counter[Fate] = Counter()
    why: Counter[tuple[Fate, str]] = Counter()
    segments = 0
    for fate, reason, count, of_these in rows:
        counts[Fate(fate)] += count
        why[Fate(fate), reason] += count
        segments += 0 if Fate(fate) in (Fate.LEFT_OUT, Fate.TAKEN_BACK) else of_these
    return Tally(counts, why, segments)


def _broadcast(box: Box, row: Any) -> Broadcast:
    kept = json.loads(box.open(row.sealed, _about(row.id)))
    words = tuple(Words(language, bool(discreet), body) for language, discreet, body in kept["words"])
    moments = (row.started_at, row.until, row.ended_at)
    mine = (row.id, row.coach_id, row.seen_by, row.created_at, row.state)
    return Broadcast(*mine, words, kept["given"], row.tests, *moments, row.stopped_by, _summed(row.outcome))


def _sealed(box: Box, one: Broadcast) -> bytes:
    words = [[words.language, words.discreet, words.body] for words in one.words]
    return box.seal(json.dumps({"words": words, "given": dict(one.given)}).encode(), _about(one.id))


def _about(broadcast_id: str) -> str:
    return f"broadcast:{broadcast_id}"


def _summed(outcome: str | None) -> Summed | None:
    if outcome is None:
        return None
    kept = json.loads(outcome)
    return Summed({Fate(fate): count for fate, count in kept["counts"].items()}, Followed(kept["replies"], kept["opt_outs"]))


def as_outcome(tally: Tally, followed: Followed) -> str:
    """What came of it, as it is kept."""
    counts = {fate.value: count for fate, count in tally.counts.items() if count}
    return json.dumps({"counts": counts, "replies": followed.replies, "opt_outs": followed.opt_outs})
