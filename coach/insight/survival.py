"""How long it takes until something happens, when for some it has not happened yet. Must not know what it is that happens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

Z95 = 1.959963984540054  # the 97.5th percentile of the normal distribution: a band of 95 %


@dataclass(frozen=True, slots=True)
class Point:
    """How it stands at the end of a day. ``at_risk``: at its beginning; ``left``: out of sight during it, the thing not having happened.

    ``still``: the estimated share to whom it has not happened by the end of the day; ``low`` and ``high`` bound it (None: no band).
    """

    day: int
    at_risk: int
    happened: int
    left: int
    still: float
    low: float | None
    high: float | None


def survival(days: Mapping[int, tuple[int, int]]) -> Iterator[Point]:
    """The curve, a point for each day on which something happened or somebody left.

    ``days``: day since the beginning -> to how many it happened, how many left. The product-limit estimate (Kaplan and Meier, 1958,
    J. Am. Stat. Assoc. 53): who leaves on the day something happens is counted as having been there. The band: Greenwood's variance
    (1926) on the log(-log) scale, which keeps it between 0 and 1 (Kalbfleisch and Prentice, 1980, The Statistical Analysis of Failure
    Time Data; the ``conf.type = "log-log"`` of R's ``survfit``).
    """
    at_risk = sum(happened + left for happened, left in days.values())
    still, spread = 1.0, 0.0
    for day in sorted(days):
        happened, left = days[day]
        if happened:
            still *= 1 - happened / at_risk
            rest = at_risk - happened
            spread += happened / (at_risk * rest) if rest else 0.0
        low, high = band(still, spread)
        yield Point(day, at_risk, happened, left, still, low, high)
        at_risk -= happened + left


def band(still: float, spread: float) -> tuple[float | None, float | None]:
    """95 % around ``still``; ``spread``: Greenwood's sum d / (n (n - d)). Where nobody or everybody is left there is none."""
    if not 0 < still < 1:
        return None, None
    width = Z95 * sqrt(spread) / log(still)
    return still ** exp(-width), still ** exp(width)


def half(points: list[Point]) -> int | None:
    """The first day by whose end it has happened to half of them, by the estimate; None: not within what was seen."""
    return next((point.day for point in points if point.still <= 0.5), None)
