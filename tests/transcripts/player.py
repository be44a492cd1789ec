"""Plays a page: jumps the clock from waking to waking, gives the input when its time comes, and prints what happened as a page.

The same player drives both services, the core alone and the whole stack. It must not know which one it drives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

from coach.clock import StillClock
from coach.core.events import (
    CoachCorrected,
    CoachMoved,
    CoachOptedOut,
    CoachPaused,
    CoachResumed,
    CoachSetNoContact,
    CoachTookOver,
    CoachWrote,
    Event,
)
from coach.core.state import Promise
from coach.core.timing import local, to_utc
from coach.web.reasons import Reasons
from tests.transcripts.page import OUTSIDE, REMARK, BadPage, Line, Page
from tests.transcripts.telling import Happened, answers, outcome

INTAKE = ("JOIN", "READY", "Y", "{name}", "{zone}", "{hours}", "{discreet}", "N", "{shares}")
COACH = "A coach"
SECOND = timedelta(seconds=1)


class Service(Protocol):
    """What can be played: the core alone, or everything."""

    def hear(self, body: str, *, down: bool) -> None:
        """The participant texts. ``down``: nobody listens just now."""

    def act(self, event: Event) -> None:
        """A coach does something."""

    def lose_next(self, code: int) -> None:
        """The next text will not arrive, with this code of the carrier."""

    def back(self) -> None:
        """The service is up again after an outage."""

    def settle(self) -> None:
        """Let everything happen that is due at this moment."""

    def next_at(self) -> datetime | None:
        """The next moment (UTC) at which anything is due."""

    def happened(self) -> Happened:
        """What came of it since this was last asked."""


class Player:
    """Plays one page on one service."""

    def __init__(self, page: Page, service: Service, clock: StillClock, reasons: Reasons) -> None:
        self.page = page
        self._service = service
        self._clock = clock
        self._reasons = reasons
        self._zone = page.zone
        self._down = False
        self._promises: tuple[Promise, ...] = ()
        self._coach_words: set[str] = set()
        self._lines: list[Line] = []

    def play(self) -> Page:
        """The page as it came out."""
        self._clock.at = self._utc(self.page.start)
        if not self.page.says("intake"):
            self._enrol()
        for batch in batches(self.page.played(), self.page.name):
            if batch[0].who == REMARK:
                self._lines.append(batch[0])
                continue
            self._run_until(self._utc(batch[0].at))
            self._give(batch)
        return Page(self.page.title, self.page.head, tuple(self._lines))

    def _enrol(self) -> None:
        """Answer intake as the head says, off the page; the zone is a coach's correction, since not every zone can be said in words."""
        head = self.page.head
        words = {
            "name": self.page.name,
            "zone": self.page.zone,
            "hours": head.get("hours", "OK"),
            "discreet": "Y" if self.page.says("discreet") else "N",
            "shares": head.get("shares", "NONE"),
        }
        for line in INTAKE:
            self._service.hear(line.format(**words), down=False)
            self._service.settle()
        self._service.act(CoachCorrected("a coach", zone=self.page.zone))
        self._service.settle()
        self._service.happened()

    def _run_until(self, moment: datetime) -> None:
        while not self._down and (due := self._service.next_at()) is not None and due <= moment:
            self._clock.at = max(due, self._clock.at)
            self._step()
        self._clock.at = max(moment, self._clock.at)

    def _give(self, batch: list[Line]) -> None:
        self._lines += batch
        if batch[0].who == OUTSIDE:
            self._outside(batch[0])
        else:
            self._hear(batch)
        if not self._down:
            self._step()

    def _hear(self, batch: list[Line]) -> None:
        """One text; or several a second apart, all of them sent before the first is answered."""
        for line in batch:
            self._service.hear(line.words, down=self._down)
            self._clock.at += SECOND * (len(batch) > 1)

    def _outside(self, line: Line) -> None:
        for pattern, do in DIRECTIVES:
            found = re.fullmatch(pattern, line.words)
            if found is not None:
                do(self, *found.groups())
                return
        raise BadPage(f'"~ {line.words}" is not known; known are: {", ".join(pattern for pattern, _ in DIRECTIVES)}')

    def act(self, event: Event) -> None:
        """A coach does something."""
        if isinstance(event, CoachWrote):
            self._coach_words.add(event.body)
        self._service.act(event)

    def end(self) -> None:
        """The page ends here: time has come this far, and nothing else happens."""

    def outage(self) -> None:
        """Nothing runs any more; what comes in is not heard."""
        self._down = True

    def up(self) -> None:
        """Everything runs again, and makes up for what was missed."""
        self._down = False
        self._service.back()

    def lose_next(self, code: str) -> None:
        """The next text will not arrive."""
        self._service.lose_next(int(code))

    def move_to(self, zone: str) -> None:
        """A coach corrects the zone; from now on the page's clock is that zone's."""
        self.act(CoachCorrected(COACH, zone=zone))
        self._zone = zone

    def midnight(self, day: str) -> datetime:
        """The moment (UTC) at which an ISO date begins here."""
        return self._utc(datetime.fromisoformat(day))

    def _step(self) -> None:
        """Let things happen, and print them: what was kept, what was said, what changed."""
        self._service.settle()
        happened = self._service.happened()
        self._print("+", answers(happened.noted))
        for at, who, body in happened.said:
            self._lines.append(Line(self._here(at), "coach" if body in self._coach_words else who, body))
        self._print("+", outcome(happened, self._promises, self._reasons))
        self._promises = happened.promises

    def _print(self, who: str, words: Iterable[str]) -> None:
        self._lines += [Line(self._here(self._clock.at), who, said) for said in words]

    def _here(self, moment: datetime) -> datetime:
        return local(moment, self._zone).replace(tzinfo=None, second=0, microsecond=0)

    def _utc(self, at: datetime) -> datetime:
        return to_utc(at.date(), at.time(), self._zone)


def batches(lines: Iterable[Line], name: str) -> Iterator[list[Line]]:
    """The input, line by line; texts of the very same minute together."""
    for (who, _), group in groupby(lines, key=lambda line: (line.who, line.at)):
        if who == name:
            yield list(group)
        else:
            yield from ([line] for line in group)


DIRECTIVES: tuple[tuple[str, Callable[..., object]], ...] = (
    (r"end", Player.end),
    (r"outage", Player.outage),
    (r"up again", Player.up),
    (r"the next text is lost: (\d+)", Player.lose_next),
    (r"zone (\S+)", Player.move_to),
    (r"coach writes: (.+)", lambda player, body: player.act(CoachWrote(COACH, body))),
    (r"coach writes, at any hour: (.+)", lambda player, body: player.act(CoachWrote(COACH, body, confirmed=True))),
    (r"coach resumes: (.+)", lambda player, why: player.act(CoachResumed(COACH, why))),
    (r"coach takes over: (.+)", lambda player, why: player.act(CoachTookOver(COACH, why))),
    (r"coach moves to ([a-z-]+): (.+)", lambda player, stage, why: player.act(CoachMoved(COACH, stage, why, override=True))),
    (r"coach pauses until (\S+): (.+)", lambda player, day, why: player.act(CoachPaused(COACH, player.midnight(day), why))),
    (r"coach lifts no-contact: (.+)", lambda player, why: player.act(CoachSetNoContact(COACH, False, why))),
    (r"coach opts them out: (.+)", lambda player, why: player.act(CoachOptedOut(COACH, why))),
)
