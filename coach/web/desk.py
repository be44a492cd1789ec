"""What the web pages work with. Must not know how any page looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from coach.carrier.account import TwilioAccount
from coach.engine.beats import Engine


class Travel(Protocol):
    """Moves time. There is one with the simulated carrier only."""

    def to_next_text(self, number: str) -> None:
        """Forward to the next text that reaches this handset."""

    def ahead(self, unit: str) -> None:
        """Forward by an hour, a day, a week or a month."""


class Handsets(Protocol):
    """Phones to text from. There are some with the simulated carrier only."""

    def text(self, number: str, body: str) -> None:
        """Text from a handset: through the carrier, to our own webhook."""

    def thread(self, number: str) -> list[dict[str, str]]:
        """What the handset shows, oldest first: ``by``, ``body``, ``at`` (ISO, UTC), ``status``."""

    def numbers(self) -> list[str]:
        """The phones that have been used so far (E.164)."""


@dataclass(frozen=True)
class Showcase:
    """A demo full of invented people. ``sign_ins``: name, role and address of everybody who may look in, all with the same ``password``.

    ``progress``: how many of the people are there, of how many, and whether something went wrong and no more will come.
    """

    sign_ins: tuple[tuple[str, str, str], ...]
    password: str
    progress: Callable[[], tuple[int, int, bool]]


@dataclass(frozen=True)
class Desk:
    """The engine, the carrier's account, and what to do when something arrived. ``handsets`` and ``travel``: simulation only.

    ``showcase``: of a demo; None: the people are real, or a rehearsal's.
    """

    engine: Engine
    account: TwilioAccount
    nudge: Callable[[], None]
    handsets: Handsets | None = None
    travel: Travel | None = None
    showcase: Showcase | None = None
