"""People in the middle of a program, each with a prompt due now, whatever the machine's clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coach.clock import SystemClock
from coach.core.model import Phase, Profile
from coach.core.program import Program
from coach.core.state import State
from coach.core.timing import today
from coach.store.rows import NewJourney, NewParticipant
from coach.store.store import Store

EARLY_AFTERNOON = 13


def noonish(now: datetime) -> str:
    """A zone in which it is early afternoon now: prompts of the morning are due, and not yet late."""
    ahead = (EARLY_AFTERNOON - now.astimezone(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"  # the sign of these names is the other way round


def phones(people: int) -> list[str]:
    """So many numbers."""
    return [f"+1212555{number:04}" for number in range(1000, 1000 + people)]


def due(journey: str, program: Program, now: datetime) -> State:
    """A journey whose prompt is due now."""
    profile = Profile(zones=(noonish(now),), zone_told=True, name="Sam", discreet=False)
    begun = now - timedelta(days=2)
    return State(
        journey,
        program.name,
        program.version,
        profile,
        phase=Phase.ACTIVE,
        consented_at=begun,
        adult=True,
        began_at=begun,
        stage=program.start,
        stage_since=begun,
        next_on=today(now, profile),
        heard_at=begun,
        wake_at=now,
    )


def enrol(store: Store, program: Program, people: int) -> list[str]:
    """So many journeys with a prompt due now; their numbers."""
    now, numbers = SystemClock().now(), phones(people)
    with store.transaction() as work:
        refs = work.add_participants([NewParticipant(f"p-{phone[1:]}", phone, "US") for phone in numbers], now)
        journeys = [NewJourney(ref.id, due(f"j-{phone[1:]}", program, now), program.digest) for phone, ref in refs.items()]
        work.begin_journeys(journeys, now)
    return numbers
