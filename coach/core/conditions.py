"""Gates and needs: each kind of condition is one pure predicate. The set is closed; there is no expression language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from coach.core.program import Answered, Condition, InStage, KeptInRow, KeptRate, Measured, Never, Shares, Unanswered
from coach.core.state import Answer, Kept, Promise, State
from coach.core.timing import today

SETTLED = (Kept.KEPT, Kept.BROKEN)


def answers_to(state: State, measure: str, *, ever: bool = False, since: datetime | None = None) -> Iterator[Answer]:
    """Answers to one measure, newest first: of this stage's visit, or ``ever``; only from ``since`` on.

    The answer that opened a stage's door belongs to the stage before.
    """
    begin = max((moment for moment in (None if ever else state.stage_since, since) if moment is not None), default=None)
    for answer in reversed(state.answers):
        if begin is not None and answer.at < begin:
            return
        if answer.measure == measure and (ever or answer.stage == state.stage):
            yield answer


def settled(state: State, since: datetime | None) -> list[Promise]:
    """Promises kept or broken after that moment, oldest first; the one that opened the stage's door is not among them."""
    found = [p for p in state.promises if p.kept in SETTLED and p.settled_at is not None and (since is None or p.settled_at > since)]
    return sorted(found, key=lambda promise: promise.settled_at or promise.made_at)


def run_kept(promises: Iterable[Promise]) -> int:
    """How many of the latest settled promises were kept in a row."""
    run = 0
    for promise in promises:
        run = run + 1 if promise.kept is Kept.KEPT else 0
    return run


def matches(condition: Measured, answer: Answer) -> bool:
    """Whether one answer is of the level a condition names."""
    if condition.equals is not None:
        return type(answer.value) is type(condition.equals) and answer.value == condition.equals
    if condition.least is None and condition.most is None:
        return True
    if isinstance(answer.value, bool | str):
        return False
    return (condition.least is None or answer.value >= condition.least) and (condition.most is None or answer.value <= condition.most)


def _since(days: int | None, now: datetime) -> datetime | None:
    return None if days is None else now - timedelta(days=days)


def _measured(condition: Measured, state: State, now: datetime) -> bool:
    found = answers_to(state, condition.measure, ever=condition.ever, since=_since(condition.days, now))
    if condition.count is not None:
        return sum(matches(condition, answer) for answer in found) >= condition.count
    last = list(islice(found, condition.times))
    return len(last) == condition.times and all(matches(condition, answer) for answer in last)


def _never(condition: Never, state: State, now: datetime) -> bool:
    recent = answers_to(state, condition.measure, ever=True, since=_since(condition.days, now))
    return not any(matches(Measured(condition.measure, equals=condition.equals), answer) for answer in recent)


def _answered(condition: Answered, state: State, now: datetime) -> bool:  # noqa: ARG001 - one signature for every predicate
    return all(any(True for _ in answers_to(state, measure, ever=condition.ever)) for measure in condition.measures)


def _unanswered(condition: Unanswered, state: State, now: datetime) -> bool:  # noqa: ARG001 - one signature for every predicate
    return not any(True for measure in condition.measures for _ in answers_to(state, measure, ever=condition.ever))


def _kept_in_row(condition: KeptInRow, state: State, now: datetime) -> bool:  # noqa: ARG001 - one signature for every predicate
    return run_kept(settled(state, state.run_since or state.stage_since)) >= condition.times


def _kept_rate(condition: KeptRate, state: State, now: datetime) -> bool:
    recent = settled(state, _since(condition.days, now))
    kept = sum(promise.kept is Kept.KEPT for promise in recent)
    return len(recent) >= condition.least and kept >= condition.rate * len(recent)


def _shares(condition: Shares, state: State, now: datetime) -> bool:  # noqa: ARG001 - one signature for every predicate
    if not condition.things:
        return not state.profile.shares
    return any(thing in state.profile.shares for thing in condition.things)


def _in_stage(condition: InStage, state: State, now: datetime) -> bool:
    if state.stage_since is None:
        return False
    return (today(now, state.profile) - today(state.stage_since, state.profile)).days >= condition.days


PREDICATES: dict[type, Callable[[Any, State, datetime], bool]] = {
    Measured: _measured,
    Never: _never,
    Answered: _answered,
    Unanswered: _unanswered,
    KeptInRow: _kept_in_row,
    KeptRate: _kept_rate,
    Shares: _shares,
    InStage: _in_stage,
}


def is_timed(condition: Condition) -> bool:
    """Whether mere time can change it, without anything being said."""
    return isinstance(condition, InStage | Never | KeptRate) or (isinstance(condition, Measured) and condition.days is not None)


def holds(condition: Condition, state: State, now: datetime) -> bool:
    """Whether one condition holds now."""
    return PREDICATES[type(condition)](condition, state, now)


def unmet(conditions: Iterable[Condition], state: State, now: datetime) -> list[Condition]:
    """The conditions that do not hold now: what a gate still needs."""
    return [condition for condition in conditions if not holds(condition, state, now)]


def all_hold(conditions: Iterable[Condition], state: State, now: datetime) -> bool:
    """Whether every condition holds now."""
    for condition in conditions:  # noqa: SIM110 - half as long as ``all`` takes, and there is nothing that is done more often
        if not PREDICATES[type(condition)](condition, state, now):
            return False
    return True
