"""What a gate still needs, told apart by kind so that a template can say it in plain words. Must not know the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from coach.core.conditions import answers_to, holds, matches, run_kept, settled
from coach.core.program import Answered, Condition, InStage, KeptInRow, KeptRate, Level, Measured, Never, Shares, Unanswered
from coach.core.state import Kept, State
from coach.core.timing import today
from coach.programs.describe import condition


@dataclass(frozen=True, slots=True)
class Need:
    """One condition. ``done`` of ``wanted``: how far it is. ``names``: the measures or things it is about; ``missing``: which lack."""

    kind: str
    met: bool = False
    names: tuple[str, ...] = ()
    equals: Level | None = None
    least: float | None = None
    most: float | None = None
    days: int | None = None
    ever: bool = False
    in_a_row: bool = False
    done: int = 0
    wanted: int = 1
    missing: tuple[str, ...] = ()
    last: tuple[Level, ...] = ()


def needs(gate: tuple[Condition, ...], state: State, now: datetime) -> tuple[Need, ...]:
    """Everything a gate asks, in its order."""
    return tuple(replace(KINDS.get(type(each), _other)(each, state, now), met=holds(each, state, now)) for each in gate)


def _measured(one: Measured, state: State, now: datetime) -> Need:
    since = None if one.days is None else now - timedelta(days=one.days)
    found = list(answers_to(state, one.measure, ever=one.ever, since=since))
    good = [answer for answer in found if matches(one, answer)]
    run = list(takewhile(lambda answer: matches(one, answer), found))
    wanted, done = (one.count, len(good)) if one.count is not None else (one.times, len(run))
    last = tuple(answer.value for answer in found[:3])
    return Need(
        "measured", names=(one.measure,), equals=one.equals, least=one.least, most=one.most, days=one.days, ever=one.ever,
        in_a_row=one.count is None and one.times > 1, done=min(done, wanted), wanted=wanted, last=last,
    )  # fmt: skip


def _never(one: Never, _state: State, _now: datetime) -> Need:
    return Need("never", names=(one.measure,), equals=one.equals, days=one.days)


def _answered(one: Answered, state: State, _now: datetime) -> Need:
    missing = tuple(name for name in one.measures if not any(True for _ in answers_to(state, name, ever=one.ever)))
    wanted = len(one.measures)
    return Need("answered", names=one.measures, ever=one.ever, done=wanted - len(missing), wanted=wanted, missing=missing)


def _unanswered(one: Unanswered, _state: State, _now: datetime) -> Need:
    return Need("unanswered", names=one.measures, ever=one.ever)


def _in_row(one: KeptInRow, state: State, _now: datetime) -> Need:
    run = run_kept(settled(state, state.run_since or state.stage_since))
    return Need("kept_in_row", done=min(run, one.times), wanted=one.times)


def _rate(one: KeptRate, state: State, now: datetime) -> Need:
    recent = settled(state, now - timedelta(days=one.days))
    kept = sum(promise.kept is Kept.KEPT for promise in recent)
    return Need("kept_rate", least=one.rate, days=one.days, done=kept, wanted=max(len(recent), one.least))


def _shares(one: Shares, _state: State, _now: datetime) -> Need:
    return Need("shares", names=one.things)


def _in_stage(one: InStage, state: State, now: datetime) -> Need:
    since = today(state.stage_since, state.profile) if state.stage_since else today(now, state.profile)
    return Need("in_stage", days=one.days, done=min((today(now, state.profile) - since).days, one.days), wanted=one.days)


def _other(one: Condition, _state: State, _now: datetime) -> Need:
    return Need("other", names=(condition(one),))


KINDS: dict[type, Callable[[Any, State, datetime], Need]] = {
    Measured: _measured,
    Never: _never,
    Answered: _answered,
    Unanswered: _unanswered,
    KeptInRow: _in_row,
    KeptRate: _rate,
    Shares: _shares,
    InStage: _in_stage,
}
