"""The laws about texts: when they may come, how many, what they ask, and that words are fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from coach.core.caps import A_WEEK
from coach.core.effects import TextKind
from coach.core.events import CoachWrote, TextReceived
from coach.core.model import Phase
from coach.sim.seen import DAY, HELP, Memory, Seen, here, in_hours

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
LONGEST_QUEUED = timedelta(hours=4)
FRESH_DAYS = 60
ASKED_FOR = frozenset({TextKind.REPLY, TextKind.SAFETY, TextKind.OPT_OUT})
IN_SILENCE = frozenset({"common/paused-silence", "common/closing"})


def window(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 1: nothing unasked outside the window, in the carrier's queue included; answers only to texts."""
    for text in seen.unasked:
        expires = text.expires_at
        if not in_hours(seen.now, seen.before, MINUTE):
            yield f"{text.key} at {seen.now:%a %F %R}Z is outside the window"
        if expires is None or expires > seen.now + LONGEST_QUEUED or not in_hours(expires, seen.before, timedelta()):
            yield f"{text.key} may still be sent after its window"
    if not isinstance(seen.event, TextReceived) and any(text.kind in ASKED_FOR for text in seen.texts):
        yield "an answer without a text of theirs"


def coach_confirms(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 1: a coach's answer outside the window is confirmed."""
    if isinstance(seen.event, CoachWrote) and not seen.event.confirmed and not in_hours(seen.now, seen.before, MINUTE):
        yield "a coach's text outside the window that nobody confirmed"


def caps(memory: Memory, seen: Seen) -> Iterator[str]:
    """Law 3: one unsolicited text a local day and four in any seven days, more only for who asked for more."""
    if not seen.unasked:
        return
    today = here(seen.now, seen.before)
    sent = [moment for moment in memory.unsolicited if moment > seen.now - WEEK - DAY]
    memory.unsolicited = sent
    if len(seen.unasked) > 1 or any(here(moment, seen.before) == today for moment in sent):
        yield "a second unsolicited text on one day"
    if sum(moment > seen.now - WEEK for moment in sent) + 1 > A_WEEK[seen.before.profile.pace]:
        yield "too many unsolicited texts in seven days"


def one_question(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 4: a decision puts one question at most, and leaves it open."""
    asking = sum(text.asks for text in seen.texts)
    if asking > 1 or (asking and seen.after.question is None):
        yield f"{asking} questions put, {'none' if seen.after.question is None else 'one'} open"


def silence_of_hold(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 7: while held nothing but safety, HELP, the opt-out confirmation and the coach's own words."""
    if Phase.HELD in (seen.before.phase, seen.after.phase):
        for text in seen.texts:
            if text.key != HELP and text.kind not in (TextKind.SAFETY, TextKind.OPT_OUT, TextKind.COACH):
                yield f"{text.key} while held"


def fresh_words(memory: Memory, seen: Seen) -> Iterator[str]:
    """No prompt is worded the same twice within 60 days; asking again is exempt."""
    question = seen.before.question
    for text in seen.unasked:
        last = memory.said.get((text.key, text.wording))
        again = question is not None and question.text == text.key
        if (
            last is not None
            and text.key in memory.program.prompts
            and not again
            and (here(seen.now, seen.before) - last).days <= FRESH_DAYS
        ):
            yield f"{text.key}#{text.wording} again after {(here(seen.now, seen.before) - last).days} days"


def waits_in_silence(_: Memory, seen: Seen) -> Iterator[str]:
    """After asking whether to go on, nothing comes until they answer, but the pause."""
    if seen.before.silent_since is not None and any(text.key not in IN_SILENCE for text in seen.unasked):
        yield "a prompt into a silence that was asked about"
