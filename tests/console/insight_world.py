"""Twenty people whose figures can be worked out by hand: twelve joined in January, eight in February.

Of the twelve, seven went on after six days and five opted out on the tenth, the day after they were asked a second time. The eight are
still in the first stage; each kept one promise and broke one, and five of them asked for a coach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from coach.core.model import Phase, Profile
from coach.store.tables import Sending, alert, answer, inbound, journal, journey, outbound, promise
from tests.console.world import NOW, World

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DESIRE = "win-back/mirror/desire"
JANUARY, FEBRUARY, MARCH = NOW - 60 * DAY, NOW - 30 * DAY, NOW - 2 * DAY  # 2026-01-02, 02-01, 03-01, at 10:30 in New York


@dataclass
class Story:
    """What happened to somebody. Rows as the tables keep them, without what every row needs."""

    joined: datetime
    phase: Phase = Phase.ACTIVE
    stage: str = "mirror"
    turns: list[tuple[datetime, str, str, str, str, str]] = field(default_factory=list)
    texts: list[tuple[datetime, str, str, bool, int]] = field(default_factory=list)
    answers: list[tuple[datetime, float]] = field(default_factory=list)
    promises: list[str] = field(default_factory=list)
    calls: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)

    def begin(self) -> Story:
        self.turns.append((self.joined, "intake", "active", "", "mirror", "began"))
        return self

    def on(self, at: datetime, stage: str) -> None:
        self.turns.append((at, "active", "active", self.stage, stage, "stage"))
        self.stage = stage

    def stop(self, at: datetime) -> None:
        self.turns.append((at, "active", "stopped", self.stage, self.stage, "opted_out"))
        self.phase = Phase.STOPPED

    def ask(self, at: datetime, key: str = DESIRE) -> None:
        self.texts.append((at, "prompt", key, True, 2))

    def coach_writes(self, at: datetime) -> None:
        self.texts.append((at, "coach", "", False, 1))


def january(nth: int) -> Story:
    one = Story(JANUARY).begin()
    one.ask(JANUARY + 2 * DAY)
    if nth < 7:
        one.answers.append((JANUARY + 2 * DAY + HOUR, 6.0))
        one.on(JANUARY + 6 * DAY, "clean-slate")
    else:
        one.ask(JANUARY + 9 * DAY + 5 * HOUR)
        one.stop(JANUARY + 10 * DAY)
    return one


def february(nth: int) -> Story:
    one = Story(FEBRUARY).begin()
    one.ask(FEBRUARY + 2 * DAY)
    one.answers.append((FEBRUARY + 2 * DAY + HOUR, nth + 1.0))
    one.promises += ["kept", "broken"]
    if nth < 5:
        asked = FEBRUARY + 3 * DAY
        one.calls.append(("wants_coach", asked, asked + (nth + 1) * 30 * MINUTE))
        one.coach_writes(asked + (nth + 1) * 30 * MINUTE + 10 * MINUTE)
    return one


def newcomer(_nth: int) -> Story:
    return Story(MARCH).begin()


def twenty(console: World) -> list[str]:
    """The people above; their journeys' ids."""
    return [*add(console, [january(nth) for nth in range(12)]), *add(console, [february(nth) for nth in range(8)], 50)]


def add(console: World, stories: Sequence[Story], first: int = 0, **fields: Any) -> list[str]:
    """Put these into the database; ``first`` tells their numbers from those of others."""
    return [put(console, story, first + nth, **fields) for nth, story in enumerate(stories)]


def put(console: World, one: Story, nth: int, **fields: Any) -> str:
    profile = Profile(zones=("America/New_York",), name="", zone_told=True)
    given = {"phase": one.phase, "stage": one.stage, "began_at": one.joined, "profile": profile, "stage_since": one.joined, **fields}
    given["wake_at"] = NOW + HOUR if one.phase is Phase.ACTIVE else None
    journey_id = console.begun(f"n{nth}", f"+1202555{nth:04d}", **given)
    with console.store.transaction() as work:
        number = work.numbers([f"+1202555{nth:04d}"], NOW)[f"+1202555{nth:04d}"]
        work.connection.execute(journey.update().where(journey.c.id == journey_id).values(created_at=one.joined))
        for table, rows in rows_of(one, journey_id, number).items():
            if rows:
                work.connection.execute(table.insert(), rows)
    return journey_id


def rows_of(one: Story, journey_id: str, number: int) -> dict[Any, list[dict[str, Any]]]:
    names = ("at", "phase_before", "phase_after", "stage_before", "stage_after", "codes")
    turns = [
        dict(zip(names, turn, strict=True), kind="Woken", journey_id=journey_id, seq=seq, sealed=b"")
        for seq, turn in enumerate(one.turns, 1)
    ]
    return {
        journal: turns,
        outbound: [text(one, place, journey_id, number) for place in range(len(one.texts))],
        answer: [
            {"journey_id": journey_id, "measure": "desire", "at": at, "stage": "mirror", "prompt": DESIRE, "late": False, "number": value}
            for at, value in one.answers
        ],
        promise: [
            {
                "journey_id": journey_id, "id": f"{journey_id}-{place}", "sealed": b"", "stage": "first-trust", "made_at": one.joined,
                "kept": kept, "settled_at": None if kept == "open" else one.joined + 5 * DAY, "moved": 0,
            }
            for place, kept in enumerate(one.promises)
        ],
        alert: [
            {
                "journey_id": journey_id, "number_id": number, "kind": kind, "detail": "", "raised_at": at, "deadline": at + HOUR,
                "acknowledged_at": taken, "acknowledged_by": taken and "Ana", "escalations": 0,
            }
            for kind, at, taken in one.calls
        ],
        inbound: [],
    }  # fmt: skip


def text(one: Story, place: int, journey_id: str, number: int) -> dict[str, Any]:
    at, kind, key, asks, segments = one.texts[place]
    return {
        "number_id": number, "journey_id": journey_id, "dedupe": f"{place}.0", "kind": kind, "priority": 2 if kind == "prompt" else 1,
        "key": key, "wording": 0, "asks": asks, "segments": segments, "state": Sending.DELIVERED.value, "created_at": at, "due_at": at,
        "try_at": at, "sid": f"SM{journey_id}-{place}", "accepted_at": at, "settled_at": at,
    }  # fmt: skip
