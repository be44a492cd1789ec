"""The pure core as a service: ``decide``, the understanding and the words, and nothing else.

State and events are written to JSON and read back between every two decisions. No database, no engine, no carrier: the few lines here
that stand for them are an account of their own, so that the two players check each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coach.carrier import phones
from coach.carrier.codes import action_of
from coach.carrier.keywords import keyword
from coach.carrier.port import Action
from coach.clock import StillClock
from coach.core.decision import Decision
from coach.core.effects import EraseParticipant, RaiseAlert, RecordAnswer, SendText, TextKind, WithdrawUnsent, is_withdrawn
from coach.core.events import Event, Failure, SendFailed, TextReceived, Woken
from coach.core.machine import decide
from coach.core.model import Intent, Phase, Profile, Reading
from coach.core.program import Program
from coach.core.state import Question, State
from coach.core.timing import is_open, local, next_open
from coach.engine.writing import worded
from coach.programs.library import Library
from coach.store.codec import decode_event, decode_state, encode_event, encode_state
from coach.understand import read
from tests.transcripts.page import Page
from tests.transcripts.telling import Called, Decided, Happened, Noted

LATE_REPLY = timedelta(minutes=10)
URGENT = (TextKind.SAFETY, TextKind.OPT_OUT)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that is to go out at ``due``."""

    due: datetime
    kind: TextKind
    key: str
    body: str


class CoreAlone:
    """One person, ``decide``, and JSON."""

    def __init__(self, page: Page, journey: str, library: Library, frame: Callable[[str], Mapping[str, Any]], clock: StillClock) -> None:
        """``journey``: its id; ``frame``: what every text may name, by country."""
        self._clock = clock
        self._library = library
        self._frame = frame
        self._program: Program = library.program(page.head["program"])
        self._phone, self._journey = page.phone, journey
        self._state: bytes | None = None
        self._inbox: list[tuple[str, datetime]] = []
        self._outbox: list[Waiting] = []
        self._lost: int | None = None
        self._happened = Happened()

    def hear(self, body: str, *, down: bool) -> None:  # noqa: ARG002 - what is not heard now is heard later
        """The participant texts."""
        self._inbox.append((body, self._clock.at))

    def act(self, event: Event) -> None:
        """A coach does something."""
        self._decide(event)

    def lose_next(self, code: int) -> None:
        """The next text will not arrive."""
        self._lost = code

    def back(self) -> None:
        """Up again: the inbox holds what was missed."""

    def settle(self) -> None:
        """Decide what came in, wake what is due, send what may go."""
        known = self.state.question if self._inbox else None
        for body, at in self._inbox:
            self._decide(self._heard(body, at, known))
        self._inbox.clear()
        while self._due() or self._sendable():
            if self._due():
                self._decide(Woken())
            self._send()
        self._happened.erased = self._happened.erased or self._gone()

    def next_at(self) -> datetime | None:
        """The next waking, or the next text that waits."""
        wake_at = self.state.wake_at if self._state is not None else None
        moments = [waiting.due for waiting in self._outbox] + ([wake_at] if wake_at is not None else [])
        return min(moments, default=None)

    def happened(self) -> Happened:
        """What came of it since this was last asked."""
        told, self._happened = self._happened, Happened()
        told.promises = self.state.promises if self._state is not None else ()
        return told

    @property
    def state(self) -> State:
        """The journey, read back from JSON; a new one for a number that had none."""
        if self._state is not None:
            return decode_state(self._state)
        profile = Profile(zones=phones.zones(self._phone), country=phones.country(self._phone))
        return State(self._journey, self._program.name, self._program.version, profile)

    def _decide(self, event: Event) -> None:
        before, now = self.state, self._clock.at
        again = decode_event(encode_event(event))
        assert again == event
        decision = decide(before, again, now, self._program)
        self._state = encode_state(decision.state)
        assert decode_state(self._state) == decision.state
        self._tell(before, decision)
        for effect in decision.effects:
            self._carry_out(effect, again, decision.state, now)

    def _tell(self, before: State, decision: Decision) -> None:
        after = decision.state
        self._happened.decided.append(Decided((before.phase, after.phase), (before.stage, after.stage), decision.reasons))

    def _carry_out(self, effect: object, event: Event, state: State, now: datetime) -> None:
        match effect:
            case SendText():
                self._outbox.append(Waiting(due(effect.kind, event, state, now), effect.kind, effect.key, self._words(effect, state)))
            case WithdrawUnsent():
                self._outbox = [text for text in self._outbox if not is_withdrawn(text.key, text.kind, effect.kinds)]
            case RecordAnswer():
                self._happened.noted.append(Noted(effect.measure, effect.value, effect.late))
            case RaiseAlert():
                self._happened.called.append(Called(effect.kind.value, effect.detail, effect.within))
            case EraseParticipant():
                pass  # the state says so, and it is done once the last text is out

    def _words(self, text: SendText, state: State) -> str:
        return worded(self._library.wording, text, state.profile.name, self._frame(state.profile.country))

    def _heard(self, body: str, at: datetime, known: Question | None) -> TextReceived:
        state = self.state
        question, previous = state.question, state.previous
        same = question is not None and known is not None and (question.about, question.ref) == (known.about, known.ref)
        unasked = question is not None and (question.at > at or not same)
        reading = understood(body, None if unasked or state.phase is Phase.HELD else question, at, state)
        late = None
        if reading.intent in (Intent.UNCLEAR, Intent.WORDS) and previous is not None and not unasked:
            late = understood(body, previous, at, state)
        return TextReceived(body, reading, at, late, keyword(body) in ("STOP", "HELP"), unasked)

    def _due(self) -> bool:
        wake_at = self.state.wake_at if self._state is not None else None
        return wake_at is not None and wake_at <= self._clock.at

    def _sendable(self) -> list[Waiting]:
        found = [text for text in self._outbox if text.due <= self._clock.at]
        return sorted(found, key=lambda text: text.kind not in URGENT)

    def _send(self) -> None:
        for text in self._sendable():
            self._outbox.remove(text)
            code, self._lost = self._lost, None
            self._happened.said.append((self._clock.at, "lost" if code else "bot", text.body))
            if code:
                failure = FAILURES.get(action_of(code), Failure.UNDELIVERED)
                self._decide(SendFailed(text.key, text.kind.value, failure, str(code)))

    def _gone(self) -> bool:
        """Erase, once the last text is out, whoever is to be erased. Answers whether anybody was."""
        if self._state is None or not self.state.erase or self._outbox:
            return False
        self._state = None
        return True


FAILURES = {Action.OPTED_OUT: Failure.OPTED_OUT, Action.BAD_NUMBER: Failure.BAD_NUMBER}


def understood(body: str, question: Question | None, at: datetime, state: State) -> Reading:
    """What a text was read to mean."""
    zone = state.profile.zones[0]
    asked = question.asked if question is not None else None
    return read(body, asked, local(at, zone).replace(tzinfo=None), zone, state.profile.language)


def due(kind: TextKind, event: Event, state: State, now: datetime) -> datetime:
    """At once; but an answer to a text of long ago keeps to the window."""
    if kind in URGENT or not isinstance(event, TextReceived) or now - event.at <= LATE_REPLY or is_open(now, state.profile):
        return now
    return next_open(now, state.profile)
