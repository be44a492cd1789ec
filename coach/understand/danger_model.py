"""A small linear model that hears danger in words no rule knows. Knows weights and features; the rules and their tiers are elsewhere.

The weights were learned by ``scripts/train_danger.py`` from phrases written for this product (``tests/understand/phrases``): logistic
regression over words, kinds of words and their order. Each weight can be read and argued with in ``lexicon/danger_weights.json``.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from coach.core.model import DangerKind
from coach.understand.danger_features import features, kinds_of

_FILE = Path(__file__).with_name("lexicon") / "danger_weights.json"
_HUNDREDTHS = 100.0
_FEWEST = 3  # words; anything shorter is for the rules
_OTHERS = frozenset({"YOU", "KIN"})
_FORCE = frozenset({"BLOW", "FEAR", "TRAP", "ARM", "SEX", "KILL", "HURT"})


def likelihood(words: str) -> float:
    """How likely ``words`` (plain, figures of speech out of sight) speak of danger, 0 to 1."""
    if words.count(" ") < _FEWEST - 1:
        return 0.0
    known, bias = _weights()
    found = [known.get(feature, 0) for feature in features(words)]
    score = bias + sum(found) / _HUNDREDTHS / math.sqrt(len(found) + 1)
    return 1.0 / (1.0 + math.exp(-score))


def likely_kind(words: str) -> DangerKind:
    """Who is most likely in danger, by who comes first and whether force is spoken of."""
    kinds = [kind for kind in kinds_of(words) if kind]
    if not _FORCE.intersection(kinds):
        return DangerKind.SELF_HARM
    if "KID" in kinds:
        return DangerKind.CHILD
    people = [kind for kind in kinds if kind in ("ME", "YOU", "KIN")]
    if not _OTHERS.intersection(people):
        return DangerKind.SELF_HARM
    if people[0] != "ME" or "FEAR" in kinds:
        return DangerKind.VIOLENCE_RECEIVED
    return DangerKind.HARM_TO_OTHER if "WANT" in kinds else DangerKind.VIOLENCE_DONE


@cache
def _weights() -> tuple[dict[str, int], float]:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return data["weights"], data["bias"]
