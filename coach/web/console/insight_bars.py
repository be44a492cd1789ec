"""Bars: a count of a whole, as a share of the width there is. Must not know what is counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """``count`` of ``whole`` (None: not shown); ``width`` in percent."""

    of: str
    count: int | None
    whole: int | None
    width: float


def share(count: int | None, whole: int | None) -> float | None:
    """From 0 to 1; None: not shown, or of nothing."""
    return None if count is None or not whole else count / whole


def bar(of: str, count: int | None, whole: int | None) -> Bar:
    """A bar as wide as its share."""
    return Bar(of, count, whole, round(100 * (share(count, whole) or 0), 2))
