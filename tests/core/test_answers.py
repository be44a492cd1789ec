"""What they say: answers, late answers, words, and what was not understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.answers import NUMBERS_REMEMBERED, WORDS_REMEMBERED, pruned
from coach.core.effects import AlertKind, RaiseAlert, RecordAnswer
from coach.core.events import CoachResumed, CoachTookOver
from coach.core.model import Asked, AskKind, Intent, Phase, Reading, Signal
from coach.core.program import Measured, Prompt, Reply, Stage
from coach.core.state import About, Answer
from tests.core import lives, programs

HM = Reading(Intent.UNCLEAR, "hm")
ASKS = Stage(
    "ask", "asks", 300, (Measured("level", least=7, times=9),), None,
    (
        Prompt("walk/ask/level", "level", programs.SCALE, weight=3, replies=(Reply(least=5, say="walk/ask/high"),)),
        Prompt("walk/ask/yes", "yes", programs.YES_NO, after=2, weight=2, replies=(
            Reply(equals=True, say="walk/ask/good", again=5), Reply(equals=False, alert="no_contact"), Reply(go="nowhere"),
        )),
        Prompt("walk/ask/words", "words", programs.WORDS, after=4, weight=1, replies=(Reply(say="walk/ask/read"),)),
        Prompt("walk/ask/last", "last", programs.SCALE, after=6, replies=(Reply(go="ask"),)),
    ),
    rhythm=(2,),
)  # fmt: skip
ASKING = programs.program(ASKS, programs.LETTING_GO, wordings=1)


def asked(ref, life=None):
    """A life in which that prompt's question is open, nothing before it answered."""
    life = life or lives.begun(ASKING)
    while life.state.question is None or life.state.question.ref != ref:
        life.wakes()
        life.state = replace(life.state, unanswered=0)
    return life


def answered(value):
    return Reading(Intent.ANSWER, value)


def test_an_answer_is_kept_for_good_and_answered_as_the_program_says():
    life = asked("walk/ask/level")
    made = life.says(answered(6))
    assert RecordAnswer("level", 6, "ask", "walk/ask/level") in made.effects
    assert (life.sent[-1].key, life.state.question) == ("walk/ask/high", None)


def test_an_answer_no_reply_is_written_for_is_noted():
    life = asked("walk/ask/level")
    life.says(answered(2))
    assert life.sent[-1].key == "common/noted"


def test_an_answer_may_have_the_prompt_asked_again_on_a_day():
    life = asked("walk/ask/yes", lives.begun(programs.program(ASKS, programs.LETTING_GO, wordings=3)))
    life.says(answered(value=True))
    at = life.now
    asked("walk/ask/yes", life)
    assert (life.now - at).days in (5, 6, 7)


def test_an_answer_that_tells_of_no_contact_sets_the_flag():
    life = asked("walk/ask/yes")
    life.says(answered(value=False))
    assert life.state.no_contact


def test_a_way_that_is_not_declared_is_not_taken_and_the_same_stage_is_no_way():
    life = asked("walk/ask/yes")
    life.says(answered("unsure"))
    assert (life.state.stage, life.last.reasons[-1].code) == ("ask", "way_not_declared")
    life = asked("walk/ask/last")
    since = life.state.stage_since
    life.says(answered(3))
    assert life.state.stage_since == since


def test_words_are_kept_to_300_characters_and_quoted_to_60():
    life = asked("walk/ask/words")
    life.says(answered("many words " * 40))
    assert len(life.state.answers[-1].value) == 300
    assert len(life.sent[-1].values["quote"]) <= 60
    life = asked("walk/ask/words")
    life.says(answered("few words"))
    assert life.sent[-1].values["quote"] == "few words"


def test_a_value_that_is_none_is_kept_as_no_words():
    life = asked("walk/ask/words")
    life.says(answered(None))
    assert life.state.answers[-1].value == ""


def test_a_late_answer_is_filed_where_it_belongs_and_the_open_question_stays_open():
    life = asked("walk/ask/yes")
    question = life.state.question
    made = life.says(HM, late=answered(6))
    assert RecordAnswer("level", 6, "ask", "walk/ask/level", late=True) in made.effects
    assert (life.state.question, life.state.previous) == (question, None)


