"""The figures as they were last counted. A worker counts every hour; where there are few people, looking counts too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.engine.insight import AT_ONCE, count
from coach.insight.figures import FORM, Figures, unpacked
from coach.store.insight import InsightGroup
from coach.web.console.here import Console
from coach.web.console.insight_choice import Choice, chosen

QUICKLY = AT_ONCE  # journeys that are counted while somebody waits
OLD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is to look at. ``at``: as of when (None: never counted); ``figures`` None: none that may be looked at."""

    at: datetime | None
    groups: tuple[InsightGroup, ...]
    choice: Choice
    figures: Figures | None


def counted(console: Console, given: dict[str, str]) -> Counted:
    """The figures an address asks for: four statements, however many people there are."""
    store, now = console.parts.store, console.now
    with store.reading() as view:
        at = view.insight_counted(FORM)
        old = at is None or not at <= now < at + OLD
        quick = old and view.few_journeys(QUICKLY)
    if quick:
        count(console.parts, now)
    with store.reading() as view:
        groups = view.insight_groups()
        choice = chosen(given, groups)
        raw = view.insight(choice.program, choice.version, choice.role, choice.cohort)
    at = now if quick else at
    return Counted(at, tuple(groups), choice, unpacked(raw) if raw and at is not None else None)
