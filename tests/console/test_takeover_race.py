"""A text of theirs, a due prompt and a take-over in the same instant: the bot never talks over a coach, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from time import perf_counter, sleep

from coach.carrier.port import Handed, Outgoing
from coach.core.effects import TextKind
from coach.core.events import CoachPaused, CoachResumed, CoachTookOver, CoachWrote
from coach.core.model import Phase
from coach.engine.door import Door
from coach.engine.outbox import Sender
from coach.store.conversation import Said
from coach.store.rows import Arrived
from tests.console.world import ACCOUNT, NOW, World

RACES = 200
OF_THE_BOT = (TextKind.PROMPT.value, TextKind.REPLY.value)


@dataclass(eq=False)
class Ear:
    """The carrier, and in which order texts were handed to it."""

    world: World
    heard: list[int] = field(default_factory=list)

    def send(self, text: Outgoing) -> Handed:
        self.heard.append(text.outbox)
        return self.world.parts.carrier.send(text)


@dataclass
class Race:
    """Everybody who may do something to a journey in the same instant, and what came of it."""

    world: World

    def __post_init__(self) -> None:
        self.ear = Ear(self.world)
        parts = replace(self.world.parts, carrier=self.ear)  # type: ignore[arg-type] # nothing but sending is asked of it
        self.door = Door(parts)
        self.senders = [Sender(parts, self.door, f"worker {nth}", 1) for nth in (1, 2)]

    def begin(self, nth: int) -> str:
        """Somebody who is due for a prompt now and has just texted."""
        number = f"+1202555{1000 + nth}"
        journey = self.world.begun(f"R{nth}", number, next_on=NOW.date(), wake_at=NOW, heard_at=NOW - timedelta(hours=1))
        with self.world.store.transaction() as work:
            work.file_inbound([Arrived(f"SM{nth}", number, ACCOUNT.from_ or "", "hard night", NOW, {})])
        return journey

    def run(self, nth: int) -> tuple[str, float]:
        """All at once. Answers the journey, and when the take-over was kept."""
        journey, start, kept = self.begin(nth), threading.Barrier(3), []

        def hears() -> None:
            self.door.take_inbox()
            self.senders[0].drain()

        def wakes() -> None:
            self.door.wake_due()
            self.senders[1].drain()

        def takes_over() -> None:
            sleep(nth % 5 * 0.004)  # at the same instant, and a little after
            self.door.act(journey, CoachTookOver("Ana"))
            kept.append(perf_counter())
            self.door.act(journey, CoachWrote("Ana", "I am here now", confirmed=True))

        acts: list[Callable[[], object]] = [hears, wakes, takes_over]
        with ThreadPoolExecutor(len(acts)) as pool:
            done = [pool.submit(lambda act=act: (start.wait(), act())) for act in acts]
        for one in done:
            one.result()
        return journey, kept[0]

    def settle(self) -> list[int]:
        """Whatever is left is done, one thing after the other; answers what was handed over only now."""
        before = len(self.ear.heard)
        for _ in range(3):
            while self.door.take_inbox():
                continue
            self.door.wake_due()
            self.senders[0].drain()
        return self.ear.heard[before:]

    def texts(self, journey: str) -> list[Said]:
        with self.world.store.reading() as view:
            [found] = view.load_journeys(journey_ids=[journey])
            return [text for text in view.conversation(found.participant_id) if not text.inbound]

    def taken_at(self, journey: str) -> int:
        with self.world.store.reading() as view:
            row = view.last_decision(journey, "CoachTookOver")
        assert row is not None
        return row.seq


def test_the_bot_never_talks_over_a_coach(everywhere: World) -> None:
    race = Race(everywhere)
    journeys = [race.run(nth)[0] for nth in range(RACES)]
    late = set(race.settle())
    spoke = 0
    for journey in journeys:
        texts, taken = race.texts(journey), race.taken_at(journey)
        [coach] = [text for text in texts if text.kind == TextKind.COACH.value]
        bot = [text for text in texts if text.kind in OF_THE_BOT]
        assert coach.id in race.ear.heard, "the coach's own words went out"
        assert all(text.seq is not None and text.seq < taken for text in bot), "nothing was decided for the bot to say after the take-over"
        assert not {text.id for text in bot} & late, "what waited when a coach took over never went out"
        after = race.ear.heard[race.ear.heard.index(coach.id) :]
        assert not {text.id for text in bot} & set(after), "no text of the bot left after the coach's"
        spoke += any(text.id in race.ear.heard for text in bot)
    with everywhere.store.reading() as view:
        found = view.load_journeys(journey_ids=journeys)
        assert {(one.state.phase, one.state.hold) for one in found} == {(Phase.HELD, "takeover")}
        assert view.alerts() == [], "everything could be decided"
    assert 0 < spoke < RACES, "each was quicker than the other at least once, or this raced nothing"


def held_prompt(world: World) -> tuple[Race, str, str]:
    """A prompt waits in the outbox, decided and not sent; answers its key."""
    race = Race(world)
    journey = world.begun("Sam", next_on=NOW.date(), wake_at=NOW, heard_at=NOW - timedelta(days=1))
    race.door.wake_due()
    [waiting] = race.texts(journey)
    assert (waiting.kind, waiting.state) == ("prompt", "pending")
    return race, journey, waiting.key


def test_a_prompt_that_waited_when_a_coach_took_over_is_sent_after_they_hand_back(everywhere: World) -> None:
    race, journey, key = held_prompt(everywhere)
    race.door.act(journey, CoachTookOver("Ana"))
    assert [(text.key, text.state, text.code) for text in race.texts(journey)] == [(key, "cancelled", "takeover")]
    with everywhere.store.reading() as view:
        [held] = view.load_journeys(journey_ids=[journey])
    assert held.state.used[key].times == 0, "what never went out was never sent"
    assert held.state.question is None
    assert held.state.previous is None, "nobody can answer a question they never saw"
    assert not any(said.startswith(f"{key}#") for said in held.state.spoken)
    everywhere.clock.at += timedelta(hours=2)
    race.door.act(journey, CoachResumed("Ana", "all calm again"))
    everywhere.clock.at += timedelta(days=1, hours=2)
    race.door.wake_due()
    assert [text.key for text in race.texts(journey) if text.state == "pending"] == [key]


def test_a_prompt_that_waited_when_a_coach_paused_is_sent_after_the_pause(everywhere: World) -> None:
    race, journey, key = held_prompt(everywhere)
    race.door.act(journey, CoachPaused("Ana", NOW + timedelta(days=3), "a holiday"))
    race.settle()
    assert race.ear.heard == []
    for hour in range(5 * 24):
        everywhere.clock.at = NOW + timedelta(hours=hour, minutes=30)
        race.door.wake_due()
    assert [text.key for text in race.texts(journey) if text.state == "pending"][:1] == [key]


def test_a_prompt_that_went_out_before_is_not_sent_again(everywhere: World) -> None:
    race, journey, key = held_prompt(everywhere)
    race.senders[0].drain()
    race.door.act(journey, CoachTookOver("Ana"))
    with everywhere.store.reading() as view:
        [held] = view.load_journeys(journey_ids=[journey])
    assert held.state.used[key].times == 1
    race.door.act(journey, CoachResumed("Ana", "all calm again"))
    everywhere.clock.at += timedelta(days=1, hours=2)
    race.door.wake_due()
    assert key not in [text.key for text in race.texts(journey) if text.state == "pending"]