@pytest.mark.parametrize("late", [HM, None])
def test_what_fits_neither_question_is_asked_again_once_and_then_left(late):
    life = asked("walk/ask/yes")
    life.says(HM, late=late)
    assert (life.sent[-1].key, life.sent[-1].asks) == ("common/unclear-yes_no", True)
    made = life.says(HM)
    assert [effect.kind for effect in made.effects if isinstance(effect, RaiseAlert)] == [AlertKind.NOT_UNDERSTOOD]
    assert (life.sent[-1].key, life.state.question) == ("common/unclear-twice", None)


def test_words_are_never_taken_for_a_late_answer_to_a_question_that_any_words_fit():
    life = asked("walk/ask/last")
    assert life.state.previous.asked.kind is AskKind.WORDS
    life.says(HM, late=answered("hm"))
    assert life.sent[-1].key == "common/unclear-scale"


def test_a_question_put_once_more_is_the_same_words_after_a_gentler_one_that_changes():
    life = lives.begun()
    while life.state.question is None or life.state.question.asks == 1:
        life.wakes()
    again = life.sent[-1]
    first = next(text for text in life.sent if text.key == again.key)
    assert (again.key, again.wording, first.lead) == (first.key, first.wording, "")
    assert (again.lead, again.asks) == ("common/once-more", True)
    assert life.state.spoken["common/once-more#0"] == lives.here(life).date()


def test_a_text_sent_before_a_question_was_put_is_no_late_answer_to_it_once_a_hold_is_over():
    life = asked("walk/ask/level")
    life.happens(CoachTookOver("kim"))
    life.says(HM, late=answered(6), waited=timedelta(minutes=5))
    life.happens(CoachResumed("kim", "talked"))
    made = life.says(HM, late=answered(6), waited=timedelta(minutes=5))
    assert not [effect for effect in made.effects if isinstance(effect, RecordAnswer)]
    assert RecordAnswer("level", 6, "ask", "walk/ask/level", late=True) in life.says(HM, late=answered(6)).effects


def test_after_a_week_nothing_is_a_late_answer_any_more():
    life = asked("walk/ask/yes")
    life.now = life.state.question.at + timedelta(days=8)
    life.says(HM, late=answered(6))
    assert life.state.answers == ()


def test_a_late_answer_to_a_question_about_something_else_is_not_filed():
    life = asked("walk/ask/yes")
    life.state = replace(life.state, previous=replace(life.state.previous, about=About.GO_ON))
    life.says(HM, late=answered(value=True))
    assert life.state.answers == ()


def test_a_late_answer_to_a_prompt_of_another_stage_is_kept_but_leads_nowhere():
    life = asked("walk/ask/yes")
    other = replace(life.state.previous, ref="walk/letting-go/mood")
    life.state = replace(life.state, previous=other)
    life.says(HM, late=answered(6))
    assert (life.sent[-1].key, life.state.answers[-1].measure) == ("common/late", "mood")


def test_words_nobody_asked_for_are_heard_five_times_an_hour():
    life = lives.begun()
    for _ in range(8):
        life.says(Reading(Intent.WORDS, "hm"))
    assert [text.key for text in life.sent].count("common/heard") == 5
    life.now += timedelta(hours=2)
    life.says(Reading(Intent.WORDS, "hm"))
    assert [text.key for text in life.sent].count("common/heard") == 6


@pytest.mark.parametrize(
    ("signal", "key"),
    [
        (Signal.PUSHED, "common/pushed"),
        (Signal.QUESTION, "common/question"),
        (Signal.LOW, "common/low"),
        (Signal.ANGRY, "common/angry"),
        (Signal.GOOD_NEWS, "common/good-news"),
        (Signal.LIED, "common/owned-up"),
        (Signal.REPEAT, "common/nothing-open"),
        (Signal.LET_GO, "common/letting-go"),
    ],
)
def test_what_words_let_on_is_answered_in_kind(signal, key):
    life = lives.begun()
    life.says(Reading(Intent.WORDS, "hm", signals=frozenset({signal})))
    assert life.sent[-1].key == key


