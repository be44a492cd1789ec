"""Reads a mark on a scale the way people text it ("a solid 4", "6ish", "5/7"). Knows nothing of what the scale measures."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.number_words import Token
from coach.understand.numbers import Found, find_numbers, tidy
from coach.understand.scale_place import NO_MARK, is_article, stands_for_a_mark
from coach.understand.wordlists import alternatives, phrases, words

_LONGEST = 300  # characters
_TOP = r"(\d+|ten|seven|five|diez|siete|cinco)"
_FROM = r"(?:(?:a )?(?:0|1|zero|one|cero|uno)\s*(?:to|-|a|al)\s*)"
_OUT_OF = re.compile(rf"(?:(?<=\d)\s*(?:/|of|on a scale (?:of|from)|on|de|sobre)|\s*\bout of)\s*{_FROM}?{_TOP}\b")
_RANGE = re.compile(rf"(?:on a |en una )?(?:scale|escala) (?:of|from|de|del) {_FROM}{_TOP}")
_TOPS = {"ten": 10, "seven": 7, "five": 5, "diez": 10, "siete": 7, "cinco": 5}
_BOUND = re.compile(
    r"\b(?:"
    + alternatives(
        phrases("""
            not, isn't, wasn't, don't, less than, more than, under, over, above, below, at least, at most, between, higher than
            lower than, no more than, better than, worse than, up to, up from, down from, used to be, no, menos de, mas de, entre, nunca
            instead of, like to be, want, wish, from, goal, hasta, versus, vs
        """)
    )
    + r")(?: (?:a|an|the|even|really|like|about|be|un|una|quite))* $"
)
_EITHER = words("or to o a maybe and y - / through thru & and/or")
_LOOSE = re.compile(
    r"\b(?:ish|about|around|like|maybe|roughly|almost|nearly|probably|guess|think|approx|approximately|casi|como|creo)\b|ish\b|~|\?|\+"
)


def read_scale(text: str, low: int, high: int, language: str) -> Answered | None:
    """The mark a text names, between ``low`` and ``high``, both included; a half is a mark.

    None when there is no mark, it is off the scale, it is on another scale ("7/10" where 7 is the top), only a bound ("more than 3"),
    or one of several ("4 or 5"). Confidence falls to 0.85 for "6ish" and below for longer texts.
    """
    if len(text) > _LONGEST:
        return None
    return _read(bare(text), low, high, "es" if language == "es" else "en")


@lru_cache(maxsize=4096)
def _read(plain: str, low: int, high: int, language: str) -> Answered | None:
    plain = NO_MARK.sub(" nth ", plain)
    kept = _drop_top(plain, high)
    if kept is None:
        return None
    tokens, found = find_numbers(kept, language)
    found = [number for number in found if not is_article(tokens, number)]
    if kept == plain:  # one that names its top ("5/7 of us") is a mark wherever it stands
        found = [number for number in found if stands_for_a_mark(tokens, number)]
    mark = _mark(tokens, found)
    if mark is None or not low <= mark.value <= high or mark.value * 2 % 1:
        return None
    if _only_bounds(tokens, mark):
        return None
    return Answered(tidy(mark.value), _confidence(kept, tokens, mark, len(found)), "scale")


def _drop_top(plain: str, high: int) -> str | None:
    """The text without "out of 7"; None when it names another top than ``high``."""
    for pattern in (_RANGE, _OUT_OF):
        match = pattern.search(plain)
        if match:
            top = _TOPS.get(match[1]) or int(match[1])
            if top != high:
                return None
            plain = plain[: match.start()] + " " + plain[match.end() :]
    return plain


def _mark(tokens: list[Token], found: list[Found]) -> Found | None:
    """The number meant: the only one, or the one the text begins with when the rest is plainly about something else."""
    if not found:
        return None
    first = found[0]
    if len(found) == 1:
        return first
    if all(other.value == first.value for other in found):
        return first
    beside = tokens[first.end] if first.end < len(tokens) else ""
    opens = first.first == 0 or (first.first <= 3 and _is_lead(tokens[: first.first]))
    return first if opens and isinstance(beside, str) and beside not in _EITHER and found[1].first - first.end > 1 else None


_LEAD = words("a an i'd i say its it's about around like maybe um id d s it is today today's was my mark un una a solid probably guess")


def _is_lead(before: list[Token]) -> bool:
    return all(token in _LEAD or not str(token).isalnum() for token in before)


def _only_bounds(tokens: list[Token], mark: Found) -> bool:
    """Whether the number is only a limit or a denial ("less than 3", "not a 7")."""
    before = " ".join(str(token) for token in tokens[: mark.first]).replace(" ' ", "'") + " "
    after = [str(token) for token in tokens[mark.end : mark.end + 2]]
    return bool(_BOUND.search(before)) or (
        after[:1] == ["or"] and after[1:] in (["more"], ["less"], ["so"], ["higher"], ["lower"]) and after[1] != "so"
    )


def _confidence(kept: str, tokens: list[Token], mark: Found, several: int) -> float:
    if several > 1:
        return 0.75
    if _LOOSE.search(kept):
        return 0.85
    if len(tokens) == mark.end - mark.first:
        return 0.99
    return 0.95 if len(tokens) < 6 or mark.first == 0 else 0.8
