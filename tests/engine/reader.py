"""Understands the few plain replies that the engine's tests give, so that they hang on nothing but the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coach.core.model import Asked, AskKind, Danger, DangerKind, Intent, Reading, Tier, Value

COMMANDS = {
    "STOP": Intent.OPT_OUT,
    "JOIN": Intent.OPT_IN,
    "START": Intent.OPT_IN,
    "HELP": Intent.HELP,
    "FASTER": Intent.FASTER,
    "SLOWER": Intent.SLOWER,
    "PAUSE": Intent.PAUSE,
    "RESUME": Intent.RESUME,
    "COACH": Intent.COACH,
}
DANGERS = {
    "I will kill myself": Danger(DangerKind.SELF_HARM, Tier.A),
    "I feel hopeless": Danger(DangerKind.SELF_HARM, Tier.B),
}
YES_NO: dict[str, Value] = {"Y": True, "N": False, "NOT YET": "unsure"}
ANSWERS: dict[AskKind, Callable[[str], Value]] = {
    AskKind.READY: lambda text: True if text == "READY" else None,
    AskKind.YES_NO: lambda text: YES_NO.get(text),
    AskKind.AGE: lambda text: YES_NO.get(text),
    AskKind.SCALE: lambda text: int(text) if text.isdigit() else None,
    AskKind.NUMBER: lambda text: int(text) if text.isdigit() else None,
    AskKind.ZONE: lambda text: "America/New_York" if text == "New York" else None,
    AskKind.HOURS: lambda text: "09:00-20:00" if text == "OK" else None,
    AskKind.CHOICE: lambda text: "" if text == "NONE" else None,
}


def plain(text: str, asked: Asked | None, now: datetime, zone: str, language: str) -> Reading:
    """The reading of a plain reply; whatever else is said is words."""
    if text in COMMANDS:
        return Reading(COMMANDS[text], rule="keyword")
    if text in DANGERS:
        return Reading(Intent.DANGER, DANGERS[text])
    if asked is None:
        return Reading(Intent.WORDS, text)
    value = ANSWERS.get(asked.kind, lambda said: said)(text)
    return Reading(Intent.ANSWER, value) if value is not None else Reading(Intent.UNCLEAR)
