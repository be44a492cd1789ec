"""Silence: asked again once, then less and less often, then asked whether to go on, then left in peace."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from coach.core.effects import TextKind
from coach.core.events import CoachSetNoContact
from coach.core.model import Intent, Phase, Reading, Signal
from coach.core.program import Measured, Prompt, Stage
from coach.core.prompts import spacing
from tests.core import lives, programs

QUESTIONS = Stage(
    "ask",
    "asks",
    400,
    (Measured("level", least=7, times=9),),
    None,
    tuple(Prompt(f"walk/ask/{at}", "level", programs.SCALE, every=1) for at in range(4)),
    rhythm=(3, 4),
    milestone=9,
)
ASKING = programs.program(QUESTIONS, programs.LETTING_GO)
WORDS = Reading(Intent.WORDS, "hm")


def silent(days, life=None):
    """A life in which nobody answers, and the local dates and keys of what came."""
    life = life or lives.begun(ASKING)
    life.sent.clear()
    first = life.now
    said = []
    while life.state.wake_at is not None and life.state.wake_at < first + timedelta(days=days):
        before = len(life.sent)
        life.wakes()
        said += [(lives.here(life).date(), text.key) for text in life.sent[before:]]
    return life, said


def test_an_open_question_is_asked_again_once_in_the_same_words():
    life, _ = silent(30)
    texts = [(text.key, text.wording) for text in life.sent]
    assert texts[0] == texts[1]
    assert all(texts.count(one) == (2 if one[0].startswith("walk") else 1) for one in texts)


def test_the_spacing_widens_by_half_for_each_unanswered_prompt():
    _, said = silent(60)
    keys = [key for _, key in said]
    firsts = [on for at, (on, key) in enumerate(said) if key not in keys[:at]]
    assert [(later - sooner).days for sooner, later in pairwise(firsts)] == [3, 6, 9, 14]


def test_three_unanswered_prompts_lead_to_one_question_whether_to_go_on_and_14_days_later_to_a_pause():
    life, said = silent(90)
    keys = [key for _, key in said]
    asked, paused = said[-2], said[-1]
    assert len({key for key in keys if key.startswith("walk")}) == 3
    assert (asked[1], paused[1]) == ("common/still-there", "common/paused-silence")
    assert (paused[0] - asked[0]).days == 14
    assert life.state.phase is Phase.PAUSED
    assert life.state.question is None


def test_a_paused_silence_says_its_words_after_withdrawing_what_waits():
    life, _ = silent(90)
    effects = next(made.effects for _, _, _, made in reversed(life.past) if made.effects)
    assert [type(effect).__name__ for effect in effects] == ["WithdrawUnsent", "SendText"]


def test_any_text_ends_the_silence_and_the_spacing_narrows_back():
    life, said = silent(9)
    assert life.state.unanswered == 2
    wide = life.state.next_on
    life.says(WORDS)
    assert life.state.unanswered == 0
    assert life.state.next_on < wide
    assert (life.state.next_on - said[-2][0]).days == 4


def test_narrowing_never_makes_the_next_prompt_later_nor_earlier_than_tomorrow():
    life, _ = silent(4)
    life.state = life.state.__class__(**{**life.state.__dict__, "unanswered": 2, "next_on": lives.here(life).date()})
    life.says(WORDS)
    assert life.state.next_on == lives.here(life).date()


def test_a_text_before_any_prompt_was_sent_changes_no_date():
    life = lives.begun(ASKING)
    life.state = life.state.__class__(**{**life.state.__dict__, "unanswered": 1})
    before = life.state.next_on
    life.says(WORDS)
    assert life.state.next_on == before


@pytest.mark.parametrize(
    ("value", "phase", "said"),
    [(True, Phase.ACTIVE, "going-on"), ("unsure", Phase.ACTIVE, "going-on"), (False, Phase.PAUSED, "paused-open")],
)
def test_the_answer_whether_to_go_on_counts(value, phase, said):
    life, _ = silent(30)
    assert life.state.question.ref == "silence"
    life.says(Reading(Intent.ANSWER, value))
    assert (life.state.phase, life.sent[-1].key) == (phase, f"common/{said}")


def test_words_after_still_there_bring_the_next_prompt_tomorrow():
    life, _ = silent(30)
    life.says(WORDS)
    assert life.state.silent_since is None
    assert life.state.next_on == lives.here(life).date() + timedelta(days=1)


def test_month_18_asks_whether_to_go_on_once():
    life = lives.begun(ASKING)
    while not life.state.went_on:
        life.wakes()
        life.says(WORDS)
    assert life.sent[-2].key == "common/month-eighteen"
    assert 540 < (life.now - lives.BEGIN).days < 552
    life.says(Reading(Intent.ANSWER, value=True))
    life.passes(20)
    assert [text.key for text in life.sent].count("common/month-eighteen") == 1


def test_a_no_at_month_18_ends_the_journey():
    life = lives.begun(ASKING)
    while not life.state.went_on:
        life.says(WORDS)
        life.wakes()
    life.says(Reading(Intent.ANSWER, value=False))
    assert (life.state.phase, life.sent[-1].key) == (Phase.DONE, "common/ended")


def test_month_24_closes_kindly_and_under_no_contact_in_silence():
    spoken, mute = lives.begun(ASKING), lives.begun(ASKING)
    mute.happens(CoachSetNoContact("kim", on=True, evidence="letter"))
    for life in (spoken, mute):
        while life.state.phase is not Phase.DONE:
            life.wakes()
            if life.state.phase is Phase.PAUSED and life.state.wake_at - life.now > timedelta(days=3):
                life.says(Reading(Intent.RESUME))
        assert 725 < (life.now - lives.BEGIN).days < 740
    assert spoken.sent[-1].key == "common/closing"
    assert not any(text.kind is TextKind.PROMPT for text in mute.sent)


def test_a_missed_milestone_calls_a_coach_once_and_says_nothing():
    life, _ = silent(40)
    told = [reason for _, _, _, made in life.past for reason in made.reasons if reason.code == "milestone_missed"]
    assert len(told) == 1


def test_pace_and_silence_stretch_the_rhythm_between_one_and_thirty_days():
    state = lives.begun(ASKING).state
    for unanswered in range(9):
        for step in range(-1, 5):
            assert 1 <= spacing(state.__class__(**{**state.__dict__, "unanswered": unanswered}), ASKING, step) <= 30


def test_giving_up_is_heard_even_in_silence():
    life, _ = silent(30)
    life.says(Reading(Intent.WORDS, "i give up", signals=frozenset({Signal.LET_GO})))
    assert life.sent[-1].key == "common/letting-go"
