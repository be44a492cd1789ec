"""The one door: whatever happens to a journey is decided and kept here, in one transaction. Nobody else writes a journey."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar

from coach.carrier import phones
from coach.core.decision import Decision
from coach.core.effects import AlertKind
from coach.core.events import CoachInvited, Event, Woken
from coach.core.machine import decide
from coach.core.model import Profile
from coach.core.state import State
from coach.engine.hearing import heard
from coach.engine.parts import Parts
from coach.engine.writing import Made, saved
from coach.errors import BadRequest, StaleState
from coach.store.found import InboundRow, Journey, ParticipantRef
from coach.store.rows import AlertRow, NewJourney, NewParticipant, Saved
from coach.store.work import Work

log = logging.getLogger(__name__)
T = TypeVar("T")
Watch = Callable[[str, Made], None]
TRIES = 8
TRY_AGAIN = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
UNDECIDED_WITHIN = timedelta(hours=1)
SLEPT_ON = timedelta(hours=1)


class Door:
    """Decides events, many at a time, and keeps what came of each, or nothing of it."""

    def __init__(self, parts: Parts, watch: Watch | None = None) -> None:
        """``watch`` is told of every decision that is about to be kept, with its journey's id; it must not change anything."""
        self.parts = parts
        self._watch = watch

    def take_inbox(self, limit: int = 200) -> int:
        """Decide texts that wait, each person's in order. Answers how many were taken in hand; 0: none waits."""
        return self._again(lambda: self._take_inbox(limit))

    def wake_due(self, limit: int = 500) -> int:
        """Wake the journeys whose moment has come. Answers how many; 0: nothing is due."""
        return self._again(lambda: self._wake_due(limit))

    def act(self, journey_id: str, event: Event) -> Decision:
        """Decide one event of a coach or of the outbox. Raises: ``BadRequest`` when there is no such journey."""
        return self._again(lambda: self._act(journey_id, event))

    def invite(self, phone: str, event: CoachInvited) -> str:
        """Invite a number (E.164) on evidence. Answers the journey's id.

        Raises: ``BadRequest`` when it opted out, is known already, or there is no evidence.
        """
        return self._again(lambda: self._invite(phone, event))

    def _again(self, attempt: Callable[[], T]) -> T:
        """Somebody else saved first: load again, decide again, which is safe because deciding does nothing."""
        for _ in range(TRIES - 1):
            try:
                return attempt()
            except StaleState:
                continue
        return attempt()

    def _take_inbox(self, limit: int) -> int:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            rows = work.undecided(now, limit)
            journeys = self._journeys_of(work, rows, now) if rows else {}
            kept = []
            for phone, theirs in groupby(sorted(rows, key=lambda row: row.phone), key=lambda row: row.phone):
                kept += self._hear(work, journeys[phone], list(theirs), now)
            work.save(kept)
        return len(rows)

    def _hear(self, work: Work, journey: Journey, rows: Sequence[InboundRow], now: datetime) -> list[Saved]:
        """Decide one person's texts in order; one that cannot be decided waits, with all that follow it, and a coach is called."""
        made: list[Made] = []
        outcome: list[Saved] = []
        for row in sorted(rows, key=lambda row: (row.received_at, row.id)):
            before = made[-1].decision.state if made else journey.state
            try:
                made.append(self._made(heard(self.parts, before, row), before, now, row.sid))
                outcome = [saved(self.parts, journey, made)]
            except Exception as wrong:  # noqa: BLE001 - whatever it is, the words are safe, others go on, and a coach is called
                self._failed(work, journey, row, wrong, now)
                break
            work.mark_decided([row.id], now)
        return outcome

    def _failed(self, work: Work, journey: Journey, row: InboundRow, wrong: Exception, now: datetime) -> None:
        code = type(wrong).__name__
        log.error("journey %s: inbound %s was not decided: %s", journey.id, row.id, code)
        work.mark_failed(row.id, code, now + TRY_AGAIN[min(row.tries, len(TRY_AGAIN) - 1)])
        alert = AlertRow(AlertKind.UNDECIDED.value, now, now + UNDECIDED_WITHIN, code, once=f"undecided:{row.id}")
        work.raise_alert(alert, phone=row.phone, at=now)

    def _made(self, event: Event, before: State, now: datetime, sid: str | None = None) -> Made:
        decision = decide(before, event, now, self.parts.program(before.program, before.version))
        made = Made(event, before, decision, now, sid)
        if self._watch is not None:
            self._watch(before.journey, made)
        return made

    def _journeys_of(self, work: Work, rows: Sequence[InboundRow], now: datetime) -> dict[str, Journey]:
        """Each number's journey; one is begun for a number that had none."""
        found = work.find_participants({row.phone for row in rows})
        strangers = [row.phone for row in rows if row.phone not in found]
        if strangers:
            found |= self._welcome(work, list(dict.fromkeys(strangers)), now)
        by_participant = {journey.participant_id: journey for journey in work.load_journeys(participant_ids=[r.id for r in found.values()])}
        return {phone: by_participant[ref.id] for phone, ref in found.items()}

    def _welcome(self, work: Work, numbers: Sequence[str], now: datetime) -> dict[str, ParticipantRef]:
        news = [NewParticipant(self.parts.new_id(), phone, phones.country(phone)) for phone in numbers]
        added = work.add_participants(news, now)
        program = self.parts.entrance
        journeys = []
        for phone, ref in added.items():
            profile = Profile(zones=phones.zones(phone), country=ref.country)
            state = State(self.parts.new_id(), program.name, program.version, profile)
            journeys.append(NewJourney(ref.id, state, program.digest))
        work.begin_journeys(journeys, now)
        return added

    def _wake_due(self, limit: int) -> int:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            journeys = work.load_journeys(journey_ids=work.due(now, limit))
            work.save([self._woken(journey, now) for journey in journeys])
        return len(journeys)

    def _woken(self, journey: Journey, now: datetime) -> Saved:
        try:
            return saved(self.parts, journey, [self._made(Woken(), journey.state, now)])
        except Exception as wrong:  # noqa: BLE001 - one journey that cannot be decided must not keep the others asleep
            log.error("journey %s could not be woken: %s", journey.id, type(wrong).__name__)  # noqa: TRY400 - a traceback may hold words
            return self._slept_on(journey, wrong, now)

    def _slept_on(self, journey: Journey, wrong: Exception, now: datetime) -> Saved:
        """Leave a journey as it is for an hour, and call a coach."""
        decision = Decision(replace(journey.state, wake_at=now + SLEPT_ON)).because("undecidable", error=type(wrong).__name__)
        kept = saved(self.parts, journey, [Made(Woken(), journey.state, decision, now)])
        alert = AlertRow(AlertKind.UNDECIDED.value, now, now + UNDECIDED_WITHIN, type(wrong).__name__, once=f"undecidable:{journey.id}")
        return replace(kept, alerts=(alert,))

    def _act(self, journey_id: str, event: Event) -> Decision:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            journeys = work.load_journeys(journey_ids=[journey_id])
            if not journeys:
                raise BadRequest(f"there is no journey {journey_id}")
            made = self._made(event, journeys[0].state, now)
            work.save([saved(self.parts, journeys[0], [made])])
        return made.decision

    def _invite(self, phone: str, event: CoachInvited) -> str:
        now = self.parts.clock.now()
        if not event.evidence.strip():
            raise BadRequest("evidence is missing: say when and how this person agreed to be texted")
        with self.parts.store.transaction() as work:
            if work.opted_out(phone):
                raise BadRequest("this number opted out: only its owner can come back, by texting START")
            if phone in work.find_participants([phone]):
                raise BadRequest("this number is a participant already")
            ref = self._welcome(work, [phone], now)[phone]
            (journey,) = work.load_journeys(participant_ids=[ref.id])
            made = self._made(event, journey.state, now)
            work.save([saved(self.parts, journey, [made])])
        return journey.id
