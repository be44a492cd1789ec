"""What each insight page draws: numbers for the charts, shapes for the pictures. Words stand in the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coach.insight.figures import Curve, Figures, Rate, Wait, Week
from coach.insight.finding_texts import KINDS
from coach.web.console.here import here
from coach.web.console.insight_bars import Bar, bar, share
from coach.web.console.insight_sankey import sankey
from coach.web.console.participant_trust import scale

Drawn = dict[str, Any]
LONGEST_GAP = 3  # weeks without enough readings that a line is drawn across


def stages(found: Figures, _given: Mapping[str, str]) -> Drawn:
    """The funnel and the ways."""
    return {
        "funnel": [bar(one.key, one.people, found.people) for one in found.steps],
        "ways": sankey(found.entered, found.ways),
    }


def time(found: Figures, given: Mapping[str, str]) -> Drawn:
    """One curve: the one that is asked for, else the first there is."""
    named = {one.to: one for one in found.curves}
    first = next((one for one in found.curves if one.moments), found.curves[0])
    curve = named.get(given.get("to", ""), first)
    return {"curve": curve, "chart": curve_chart(curve)}


def curve_chart(curve: Curve) -> Drawn:
    """The curve from its beginning; where there is no band it is the line."""
    moments = curve.moments
    return {
        "x": [0, *(one.day for one in moments)],
        "y": [0, *(one.share for one in moments)],
        "low": [0, *(one.share if one.low is None else one.low for one in moments)],
        "high": [0, *(one.share if one.high is None else one.high for one in moments)],
    }


def answers(found: Figures, _given: Mapping[str, str]) -> Drawn:
    """Answered, by prompt and by hour; and the last texts before an opt-out."""
    hours = {int(one.of): one for one in found.hours}
    lost = [one for one in found.losses if one.lost]
    most = max((share(one.lost, one.people) or 0 for one in lost), default=1)
    return {
        "prompts": [bar(one.of, one.answered, one.asked) for one in found.prompts if one.asked],
        "hours": {"x": list(range(24)), "y": [_rate(hours.get(hour)) for hour in range(24)]},
        "lost": [Bar(one.of, one.lost, one.people, 100 * (share(one.lost, one.people) or 0) / most) for one in lost],
    }


def _rate(one: Rate | None) -> float | None:
    return None if one is None else share(one.answered, one.asked)


def trust(found: Figures, _given: Mapping[str, str]) -> Drawn:
    """A chart for each measure, and promises by month."""
    program = here().parts.entrance
    months = found.promise_months
    return {
        "charts": {measure: _band(weeks, scale(program, measure)) for measure, weeks in found.trust.items()},
        "months": {"names": [one.of for one in months], "kept": [one.kept for one in months], "broken": [one.broken for one in months]},
    }


def _band(weeks: tuple[Week, ...], ends: tuple[int, int]) -> Drawn:
    found: list[tuple[int, float | None, float | None, float | None]] = []
    for one in weeks:
        if found and one.week > found[-1][0] + LONGEST_GAP:
            found.append((found[-1][0] + 1, None, None, None))
        found.append((one.week, one.low, one.middle, one.high))
    x, low, middle, high = (list(column) for column in zip(*found, strict=True)) if found else ([], [], [], [])
    return {"x": x, "y": middle, "low": low, "high": high, "ends": ends}


def work(found: Figures, _given: Mapping[str, str]) -> Drawn:
    """How long people waited, and what the texts cost."""
    longest = max((one.high for one in found.waits if one.high is not None), default=1.0) or 1.0
    kinds = [kind for kind in KINDS if any(one.by_kind.get(kind) != 0 for one in found.costs)]
    return {
        "ranges": [(one, *_range(one, longest)) for one in found.waits if one.middle is not None],
        "longest": longest,
        "kinds": kinds,
        "months": {"names": [one.month for one in found.costs], **{kind: [one.by_kind.get(kind) for one in found.costs] for kind in kinds}},
    }


def _range(one: Wait, longest: float) -> tuple[float, float, float]:
    """Where the box begins, how wide it is, where its middle lies: in percent."""
    low, middle, high = (100 * (value or 0.0) / longest for value in (one.low, one.middle, one.high))
    return low, max(high - low, 0.5), middle


DRAWN: dict[str, Callable[[Figures, Mapping[str, str]], Drawn]] = {
    "stages": stages,
    "time": time,
    "answers": answers,
    "trust": trust,
    "work": work,
}
