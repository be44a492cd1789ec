"""One text, one reading: safety before everything, then commands, then the answer to what was asked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.model import Also, Asked, AskKind, Danger, DangerKind, Intent, Reading, Signal, Tier
from coach.understand import read
from coach.understand.explain import check
from coach.understand.speech import is_right, report, score

NOW = datetime.fromisoformat("2026-03-01T10:00:00")
ZONE = "America/New_York"
SCALE = Asked(AskKind.SCALE, 1, 7)
SHARED = Path(__file__).parents[3] / "shared" / "speech"


def heard(text: str, asked: Asked | AskKind | None = None) -> Reading:
    return read(text, Asked(asked) if isinstance(asked, AskKind) else asked, NOW, ZONE)


def test_a_wish_for_no_contact_outranks_the_answer_and_keeps_it() -> None:
    reading = heard("7 but she blocked me", SCALE)
    assert reading.intent is Intent.NO_CONTACT
    assert reading.also == (Also(Intent.ANSWER, 7),)


def test_danger_outranks_the_answer_and_keeps_it() -> None:
    reading = heard("yes and im going to kill myself", AskKind.YES_NO)
    assert reading.intent is Intent.DANGER
    assert reading.value == Danger(DangerKind.SELF_HARM, Tier.A)
    assert Also(Intent.ANSWER, True) in reading.also


def test_opting_out_outranks_danger_and_keeps_it() -> None:
    reading = heard("stop texting me, i want to die")
    assert reading.intent is Intent.OPT_OUT
    assert reading.also == (Also(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.A)),)


@pytest.mark.parametrize(("text", "value"), [("YES", True), ("y", True), ("👍", True), ("nope", False), ("idk", "unsure")])
def test_yes_answers_an_open_question(text: str, value: bool | str) -> None:
    reading = heard(text, AskKind.YES_NO)
    assert (reading.intent, reading.value) == (Intent.ANSWER, value)


@pytest.mark.parametrize("asked", [None, SCALE, AskKind.WORDS])
def test_yes_opts_in_where_no_yes_or_no_was_asked(asked: Asked | AskKind | None) -> None:
    assert heard("YES", asked).intent is Intent.OPT_IN


def test_y_alone_opts_nobody_in() -> None:
    assert heard("Y").intent is Intent.WORDS


@pytest.mark.parametrize("asked", [None, SCALE, AskKind.YES_NO, AskKind.WORDS, AskKind.PROMISE])
def test_keywords_are_understood_whatever_was_asked(asked: Asked | AskKind | None) -> None:
    words = {"STOP": Intent.OPT_OUT, "START": Intent.OPT_IN, "JOIN": Intent.OPT_IN, "HELP": Intent.HELP, "PAUSE": Intent.PAUSE}
    assert {word: heard(word, asked).intent for word in words} == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PAUSE", 604_800),
        ("PAUSE 2 WEEKS", 1_209_600),
        ("pause for 3 days", 259_200),
        ("give me a week off", 604_800),
        ("pause til the 15th", "2026-03-15"),
        ("don't text me until monday", "2026-03-02"),
    ],
)
def test_a_pause_is_seconds_or_the_day_it_ends(text: str, value: int | str) -> None:
    reading = heard(text)
    assert (reading.intent, reading.value) == (Intent.PAUSE, value)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("RESUME", Intent.RESUME),
        ("i'm back", Intent.RESUME),
        ("too many texts", Intent.SLOWER),
        ("less often please", Intent.SLOWER),
        ("text me more", Intent.FASTER),
        ("FASTER", Intent.FASTER),
        ("can i talk to a real person", Intent.COACH),
        ("can someone call me", Intent.COACH),
        ("what can you do", Intent.HELP),
        ("how does this work", Intent.HELP),
        ("AYUDA", Intent.HELP),
    ],
)
def test_commands_are_understood_in_other_words(text: str, intent: Intent) -> None:
    assert heard(text).intent is intent


@pytest.mark.parametrize(
    "text", ["she says slow down", "i texted her too many texts", "i need a better person in my life", "we are taking a break"]
)
def test_what_is_said_of_the_other_is_no_command(text: str) -> None:
    assert heard(text).intent is Intent.WORDS


@pytest.mark.parametrize("text", ["i turned up at her work with flowers", "i showed up at her house with dinner", "i popped up at her gym"])
def test_a_surprise_visit_is_pushing_and_no_sign_of_unwanted_contact(text: str) -> None:
    reading = heard(text, AskKind.WORDS)
    assert reading.intent is Intent.ANSWER
    assert reading.signals == {Signal.PUSHED}


@pytest.mark.parametrize(
    "text",
    [
        "i showed up at her work even though she told me not to",
        "i turned up every day at her work",
        "i went to her house to see if she was home",
        "i parked outside her apartment",
        "she told me to get out of her life",
    ],
)
def test_a_visit_against_a_wish_or_a_watch_kept_is_no_contact(text: str) -> None:
    assert heard(text, AskKind.WORDS).intent is Intent.NO_CONTACT


def test_what_tells_something_else_is_asked_again_where_yes_or_no_was_asked() -> None:
    reading = heard("we talked last night", AskKind.YES_NO)
    assert (reading.intent, reading.value) == (Intent.WORDS, "we talked last night")
    assert reading.confidence < 0.6


def test_a_mark_off_the_scale_is_unclear() -> None:
    reading = heard("11", SCALE)
    assert (reading.intent, reading.value) == (Intent.UNCLEAR, None)
    assert reading.confidence < 0.6


def test_a_sentence_that_answers_nothing_is_free_words_to_ask_again_about() -> None:
    reading = heard("honestly no idea how to rate that one today", SCALE)
    assert reading.intent is Intent.WORDS
    assert reading.confidence < 0.6


def test_asked_for_words_the_words_are_the_answer() -> None:
    reading = heard("  We talked about the kids. ", AskKind.WORDS)
    assert (reading.intent, reading.value) == (Intent.ANSWER, "We talked about the kids.")


def test_asked_nothing_words_are_words() -> None:
    assert heard("we talked about the kids").intent is Intent.WORDS


def test_a_promise_rides_along_with_the_answer() -> None:
    reading = heard("cook dinner sunday", AskKind.PROMISE)
    assert reading.intent is Intent.ANSWER
    assert reading.promise is not None
    assert (reading.promise.what, reading.promise.due) == ("cook dinner", "2026-03-08")


def test_no_promise_is_caught_where_someone_is_in_danger() -> None:
    assert heard("i will kill him tomorrow at 6").promise is None


def test_spanish_is_read_in_spanish() -> None:
    reading = read("el viernes a las 8 de la noche", Asked(AskKind.WHEN), NOW, ZONE, "es")
    assert (reading.intent, reading.value) == (Intent.ANSWER, "2026-03-06T20:00:00")


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("I want to let go", Signal.LET_GO),
        ("it's over, i give up on us", Signal.LET_GO),
        ("I lied to her about the money", Signal.LIED),
        ("i broke my promise", Signal.BROKE_PROMISE),
        ("i texted 10 times", Signal.PUSHED),
        ("should i call her", Signal.QUESTION),
        ("she said yes", Signal.GOOD_NEWS),
        ("so sad tonight", Signal.LOW),
        ("im so angry at him", Signal.ANGRY),
        ("you have the wrong number", Signal.WRONG_NUMBER),
        ("what was the question", Signal.REPEAT),
        ("i turned up at her work with flowers", Signal.PUSHED),
        ("i went to her house uninvited", Signal.PUSHED),
        ("apareci en su trabajo con flores", Signal.PUSHED),
    ],
)
def test_free_words_let_on_more_than_their_answer(text: str, signal: Signal) -> None:
    assert signal in heard(text).signals


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("i cant let go of her", Signal.LET_GO),
        ("i never lied to her", Signal.LIED),
        ("she pushed me away", Signal.PUSHED),
        ("she invited me over so i showed up at her place", Signal.PUSHED),
        ("do the tax papers by friday", Signal.QUESTION),
        ("im not sad", Signal.LOW),
        ("she is angry with me", Signal.ANGRY),
        ("i wish she said yes", Signal.GOOD_NEWS),
    ],
)
def test_the_opposite_lets_on_nothing(text: str, signal: Signal) -> None:
    assert signal not in heard(text).signals


@given(text=st.text(max_size=400), kind=st.sampled_from([None, *AskKind]))
def test_no_text_a_person_can_type_breaks_the_reading(text: str, kind: AskKind | None) -> None:
    reading = heard(text, kind)
    assert 0.0 <= reading.confidence <= 1.0
    assert reading.rule


@pytest.mark.parametrize("text", ["", " ", "\x00", "💔" * 800, "a" * 1600, "7 " * 800, "((((((", "привет", "مرحبا", "1e999999", "9" * 1600])
@pytest.mark.parametrize("kind", [None, *AskKind])
def test_odd_texts_are_read_without_complaint(text: str, kind: AskKind | None) -> None:
    assert isinstance(heard(text, kind).intent, Intent)


@pytest.mark.parametrize("name", ["yes_no", "commands", "words"])
def test_samples_of_real_speech_are_read_right(name: str) -> None:
    path = SHARED / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"no {path}")
    assert score(path).share >= 97


def test_the_report_tells_every_tag_and_alarm() -> None:
    text = report([Path(__file__).parent / "phrases" / "opt_out.jsonl"])
    assert "look_alike" in text
    assert "opt_out recall" in text
    assert "opt_out false alarms" in text


@pytest.mark.parametrize(
    ("text", "start", "end", "right"),
    [
        ("before 5pm", None, "2026-03-01T17:00:00", True),
        ("before 6pm", None, "2026-03-01T17:00:00", False),
        ("after 6pm", "2026-03-01T17:00:00", None, True),
        ("9am", "08:00:00", "12:00:00", True),
        ("tomorrow 9am", "08:00:00", "12:00:00", True),
        ("noon", "08:00:00", "12:00:00", False),
        ("11pm", "22:00:00", "02:00:00", True),
        ("tomorrow", "08:00:00", "12:00:00", False),
        ("friday", "2026-03-06", "2026-03-08", True),
        ("sunday", "2026-03-06", "2026-03-08", False),
    ],
)
def test_any_moment_inside_a_range_is_right(text: str, start: str | None, end: str | None, right: bool) -> None:
    line = check({"text": text, "asked": {"kind": "when"}})
    reading = heard(text, AskKind.WHEN)
    assert is_right({"intent": "answer", "value": {"start": start, "end": end}}, line, reading) is right
