"""The rules of ``lexicon/intents.txt`` that fit a text. Knows neither their order of importance nor what follows from them."""

from __future__ import annotations

from functools import cache, lru_cache

from coach.understand.lexicon_file import INTENTS, Lexicon, Rule, read_lexicon


@lru_cache(maxsize=4096)
def fitting(words: str) -> tuple[Rule, ...]:
    """Every rule that fits the plain ``words``, in the order of the file; ``tier`` is its intent, or "signal"."""
    return tuple(rule for rule in _lexicon().set_off(words.split()) if rule.fits(words))


def first_of(intent: str, words: str) -> str | None:
    """The short name of the first rule of ``intent`` that fits, or None."""
    return next((rule.name.partition(".")[2] for rule in fitting(words) if rule.tier == intent), None)


@cache
def _lexicon() -> Lexicon:
    return read_lexicon(INTENTS)
