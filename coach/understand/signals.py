"""Notices what free words let on beside their answer: giving up, a lie owned up to, a promise broken, pushing, a mood, a question.

Signals colour a reply; none is ever enough to act on danger. The wordings are in ``lexicon/intents.txt``. Knows nothing of journeys.
"""

from __future__ import annotations

import re

from coach.core.model import Signal
from coach.understand.intent_rules import fitting

_TIER, _PREFIX = "signal", "signal."
_ASKS = re.compile(
    r"^(?:so |and |but |ok |hey |hi |um |well )*(?:how|what|why|when|should|does|did|is|are|who|where|which|am|any (?:advice|tips|ideas)"
    r"|que|como|por que|cuando|debo|deberia|puedo|cual|quien|donde|crees|do (?:i|you|we|they|people|not you)"
    r"|(?:can|could|will|would) (?:i|you|we|they|he|she|it|this|that|there|my|the|her|his|someone|anyone|not you))(?!\S)"
)  # "do the taxes" and "will call her" ask nothing
_STATED = re.compile(
    r"^(?:so |and |but )*(?:when|what|is|how) (?:i|she|he|we|they|it) |^(?:do|does|did) (?:not|it)(?!\S)|"
    r"^(?:will do|is ok|is fine|when (?:my|the)|what a|que (?:bueno|bien|lastima|mal|triste))"
)
_FEWEST = 3  # words of a question without its mark


def read_signals(words: str, text: str) -> frozenset[Signal]:
    """Every signal in ``text`` (``words``: the same in plain words); empty when there is none."""
    heard = {Signal(rule.name.removeprefix(_PREFIX)) for rule in fitting(words) if rule.tier == _TIER}
    return frozenset(heard | {Signal.QUESTION}) if _is_question(words, text) else frozenset(heard)


def _is_question(words: str, text: str) -> bool:
    if text.rstrip(" )\"'").endswith("?") or "¿" in text:
        return " " in words
    return words.count(" ") >= _FEWEST - 1 and bool(_ASKS.search(words)) and not _STATED.search(words)
