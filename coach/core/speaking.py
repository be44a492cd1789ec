"""Says things: chooses the wording, keeps the count of unsolicited texts, opens questions. Must not know why something is said."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from coach.core.caps import counted
from coach.core.decision import Case, Decision
from coach.core.effects import SendText, TextKind
from coach.core.program import Program
from coach.core.state import Question, State
from coach.core.timing import closes, today

FRESH_DAYS = 60
QUOTE_LENGTH = 60
AFTER_DANGER = timedelta(days=7)
LONGEST_QUEUED = timedelta(hours=4)
AGAIN = "common/once-more"  # the words before a question that is put again unasked


def last_said(state: State, key: str, program: Program) -> list[date]:
    """When each wording of a text was last said; the first of all dates when never, or longer ago than is remembered."""
    said = state.spoken.get
    return [said(name, date.min) for name in _names(key, program.texts.get(key, 1))]


@lru_cache(maxsize=4096)
def _names(key: str, wordings: int) -> tuple[str, ...]:
    return tuple(f"{key}#{wording}" for wording in range(wordings))


def stalest(state: State, key: str, program: Program) -> int:
    """The wording that was not said for longest; in each journey's own order, so that two people do not read the same in one week."""
    said = last_said(state, key, program)
    first = zlib.crc32(f"{state.journey}/{key}".encode()) % len(said)
    chosen: int = min([*range(first, len(said)), *range(first)], key=said.__getitem__)
    return chosen


def quoted(words: str) -> str:
    """At most 60 characters of someone's words, cut between words."""
    words = " ".join(words.split())
    if len(words) <= QUOTE_LENGTH:
        return words
    return words[: QUOTE_LENGTH - 2].rsplit(" ", 1)[0].rstrip(",;:") + ".."


def is_veiled(state: State, now: datetime) -> bool:
    """Whether texts must be discreet: asked for, not yet asked, or danger was read within a week."""
    return state.profile.discreet or (state.danger_at is not None and now - state.danger_at < AFTER_DANGER)


def expiry(state: State, now: datetime) -> datetime:
    """Until when an unsolicited text may be sent: the window's end, 4 h at most (Twilio docs: ValidityPeriod)."""
    return min(closes(now, state.profile), now + LONGEST_QUEUED)


def _remembered(state: State, key: str, wording: int, day: date) -> dict[str, date]:
    oldest = day - timedelta(days=FRESH_DAYS)
    kept = {said: on for said, on in state.spoken.items() if on >= oldest}
    kept[f"{key}#{wording}"] = day
    return kept


def send(
    d: Decision,
    case: Case,
    key: str,
    kind: TextKind,
    *,
    asks: bool = False,
    wording: int | None = None,
    values: Mapping[str, str | int] | None = None,
) -> Decision:
    """Add one text; a prompt is counted, and expires."""
    state = d.state
    wording = stalest(state, key, case.program) if wording is None else wording
    expires = expiry(state, case.now) if kind is TextKind.PROMPT else None
    text = SendText(key, wording, kind, state.profile.language, is_veiled(state, case.now), values or {}, expires_at=expires, asks=asks)
    spoken = _remembered(state, key, wording, today(case.now, state.profile))
    unsolicited = counted(state.unsolicited, case.now) if kind is TextKind.PROMPT else state.unsolicited
    d = d.do(text).but(spoken=spoken, unsolicited=unsolicited)
    return d.because("sent", key=key, kind=kind.value)


def put_again(d: Decision, case: Case, question: Question) -> Decision:
    """Put a question once more, unasked: the same words, so that it is known again, with a gentle word before them."""
    said = send(d, case, question.text, TextKind.PROMPT, asks=True, wording=question.wording)
    before, text = said.effects[:-1], said.effects[-1]
    assert isinstance(text, SendText)  # noqa: S101 - it was added last
    lead = stalest(d.state, AGAIN, case.program)
    spoken = _remembered(said.state, AGAIN, lead, today(case.now, d.state.profile))
    d = Decision(said.state, (*before, replace(text, lead=AGAIN, lead_wording=lead)), said.reasons).but(spoken=spoken)
    return d.because("asked_again", ref=question.ref)


def say(d: Decision, case: Case, key: str, *, asks: bool = False, **values: str | int) -> Decision:
    """Answer a text of theirs."""
    return send(d, case, key, TextKind.REPLY, asks=asks, values=values)


def open_question(d: Decision, question: Question, **changes: object) -> Decision:
    """Make this the one open question; the one before it stays at hand for a late answer. ``changes``: what else changes with it."""
    before = d.state.question
    return d.but(question=question, previous=before if before is not None else d.state.previous, **changes)


def close_question(d: Decision) -> Decision:
    """No question is open any more, and none will be asked again."""
    return d.but(question=None, reask_on=None)


def set_aside(d: Decision) -> Decision:
    """The open question is no longer open, but an answer to it may still come."""
    return close_question(d).but(previous=d.state.question or d.state.previous)


def last_on(state: State, key: str) -> date | None:
    """The local date on which a text was last said, in whatever wording; None when never, or longer ago than is remembered."""
    return max((on for name, on in state.spoken.items() if name.rpartition("#")[0] == key), default=None)


def unsaid(state: State, key: str) -> dict[str, date]:
    """What was said, without the last wording of a text that never arrived."""
    said = [(on, name) for name, on in state.spoken.items() if name.rpartition("#")[0] == key]
    return {name: on for name, on in state.spoken.items() if not said or name != max(said)[1]}


def last_wording(d: Decision) -> int:
    """The wording of the text added last."""
    return next(e.wording for e in reversed(d.effects) if isinstance(e, SendText))
