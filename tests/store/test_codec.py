"""States and events come back from JSON as they went."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.events import CoachCorrected, Event, Failure, SendFailed, TextReceived, Woken
from coach.core.model import Also, Asked, AskKind, Danger, DangerKind, Intent, Phase, Profile, Reading, Signal, SpokenPromise, Tier
from coach.core.state import About, Answer, Kept, Promise, Question, State, Use
from coach.store.codec import decode_event, decode_state, encode_event, encode_state
from tests.store.people import NOON, state

QUESTION = Question(About.PROMPT, "p", Asked(AskKind.CHOICE, choices=("home", "work")), "p", 1, NOON, 2, 1)
FULL = state(
    question=QUESTION,
    previous=QUESTION,
    answers=(
        Answer("a", True, NOON, "s", "p"),
        Answer("b", 4, NOON, "s", "p"),
        Answer("c", 4.5, NOON, "s", "p"),
        Answer("d", "words", NOON, "s", "p"),
    ),
    promises=(Promise("1", "call her", "s", NOON, "2026-03-08", Kept.OPEN, None, 1, NOON),),
    used={"p": Use(2, date(2026, 3, 1), date(2026, 3, 9))},
    spoken={"p.0": date(2026, 3, 1)},
    unsolicited=(NOON, NOON),
    next_on=date(2026, 3, 3),
    hold="danger",
)
EVENTS = [
    Woken(),
    SendFailed("k", "prompt", Failure.BAD_NUMBER, "30005"),
    CoachCorrected("kim", name="Sam", prompt_at=time(18, 30)),
    TextReceived(
        "I will call her, promise",
        Reading(
            Intent.DANGER,
            Danger(DangerKind.SELF_HARM, Tier.B),
            0.5,
            "hopeless",
            (Also(Intent.ANSWER, 4), Also(Intent.WORDS, "4")),
            SpokenPromise("call her", "2026-03-08"),
            frozenset({Signal.LOW, Signal.ANGRY, Signal.QUESTION}),
        ),
        NOON,
        Reading(Intent.ANSWER, True),
    ),
]


def test_a_full_state_comes_back_equal() -> None:
    assert decode_state(encode_state(FULL)) == FULL


def test_numbers_keep_their_kind() -> None:
    kinds = [type(answer.value) for answer in decode_state(encode_state(FULL)).answers]
    assert kinds == [bool, int, float, str]


def test_moments_come_back_aware() -> None:
    wake_at = decode_state(encode_state(FULL)).wake_at
    assert wake_at is not None
    assert wake_at.utcoffset() == datetime(2026, 1, 1, tzinfo=UTC).utcoffset()


def test_a_state_of_an_older_release_opens_with_defaults_and_ignores_what_is_gone() -> None:
    raw = json.loads(encode_state(FULL))
    del raw["unsolicited"]
    raw["mood"] = {"was": "kept once"}
    assert decode_state(json.dumps(raw).encode()).unsolicited == ()


@settings(max_examples=60)
@given(st.builds(State, st.text(), st.text(), st.integers(1, 99), st.builds(Profile, st.tuples(st.text())), phase=st.sampled_from(Phase)))
def test_any_state_comes_back_equal(some: State) -> None:
    assert decode_state(encode_state(some)) == some


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_comes_back_equal(event: Event) -> None:
    assert decode_event(encode_event(event)) == event


def test_every_kind_of_event_can_come_back() -> None:
    kinds = {kind.__name__ for kind in get_args(Event)}
    assert kinds == {type(decode_event(json.dumps({name: example(name)}))).__name__ for name in kinds}


def example(name: str) -> dict[str, object]:
    every = {
        "text": "", "reading": {"intent": "words"}, "at": NOON.isoformat(), "key": "", "kind": "", "failure": "skipped", "coach": "",
        "evidence": "", "body": "", "reason": "", "until": NOON.isoformat(), "stage": "", "on": True, "ref": "", "words": [],
    }  # fmt: skip
    return every if name != "Woken" else {}


def test_the_same_event_gives_the_same_bytes_whatever_the_order_of_its_set() -> None:
    one = Reading(Intent.WORDS, signals=frozenset([Signal.LOW, Signal.ANGRY, Signal.LIED]))
    two = Reading(Intent.WORDS, signals=frozenset([Signal.LIED, Signal.LOW, Signal.ANGRY]))
    assert encode_event(TextReceived("x", one, NOON)) == encode_event(TextReceived("x", two, NOON))
    assert encode_event(TextReceived("x", one, NOON)).index(b"angry") < encode_event(TextReceived("x", one, NOON)).index(b"low")
