"""What people might text, by chance that can be had again: readings of every intent and kind."""

from __future__ import annotations

import random

from coach.core.model import Also, Asked, AskKind, Danger, DangerKind, Intent, Reading, Signal, SpokenPromise, Tier

ZONES = (
    "America/New_York",
    "America/Phoenix",
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kolkata",
    "America/Los_Angeles",
)
GUESSES = (("America/New_York",), ("America/New_York", "America/Chicago"), ("America/St_Johns", "America/Denver", "Pacific/Honolulu"))
HOURS = ("09:00-20:00", "07:00-08:30", "18:00-00:00", "20:00-02:00", "10:00-10:30", "24:00-25:00", "whenever")
PAUSES = (None, 3600, 14 * 86400, 10**14, "2026-04-01", "2027-11-01T22:30:00", "9999-12-31")
DUES = (None, 3600, 5 * 86400, -5, 10**13, "2026-03-08", "2026-03-08T02:30:00", "9999-12-31", "unsure", "2020-01-01")
SIGNALS = tuple(Signal)
MILD = tuple(signal for signal in Signal if signal is not Signal.WRONG_NUMBER)


def chance_of(seed: int) -> random.Random:
    """Chance that can be had again."""
    return random.Random(seed)  # noqa: S311 - for replaying, not for hiding


def answer_to(asked: Asked, rng: random.Random) -> Reading:
    """A plausible answer to a kind of question."""
    values: dict[AskKind, tuple[object, ...]] = {
        AskKind.YES_NO: (True, True, False, "unsure"),
        AskKind.AGE: (True,) * 9 + (False,),
        AskKind.SCALE: (*range(asked.low, asked.high + 1), 5.5),
        AskKind.NUMBER: (0, 1, 20, 99.5),
        AskKind.WHEN: DUES,
        AskKind.WORDS: ("because it hurt", "x" * 500),
        AskKind.READY: (True,) * 9 + (False,),
        AskKind.NAME: ("Sam", "", None),
        AskKind.ZONE: (*ZONES, "Mars/Olympus", "America"),
        AskKind.HOURS: HOURS,
        AskKind.CHOICE: ("", "home", "home,children", "nothing", None),
        AskKind.PROMISE: ("I will call on Friday",),
    }
    spoken = SpokenPromise("call on Friday", rng.choice(DUES[5:])) if asked.kind is AskKind.PROMISE or rng.random() < 0.1 else None
    signals = frozenset(rng.sample(MILD, rng.choice((0, 0, 0, 1))))
    return Reading(Intent.ANSWER, rng.choice(values[asked.kind]), promise=spoken, signals=signals)  # type: ignore[arg-type]


def free_words(rng: random.Random, grave: float) -> Reading:
    """Words that answer nothing, or were not understood; ``grave``: how often they say that the number is wrong."""
    spoken = SpokenPromise("be on time", rng.choice((None, "2026-02-01", "2026-03-29T01:30:00"))) if rng.random() < 0.4 else None
    signals = frozenset(rng.sample(SIGNALS if rng.random() < grave else MILD, rng.choice((0, 0, 1, 2))))
    return Reading(rng.choice((Intent.WORDS, Intent.UNCLEAR)), "hm", 0.4, promise=spoken, signals=signals)


def command(rng: random.Random, grave: float = 0.25) -> Reading:
    """Anything with an intent of its own; ``grave``: the share of STOP, danger and no-contact."""
    if rng.random() > grave:
        intent = rng.choice((Intent.OPT_IN, Intent.HELP, Intent.PAUSE, Intent.RESUME, Intent.SLOWER, Intent.FASTER, Intent.COACH))
        return Reading(intent, rng.choice(PAUSES) if intent is Intent.PAUSE else None)
    intent = rng.choice((Intent.OPT_OUT, Intent.DANGER, Intent.NO_CONTACT))
    danger = Danger(rng.choice(tuple(DangerKind)), rng.choice((Tier.A, Tier.B, Tier.B)))
    also = rng.choice(
        ((), (), (Also(Intent.NO_CONTACT),), (Also(Intent.DANGER, danger), Also(Intent.NO_CONTACT)), (Also(Intent.ANSWER, 7),))
    )
    return Reading(intent, danger if intent is Intent.DANGER else None, rule="test", also=also)
