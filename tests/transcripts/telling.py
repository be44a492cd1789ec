"""Says what was decided in the lines of a page: answers, stages, phases, promises, alerts, and why something was not sent.

The sentences are those that coaches read in the console. It must not know which player asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from coach.core.effects import Reason
from coach.core.model import Phase
from coach.core.program import Level
from coach.core.state import Kept, Promise
from coach.web.reasons import Reasons

SHOWN_WORDS = 40
TOLD_OTHERWISE = frozenset(
    {"sent", "answer", "answer_late", "stage", "alert", "wants_coach", "nothing_due"}
    | {"promise_caught", "promise_confirmed", "promise_taken_back", "promise_moved", "promise_settled", "promise_unanswered"}
)
"""Reasons that a line of its own says, or the text itself."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: phases and stages before and after, and its reasons."""

    phases: tuple[Phase, Phase]
    stages: tuple[str, str]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """One answer that was kept."""

    measure: str
    value: Level | None
    late: bool


@dataclass(frozen=True, slots=True)
class Called:
    """One call for a coach; ``within`` seconds."""

    kind: str
    detail: str
    within: int


@dataclass(slots=True)
class Happened:
    """What came of one step. ``said``: moment (UTC), "bot", "carrier" or "lost", and the words. ``promises``: the whole ledger."""

    said: list[tuple[datetime, str, str]] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    called: list[Called] = field(default_factory=list)
    promises: tuple[Promise, ...] = ()
    erased: bool = False


def answers(noted: Iterable[Noted]) -> Iterator[str]:
    """What was kept, before anything is said."""
    return (f"{'late ' if one.late else ''}answer {one.measure} = {_value(one.value)}" for one in noted)


def _value(value: Level | None) -> str:
    if isinstance(value, bool):
        return "Y" if value else "N"
    if not isinstance(value, str) or value == "unsure":
        return str(value)
    return f'"{value}"' if len(value) <= SHOWN_WORDS else f'"{value[:SHOWN_WORDS].rsplit(" ", 1)[0]} ..."'


def outcome(happened: Happened, before: Iterable[Promise], reasons: Reasons) -> Iterator[str]:
    """What changed, and why."""
    yield from _ledger(before, happened.promises)
    for one in happened.decided:
        yield from (reasons.told(reason) for reason in one.reasons if reason.code not in TOLD_OTHERWISE)
        if one.phases[0] is not one.phases[1]:
            yield f"phase {one.phases[0]} -> {one.phases[1]}"
        yield from (f"stage {reason.facts['was']} -> {reason.facts['now']}" for reason in one.reasons if reason.code == "stage")
    for call in happened.called:
        yield f"alert {call.kind}{f' ({call.detail})' if call.detail else ''}, to be acknowledged within {_length(call.within)}"
    if happened.erased:
        yield "erased: nothing is known of this person any more"


def _length(seconds: int) -> str:
    return f"{seconds // 60} minutes" if seconds < 3600 else f"{seconds // 3600} hours"


def _ledger(before: Iterable[Promise], after: Iterable[Promise]) -> Iterator[str]:
    known = {promise.id: promise for promise in before}
    for promise in after:
        old = known.get(promise.id)
        if old is None:
            yield f'promise heard: "{promise.what}", {_due(promise)}'
        elif old.kept is not promise.kept:
            yield f'promise {STANDS[promise.kept]}: "{promise.what}", {_due(promise)}'
        elif old.due != promise.due:
            yield f'promise {"moved" if promise.moved > old.moved else "dated"}: "{promise.what}", {_due(promise)}'


STANDS = {Kept.PROPOSED: "heard", Kept.OPEN: "confirmed", Kept.KEPT: "kept", Kept.BROKEN: "broken", Kept.DROPPED: "dropped"}


def _due(promise: Promise) -> str:
    if promise.due is None:
        return "no day yet"
    if "T" in promise.due:
        moment = datetime.fromisoformat(promise.due)
        return f"by {moment:%a} {moment.day} {moment:%b %H:%M}"
    day = date.fromisoformat(promise.due)
    return f"by {day:%a} {day.day} {day:%b}"


def within(raised: datetime, deadline: datetime) -> int:
    """Seconds between the call and its deadline."""
    return int((deadline - raised) / timedelta(seconds=1))
