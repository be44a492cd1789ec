"""The answers that intake asks for: name, zone, hours, choice, and the word that opens the program. One place to find the readers."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from coach.understand.answered import Answered
from coach.understand.choices import read_choice
from coach.understand.hours import read_hours
from coach.understand.names import read_name
from coach.understand.normalise import bare
from coach.understand.zones import read_zone

__all__ = ["read_choice", "read_hours", "read_name", "read_ready", "read_zone"]

_LONGEST = 80  # characters
_WORD = re.compile(r"[a-z']+")
_WHENEVER = re.compile(r"\bwhen(?:ever)? you(?: are|'re)\b")
_READY = frozenset(["ready", "rdy", "listo", "lista", "redy", "reddy"])
_AGREED = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|ok|okay|sure|si|y)\W+)?(?:i |we )?(?:do )?(?:agreed?|consent|accept|(?:estoy )?de acuerdo|acepto)"
    r"(?:\W+(?:to (?:this|that|these|it|the texts|all of it|the terms)|con (?:esto|eso|todo)))?\W*$"
)
_REFUSAL = re.compile(
    r"\b(?:not|isn't|ain't|never|don't|won't|can't|aren't|until|if|when|unless|how|what|why|aun no|todavia no|almost|nearly|before)\b"
    r"|\bno\b(?!\s*,?\s*(?:i'm|im|problem|doubt))"
)
_NOT_NOW = re.compile(
    r"^\W*(?:no|nope|nah|n|not now|not yet|later|maybe later|not today|no thanks|no thank you|todavia no|aun no|ahora no)\W*$"
)
_QUESTION = re.compile(r"\b(?:what|why|how|who|when|que|como)\b|\?")


def read_ready(text: str) -> Answered | None:
    """True for READY in any spelling and for plain words of agreement ("I agree"), False for a refusal or "not ready", None otherwise.

    A YES or an OK alone is none of these: YES is the carrier's word, and an OK may only mean that the text was seen.
    """
    plain = _WHENEVER.sub("", bare(text))
    if len(plain) > _LONGEST:
        return None
    if _NOT_NOW.match(plain):
        return Answered(False, 0.95, "ready_not_now")
    if _AGREED.match(plain):
        return Answered(True, 0.95, "ready_agreed")
    if not any(_is_ready(word) for word in _WORD.findall(plain)) or _QUESTION.search(plain):
        return None
    return Answered(False, 0.9, "ready_refused") if _REFUSAL.search(plain) else Answered(True, 0.98, "ready")


def _is_ready(word: str) -> bool:
    """READY, or one slip of the thumb away from it ("raedy", "readyy"), but not another word ("already", "read", "reads")."""
    if word in _READY:
        return True
    return len(word) in (5, 6) and word not in ("reads", "reade", "beady", "heady", "tready", "reader") and OSA.distance(word, "ready") == 1
