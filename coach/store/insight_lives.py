"""Every journey as far as counting needs it: clear columns, and of what is sealed the person's time zone alone. Must not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, case, literal_column, or_, select, type_coerce
from sqlalchemy.types import NullType

from coach.core.model import Phase
from coach.errors import BadSetting
from coach.store.journeys import about
from coach.store.people import PeopleReads
from coach.store.prepared import Among, Prepared
from coach.store.tables import Sending, alert, answer, data_key, inbound, journal, journey, number, outbound, participant, promise
from coach.store.tables.journeys import TURN

JOURNEYS = Prepared(
    select(
        journey.c.id,
        journey.c.program,
        journey.c.program_version,
        journey.c.role,
        journey.c.phase,
        journey.c.stage,
        journey.c.created_at,
        journey.c.began_at,
        journey.c.silent_since,
        journey.c.handled_at,
        journey.c.version,
        journey.c.state,
        participant.c.number_id,
        data_key.c.wrapped,
    )
    .join_from(journey, participant)
    .join(number)
    .join(data_key, data_key.c.number_id == number.c.id)
    .where(participant.c.erased_at.is_(None), journey.c.id > bindparam("after"))
    .order_by(journey.c.id)
    .limit(bindparam("limit"))
)
TURNS = Prepared(
    select(
        journal.c.journey_id,
        journal.c.at,
        journal.c.phase_before,
        journal.c.phase_after,
        journal.c.stage_before,
        journal.c.stage_after,
        journal.c.codes,
    )
    .where(Among(journal.c.journey_id, "ids"), literal_column(f"({TURN})"))  # literal, so that both see that the small index will do
    .order_by(journal.c.journey_id, journal.c.seq)
)
ARRIVED = or_(*(outbound.c.state == state.value for state in (Sending.ACCEPTED, Sending.SENT, Sending.DELIVERED)))
TEXTS = Prepared(
    select(
        outbound.c.journey_id,
        outbound.c.accepted_at.label("at"),
        outbound.c.kind,
        outbound.c.key,
        outbound.c.asks,
        case((ARRIVED, 1), else_=0).label("arrived"),
        outbound.c.segments.label("cost"),
    ).where(Among(outbound.c.journey_id, "ids"), outbound.c.accepted_at.is_not(None))
)
NUMBER = type_coerce(answer.c.number, NullType()).label("number")  # both drivers give it as it is; SQLAlchemy would ask how it came
ANSWERS = Prepared(
    select(answer.c.journey_id, answer.c.at, answer.c.prompt, answer.c.measure, NUMBER)
    .where(Among(answer.c.journey_id, "ids"))
    .order_by(answer.c.journey_id, answer.c.at)
)
PROMISES = Prepared(
    select(promise.c.journey_id, promise.c.stage, promise.c.kept, promise.c.settled_at).where(Among(promise.c.journey_id, "ids"))
)
CALLS = Prepared(
    select(alert.c.journey_id, alert.c.kind, alert.c.raised_at, alert.c.acknowledged_at.label("taken_at"), alert.c.escalations)
    .where(Among(alert.c.journey_id, "ids"))
    .order_by(alert.c.raised_at)
)
HEARD = Prepared(
    select(inbound.c.number_id, inbound.c.received_at).where(Among(inbound.c.number_id, "ids")).order_by(inbound.c.received_at)
)


class _Zones(msgspec.Struct):
    zones: tuple[str, ...]


class _Whose(msgspec.Struct):
    profile: _Zones


_whose = msgspec.json.Decoder(_Whose)


@dataclass(frozen=True, slots=True)
class Lived:
    """One journey. ``row``: its clear columns; the rest are rows of what belongs to it, oldest first, with columns by name.

    ``heard``: when their texts came, only for those whom a coach had in hand or who were called about.
    """

    row: Any
    zone: str
    turns: Sequence[Any]
    texts: Sequence[Any]
    answers: Sequence[Any]
    promises: Sequence[Any]
    calls: Sequence[Any]
    heard: Sequence[datetime]


class InsightLives(PeopleReads):
    """Journeys to be counted."""

    def lives(self, after: str, limit: int) -> list[Lived]:
        """At most ``limit`` journeys whose id comes after ``after``, in seven statements; nothing of erased participants."""
        rows = self.rows(JOURNEYS, after=after, limit=limit)
        ids = [row.id for row in rows]
        turns, calls = self._by_journey(TURNS, ids), self._by_journey(CALLS, ids)
        texts, answers, promises = self._by_journey(TEXTS, ids), self._by_journey(ANSWERS, ids), self._by_journey(PROMISES, ids)
        for one in texts.values():
            one.sort(key=lambda text: text.at)
        heard = self._heard_of([row for row in rows if row.id in calls or _held(turns[row.id])])
        return [
            Lived(
                row,
                self._zone_of(row),
                turns[row.id],
                texts[row.id],
                answers[row.id],
                promises[row.id],
                calls[row.id],
                heard[row.number_id],
            )
            for row in rows
        ]

    def _by_journey(self, statement: Prepared, ids: Sequence[str]) -> Mapping[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.rows(statement, ids=ids) if ids else ():
            found[row.journey_id].append(row)
        return found

    def _heard_of(self, rows: Collection[Any]) -> Mapping[int, list[datetime]]:
        found: dict[int, list[datetime]] = defaultdict(list)
        for row in self.rows(HEARD, ids=[row.number_id for row in rows]) if rows else ():
            found[row.number_id].append(row.received_at)
        return found

    def _zone_of(self, row: Any) -> str:
        """Where they are; their state is opened for nothing else. One that does not open must not hide the others: UTC, then."""
        try:
            return _whose.decode(self.sealer.box(row.wrapped).open(row.state, about(row.id, row.version))).profile.zones[0]
        except (BadSetting, ValueError):
            return "UTC"


def _held(turns: Sequence[Any]) -> bool:
    return any(turn.phase_after == Phase.HELD.value for turn in turns)
