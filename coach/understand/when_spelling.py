"""Guesses what a mistyped word of time was meant to be. Knows a few long words that are plain even with a slip of the thumb."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from coach.understand.when_words import PHRASES, Meaning
from coach.understand.wordlists import phrases, words

_KNOWN = phrases("""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, september, october, november, december, tomorrow
    tonight, weekend, morning, afternoon, evening, minutes, august, midnight, christmas, thanksgiving, yesterday, fortnight
""")
_OTHER = words("mourning warning moaning turning fighting opening weakened events sundae burning nothing evening's")
_LONG = 8  # letters from which two slips are still plain


@lru_cache(maxsize=4096)
def guess(word: str) -> Meaning:
    """The meaning of a word that no table holds: of its stem ("friday's", "noonish"), of a known word close by, or none (kind ``?``)."""
    stem = word.removesuffix("ish").removesuffix("'s").removesuffix("s'").removesuffix("'")
    if stem != word and stem in PHRASES and len(PHRASES[stem][-1][0]) == 1:
        return PHRASES[stem][-1][1]
    near = min(_KNOWN, key=lambda known: (OSA.distance(known, word), known))
    slips = OSA.distance(near, word)
    plain = len(word) >= 5 and near[0] == word[0] and slips <= (1 if len(near) < _LONG else 2)
    return PHRASES[near][-1][1] if plain and word not in _OTHER else ("?", 0.0, word)
