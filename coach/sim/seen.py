"""One decision as the laws of coaching look at it, and what is remembered of the decisions before it.

It must not use what the core uses to keep the laws: hours and days are counted here anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coach.core.decision import Decision
from coach.core.effects import SendText, TextKind
from coach.core.events import Event, TextReceived
from coach.core.model import Intent
from coach.core.program import Program
from coach.core.state import State

HELP = "common/help"
DAY = timedelta(days=1)


class Seen(NamedTuple):
    """One decision: what was, what happened when, what was decided, and the texts of it, those nobody asked for apart."""

    before: State
    event: Event
    now: datetime
    decision: Decision
    after: State
    texts: list[SendText]
    unasked: list[SendText]


@dataclass(slots=True)
class Memory:
    """What later decisions are judged by. ``of_contact``: the prompts that coach contact; ``wakings``: those of ``woken_on``."""

    program: Program
    of_contact: frozenset[str]
    unsolicited: list[datetime] = field(default_factory=list)
    prompted: dict[str, datetime] = field(default_factory=dict)  # by key, when it was last sent unasked
    said: dict[tuple[str, int], date] = field(default_factory=dict)
    opted_out: bool = False
    woken_on: date | None = None
    wakings: int = 0


Law = Callable[[Memory, Seen], Iterator[str]]


def here(moment: datetime, state: State) -> date:
    """The person's local date, of the first zone while it is a guess."""
    return moment.astimezone(ZoneInfo(state.profile.zones[0])).date()


def is_unasked(text: SendText, before: State, now: datetime) -> bool:
    """Whether a text comes unasked. A coach's own is a reply within 24 h of the person's last, or during a danger hold."""
    if text.kind is not TextKind.COACH:
        return text.kind is TextKind.PROMPT
    return before.hold != "danger" and (before.heard_at is None or now - before.heard_at > DAY)


def intent_of(event: Event) -> Intent | None:
    """What a text wants; None for any other event."""
    return event.reading.intent if isinstance(event, TextReceived) else None


def in_hours(moment: datetime, state: State, left: timedelta) -> bool:
    """Whether the window is open in every zone the person may be in, with so much time left."""
    window = state.profile.window
    for zone in state.profile.zones:
        wall = moment.astimezone(ZoneInfo(zone))
        start = max(window.start, window.sunday) if wall.weekday() == 6 and window.sunday < window.end else window.start
        until = datetime.combine(wall.date(), window.end)
        if wall.time() < start or wall.replace(tzinfo=None) + left > until:
            return False
    return True
