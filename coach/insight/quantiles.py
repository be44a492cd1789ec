"""Quantiles of values that come with how often each was seen. Must not know what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor


def quantile(seen: Mapping[float, int], share: float) -> float:
    """The value below which this ``share`` (0 to 1) lies, straight between neighbours. Raises: ``ValueError`` for nothing seen.

    Type 7 of Hyndman and Fan (1996, The American Statistician 50), as in R and NumPy.
    """
    total = sum(seen.values())
    if total < 1:
        raise ValueError("nothing was seen")
    place = (total - 1) * share
    below = floor(place)
    low = _nth(seen, below)
    return low if below == place else low + (place - below) * (_nth(seen, below + 1) - low)


def quartiles(seen: Mapping[float, int]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    return quantile(seen, 0.25), quantile(seen, 0.5), quantile(seen, 0.75)


def _nth(seen: Mapping[float, int], nth: int) -> float:
    """The nth of all that was seen, from 0, in order."""
    for value in sorted(seen):
        nth -= seen[value]
        if nth < 0:
            return value
    raise ValueError("there are not so many")
