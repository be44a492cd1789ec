"""People who text back in words. What they answer depends on what they are asked and how they are; chance comes from a seed.

They must not know what the program makes of their words: they see the question, and write as people do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from coach.core.model import AskKind

HOUR = 60  # minutes

YES = ("Y", "yes", "yeah", "yep", "Yes I did", "y", "yes i think so", "definitely", "yup", "sure")
NO = ("N", "no", "nope", "not really", "No", "n", "nah", "no i didn't")
UNSURE = ("not sure", "idk", "hard to say", "maybe", "I don't know")
AROUND = ("{n}", "{n}", "a {n}", "maybe {n}", "{n} I guess", "about a {n}", "I'd say {n}", "a solid {n}")
WORDS = (
    "I think it went ok, we talked about small things",
    "Hard to put in words. I was selfish and I see it now",
    "I listened more than I talked this time",
    "We had coffee and laughed a little, that was nice",
    "I was lonely and I hid it instead of saying so",
    "I want to be someone who can be relied on",
    "It was awkward at first but it got easier",
    "I said sorry and did not make excuses",
)
PROMISES = (
    "I will call my sister by {when}",
    "I'll send the forms by {when}",
    "I will be home on time by {when}",
    "I'll fix the bike by {when}",
    "i will cook dinner by {when}",
    "I'll tell the truth about the money by {when}",
)
WHEN = ("tomorrow", "friday", "sunday", "in 3 days", "in 2 days")
ASIDES = ("thanks", "ok", "today was hard", "feeling a bit better", "that helped", "long day")


@dataclass(frozen=True, slots=True)
class Persona:
    """How someone is.

    ``answers``: chance to answer a question at all. ``delay``: least and most minutes until they do. ``good``: chance that a
    yes-or-no goes the way the program hopes, and how high they mark. ``keeps``: chance that a promise is kept. ``bad``: measures
    for which yes is the unwelcome answer. ``by_measure``: chance of yes for a measure, where it differs. ``until_day``: goes silent
    after so many days. ``moves_day``: the day they move to ``moves_to``. ``says``: day -> what they text unasked.
    """

    name: str
    answers: float = 0.95
    delay: tuple[int, int] = (3, 8 * HOUR)
    good: float = 0.93
    keeps: float = 0.93
    low_until: int = 0
    by_measure: Mapping[str, float] = field(default_factory=dict)
    until_day: int | None = None
    moves_day: int | None = None
    moves_to: str = ""
    zone: str = "Chicago"
    terse: bool = False
    says: Mapping[int, str] = field(default_factory=dict)
    asides: float = 0.05


PERSONAS: Mapping[str, Persona] = {
    persona.name: persona
    for persona in (
        Persona("earnest"),
        Persona("hasty", low_until=75, by_measure={"pushed": 0.5}, zone="New York", delay=(1, HOUR)),
        Persona("silent", until_day=24, zone="Denver"),
        Persona("terse", terse=True, asides=0.0, zone="Los Angeles"),
        Persona("liar", by_measure={"lied": 0.25, "real": 0.6}, zone="Phoenix"),
        Persona("leaver", zone="Atlanta", says={40: "please stop texting me"}),
        Persona("mover", moves_day=50, moves_to="America/Los_Angeles", zone="New York"),
        Persona("refused", by_measure={"open_to_contact": 0.02, "said_yes": 0.05, "firm_no": 0.3}, zone="Chicago"),
        Persona("slow", answers=0.7, delay=(2 * HOUR, 60 * HOUR), good=0.85, keeps=0.8, says={30: "SLOWER", 90: "PAUSE 2 WEEKS"}),
    )
}
# Shares of a mixed crowd, in parts of a hundred.
CROWD: Mapping[str, int] = {
    "earnest": 40, "slow": 14, "terse": 10, "hasty": 8, "mover": 7, "liar": 6, "refused": 6, "silent": 5, "leaver": 4,
}  # fmt: skip
UNWELCOME = ("pushed", "lied", "blame", "annoyed", "setback", "barred", "no-contact", "scared", "firm_no", "letting_go", "discreet")


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone is asked, as they understand it: the kind of answer, what it is about, and on which day of theirs (from 0)."""

    kind: AskKind
    measure: str
    low: int
    high: int
    day: int


def answer(persona: Persona, asked: Asked, chance: Random) -> str:
    """What this person texts back."""
    return ANSWERS[asked.kind](persona, asked, chance)


def _goes_well(persona: Persona, asked: Asked, chance: Random) -> bool:
    """Whether things go the way the program hopes."""
    return asked.day >= persona.low_until and chance.random() < persona.good


def _yes(persona: Persona, asked: Asked, chance: Random) -> bool:
    if asked.measure in persona.by_measure and asked.day < 150:
        return chance.random() < persona.by_measure[asked.measure]
    if asked.measure == "kept":
        return chance.random() < persona.keeps
    return _goes_well(persona, asked, chance) is not any(word in asked.measure for word in UNWELCOME)


def _yes_no(persona: Persona, asked: Asked, chance: Random) -> str:
    if chance.random() < 0.02:
        return chance.choice(UNSURE)
    said = _yes(persona, asked, chance)
    if persona.terse:
        return "y" if said else "n"
    return chance.choice(YES if said else NO)


def _scale(persona: Persona, asked: Asked, chance: Random) -> str:
    span = asked.high - asked.low
    well = _goes_well(persona, asked, chance)
    level = asked.low + round(span * (0.75 + 0.25 * chance.random() if well else 0.2 + 0.3 * chance.random()))
    return str(level) if persona.terse else chance.choice(AROUND).format(n=level)


def _promise(persona: Persona, asked: Asked, chance: Random) -> str:  # noqa: ARG001 - one signature
    return chance.choice(PROMISES).format(when=chance.choice(WHEN))


def _words(persona: Persona, asked: Asked, chance: Random) -> str:  # noqa: ARG001 - one signature
    return "it was ok i guess" if persona.terse else chance.choice(WORDS)


ANSWERS: Mapping[AskKind, Callable[[Persona, Asked, Random], str]] = {
    AskKind.YES_NO: _yes_no,
    AskKind.SCALE: _scale,
    AskKind.NUMBER: _scale,
    AskKind.WHEN: lambda persona, asked, chance: chance.choice(WHEN),  # noqa: ARG005 - one signature
    AskKind.WORDS: _words,
    AskKind.PROMISE: _promise,
    AskKind.READY: lambda persona, asked, chance: chance.choice(("READY", "ready", "Ready!")),  # noqa: ARG005
    AskKind.NAME: lambda persona, asked, chance: chance.choice(("Sam", "I'm Alex", "SKIP", "Robin", "my name is Kim")),  # noqa: ARG005
    AskKind.ZONE: lambda persona, asked, chance: persona.zone,  # noqa: ARG005
    AskKind.HOURS: lambda persona, asked, chance: chance.choice(("OK", "ok", "9am to 8pm", "5pm to 8pm", "10am-6pm")),  # noqa: ARG005
    AskKind.CHOICE: lambda persona, asked, chance: chance.choice(("NONE", "kids", "home and children", "work", "none")),  # noqa: ARG005
}
