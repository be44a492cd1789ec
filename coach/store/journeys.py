"""Journeys as they stand: begun, loaded, due. What a decision makes of them is kept by ``saving``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from coach.core.model import Phase
from coach.core.prompts import UNANSWERED_AT_MOST
from coach.core.state import State
from coach.store.codec import decode_state, encode_state
from coach.store.found import Journey
from coach.store.people import PeopleReads, PeopleWrites
from coach.store.prepared import Among, Prepared
from coach.store.rows import NewJourney
from coach.store.sealing import Box, Sealer
from coach.store.session import Owner
from coach.store.tables import data_key, journey, number, participant

LOADED = (  # without the state, which is most of a row and mostly known already
    select(
        journey.c.id,
        journey.c.participant_id,
        journey.c.version,
        journey.c.digest,
        journey.c.coach,
        participant.c.number_id,
        number.c.blind,
        data_key.c.wrapped,
    )
    .join_from(journey, participant)
    .join(number)
    .join(data_key, data_key.c.number_id == number.c.id, isouter=True)
    .where(participant.c.erased_at.is_(None))
    .order_by(journey.c.created_at, journey.c.id)
)
BY_ID = Prepared(LOADED.where(Among(journey.c.id, "ids")))
BY_PARTICIPANT = Prepared(LOADED.where(Among(journey.c.participant_id, "ids")))
STATES = Prepared(
    select(journey.c.id, journey.c.version, journey.c.state)
    .join_from(journey, participant)
    .where(Among(journey.c.id, "ids"), participant.c.erased_at.is_(None))
)
DUE_ROWS = (
    select(journey.c.id)
    .where(literal_column("journey.wake_at IS NOT NULL"), journey.c.wake_at <= bindparam("now"))
    .order_by(journey.c.wake_at, journey.c.id)
    .limit(bindparam("limit"))
)
FIRST_WAKE = select(journey.c.wake_at).where(literal_column("wake_at IS NOT NULL")).order_by(journey.c.wake_at).limit(1)
DUE, DUE_FOR_ONE = Prepared(DUE_ROWS), Prepared(DUE_ROWS.with_for_update(skip_locked=True))
NUMBERS = Prepared(select(participant.c.id, participant.c.number_id).where(Among(participant.c.id, "ids")))
BEGINNING = Prepared(journey.insert())


def about(journey_id: str, version: int) -> str:
    """What a state is sealed about: an older one of the same journey will not pass for it."""
    return f"state:{journey_id}:{version}"


class JourneyReads(PeopleReads):
    """Journeys, looked at."""

    def load_journeys(self, *, journey_ids: Collection[str] = (), participant_ids: Collection[str] = ()) -> list[Journey]:
        """These journeys, or all of these participants, oldest first; nothing of erased participants."""
        by_id = self.rows(BY_ID, ids=list(journey_ids)) if journey_ids else []
        by_participant = self.rows(BY_PARTICIPANT, ids=list(participant_ids)) if participant_ids else []
        rows = [*by_id, *by_participant]
        self.remember_owners((row.id, Owner(row.participant_id, row.number_id, row.blind)) for row in rows)
        for row in rows:
            if row.wrapped is not None:
                self.remember_box(row.number_id, self.sealer.box(row.wrapped))
        states = self._states(rows)
        return [_journey(row, *states[row.id]) for row in rows if row.id in states]  # erased in this very moment: nothing of it

    def remembered(self, versions: Mapping[str, int]) -> dict[str, State]:
        """Those states, of the journeys' versions, that need not be read from the database."""
        found = {journey_id: self.states.find(journey_id, version) for journey_id, version in versions.items()}
        return {journey_id: state for journey_id, state in found.items() if state is not None}

    def next_wake(self) -> datetime | None:
        """The earliest moment at which anything is due for any journey."""
        return self.connection.scalar(FIRST_WAKE)

    def due(self, now: datetime, limit: int) -> list[str]:
        """The ids of at most ``limit`` journeys whose ``wake_at`` has come, longest due first."""
        return [row.id for row in self.rows(DUE, now=now, limit=limit)]

    def _states(self, rows: Sequence[Any]) -> dict[str, tuple[int, State]]:
        """Their states, with the version of each: as remembered, or else opened."""
        known = {row.id: (row.version, state) for row in rows if (state := self.states.find(row.id, row.version)) is not None}
        boxes = {row.id: self.box(row.number_id) for row in rows if row.id not in known}
        opened = {
            row.id: (row.version, decode_state(boxes[row.id].open(row.state, about(row.id, row.version))))
            for row in (self.rows(STATES, ids=list(boxes)) if boxes else ())
        }
        self.fresh.update(opened)
        return known | opened


class JourneyWrites(PeopleWrites, JourneyReads):
    """Journeys, begun and taken in hand."""

    def due(self, now: datetime, limit: int) -> list[str]:
        """As for reading, without those that another transaction has in hand (PostgreSQL); these are in this one's until it ends."""
        return [row.id for row in self.rows(DUE_FOR_ONE, now=now, limit=limit)]

    def begin_journeys(self, new: Sequence[NewJourney], now: datetime) -> list[Journey]:
        """Keep these as version 0, ready for their first decision. Raises: ``BrokenLaw`` for an id or participant that will not do."""
        if not new:
            return []
        rows = self.rows(NUMBERS, ids=[one.participant_id for one in new])
        numbers = {row.id: row.number_id for row in rows}
        boxes = self.boxes(numbers.values())
        self.run(BEGINNING, [self._begun(one, boxes[numbers[one.participant_id]], now) for one in new])
        return [Journey(one.state.journey, one.participant_id, 0, one.digest, one.state) for one in new]

    def assign(self, journey_id: str, coach: str | None) -> None:
        """This journey is this coach's from now on."""
        self.connection.execute(journey.update().where(journey.c.id == journey_id).values(coach=coach))

    def _begun(self, one: NewJourney, box: Box, now: datetime) -> dict[str, Any]:
        state = one.state
        return {
            "id": state.journey,
            "participant_id": one.participant_id,
            "program": state.program,
            "program_version": state.version,
            "digest": one.digest,
            "role": state.role,
            "version": 0,
            "created_at": now,
            **columns(self.sealer, state, box, 0),
        }


def _journey(row: Any, version: int, state: State) -> Journey:
    return Journey(row.id, row.participant_id, version, row.digest, state, row.coach)


def columns(sealer: Sealer, state: State, box: Box, version: int) -> dict[str, Any]:
    """The columns of a journey that follow from its state."""
    return {
        "phase": state.phase.value,
        "stage": state.stage,
        "stage_since": state.stage_since,
        "wake_at": state.wake_at,
        "began_at": state.began_at,
        "state": box.seal(encode_state(state), about(state.journey, version)),
        "name_blind": sealer.name_index(state.profile.name) if state.profile.name else None,
        "erase": state.erase,
        "hold": state.hold,
        "heard_at": state.heard_at,
        "silent_since": _silent_since(state),
    }


def _silent_since(state: State) -> datetime | None:
    """Since when they have been silent, once that was noticed: asked whether to go on, or paused because nothing came back."""
    if state.phase is Phase.PAUSED and state.unanswered >= UNANSWERED_AT_MOST:
        return state.silent_since or state.heard_at or state.began_at
    return state.silent_since
