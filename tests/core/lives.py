"""Whole lives of journeys, lived step by step through ``decide`` with a witness beside them: for the tests of the laws."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from coach.core.decision import Decision
from coach.core.effects import SendText, TextKind
from coach.core.events import (
    BroadcastTakenBack,
    CoachBroadcast,
    CoachCorrected,
    CoachInvited,
    CoachMoved,
    CoachOptedOut,
    CoachPaused,
    CoachResumed,
    CoachSetNoContact,
    CoachTookOver,
    CoachWrote,
    Event,
    Failure,
    SendFailed,
    TextReceived,
    Woken,
    Words,
)
from coach.core.machine import decide
from coach.core.model import Intent, Phase, Profile, Reading
from coach.core.program import Program
from coach.core.state import State
from coach.core.timing import local
from coach.sim.laws import Witness
from coach.store.codec import decode_event, decode_state, encode_event, encode_state
from tests.core.programs import WALK
from tests.core.readings import ZONES, answer_to, command, free_words

BEGIN = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


class Life:
    """One journey and its clock. Every decision is made twice, its state goes through the codec, and a witness watches."""

    def __init__(
        self, program: Program = WALK, zones: tuple[str, ...] = ("America/New_York",), now: datetime = BEGIN, name: str = "j1"
    ) -> None:
        self.program = program
        self.now = now
        self.state = State(name, program.name, program.version, Profile(zones))
        self.witness = Witness(program)
        self.past: list[tuple[State, Event, datetime, Decision]] = []
        self.last: Decision | None = None
        self.sent: list[SendText] = []

    def happens(self, event: Event) -> Decision:
        """Decide one event now, and check everything that always holds."""
        before, raw = self.state, encode_state(self.state)
        made = decide(before, event, self.now, self.program)
        assert made == decide(decode_state(raw), decode_event(encode_event(event)), self.now, self.program), "deciding is not pure"
        assert encode_state(before) == raw, "deciding changed its input"
        assert decode_state(encode_state(made.state)) == made.state, "a state does not survive the codec"
        assert made.reasons, "a decision without a reason"
        broken = self.witness.saw(before, event, self.now, made)
        self.past.append((before, event, self.now, made))
        assert not broken, "\n".join([*map(str, broken), *self.story()])
        self.state, self.last = made.state, made
        self.sent += [effect for effect in made.effects if isinstance(effect, SendText)]
        return made

    def story(self, lines: int = 12) -> list[str]:
        """What happened lately, for reading a failure."""
        return [
            f"{now:%a %F %R} {type(event).__name__} {getattr(event, 'reading', event)} | {before.phase.value}/{before.stage} -> "
            f"{made.state.phase.value}/{made.state.stage} wake {made.state.wake_at} {[str(reason) for reason in made.reasons]}"
            for before, event, now, made in self.past[-lines:]
        ]

    def says(
        self,
        reading: Reading,
        *,
        late: Reading | None = None,
        carrier_replied: bool = False,
        waited: timedelta = timedelta(),
        unasked: bool = False,
    ) -> Decision:
        """A text comes in, that may have waited to be decided."""
        return self.happens(TextReceived("words", reading, self.now - waited, late, carrier_replied, unasked))

    def wakes(self, after: timedelta = timedelta()) -> Decision:
        """Its moment comes, or is past by so much."""
        at = self.state.wake_at
        self.now = max(self.now, at + after) if at is not None else self.now + after
        return self.happens(Woken())

    def passes(self, days: float) -> None:
        """Live so many days, woken at each moment."""
        until = self.now + timedelta(days=days)
        while self.state.wake_at is not None and self.state.wake_at <= until:
            self.wakes()
        self.now = until

    def joins(self, *, no_contact: bool = False, discreet: bool = False, hours: str = "09:00-20:00", shares: str = "") -> None:
        """Intake, answered plainly."""
        self.says(Reading(Intent.OPT_IN))
        zone = self.state.profile.zones[0]
        for value in (True, True, "Sam", zone, hours, discreet, no_contact, shares):
            self.says(Reading(Intent.ANSWER, value))


def begun(program: Program = WALK, zones: tuple[str, ...] = ("America/New_York",), **answers: object) -> Life:
    """A life past intake."""
    life = Life(program, zones)
    life.joins(**answers)  # type: ignore[arg-type]
    return life


def text_of(life: Life, rng: random.Random, grave: float) -> None:
    """They text something, some time before the next waking or a little after."""
    question, previous = life.state.question, life.state.previous
    roll, late = rng.random(), None
    if life.state.phase in (Phase.STOPPED, Phase.DONE, Phase.INVITED) and rng.random() < 0.5:
        reading = Reading(Intent.OPT_IN)
    elif question is not None and roll < 0.6:
        reading = answer_to(question.asked, rng)
    else:
        reading = free_words(rng, grave) if roll < 0.8 else command(rng, grave)
        if previous is not None and reading.intent in (Intent.WORDS, Intent.UNCLEAR) and rng.random() < 0.7:
            late = answer_to(previous.asked, rng)
    waited = timedelta(minutes=rng.choice((0, 0, 0, 5, 600)))
    life.says(reading, late=late, carrier_replied=rng.random() < 0.3 and reading.intent in (Intent.OPT_OUT, Intent.HELP), waited=waited)


def wait_for(life: Life, rng: random.Random) -> None:
    """The waking comes: in time, early, hours late, days late; often twice."""
    at = life.state.wake_at
    if at is None or rng.random() < 0.1:
        life.now += timedelta(hours=rng.choice((1, 7, 30)))
        life.happens(Woken())
        return
    late = rng.choice((0, 0, 0, 0, 0, 20, 300, 420, 24 * 60, 24 * 60 * 9))
    life.wakes(timedelta(minutes=late))
    if rng.random() < 0.3:
        again = life.happens(Woken())
        assert not again.effects, "\n".join(["a second waking did something", *life.story()])


def failure_of(life: Life, rng: random.Random, grave: float) -> None:
    """A text of ours did not arrive."""
    failure = rng.choice(tuple(Failure) if rng.random() < grave else (Failure.SKIPPED, Failure.UNDELIVERED))
    text = rng.choice(life.sent[-3:]) if life.sent else SendText("common/help", 0, TextKind.REPLY, "en", discreet=True)
    life.happens(SendFailed(text.key, text.kind, failure, "30003"))


def act_of_coach(life: Life, rng: random.Random) -> None:
    """A coach does something."""
    acts: tuple[Callable[[], Event], ...] = (
        lambda: CoachInvited("kim", rng.choice(("", "signed up on paper")), "Sam"),
        lambda: CoachWrote("kim", "Hello there", confirmed=rng.random() < 0.5),
        lambda: CoachTookOver("kim"),
        lambda: CoachResumed("kim", rng.choice(("", "talked"))),
        lambda: CoachResumed("kim", "talked"),
        lambda: CoachPaused("kim", life.now + timedelta(days=rng.choice((-3, 0, 9, 4000)))),
        lambda: CoachMoved("kim", rng.choice((*life.program.stages, "nowhere")), rng.choice(("", "asked")), override=rng.random() < 0.3),
        lambda: CoachSetNoContact("kim", rng.random() < 0.5, rng.choice(("", "letter"))),
        lambda: CoachOptedOut("kim", "phoned") if rng.random() < 0.1 else CoachResumed("kim", "talked"),
        lambda: CoachCorrected(
            "kim", zone=rng.choice((*ZONES, "Mars/Olympus")), name=rng.choice((None, "Al")), discreet=rng.choice((None, True))
        ),
        lambda: broadcast_to(life, rng),
        lambda: CoachCorrected("kim", prompt_at=rng.choice((time(7), time(19, 50), time(23, 30)))),
    )
    life.happens(rng.choice(acts)())


def broadcast_to(life: Life, rng: random.Random) -> Event:
    """A text to many comes, or is taken back before it left."""
    last = life.sent[-1].key if life.sent else ""
    if last.startswith("broadcast/") and life.state.unsolicited and rng.random() < 0.5:
        del life.sent[-1]
        return BroadcastTakenBack("kim", last.removeprefix("broadcast/"), life.state.unsolicited[-1])
    words = (Words("en", False, "{name}, we are closed on Friday"), Words("en", True, "We are closed on Friday"))
    return CoachBroadcast("kim", f"b{rng.randrange(99)}", words[rng.randrange(2) :], life.now + timedelta(days=rng.choice((0, 1, 9))))


def step(life: Life, rng: random.Random, grave: float = 0.1) -> None:
    """One random thing happens, some time later."""
    if rng.random() < 0.5:
        life.now += timedelta(minutes=rng.choice((0, 0, 1, 30, 200, 900)))
    roll = rng.random()
    if roll < 0.42:
        text_of(life, rng, grave)
    elif roll < 0.9:
        wait_for(life, rng)
    elif roll < 0.95:
        failure_of(life, rng, grave)
    else:
        act_of_coach(life, rng)


def here(life: Life) -> datetime:
    """The person's wall clock."""
    return local(life.now, life.state.profile.zones[0])


def in_phase(life: Life, phase: Phase) -> Life:
    """The same life, moved to a phase by plain means."""
    moves: dict[Phase, Callable[[], object]] = {
        Phase.PAUSED: lambda: life.says(Reading(Intent.PAUSE, 14 * 86400)),
        Phase.HELD: lambda: life.happens(CoachTookOver("kim")),
        Phase.STOPPED: lambda: life.says(Reading(Intent.OPT_OUT)),
        Phase.DONE: lambda: _end(life),
    }
    moves.get(phase, lambda: None)()
    return life


def _end(life: Life) -> None:
    life.state = replace(life.state, began_at=life.now - timedelta(days=760))
    life.happens(Woken())