def test_a_lie_owned_up_to_leads_where_the_stage_says():
    life = lives.begun(programs.program(programs.BEFRIEND, programs.SPACE, programs.LETTING_GO, programs.MIRROR))
    stage = replace(programs.BEFRIEND, ways=frozenset({"mirror", "space"}))
    life = lives.begun(programs.program(stage, programs.SPACE, programs.LETTING_GO, programs.MIRROR))
    life.says(Reading(Intent.WORDS, "i lied", signals=frozenset({Signal.LIED})))
    assert ([text.key for text in life.sent][-1], life.state.stage) == ("common/lied", "mirror")


def test_giving_up_is_asked_about_and_a_no_stays():
    life = lives.begun()
    life.says(Reading(Intent.WORDS, "i give up", signals=frozenset({Signal.LET_GO})))
    life.says(answered(value=False))
    assert (life.sent[-1].key, life.state.stage) == ("common/letting-go-no", "mirror")


def test_giving_up_in_letting_go_is_only_heard():
    life = lives.begun(programs.program(programs.LETTING_GO))
    life.says(Reading(Intent.WORDS, "i give up", signals=frozenset({Signal.LET_GO})))
    assert life.sent[-1].key == "common/low"


def test_asked_to_say_it_again_the_question_is_put_in_the_same_words():
    life = asked("walk/ask/level")
    first = life.sent[-1]
    life.says(replace(HM, signals=frozenset({Signal.REPEAT})))
    assert (life.sent[-1].key, life.sent[-1].wording) == (first.key, first.wording)


def test_an_answer_in_a_pause_is_taken_and_the_pause_goes_on():
    life = asked("walk/ask/level")
    lives.in_phase(life, Phase.PAUSED)
    life.says(answered(6))
    assert (life.state.phase, life.state.answers[-1].value) == (Phase.PAUSED, 6)


def test_only_the_latest_answers_of_a_measure_are_remembered():
    def remembered(value, count):
        answers = ()
        for nth in range(count):
            answers = pruned(answers, Answer("m", value if isinstance(value, str) else nth, lives.BEGIN, "s", "p"))
        return len(answers)

    assert remembered(1, 30) == NUMBERS_REMEMBERED
    assert remembered("words", 30) == WORDS_REMEMBERED
    assert remembered("unsure", 30) == NUMBERS_REMEMBERED


def test_a_question_unanswered_once_a_visit_comes_again():
    """A gate may hang on it, so it does not get lost; the wordings decide how soon."""
    life = lives.begun(programs.program(ASKS, programs.LETTING_GO, wordings=2))
    times = []
    for _ in range(40):
        life.wakes()
        life.state = replace(life.state, unanswered=0)
        if life.last.effects and life.sent[-1].key == "walk/ask/level":
            times.append(life.now)
    assert 13 <= (times[1] - times[0]).days <= 16


def test_choices_ride_along_with_what_is_asked():
    assert Asked(AskKind.CHOICE, choices=("home",)).choices == ("home",)


def test_a_text_sent_before_the_question_is_no_answer_to_it():
    life = asked("walk/ask/yes")
    question = life.state.question
    life.says(answered(value=True), unasked=True)
    assert (life.state.question, life.state.answers) == (question, ())
    assert life.sent[-1].key == "common/heard"


def test_free_words_to_a_closed_question_are_thanked_for_before_it_is_asked_again():
    life = asked("walk/ask/yes")
    life.says(Reading(Intent.WORDS, "it was a long and hard day for both of us"))
    assert life.sent[-1].key == "common/words-yes_no"


def test_a_gate_waits_for_the_question_that_the_same_answer_leads_to():
    chained = replace(
        programs.MIRROR,
        dwell=0,
        gate=(Measured("hope", least=1),),
        prompts=tuple(prompt for prompt in programs.MIRROR.prompts if prompt.measure in ("hope", "why")),
    )
    life = asked("walk/mirror/hope", lives.begun(programs.program(chained, programs.SPACE, programs.LETTING_GO)))
    life.says(answered(2))
    assert (life.state.stage, life.state.question.ref) == ("mirror", "walk/mirror/why")
    life.says(answered("I miss who we were"))
    assert (life.state.stage, life.state.question) == ("space", None)
