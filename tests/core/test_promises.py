"""A promise in their own words: caught, given a day, read back once, asked about when due, and settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.effects import RecordPromise, TextKind
from coach.core.model import Intent, Reading, Signal, SpokenPromise
from coach.core.program import KeptInRow, Measured, Prompt, Reply, Stage
from coach.core.state import About, Kept
from tests.core import lives, programs

NEW_YORK = "America/New_York"
KEEP = Stage(
    "keep", "keeps", 300, (KeptInRow(99),), None,
    (
        Prompt("walk/keep/ask", "promise", programs.PROMISE, every=60, replies=(Reply(say="walk/keep/none"),)),
        Prompt("walk/keep/mood", "mood", programs.SCALE, every=10, after=5, replies=(Reply(say="walk/keep/mood-heard"),)),
    ),
    rhythm=(4,), promises=True,
)  # fmt: skip
PLAIN = Stage("plain", "waits", 300, (Measured("x", times=9),), None, (Prompt("walk/plain/tell", every=30),), rhythm=(20,))
KEEPING = programs.program(KEEP, PLAIN, programs.LETTING_GO)
RARELY = programs.program(replace(KEEP, rhythm=(9,)), programs.LETTING_GO)
SPOKEN = SpokenPromise("call my mother", "2026-01-08")
YES, NO, UNSURE = (Reading(Intent.ANSWER, value) for value in (True, False, "unsure"))


def said(spoken, intent=Intent.WORDS):
    return Reading(intent, "i will", promise=spoken)


def promised(spoken=SPOKEN, program=KEEPING):
    """A life with one promise, caught and confirmed."""
    life = lives.begun(program)
    life.says(said(spoken))
    life.says(YES)
    return life


def asked_how_it_went(program=KEEPING):
    life = promised(program=program)
    while life.state.question is None or life.state.question.about is not About.PROMISE_KEPT:
        life.wakes()
    return life


def kept(life):
    return [promise.kept for promise in life.state.promises]


def test_a_promise_is_caught_read_back_and_counts_once_confirmed():
    life = lives.begun(KEEPING)
    life.says(said(SPOKEN))
    assert (life.sent[-1].key, life.sent[-1].values) == ("promise/confirm", {"quote": "call my mother", "due": "2026-01-08"})
    assert kept(life) == [Kept.PROPOSED]
    made = life.says(YES)
    assert (life.sent[-1].key, kept(life)) == ("promise/noted", [Kept.OPEN])
    assert any(isinstance(effect, RecordPromise) for effect in made.effects)


def test_a_promise_without_a_day_is_asked_for_one_and_then_read_back():
    life = lives.begun(KEEPING)
    life.says(said(SpokenPromise("call", None)))
    assert life.sent[-1].key == "promise/when"
    life.says(Reading(Intent.ANSWER, "2026-01-09"))
    assert (life.sent[-1].key, life.sent[-1].values["due"]) == ("promise/confirm", "2026-01-09")


def test_a_day_in_the_past_is_asked_for_again():
    life = lives.begun(KEEPING)
    life.says(said(SpokenPromise("call", None)))
    life.says(Reading(Intent.ANSWER, "2025-12-31"))
    assert life.sent[-1].key == "promise/when-ahead"
    assert kept(life) == [Kept.PROPOSED]


def test_a_promise_taken_back_is_dropped_and_an_unsure_one_gets_another_day():
    back, unsure = lives.begun(KEEPING), lives.begun(KEEPING)
    for life, reading in ((back, NO), (unsure, UNSURE)):
        life.says(said(SPOKEN))
        life.says(reading)
    assert (back.sent[-1].key, kept(back)) == ("promise/dropped", [Kept.DROPPED])
    assert (unsure.sent[-1].key, kept(unsure)) == ("promise/when", [Kept.PROPOSED])


def test_the_answer_to_a_request_for_a_promise_is_kept_and_the_promise_in_it_caught():
    life = lives.begun(KEEPING)
    life.wakes()
    life.says(said(SPOKEN, Intent.ANSWER))
    assert life.state.answers[-1].measure == "promise"
    assert life.sent[-1].key == "promise/confirm"


def test_an_answer_without_a_promise_in_it_is_answered_as_the_program_says():
    life = lives.begun(KEEPING)
    life.wakes()
    life.says(Reading(Intent.ANSWER, "nothing today"))
    assert life.sent[-1].key == "walk/keep/none"


def test_a_promise_in_passing_is_caught_beside_the_answer():
    life = lives.begun(KEEPING)
    while life.state.question is None or life.state.question.ref != "walk/keep/mood":
        life.wakes()
    life.says(replace(Reading(Intent.ANSWER, 5), promise=SpokenPromise("rest", "2026-03-01")))
    assert [text.key for text in life.sent[-2:]] == ["walk/keep/mood-heard", "promise/confirm"]


def test_no_promise_is_caught_where_the_stage_does_not_coach_them():
    life = lives.begun(programs.program(PLAIN, programs.LETTING_GO))
    life.says(said(SPOKEN))
    assert (life.sent[-1].key, life.state.promises) == ("common/heard", ())


def test_it_is_followed_up_on_the_evening_of_its_day_unasked_and_unquoted():
    """Asking the open question again would have been due that morning, and gives way."""
    life = asked_how_it_went()
    text = life.sent[-1]
    assert (text.key, text.kind, text.values) == ("promise/kept-yet", TextKind.PROMPT, {})
    assert (lives.here(life).date().isoformat(), lives.here(life).hour) == ("2026-01-08", 18)


@pytest.mark.parametrize(("reading", "standing", "key"), [(YES, Kept.KEPT, "promise/kept"), (NO, Kept.BROKEN, "promise/broken")])
def test_kept_or_broken_is_written_down(reading, standing, key):
    life = asked_how_it_went()
    life.says(reading)
    assert (kept(life), life.sent[-1].key) == ([standing], key)
    assert life.state.promises[0].settled_at == life.now


def test_a_second_promise_kept_in_a_row_is_told():
    life = asked_how_it_went()
    life.says(YES)
    life.says(said(SpokenPromise("write", (lives.here(life) + timedelta(days=1)).date().isoformat())))
    life.says(YES)
    while life.state.question is None or life.state.question.about is not About.PROMISE_KEPT:
        life.wakes()
    life.says(YES)
    assert (life.sent[-1].key, life.sent[-1].values) == ("promise/kept-run", {"run": 2})


def test_not_yet_moves_it_to_a_new_day_and_it_is_asked_about_again():
    life = asked_how_it_went()
    life.says(UNSURE)
    assert life.sent[-1].key == "promise/new-day"
    life.says(Reading(Intent.ANSWER, "2026-01-12"))
    assert (life.sent[-1].key, life.state.promises[0].moved) == ("promise/moved", 1)
    life.passes(6)
    assert life.state.question.about is About.PROMISE_KEPT


def test_unanswered_it_is_asked_once_more_after_three_days_and_then_let_lie():
    life = asked_how_it_went(RARELY)
    first = life.now
    life.wakes()
    assert (life.sent[-1].key, (life.now - first).days) == ("promise/kept-yet", 2)  # three local days, less the spread
    life.passes(5)
    assert kept(life) == [Kept.DROPPED]


def test_told_late_it_is_written_down_and_the_open_question_stays_open():
    life = asked_how_it_went()
    while life.state.question is None or life.state.question.about is not About.PROMPT:
        life.wakes()
    question = life.state.question
    assert life.state.previous.about is About.PROMISE_KEPT
    life.says(Reading(Intent.UNCLEAR), late=YES)
    assert (kept(life), life.sent[-1].key, life.state.question) == ([Kept.KEPT], "common/late", question)


@pytest.mark.parametrize("late", [UNSURE, None])
def test_told_late_and_unsure_it_is_not_written_down(late):
    life = asked_how_it_went()
    while life.state.question is None or life.state.question.about is not About.PROMPT:
        life.wakes()
    life.says(Reading(Intent.UNCLEAR), late=late)
    assert Kept.KEPT not in kept(life)


def test_a_promise_that_nobody_confirmed_is_let_lie_when_the_next_question_comes():
    life = lives.begun(KEEPING)
    life.says(said(SPOKEN))
    life.wakes()
    assert life.state.question.about is About.PROMPT
    assert kept(life) == [Kept.DROPPED]


def test_two_promises_in_the_same_instant_are_two():
    life = promised()
    life.says(said(SpokenPromise("write", "2026-01-09")))
    assert kept(life) == [Kept.OPEN, Kept.PROPOSED]
    assert len({promise.id for promise in life.state.promises}) == 2


def test_more_than_five_open_promises_are_too_many():
    life = lives.begun(KEEPING)
    for day in range(10, 16):
        life.now += timedelta(minutes=1)
        life.says(said(SpokenPromise("write", f"2026-01-{day}")))
        life.says(YES)
    assert kept(life).count(Kept.OPEN) == 5
    assert "promise/many" in [text.key for text in life.sent]


def test_owning_up_to_a_broken_promise_asks_about_the_one_due_soonest():
    life = promised()
    life.says(Reading(Intent.WORDS, "broke it", signals=frozenset({Signal.BROKE_PROMISE})))
    assert (life.sent[-1].key, life.sent[-1].kind) == ("promise/kept-yet", TextKind.REPLY)


def test_owning_up_with_no_promise_open_is_heard():
    life = lives.begun(KEEPING)
    life.says(Reading(Intent.WORDS, "broke it", signals=frozenset({Signal.BROKE_PROMISE})))
    assert life.sent[-1].key == "common/owned-up"


def test_asked_to_say_it_again_the_promise_is_read_back_again():
    life = lives.begun(KEEPING)
    life.says(said(SPOKEN))
    life.says(Reading(Intent.UNCLEAR, "what?", signals=frozenset({Signal.REPEAT})))
    assert [text.key for text in life.sent[-2:]] == ["promise/confirm", "promise/confirm"]


def test_after_a_long_pause_a_promise_long_due_is_let_lie():
    life = promised()
    life.says(Reading(Intent.PAUSE, 30 * 86400))
    life.passes(40)
    assert kept(life) == [Kept.DROPPED]
    assert "promise/kept-yet" not in [text.key for text in life.sent]


def test_an_answer_about_a_promise_long_forgotten_is_only_heard():
    life = asked_how_it_went()
    life.state = life.state.__class__(**{**life.state.__dict__, "promises": ()})
    life.says(YES)
    assert life.sent[-1].key == "common/heard"
