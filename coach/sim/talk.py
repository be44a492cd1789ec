"""Plays one participant by hand: each line is a text, or moves time. Must not know where lines come from or go to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coach.carrier.simulated import By, Text
from coach.core.effects import Reason
from coach.core.events import CoachCorrected
from coach.core.model import Phase
from coach.core.timing import local, to_utc
from coach.errors import BadRequest
from coach.settings import Settings
from coach.sim.world import World

NUMBER = "+12125550123"
JUMP = re.compile(r"\+(\d+)\s*([mhdw])")
UNIT = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST_WAIT = timedelta(days=800)
ENDED = (Phase.STOPPED, Phase.DONE)
INTAKE = ("JOIN", "READY", "Y", "SKIP", "{zone}", "OK", "{discreet}", "N", "NONE")


@dataclass(frozen=True, slots=True)
class Choices:
    """How to play. ``start``: local date and time in ``zone``; ``intake``: begin as a stranger who must text JOIN."""

    start: datetime
    zone: str = "America/New_York"
    language: str = "en"
    role: str | None = None
    discreet: bool = False
    seed: int = 0
    intake: bool = False


class Talk:
    """One participant and the service, in virtual time."""

    def __init__(self, settings: Settings, choices: Choices) -> None:
        start = to_utc(choices.start.date(), choices.start.time(), choices.zone)
        self.world = World(settings, start, choices.seed)
        self.zone = choices.zone
        self.turn = 0
        self._journal = 0
        program = self.world.parts.entrance
        if choices.role is not None and choices.role not in program.roles:
            raise BadRequest(f"{program.name} has no role {choices.role!r}; there are {', '.join(program.roles)}")
        if choices.language not in self.world.parts.wording.languages:
            raise BadRequest(f"there are no texts in {choices.language!r}; there are {', '.join(self.world.parts.wording.languages)}")
        if not choices.intake:
            self._enrol(choices)
        self._seen = len(self.world.thread(NUMBER))
        self._reasons()

    def _enrol(self, choices: Choices) -> None:
        """Answer intake as anyone would, at the starting moment; where the zone cannot be said in words, a coach corrects it."""
        for line in INTAKE:
            self.world.text(NUMBER, line.format(zone=choices.zone, discreet="Y" if choices.discreet else "N"))
            self.world.settle()
        journey = self.world.journey(NUMBER)
        if journey is None or journey.state.phase is not Phase.ACTIVE:
            raise BadRequest("intake could not be answered; play it yourself with --intake")
        corrected = CoachCorrected("talk", zone=choices.zone, language=choices.language)
        self.world.engine.door.act(journey.id, corrected)

    def play(self, line: str) -> list[Mapping[str, object]]:
        """Play one line. Answers the texts it brought, then where the journey stands. Raises: ``BadRequest`` for a move unknown."""
        self.turn += 1
        line = line.rstrip("\r\n")
        if line.startswith("\\"):
            self._say(line[1:])
        elif line.startswith("+"):
            self._move(line.strip())
        elif line.strip() not in ("?", ""):
            self._say(line)
        return [*self._texts(), self._standing()]

    def _say(self, body: str) -> None:
        self.world.text(NUMBER, body)
        self.world.settle()

    def _move(self, move: str) -> None:
        if move == "+next":
            self._to_next_text()
            return
        found = JUMP.fullmatch(move)
        if found is None:
            raise BadRequest(f"{move}: say +next, +30m, +3h, +1d or +2w; put a \\ before a text that begins with +")
        self.world.run_until(self._ahead(int(found[1]), found[2]))

    def _ahead(self, number: int, unit: str) -> datetime:
        """Days and weeks keep the wall clock; minutes and hours are absolute."""
        now = self.world.clock.now()
        if unit in "mh":
            return now + number * UNIT[unit]
        here = local(now, self.zone) + number * UNIT[unit]
        return max(to_utc(here.date(), here.time(), self.zone), now)

    def _to_next_text(self) -> None:
        """Wake what is due until a text arrives, or nothing is left to come."""
        last = self.world.clock.now() + LONGEST_WAIT
        while (due := self.world.next_at()) is not None and due <= last:
            self.world.run_until(due)
            if self.world.said_to(NUMBER, self._seen):
                return

    def _texts(self) -> Iterator[Mapping[str, object]]:
        new = self.world.said_to(NUMBER, self._seen)
        self._seen = len(self.world.thread(NUMBER))
        return iter([self._line(text) for text in new])

    def _line(self, text: Text) -> Mapping[str, object]:
        source = "carrier" if text.by is By.CARRIER else "bot"
        return {"at": self._local(text.arrived or text.created), "from": source, "text": text.body}

    def _standing(self) -> Mapping[str, object]:
        journey = self.world.journey(NUMBER)
        state = journey.state if journey is not None else None
        standing: dict[str, object] = {
            "at": self._local(self.world.clock.now()),
            "phase": state.phase.value if state is not None else "done",
            "stage": (state.stage or None) if state is not None else None,
            "wake_at": self._local(state.wake_at) if state is not None and state.wake_at is not None else None,
            "turn": self.turn,
            "reasons": [str(reason) for reason in self._reasons()],
        }
        if self.turn and (state is None or state.phase in ENDED):
            standing["end"] = True
        return standing

    def _reasons(self) -> list[Reason]:
        """Why, since this was last asked; when nothing was decided since, why the last time."""
        journey = self.world.journey(NUMBER)
        if journey is None:
            return []
        with self.world.parts.store.reading() as view:
            new = view.journal(journey.id, max(journey.version - self._journal, 1))
        self._journal = journey.version
        return [reason for row in new for reason in row.reasons]

    def _local(self, moment: datetime) -> str:
        return local(moment.astimezone(UTC), self.zone).isoformat(timespec="seconds")
