"""Splits a text into what a reader sees as one character, the way Twilio's segment calculator does.

The rules are those of UAX #29 for Unicode 10.0.0 (extended grapheme clusters, GB3 to GB13), with the deviations that were
measured in that calculator (package ``sms-segments-calculator`` 1.3.0): they decide where a part may end, so they are kept.
Knows nothing of segments or encodings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from coach.programs.break_table import RANGES

_FIXED = {0x0D: "CR", 0x0A: "LF", 0x200D: "ZWJ"}
_HARD = frozenset({"CR", "LF", "CONTROL"})
_ALWAYS_JOIN = frozenset({"EXTEND", "ZWJ", "SPACING"})
_BASES = frozenset({"E_BASE", "E_BASE_GAZ"})
_PAIRS = frozenset(
    [
        *(("L", after) for after in ("L", "V", "LV", "LVT")),
        *((before, after) for before in ("LV", "V") for after in ("V", "T")),
        *((before, "T") for before in ("LVT", "T")),
        *(("ZWJ", after) for after in ("GLUE", "E_BASE_GAZ")),
    ]
)
"""GB6 to GB8 (Hangul) and GB11 (joined emoji): these two follow each other without a break."""


@cache
def _spans() -> tuple[list[int], list[tuple[int, str]]]:
    found = [(0x1F1E6, 0x1F1FF, "REGIONAL"), (0x1F3FB, 0x1F3FF, "TONE")]
    for name, ranges in RANGES.items():
        for item in ranges.split():
            first, _, last = item.partition("-")
            found.append((int(first, 16), int(last or first, 16), name))
    found.sort()
    return [first for first, _, _ in found], [(last, name) for _, last, name in found]


@lru_cache(maxsize=4096)
def break_class(point: int) -> str:
    """The break class of a code point; "OTHER" when it has none of its own."""
    if point in _FIXED:
        return _FIXED[point]
    if 0xAC00 <= point <= 0xD7A3:
        return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
    firsts, lasts = _spans()
    at = bisect_right(firsts, point) - 1
    if at < 0 or point > lasts[at][0]:
        return "OTHER"
    return lasts[at][1]


def _tone_joins(cluster: list[str]) -> bool:
    """GB10: a skin tone joins an emoji that can wear one; the calculator looks across one extending mark, not more."""
    if "EXTEND" not in cluster:
        return cluster[-1] in _BASES
    return cluster[-1] == "EXTEND" and len(cluster) > 1 and cluster[-2] in _BASES


def _joins_softly(cluster: list[str], after: str) -> bool:
    """Whether the rules that come after the hard breaks keep ``after`` with the cluster."""
    if after in _ALWAYS_JOIN or cluster[-1] == "PREPEND":
        return True
    if after == "TONE":
        return _tone_joins(cluster)
    return (cluster[-1], after) in _PAIRS


def _joins(cluster: list[str], after: str) -> bool:
    """Whether a character of class ``after`` belongs to the cluster before it."""
    before = cluster[-1]
    if before == "CR" and after == "LF":
        return True
    if before in _HARD or after in _HARD:
        return False
    if len(cluster) > 2 and cluster[1] == "REGIONAL":
        return False  # the calculator closes a flag after one mark
    if after == "REGIONAL":
        return cluster == ["REGIONAL"] or before == "PREPEND"
    return _joins_softly(cluster, after)


def split(text: str) -> Iterator[str]:
    """The clusters of a text, in order; joined they are the text."""
    start = 0
    cluster: list[str] = []
    for at, letter in enumerate(text):
        kind = break_class(ord(letter))
        if cluster and not _joins(cluster, kind):
            yield text[start:at]
            start = at
            cluster.clear()
        cluster.append(kind)
    if text:
        yield text[start:]
