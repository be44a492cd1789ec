"""The parts everything in this room works with, put together once. Must not know who asks for them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from coach.carrier.port import Carrier
from coach.clock import Clock
from coach.core.effects import AlertKind
from coach.core.model import Asked, Reading
from coach.core.program import Program
from coach.engine.practising import InForce
from coach.programs.library import Library
from coach.programs.lines import FALLBACK
from coach.programs.wording import Wording
from coach.settings import Settings
from coach.store.store import Store

Reader = Callable[[str, Asked | None, datetime, str, str], Reading]


def random_id() -> str:
    """An id that says nothing about anybody."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Parts:
    """What the engine is made of. ``read`` understands a reply; ``new_id`` names participants and journeys."""

    settings: Settings
    clock: Clock
    store: Store
    library: Library
    carrier: Carrier
    read: Reader
    new_id: Callable[[], str] = field(default=random_id)
    simulated_number: str | None = None
    practice: InForce = field(default_factory=InForce)
    _frames: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def wording(self) -> Wording:
        """Every text there is."""
        return self.library.wording

    def program(self, name: str, version: int) -> Program:
        """The version of a program that a journey is pinned to, within the bounds of the practice."""
        found, bounds = self.library.program(name, version), self.practice.now.bounds
        return found if bounds is None else replace(found, bounds=bounds)

    def within(self, kind: AlertKind, at_most: timedelta) -> timedelta:
        """How soon an alert must be taken: as the practice says, and never later than it would be without."""
        seconds = self.practice.now.deadlines.get(kind.value)
        return at_most if seconds is None else min(at_most, timedelta(seconds=seconds))

    @property
    def sender(self) -> str | None:
        """The number we text from; None where a messaging service chooses one."""
        twilio = self.settings.twilio
        return (twilio.sender or None) if twilio is not None else self.simulated_number

    @property
    def entrance(self) -> Program:
        """The program that a JOIN leads to."""
        return self.library.program(self.settings.program or self.library.entrance)

    def frame(self, country: str) -> Mapping[str, Any]:
        """What every text may name: the operator, and the lines of a country."""
        which = (country, self.practice.now.version)
        known = self._frames.get(which)
        if known is None:
            ours = {"brand": self.settings.name, "contact": self.settings.contact}
            known = self._frames[which] = {**ours, "lines": self.lines_for(country)}
        return known

    def lines_for(self, country: str) -> Mapping[str, str]:
        """What to say for each kind of line: as the practice keeps it, else as it came; those of the US where nobody knows the country."""
        kept, came = self.practice.now.lines, self.library.lines
        known = country if country in kept or country in came.countries else FALLBACK
        return {**came.lines_for(known), **{kind: line.say for kind, line in kept.get(known, {}).items()}}
