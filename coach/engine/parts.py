"""The parts everything in this room works with, put together once. Must not know who asks for them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from coach.carrier.port import Carrier
from coach.clock import Clock
from coach.core.model import Asked, Reading
from coach.core.program import Program
from coach.programs.library import Library
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

    @property
    def wording(self) -> Wording:
        """Every text there is."""
        return self.library.wording

    def program(self, name: str, version: int) -> Program:
        """The version of a program that a journey is pinned to."""
        return self.library.program(name, version)

    @property
    def sender(self) -> str | None:
        """The number we text from; None where a messaging service chooses one."""
        twilio = self.settings.twilio
        return (twilio.sender or None) if twilio is not None else self.simulated_number

    @property
    def entrance(self) -> Program:
        """The program that a JOIN leads to."""
        return self.library.program(self.settings.program or self.library.names()[0])

    def frame(self, country: str) -> Mapping[str, Any]:
        """What every text may name: the operator, and the lines of a country."""
        return _frame(self, country)


@lru_cache(maxsize=256)
def _frame(parts: Parts, country: str) -> Mapping[str, Any]:
    return {"brand": parts.settings.name, "contact": parts.settings.contact, "lines": parts.library.lines.lines_for(country)}
