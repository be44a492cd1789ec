"""What simulated people text back. It depends on what they are asked and on how they are; chance comes from a seed.

They must not know what the program makes of their words: they see the question, and write as people do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from coach.core.model import AskKind
from coach.sim import phrases
from coach.sim.personas import Persona

UNWELCOME = frozenset({"pushed", "lied", "blames_ex", "scared_off", "setback", "firm_no", "urge"})
"""Measures that are the better the lower, or for which no is the good answer."""
CROWDED = frozenset({"contact_quality", "scared_off", "pushed"})
"""Measures that go badly while somebody crowds the other."""
LIKELY: Mapping[str, float] = {
    "age": 0.995,
    "discreet": 0.35,
    "no-contact": 0.01,
    "contact_barred": 0.01,
    "hard_question": 0.6,
    "letting_go": 0.75,
    "confirm": 0.96,
    "go_on": 0.9,
    "resume": 0.9,
    "setback": 0.1,
    "said_yes": 0.75,
    "looks_small": 0.7,
    "same_fight": 0.75,
    "afraid": 0.02,
    "good_for_me": 0.93,
    "lay_down": 0.5,
    "fight_again": 0.15,
    "still_trying": 0.96,
}
"""How likely a yes is, whoever they are, where that has little to do with how well things go."""
NOT_YET = 0.8  # of those who were not told yes, so many were told "not yet"
UNSURE = 0.02
SETTLED_BY = 150  # the day by which everybody has learned
OTHERS = {"she": ("she", "her", "her"), "he": ("he", "him", "his")}
HANDS = ("plain", "plain", "lower", "bare")


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone is asked, as they understand it: the kind of answer, what it is about, and on which day of theirs (from 0)."""

    kind: AskKind
    measure: str
    low: int
    high: int
    day: int


@dataclass(frozen=True, slots=True)
class Voice:
    """How someone writes: of whom (she or he), in which hand, and what they have written already, so that they do not repeat it."""

    other: str
    hand: str
    written: set[str] = field(default_factory=set)


def voice(chance: Random) -> Voice:
    """Somebody's voice."""
    return Voice(chance.choice(sorted(OTHERS)), chance.choice(HANDS))


def answer(persona: Persona, asked: Asked, own: Voice, chance: Random) -> str:
    """What this person texts back."""
    return spelled(ANSWERS[asked.kind](persona, asked, own, chance), own)


def aside(own: Voice, chance: Random) -> str:
    """A word or two that nobody asked for."""
    return spelled(chance.choice(phrases.ASIDES), own)


def spelled(words: str, own: Voice) -> str:
    """Words in someone's own hand: as they are, in small letters, or without any signs either."""
    if own.hand == "plain":
        return words
    small = words.lower()
    return small.replace("'", "").rstrip(".") if own.hand == "bare" else small


def _goes_well(persona: Persona, asked: Asked, chance: Random) -> bool:
    """Whether things go the way the program hopes."""
    crowds = asked.measure in CROWDED and asked.day < persona.rushes_until
    return not crowds and chance.random() < persona.good


def _is_so(persona: Persona, asked: Asked, chance: Random) -> bool:
    """Whether the truth is yes."""
    likely = LIKELY.get(asked.measure)
    if asked.measure == "kept":
        likely = persona.keeps
    if asked.day < SETTLED_BY or asked.measure in LIKELY:
        likely = persona.likely.get(asked.measure, likely)
    if likely is not None:
        return chance.random() < likely
    return _goes_well(persona, asked, chance) is not (asked.measure in UNWELCOME)


def _yes_no(persona: Persona, asked: Asked, own: Voice, chance: Random) -> str:
    if asked.measure not in LIKELY and chance.random() < UNSURE:
        return chance.choice(phrases.UNSURE)
    said = _is_so(persona, asked, chance)
    if asked.measure == "said_yes" and not said and chance.random() < NOT_YET:
        return chance.choice(("not yet", "NOT YET", "not yet, {s} needs more time")).format(s=own.other)
    if persona.terse:
        return "y" if said else "n"
    among = phrases.SAID_YES.get(asked.measure, phrases.YES) if said else phrases.SAID_NO.get(asked.measure, phrases.NO)
    return _of_other(chance.choice(among), own)


def _scale(persona: Persona, asked: Asked, own: Voice, chance: Random) -> str:  # noqa: ARG001 - one signature
    well = _goes_well(persona, asked, chance)
    share = 0.75 + 0.25 * chance.random() if well else 0.2 + 0.3 * chance.random()
    level = asked.low + round((asked.high - asked.low) * (1 - share if asked.measure in UNWELCOME else share))
    return str(level) if persona.terse else chance.choice(phrases.AROUND).format(n=level)


def _words(persona: Persona, asked: Asked, own: Voice, chance: Random) -> str:
    return _of_other(_fresh(persona, phrases.WORDS.get(asked.measure, phrases.ELSE), own, chance), own)


def _promise(persona: Persona, asked: Asked, own: Voice, chance: Random) -> str:  # noqa: ARG001 - one signature
    return _of_other(_fresh(persona, phrases.PROMISES, own, chance), own, by=chance.choice(phrases.BY), when=chance.choice(phrases.WHEN))


def _fresh(persona: Persona, among: Sequence[str], own: Voice, chance: Random) -> str:
    """Something they have not written before, while there is anything; from the shorter half for those who write little."""
    if persona.terse:
        among = sorted(among, key=len)[: (len(among) + 1) // 2]
    chosen = chance.choice([words for words in among if words not in own.written] or among)
    own.written.add(chosen)
    return chosen


def _of_other(words: str, own: Voice, **days: str) -> str:
    subject, them, their = OTHERS[own.other]
    said = words.format(s=subject, o=them, p=their, **days)
    return said[:1].upper() + said[1:] if words.startswith("{s}") else said


def _one_of(among: Sequence[str]) -> Callable[[Persona, Asked, Voice, Random], str]:
    return lambda persona, asked, own, chance: chance.choice(among)  # noqa: ARG005 - one signature


ANSWERS: Mapping[AskKind, Callable[[Persona, Asked, Voice, Random], str]] = {
    AskKind.YES_NO: _yes_no,
    AskKind.AGE: _yes_no,
    AskKind.AGE: _yes_no,
    AskKind.SCALE: _scale,
    AskKind.NUMBER: _scale,
    AskKind.WHEN: _one_of(phrases.WHEN),
    AskKind.WORDS: _words,
    AskKind.PROMISE: _promise,
    AskKind.READY: _one_of(phrases.READY),
    AskKind.NAME: _one_of(phrases.NAMES),
    AskKind.ZONE: lambda persona, asked, own, chance: persona.city,  # noqa: ARG005 - one signature
    AskKind.HOURS: _one_of(phrases.HOURS),
    AskKind.CHOICE: _one_of(phrases.SHARED),
}
