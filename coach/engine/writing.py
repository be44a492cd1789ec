"""Turns a decision into rows: renders its texts, and names everything that is to be kept. Must not know how a row looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from coach.core.decision import Decision
from coach.core.effects import (
    Effect,
    RaiseAlert,
    RecordAnswer,
    RecordConsent,
    RecordPromise,
    SendText,
    TextKind,
    WithdrawUnsent,
    is_withdrawn,
)
from coach.core.events import Event, TextReceived
from coach.core.state import Promise, State
from coach.core.timing import is_open, next_open
from coach.engine.parts import Parts
from coach.programs.segments import count
from coach.programs.wording import Wording
from coach.store.codec import encode_event
from coach.store.found import Journey
from coach.store.rows import AlertRow, AnswerRow, ConsentRow, Entry, Saved, TextRow, Withdrawal

PROMPT_REPLY = timedelta(minutes=10)  # a reply later than this keeps to the window, as anything unsolicited does
KINDS = (TextRow, Withdrawal, AnswerRow, Promise, ConsentRow, AlertRow)
Row = TextRow | Withdrawal | AnswerRow | Promise | ConsentRow | AlertRow
ANY_HOUR = (TextKind.SAFETY, TextKind.OPT_OUT)


class Made(Struct, frozen=True):
    """One event and what was decided on it. ``sid``: the carrier's id of the text, if it was one."""

    event: Event
    before: State
    decision: Decision
    now: datetime
    sid: str | None = None


def saved(parts: Parts, journey: Journey, made: list[Made]) -> Saved:
    """Everything one or more decisions in a row made of a journey. Raises: ``BadWording`` when a text cannot be rendered.

    Texts that a later decision withdraws are left out: several events at once have the effect of one after the other.
    """
    kept: dict[type, list[Any]] = {kind: [] for kind in KINDS}
    for row in (row for one in made for row in _rows(parts, one)):
        if type(row) is Withdrawal:
            kept[TextRow] = [text for text in kept[TextRow] if not is_withdrawn(text.key, text.kind, row.kinds)]
        kept[type(row)].append(row)
    return Saved(
        journey_id=journey.id,
        expected=journey.version,
        state=made[-1].decision.state,
        journal=tuple(map(entry, made)),
        texts=tuple(kept[TextRow]),
        withdrawals=tuple(kept[Withdrawal]),
        answers=tuple(kept[AnswerRow]),
        promises=tuple({promise.id: promise for promise in kept[Promise]}.values()),
        consents=tuple(kept[ConsentRow]),
        alerts=tuple(kept[AlertRow]),
    )


def _rows(parts: Parts, one: Made) -> Iterable[Row]:
    """The rows of one decision, in its order."""
    return (ROWS[type(effect)](parts, one, effect) for effect in one.decision.effects if type(effect) in ROWS)


def _withdrawal(_parts: Parts, _one: Made, effect: WithdrawUnsent) -> Withdrawal:
    return Withdrawal(effect.kinds, effect.reason)


def _answer(_parts: Parts, one: Made, effect: RecordAnswer) -> AnswerRow:
    closed = not isinstance(effect.value, str) or effect.value == "unsure"
    return AnswerRow(effect.measure, effect.value, effect.stage, effect.prompt, one.now, closed, effect.late)


def _consent(parts: Parts, one: Made, effect: RecordConsent) -> ConsentRow:
    wording = parts.wording.digest("intake") if effect.change == "granted" else None
    return ConsentRow(effect.change, effect.how, one.now, effect.evidence, one.sid, wording)


def _alert(parts: Parts, one: Made, effect: RaiseAlert) -> AlertRow:
    within = parts.within(effect.kind, timedelta(seconds=effect.within))
    return AlertRow(effect.kind.value, one.now, one.now + within, effect.detail)


def text_row(parts: Parts, one: Made, effect: SendText) -> TextRow:
    """A text as it will go out. Raises: ``BadWording``."""
    state = one.decision.state
    body = worded(parts.wording, effect, state.profile.name, parts.frame(state.profile.country))
    due = due_at(one, effect.kind)
    return TextRow(effect.kind, effect.key, effect.wording, body, count(body).segments, due, effect.expires_at, effect.asks)


def worded(wording: Wording, text: SendText, name: str, frame: Mapping[str, Any]) -> str:
    """The words of a text, filled in, those that lead it first; a coach's own as they stand. Raises: ``BadWording``."""
    if text.body:
        return text.body
    said = [(text.lead, text.lead_wording)] if text.lead else []
    values = {"name": name, **text.values}
    filled = (wording.render(key, nth, text.language, text.discreet, values, frame) for key, nth in [*said, (text.key, text.wording)])
    return " ".join(filled)


ROWS: Mapping[type, Callable[[Parts, Made, Any], Row]] = {
    SendText: text_row,
    WithdrawUnsent: _withdrawal,
    RecordAnswer: _answer,
    RecordConsent: _consent,
    RecordPromise: lambda parts, one, effect: effect.promise,  # noqa: ARG005 - one signature
    RaiseAlert: _alert,
}


def due_at(one: Made, kind: TextKind) -> datetime:
    """When a text may go out: at once, but an answer to a text that has waited long keeps to the window."""
    if kind in ANY_HOUR or not isinstance(one.event, TextReceived):
        return one.now
    profile = one.decision.state.profile
    if one.now - one.event.at <= PROMPT_REPLY or is_open(one.now, profile):
        return one.now
    return next_open(one.now, profile)


def entry(one: Made) -> Entry:
    """The journal's line for one decision."""
    after = one.decision.state
    return Entry(
        at=one.now,
        kind=type(one.event).__name__,
        event=encode_event(one.event).decode(),
        phase_before=one.before.phase,
        phase_after=after.phase,
        stage_before=one.before.stage,
        stage_after=after.stage,
        effects=tuple(named(effect) for effect in one.decision.effects),
        reasons=one.decision.reasons,
        bounds=after.profile.bounds.version if after.profile.bounds is not None else 0,
    )


def named(effect: Effect) -> str:
    """An effect in a word or two, without anybody's words."""
    match effect:
        case SendText():
            return f"SendText {effect.kind.value} {effect.key or 'own words'}#{effect.wording}"
        case RecordAnswer():
            return f"RecordAnswer {effect.measure}"
        case RaiseAlert():
            return f"RaiseAlert {effect.kind.value}"
        case RecordPromise():
            return f"RecordPromise {effect.promise.kept.value}"
        case _:
            return type(effect).__name__
