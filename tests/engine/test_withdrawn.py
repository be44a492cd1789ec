"""Texts that a person's own words take back before they went out: a prompt comes again, and HELP is answered all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.core.effects import TextKind
from coach.core.model import Phase
from coach.engine.beats import decide_inbox
from tests.engine.stage import SAM, Stage

PROMPT = TextKind.PROMPT.value


def prompted(stage: Stage) -> str:
    """A person for whom a prompt of the program waits in the outbox; its key."""
    stage.joins(SAM)
    stage.to_prompt(SAM)
    last = stage.outbox(SAM)[-1]
    assert (last.kind, last.state) == (PROMPT, "pending")
    return last.key


def answering_help(stage: Stage) -> Stage:
    """The same service where HELP and STOP are ours to answer, and somebody who has joined."""
    ours = stage.beside(settings=replace(stage.settings, optout_replies="app"))
    ours.joins(SAM)
    return ours


def went_out(stage: Stage) -> list[str]:
    """The keys of the prompts that reached the handset, oldest first."""
    return [text.key for text in stage.outbox(SAM) if text.kind == PROMPT and text.state not in ("pending", "cancelled")]


def until_next_prompt(stage: Stage) -> None:
    stage.to_prompt(SAM)
    stage.settle()


def test_a_prompt_that_a_pause_of_theirs_took_back_comes_first_when_they_resume(stage: Stage) -> None:
    key = prompted(stage)
    before = stage.state(SAM)
    stage.texts(SAM, "PAUSE")
    state = stage.state(SAM)
    assert (state.phase, state.used[key].times, state.question) == (Phase.PAUSED, 0, None)
    assert len(state.unsolicited) == len(before.unsolicited) - 1
    assert went_out(stage) == []
    stage.passes(days=1)
    stage.texts(SAM, "RESUME")
    until_next_prompt(stage)
    assert went_out(stage) == [key]
    assert stage.state(SAM).used[key].times == 1


def test_a_prompt_that_was_on_its_way_before_the_pause_does_not_come_twice(stage: Stage) -> None:
    key = prompted(stage)
    stage.settle()
    stage.texts(SAM, "PAUSE")
    stage.passes(days=1)
    stage.texts(SAM, "RESUME")
    until_next_prompt(stage)
    assert went_out(stage).count(key) == 1


def test_a_pause_and_going_on_in_one_breath_keep_the_prompt_too(stage: Stage) -> None:
    key = prompted(stage)
    stage.files(SAM, "PAUSE", "RESUME")
    stage.settle()
    assert stage.state(SAM).phase is Phase.ACTIVE
    until_next_prompt(stage)
    assert went_out(stage) == [key]


def test_a_prompt_that_a_dark_word_took_back_comes_when_the_quiet_is_over(stage: Stage) -> None:
    key = prompted(stage)
    stage.texts(SAM, "I feel hopeless")
    assert stage.state(SAM).used[key].times == 0
    until_next_prompt(stage)
    assert went_out(stage) == [key]


@pytest.mark.parametrize("word", ["I will kill myself", "I feel hopeless"])
def test_help_that_was_asked_for_is_answered_though_danger_follows_before_it_went_out(stage: Stage, word: str) -> None:
    stage = answering_help(stage)
    stage.files(SAM, "HELP")
    decide_inbox(stage.engine)
    stage.files(SAM, word)
    stage.settle()
    help_text, safety = stage.outbox(SAM)[-2:]
    assert (help_text.key, help_text.state) == ("common/help", "delivered")
    assert (safety.kind, safety.state) == (TextKind.SAFETY.value, "delivered")


@pytest.mark.parametrize("word", ["I will kill myself", "I feel hopeless"])
def test_help_and_danger_in_one_batch_are_both_answered(stage: Stage, word: str) -> None:
    stage = answering_help(stage)
    stage.files(SAM, "HELP", word)
    stage.settle()
    assert "common/help" in [text.key for text in stage.outbox(SAM) if text.state == "delivered"]


def test_after_stop_even_an_answer_to_help_is_taken_back(stage: Stage) -> None:
    stage = answering_help(stage)
    stage.files(SAM, "HELP", "STOP")
    stage.settle()
    assert [text.key for text in stage.outbox(SAM)][-1] == "common/goodbye"
    assert "common/help" not in [text.key for text in stage.outbox(SAM)]
