"""Finds the journey behind a number, and begins one for a number that nobody knew. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from coach.carrier import phones
from coach.core.model import Profile
from coach.core.state import State
from coach.engine.keeping import readable
from coach.engine.parts import Parts
from coach.store.found import Journey, ParticipantRef
from coach.store.rows import NewJourney, NewParticipant
from coach.store.work import Work


def journeys_of(parts: Parts, work: Work, numbers: Mapping[str, str | None], now: datetime) -> dict[str, Journey]:
    """The latest journey of each number (E.164), whose participant's id is given; None: a stranger, for whom one is begun.

    A number whose journey cannot be read is left out.
    """
    strangers = [phone for phone, participant in numbers.items() if participant is None]
    new = welcome(parts, work, strangers, now) if strangers else {}
    owners = {phone: participant or new[phone].id for phone, participant in numbers.items()}
    latest = {journey.participant_id: journey for journey in readable(work, participant_ids=list(owners.values()))}
    return {phone: latest[owner] for phone, owner in owners.items() if owner in latest}


def welcome(parts: Parts, work: Work, numbers: Sequence[str], now: datetime) -> dict[str, ParticipantRef]:
    """Make participants of these numbers. One whom somebody else made in the meantime stays theirs, journey and all."""
    news = [NewParticipant(parts.new_id(), phone, phones.country(phone)) for phone in numbers]
    added = work.add_participants(news, now)
    ours = {new.id for new in news}
    program = parts.entrance
    journeys = [
        NewJourney(ref.id, State(parts.new_id(), program.name, program.version, stranger(phone, ref.country)), program.digest)
        for phone, ref in added.items()
        if ref.id in ours
    ]
    work.begin_journeys(journeys, now)
    return added


def stranger(phone: str, country: str) -> Profile:
    """What a number alone tells of its owner: every zone it may be in, and that texts must be discreet."""
    return Profile(zones=phones.zones(phone), country=country)
