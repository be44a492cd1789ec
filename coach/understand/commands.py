"""Hears the commands: help, pause, resume, slower, faster, and the wish to talk to a person. Knows nothing of opting out or of danger.

The wordings are in ``lexicon/intents.txt``.
"""

from __future__ import annotations

import re
from datetime import datetime

from coach.core.model import Intent, Value
from coach.understand.intent_rules import fitting
from coach.understand.when import read_length, read_when

WEEK = 604_800  # seconds of a pause that names no length
_LONGEST = 400 * 86_400  # seconds; a longer pause is a slip
_ORDER = (Intent.HELP, Intent.PAUSE, Intent.RESUME, Intent.SLOWER, Intent.FASTER, Intent.COACH)
_UNTIL = re.compile(r"\b(?:until|till|til|hasta(?: el| la)?)\b\s*(.+)", re.DOTALL)


def read_commands(words: str, text: str, now: datetime, zone: str, language: str) -> list[tuple[Intent, Value]]:
    """Every command in a text (``words``: the same in plain words), each with its value.

    Only PAUSE has one: seconds, or the ISO date (or date-time) in ``zone`` on which the pause ends. ``now`` is local and naive.
    """
    heard = {rule.tier for rule in fitting(words)}
    found = [intent for intent in _ORDER if intent.value in heard]
    return [(intent, _pause(text, now, zone, language) if intent is Intent.PAUSE else None) for intent in found]


def _pause(text: str, now: datetime, zone: str, language: str) -> Value:
    low = text.lower()
    until = _UNTIL.search(low)
    if until:
        named = read_when(until[1], now, zone, language)
        if named is not None and isinstance(named.value, str) and named.value[:10] >= now.date().isoformat():
            return named.value
    seconds = read_length(low, language)
    return seconds if seconds is not None and 0 < seconds <= _LONGEST else WEEK
