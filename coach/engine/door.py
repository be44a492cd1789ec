"""The one door: whatever happens to a journey is decided and kept here, in one transaction. Nobody else writes a journey."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coach.core.decision import Decision
from coach.core.events import CoachInvited, Event, Woken
from coach.core.machine import decide
from coach.core.state import State
from coach.engine import inbox
from coach.engine.keeping import EVERYONES, again, call_coach, described, kept, named, readable
from coach.engine.parts import Parts
from coach.engine.taking_back import taken_back, unsent
from coach.engine.welcoming import welcome
from coach.engine.writing import Made, saved
from coach.errors import BadRequest
from coach.store.found import Journey
from coach.store.rows import Saved
from coach.store.work import Work

log = logging.getLogger(__name__)
Watch = Callable[[str, Made], None]
SLEPT_ON = timedelta(hours=1)


class Door:
    """Decides events, many at a time, and keeps what came of each, or nothing of it."""

    def __init__(self, parts: Parts, watch: Watch | None = None) -> None:
        """``watch`` is told of every decision that is about to be kept, with its journey's id; it must not change anything."""
        self.parts = parts
        self._watch = watch

    def take_inbox(self, limit: int = 200) -> int:
        """Decide texts that wait, each person's in order. Answers how many were taken in hand; 0: none waits."""
        return again(lambda: self._take_inbox(limit))

    def wake_due(self, limit: int = 500) -> int:
        """Wake the journeys whose moment has come. Answers how many; 0: nothing is due."""
        return again(lambda: self._wake_due(limit))

    def act(self, journey_id: str, event: Event) -> Decision:
        """Decide one event of a coach. Raises: ``BadRequest`` when there is no such journey."""
        return again(lambda: self._act(journey_id, event))

    def invite(self, phone: str, event: CoachInvited) -> str:
        """Invite a number (E.164) on evidence. Answers the journey's id.

        Raises: ``BadRequest`` when it opted out, is known already, or there is no evidence.
        """
        return again(lambda: self._invite(phone, event))

    def tell(self, work: Work, told: Sequence[tuple[str, Event]], now: datetime) -> dict[str, Saved]:
        """Decide events of journeys (by id) inside ``work``, so that what happened and what came of it are kept together or not at all.

        Answers what was kept, by journey. A journey that is gone is passed over; for one that cannot decide, a coach is called.
        Raises: ``StaleState``: undo the whole transaction, and do it again.
        """
        self.parts.practice.look(work, now)
        events: dict[str, list[Event]] = {}
        for journey_id, event in told:
            events.setdefault(journey_id, []).append(event)
        journeys = readable(work, journey_ids=events) if events else []
        decided, wrong = self._each(journeys, lambda journey: self._in_a_row(journey, events[journey.id], now))
        wrong |= kept(work, decided)
        self._call(work, [journey for journey in journeys if journey.id in wrong], wrong, now)
        return {one.journey_id: one for one in decided if one.journey_id not in wrong}

    def _take_inbox(self, limit: int) -> int:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            self.parts.practice.look(work, now)
            taken, decided = inbox.take(self.parts, work, self._made, limit, now)
            self.tell(work, unsent(work, decided, now), now)
        return taken

    def _wake_due(self, limit: int) -> int:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            self.parts.practice.look(work, now)
            journeys = readable(work, journey_ids=work.due(now, limit))
            decided, wrong = self._each(journeys, lambda journey: self._in_a_row(journey, [Woken()], now))
            wrong |= kept(work, decided)
            sleepless = [journey for journey in journeys if journey.id in wrong]
            restless = kept(work, [self._slept_on(journey, wrong[journey.id], now) for journey in sleepless])
            self._call(work, sleepless, wrong, now)
        return len(journeys) - len(restless)

    def _each(self, journeys: Sequence[Journey], decided: Callable[[Journey], Saved]) -> tuple[list[Saved], dict[str, Exception]]:
        """What each of these came to, and what was wrong with the others, by journey."""
        good: list[Saved] = []
        wrong: dict[str, Exception] = {}
        for journey in journeys:
            try:
                good.append(decided(journey))
            except EVERYONES:
                raise
            except Exception as error:  # noqa: BLE001 - one journey that cannot be decided must not keep the others waiting
                wrong[journey.id] = error
        return good, wrong

    def _call(self, work: Work, journeys: Sequence[Journey], wrong: dict[str, Exception], now: datetime) -> None:
        phones = work.phones_of([journey.participant_id for journey in journeys]) if journeys else {}
        for journey in journeys:
            log.error("journey %s could not be decided: %s", journey.id, described(wrong[journey.id]))
            once, phone = f"undecidable:{journey.id}:{now.date()}", phones.get(journey.participant_id)
            call_coach(self.parts, work, wrong[journey.id], once, now, phone)

    def _in_a_row(self, journey: Journey, events: Sequence[Event], now: datetime) -> Saved:
        return saved(self.parts, journey, self._row(journey.state, events, now))

    def _row(self, state: State, events: Sequence[Event], now: datetime) -> list[Made]:
        made: list[Made] = []
        for event in events:
            made.append(self._made(event, made[-1].decision.state if made else state, now))
        return made

    def _made(self, event: Event, before: State, now: datetime, sid: str | None = None) -> Made:
        decision = decide(before, event, now, self.parts.program(before.program, before.version))
        made = Made(event, before, decision, now, sid)
        if self._watch is not None:
            self._watch(before.journey, made)
        return made

    def _slept_on(self, journey: Journey, wrong: Exception, now: datetime) -> Saved:
        """Leave a journey as it is for an hour."""
        decision = Decision(replace(journey.state, wake_at=now + SLEPT_ON)).because("undecidable", error=named(wrong))
        return saved(self.parts, journey, [Made(Woken(), journey.state, decision, now)])

    def _act(self, journey_id: str, event: Event) -> Decision:
        now = self.parts.clock.now()
        with self.parts.store.transaction() as work:
            self.parts.practice.look(work, now)
            journeys = work.load_journeys(journey_ids=[journey_id])
            if not journeys:
                raise BadRequest(f"there is no journey {journey_id}")
            state = journeys[0].state
            foreseen = decide(state, event, now, self.parts.program(state.program, state.version))
            made = self._row(state, [*taken_back(work, journey_id, foreseen, now), event], now)
            work.save([saved(self.parts, journeys[0], made)])
        return made[-1].decision

    def _invite(self, phone: str, event: CoachInvited) -> str:
        now = self.parts.clock.now()
        if not event.evidence.strip():
            raise BadRequest("evidence is missing: say when and how this person agreed to be texted")
        with self.parts.store.transaction() as work:
            self.parts.practice.look(work, now)
            if work.opted_out(phone):
                raise BadRequest("this number opted out: only its owner can come back, by texting START")
            if phone in work.find_participants([phone]):
                raise BadRequest("this number is a participant already")
            ref = welcome(self.parts, work, [phone], now)[phone]
            (journey,) = work.load_journeys(participant_ids=[ref.id])
            made = self._made(event, journey.state, now)
            work.save([saved(self.parts, journey, [made])])
        return journey.id
