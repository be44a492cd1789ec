"""What a coach may see, as conditions on rows; and what every list needs of a person. Must not know who is signed in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, literal_column, select, true

from coach.store.found import Journey
from coach.store.journeys import JourneyReads
from coach.store.tables import journey, participant


@dataclass(frozen=True, slots=True)
class Card:
    """A person in a list: their journey as it stands and their number (E.164)."""

    journey: Journey
    phone: str


def visible(coach_id: str | None) -> ColumnElement[bool]:
    """Journeys this coach may see: theirs and nobody's. None: every journey."""
    return true() if coach_id is None else (journey.c.coach == coach_id) | journey.c.coach.is_(None)


def alive() -> ColumnElement[bool]:
    """Journeys of people who were not erased: told by the few who were, so that a list need not look everybody up."""
    erased = select(participant.c.id).where(literal_column("participant.erased_at IS NOT NULL"))
    return journey.c.participant_id.not_in(erased)


class Cards(JourneyReads):
    """People for lists."""

    def cards(self, journey_ids: Collection[str]) -> dict[str, Card]:
        """These people by journey, in three statements however many they are; erased ones are not among them."""
        found = self.load_journeys(journey_ids=sorted(set(journey_ids)))
        owners = self.owners([one.id for one in found])
        phones = self.phones(owner.number_id for owner in owners.values())
        return {one.id: Card(one, phones[owners[one.id].number_id]) for one in found}
