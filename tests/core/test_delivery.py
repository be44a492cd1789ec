"""Texts that did not arrive: not asked, not said, not held against anyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.effects import AlertKind, RaiseAlert
from coach.core.events import Failure, SendFailed
from coach.core.model import Danger, DangerKind, Intent, Phase, Reading, SpokenPromise, Tier
from coach.core.state import About, Kept
from tests.core import lives, programs

KEEPING = programs.program(programs.PROMISES, programs.LETTING_GO)


def failed(life, failure, key=None, kind="prompt"):
    return life.happens(SendFailed(key or life.sent[-1].key, kind, failure, "30003"))


def until(life, about):
    while life.state.question is None or life.state.question.about is not about:
        life.wakes()
    return life


def alerts(made):
    return [effect.kind for effect in made.effects if isinstance(effect, RaiseAlert)]


@pytest.mark.parametrize(("failure", "days"), [(Failure.SKIPPED, 1), (Failure.UNDELIVERED, 3)])
def test_a_prompt_that_did_not_arrive_counts_as_not_sent_and_comes_again(failure, days):
    life = until(lives.begun(), About.PROMPT)
    key, said = life.state.question.ref, dict(life.state.spoken)
    failed(life, failure)
    use = life.state.used[key]
    assert (life.state.question, life.state.unanswered, use.times) == (None, 0, 0)
    assert use.again_on == lives.here(life).date() + timedelta(days=days)
    assert len(life.state.spoken) == len(said) - 1


@pytest.mark.parametrize(("failure", "free"), [(Failure.SKIPPED, True), (Failure.UNDELIVERED, False)])
def test_the_caps_count_what_was_sent_and_not_what_was_taken_back(failure, free):
    life = until(lives.begun(), About.PROMPT)
    sent = life.state.unsolicited
    failed(life, failure)
    assert life.state.unsolicited == (sent[:-1] if free else sent)


def test_what_was_no_prompt_or_was_sent_long_ago_frees_no_day():
    life = until(lives.begun(), About.PROMPT)
    sent = life.state.unsolicited
    failed(life, Failure.SKIPPED, kind="reply")
    failed(life, Failure.SKIPPED, "common/closing")
    assert life.state.unsolicited == sent


def test_what_was_taken_back_twice_frees_one_day():
    life = until(lives.begun(), About.PROMPT)
    sent = life.state.unsolicited
    key = life.sent[-1].key
    failed(life, Failure.SKIPPED, key)
    failed(life, Failure.SKIPPED, key)
    assert life.state.unsolicited == sent[:-1]


def test_a_second_asking_that_was_taken_back_comes_the_day_after_and_the_first_counts_as_said():
    life = until(lives.begun(), About.PROMPT)
    while life.state.question.asks == 1:
        life.wakes()
    asked = life.state.question
    failed(life, Failure.SKIPPED, asked.text)
    assert (life.state.question, life.state.used[asked.ref].again_on) == (replace(asked, asks=1), None)
    assert life.state.spoken[f"{asked.text}#{asked.wording}"] == asked.at.date()
    life.wakes()
    assert (life.sent[-1].key, life.state.question.asks) == (asked.text, 2)


def test_a_reminder_of_intake_that_was_taken_back_is_not_sent_again_and_the_step_stays_open():
    life = lives.Life()
    life.says(Reading(Intent.OPT_IN))
    life.says(Reading(Intent.ANSWER, value=True))
    life.passes(2.5)
    assert (life.state.phase, life.state.question.asks) == (Phase.INTAKE, 2)
    before = life.state.question
    failed(life, Failure.SKIPPED, before.text)
    assert life.state.question == before


def test_a_question_that_never_arrived_is_not_answered_late_either():
    life = until(lives.begun(), About.PROMPT)
    life.says(Reading(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.B)))
    assert life.state.previous is not None
    failed(life, Failure.SKIPPED, life.state.previous.text)
    assert life.state.previous is None


def test_a_recurring_prompt_that_was_skipped_still_comes():
    life = until(lives.begun(programs.program(programs.SPACE, programs.LETTING_GO)), About.PROMPT)
    key = life.state.question.ref
    failed(life, Failure.SKIPPED)
    sent = len(life.sent)
    life.passes(5)
    assert key in [text.key for text in life.sent[sent:]]


def test_a_second_asking_that_did_not_arrive_leaves_the_question_open():
    life = until(lives.begun(), About.PROMPT)
    while life.state.question.asks == 1:
        life.wakes()
    failed(life, Failure.UNDELIVERED)
    assert life.state.question is not None


def test_a_promise_whose_follow_up_did_not_arrive_is_asked_about_again():
    life = lives.begun(KEEPING)
    life.says(Reading(Intent.WORDS, "i will", promise=SpokenPromise("call", "2026-01-08")))
    life.says(Reading(Intent.ANSWER, value=True))
    until(life, About.PROMISE_KEPT)
    failed(life, Failure.UNDELIVERED)
    assert (life.state.promises[0].kept, life.state.promises[0].asked_at) == (Kept.OPEN, None)
    until(life, About.PROMISE_KEPT)


@pytest.mark.parametrize("ref", ["silence", "month"])
def test_whether_to_go_on_is_asked_again_when_it_did_not_arrive(ref):
    life = lives.begun()
    if ref == "month":
        life.state = life.state.__class__(**{**life.state.__dict__, "began_at": life.now - timedelta(days=560)})
        life.happens(SendFailed("common/heard", "reply", Failure.SKIPPED))
    until(life, About.GO_ON)
    assert life.state.question.ref == ref
    failed(life, Failure.SKIPPED)
    assert (life.state.silent_since, life.state.went_on) == (None, False)
    until(life, About.GO_ON)


def test_three_undelivered_in_a_row_call_a_coach_and_a_text_of_theirs_ends_the_row():
    life = lives.begun()
    assert [alerts(failed(life, Failure.UNDELIVERED, "common/heard", "reply")) for _ in range(3)] == [[], [], [AlertKind.DELIVERY]]
    life.says(Reading(Intent.WORDS, "hm"))
    assert alerts(failed(life, Failure.UNDELIVERED, "common/heard", "reply")) == []


@pytest.mark.parametrize("phase", [Phase.ACTIVE, Phase.HELD, Phase.PAUSED])
def test_a_bad_number_pauses_and_calls_a_coach(phase):
    life = lives.in_phase(lives.begun(), phase)
    assert alerts(failed(life, Failure.BAD_NUMBER)) == [AlertKind.DELIVERY]
    assert life.state.phase is (Phase.PAUSED if phase is Phase.ACTIVE else phase)


@pytest.mark.parametrize("phase", [Phase.ACTIVE, Phase.DONE])
def test_who_told_the_carrier_to_stop_is_stopped_without_a_text(phase):
    life = lives.in_phase(lives.begun(), phase)
    failed(life, Failure.OPTED_OUT)
    assert life.state.phase is Phase.STOPPED


def test_after_the_end_and_after_stop_other_failures_change_nothing():
    for phase in (Phase.DONE, Phase.STOPPED):
        life = lives.in_phase(lives.begun(), phase)
        assert not failed(life, Failure.BAD_NUMBER).effects
        assert life.state.phase is phase


def test_a_failed_text_that_is_no_prompt_of_this_stage_changes_no_plan():
    life = lives.begun()
    before = life.state.used
    failed(life, Failure.SKIPPED, "walk/space/open")
    failed(life, Failure.UNDELIVERED, "never/said")
    assert life.state.used == before
