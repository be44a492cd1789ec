"""What kinds of people there are, and how they take what comes. What they write is another matter (``answers``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.errors import BadRequest
from coach.sim.phrases import LEAVING, PAUSING, SLOWING

HOUR = 60  # minutes
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sayings:
    """What somebody will text unasked: one of ``words``, on a day of theirs between the two of ``days``, both included."""

    days: Span
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Persona:
    """How someone is.

    ``answers``: chance to answer a question at all. ``delay``: least and most minutes until they do. ``good``: chance that things
    go the way the program hopes, and how high they mark. ``rushes_until``: the day until which they crowd the other. ``keeps``: chance
    that a promise is kept.
    ``likely``: chance of yes for a measure, where it differs. ``silent_from``: a day between these two on which they go silent.
    ``moves_on``: the days between which they move to the zone ``moves_to``. ``unasked``: what they text of themselves.
    ``terse``: writes as little as can be. ``asides``: chance of a word or two more after an answer.
    """

    name: str
    about: str
    city: str = "Chicago"
    answers: float = 0.95
    delay: Span = (3, 8 * HOUR)
    good: float = 0.95
    keeps: float = 0.95
    rushes_until: int = 0
    likely: Mapping[str, float] = field(default_factory=dict)
    silent_from: Span | None = None
    moves_on: Span | None = None
    moves_to: str = ""
    unasked: tuple[Sayings, ...] = ()
    terse: bool = False
    asides: float = 0.05


PERSONAS: Mapping[str, Persona] = {
    persona.name: persona
    for persona in (
        Persona("earnest", "does the work, answers, keeps promises"),
        Persona(
            "hasty", "answers at once and wants too much too soon", "New York", delay=(1, HOUR), rushes_until=75, likely={"pushed": 0.5}
        ),
        Persona("silent", "goes silent after some weeks, and never says why", "Denver", silent_from=(14, 40)),
        Persona("terse", "writes as little as can be", "Los Angeles", terse=True, asides=0.0),
        Persona("liar", "lies to the other, and owns up to it here", "Phoenix", likely={"lied": 0.25, "real": 0.6}),
        Persona("leaver", "opts out one day, in words", "Atlanta", unasked=(Sayings((20, 70), LEAVING),)),
        Persona("mover", "moves across the country", "New York", moves_on=(40, 60), moves_to="America/Los_Angeles"),
        Persona("refused", "the other is not open to it", "Chicago", likely={"open_to_contact": 0.02, "firm_no": 0.35, "said_yes": 0.05}),
        Persona(
            "slow",
            "busy, late, wants fewer texts and a break",
            "Denver",
            answers=0.75,
            delay=(2 * HOUR, 60 * HOUR),
            good=0.87,
            keeps=0.85,
            unasked=(Sayings((25, 40), SLOWING), Sayings((80, 110), PAUSING)),
        ),
    )
}
OTHER_NAMES = {"opts-out": "leaver", "not-open": "refused"}
# Shares of a mixed crowd, in parts of a hundred.
CROWD: Mapping[str, int] = {
    "earnest": 40, "slow": 14, "terse": 10, "hasty": 8, "mover": 7, "liar": 6, "refused": 6, "silent": 5, "leaver": 4,
}  # fmt: skip


def persona_named(name: str) -> Persona:
    """The persona of this name, or of its other name. Raises: ``BadRequest``."""
    plain = name.strip().lower().replace("_", "-").replace(" ", "-")
    found = PERSONAS.get(OTHER_NAMES.get(plain, plain))
    if found is None:
        raise BadRequest(f"there is no persona {name!r}; there are {', '.join(sorted(PERSONAS))}")
    return found
