"""What really arrived, read off the handsets in the end: the carrier's truth, not what the service believes of itself.

Hours are reckoned here anew, from the profile that was in force when a text arrived. Must not ask the service why it sent anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coach.carrier.simulated import By, Text
from coach.core.model import Profile


class InForce(NamedTuple):
    """Who somebody was, as far as texts go, from a moment (UTC) on."""

    since: datetime
    profile: Profile


def arrived(thread: Sequence[Text]) -> list[Text]:
    """The app's texts that showed on a handset."""
    return [text for text in thread if text.by is By.APP and text.arrived is not None]


def doubled(thread: Sequence[Text]) -> Iterator[str]:
    """One row of the outbox, one text on the handset: never the same twice."""
    times = Counter(text.outbox for text in arrived(thread) if text.outbox is not None)
    for outbox, often in times.items():
        if often > 1:
            yield f"outbox {outbox} arrived {often} times"


def untimely(thread: Sequence[Text], unsolicited: Collection[int], history: Sequence[InForce]) -> Iterator[str]:
    """Nothing unsolicited (rows of the outbox, by id) arrives outside the hours in force; ``history`` is in order of time."""
    for text in arrived(thread):
        at = text.arrived
        if at is not None and text.outbox in unsolicited and not any(in_hours(at, profile) for profile in in_force(history, at)):
            yield f"outbox {text.outbox} arrived at {at:%a %F %R}Z, outside the window"


def in_force(history: Sequence[InForce], moment: datetime) -> list[Profile]:
    """The profiles that held at a moment: several, where they changed at that very moment."""
    before = [one.profile for one in history if one.since < moment]
    return before[-1:] + [one.profile for one in history if one.since == moment]


def in_hours(moment: datetime, profile: Profile) -> bool:
    """Whether the wall clocks of every zone somebody may be in show an hour of their window."""
    return all(_is_open(moment.astimezone(ZoneInfo(zone)), profile) for zone in profile.zones)


def _is_open(wall: datetime, profile: Profile) -> bool:
    window = profile.window
    sunday = wall.weekday() == 6 and window.sunday < window.end
    start = max(window.start, window.sunday) if sunday else window.start
    return start <= wall.time() < window.end
