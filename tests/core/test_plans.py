"""What comes when: stages and gates, prompts and their order, caps, outages, pauses and pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coach.core import caps, conditions, prompts
from coach.core.effects import TextKind
from coach.core.events import CoachWrote, Woken
from coach.core.model import Intent, Phase, Profile, Reading
from coach.core.program import Answered, InStage, KeptInRow, KeptRate, Measured, Never, Prompt, Reply, Shares, Stage, Unanswered
from coach.core.state import Answer, Kept, Promise, State, Use
from tests.core import lives, programs

DAY = timedelta(days=1)
T = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
TELLS = Stage("tell", "tells", 400, (), "letting-go", tuple(Prompt(f"walk/tell/{at}", every=60) for at in range(60)), rhythm=(1, 2, 3))
TELLING = programs.program(TELLS, programs.LETTING_GO)


def prompts_of(life, days):
    """The local days (from now) on which unsolicited texts came."""
    first, sent = lives.here(life).date(), len(life.sent)
    found = []
    until = life.now + timedelta(days=days)
    while life.state.wake_at is not None and life.state.wake_at <= until:
        life.wakes()
        if len(life.sent) > sent:
            found += [(lives.here(life).date() - first).days]
            sent = len(life.sent)
    return found


def test_prompts_thin_out_by_the_stages_rhythm():
    assert prompts_of(lives.begun(TELLING), 18) == [1, 2, 4, 7, 10, 13, 16]


def test_never_more_than_one_a_day_and_four_in_seven_times_24_hours():
    eager = replace(TELLS, rhythm=(1,))
    days = prompts_of(lives.begun(programs.program(eager, programs.LETTING_GO)), 30)
    assert all(sum(day - 7 <= other <= day for other in days) <= 4 for day in days)
    assert len(set(days)) == len(days)


def test_faster_comes_tomorrow_and_allows_more_and_slower_less():
    eager = programs.program(replace(TELLS, rhythm=(1,)), programs.LETTING_GO)
    counts = []
    for reading in (Reading(Intent.FASTER), None, Reading(Intent.SLOWER)):
        life = lives.begun(eager)
        if reading:
            life.says(reading)
            life.says(reading)
            assert life.says(reading).reasons[-1].facts["pace"] in ("fastest", "slowest")
            assert life.sent[-1].key.endswith("-already")
        counts.append(len(prompts_of(life, 56)))
    assert counts[0] > 40 > counts[1] > counts[2]


def test_a_coachs_own_text_counts_among_them():
    life = lives.begun(TELLING)
    life.now += timedelta(hours=25)
    life.happens(CoachWrote("kim", "Hello"))
    assert not life.happens(Woken()).effects


def test_a_pause_lasts_as_long_as_asked_and_ends_with_a_prompt():
    life = lives.begun(TELLING)
    life.passes(3)
    life.says(Reading(Intent.PAUSE, 14 * 86400))
    assert life.sent[-1].values["until"] == (lives.here(life) + timedelta(days=14)).date().isoformat()
    assert prompts_of(life, 16)[0] in (14, 15)
    assert life.state.phase is Phase.ACTIVE


def test_a_pause_until_a_date_ends_that_morning():
    life = lives.begun(TELLING)
    life.says(Reading(Intent.PAUSE, "2026-01-20"))
    assert prompts_of(life, 20)[0] == 15


@pytest.mark.parametrize("value", [None, -5, 0])
def test_a_pause_without_a_length_lasts_a_week(value):
    life = lives.begun(TELLING)
    life.says(Reading(Intent.PAUSE, value))
    assert (life.state.paused_until - life.now).days == 7


def test_slower_in_the_middle_puts_the_next_prompt_back():
    life = lives.begun(TELLING)
    life.passes(14)
    before = life.state.next_on
    life.says(Reading(Intent.SLOWER))
    assert life.state.next_on > before


def test_pace_before_any_plan_is_only_noted():
    life = lives.begun(TELLING)
    life.state = replace(life.state, next_on=None)
    life.says(Reading(Intent.SLOWER))
    assert life.state.profile.pace == -1


def outage(hours, life=None):
    """A life that was not woken for so many hours after its moment."""
    life = life or lives.begun(TELLING)
    life.passes(4.9)
    at = life.state.wake_at
    sent = len(life.sent)
    life.wakes(timedelta(hours=hours))
    return life, at, life.sent[sent:]


def test_up_to_six_hours_late_a_prompt_still_comes():
    _, _, sent = outage(5)
    assert len(sent) == 1


def test_more_than_six_hours_late_it_is_skipped_with_a_reason_and_the_next_comes_as_planned():
    life, at, sent = outage(7)
    assert ([reason.code for reason in life.last.reasons], sent) == (["skipped_late"], [])
    assert life.last.reasons[0].facts["hours"] == 7
    assert life.state.wake_at.date() == (at + 3 * DAY).date()


def test_after_days_nothing_comes_twice_and_each_skipped_one_has_its_reason():
    life, _, sent = outage(24 * 9)
    assert len(sent) <= 1
    assert len([reason for reason in life.last.reasons if reason.code == "skipped_late"]) == 3
    assert life.state.wake_at - life.now < 4 * DAY


def test_a_text_of_theirs_after_an_outage_does_not_bring_the_late_prompt():
    life = lives.begun(TELLING)
    life.passes(4.9)
    life.now = life.state.wake_at + timedelta(hours=8)
    life.says(Reading(Intent.WORDS, "hm"))
    sent = len(life.sent)
    life.passes(0.5)
    assert len(life.sent) == sent


def test_what_becomes_due_later_counts_from_that_day_and_is_not_late():
    later = Prompt("walk/wait/later", every=60, needs=(Measured("level", least=1),))
    stage = Stage(
        "wait", "waits", 400, (), "letting-go", (Prompt("walk/wait/ask", "level", programs.SCALE, replies=(Reply(),)), later), rhythm=(2,)
    )
    life = lives.begun(programs.program(stage, programs.LETTING_GO))
    life.passes(12.2)
    life.says(Reading(Intent.ANSWER, 4))
    life.passes(2)
    assert life.sent[-1].key == "walk/wait/later"
    assert "skipped_late" not in [reason.code for _, _, _, made in life.past for reason in made.reasons]


def test_a_prompt_late_when_the_window_is_closed_waits_for_the_next_day():
    life = lives.begun(programs.program(replace(TELLS, prompts=(Prompt("walk/tell/0", every=9, at=time(19)),)), programs.LETTING_GO))
    at = life.state.wake_at
    life.wakes(timedelta(hours=4))
    assert not life.last.effects
    life.passes(2)
    assert len([text for text in life.sent if text.kind is TextKind.PROMPT]) == 1
    assert life.now > at


def test_a_stage_is_left_through_its_gate_only_after_its_dwell_and_its_opening_comes_later():
    life = lives.begun()
    life.says(Reading(Intent.WORDS, "hm"))
    answers = tuple(Answer(measure, value, life.now, "mirror", "p") for measure, value in (("back", True), ("hope", 6)))
    life.state = replace(life.state, answers=answers)
    life.says(Reading(Intent.WORDS, "hm"))
    assert life.state.stage == "mirror"
    life.wakes()
    assert life.state.stage == "space"
    assert (life.now - lives.BEGIN) >= DAY


def test_a_stage_that_is_nobodys_way_on_ends_with_its_farewell():
    life = lives.begun(programs.program(programs.REBUILT, programs.LETTING_GO))
    life.passes(40)
    assert (life.state.phase, life.sent[-1].key) == (Phase.DONE, "walk/farewell")


def test_a_last_stage_without_words_of_its_own_closes_with_the_common_ones():
    life = lives.begun(programs.program(programs.LETTING_GO))
    life.passes(20)
    assert (life.state.phase, life.sent[-1].key) == (Phase.DONE, "common/closing")


def test_stages_that_want_nothing_are_passed_once_and_never_in_a_circle():
    circle = [Stage(key, "turns", 0, (), on, (), rhythm=(1,)) for key, on in (("a", "b"), ("b", "a"))]
    life = lives.begun(programs.program(*circle, programs.LETTING_GO))
    assert life.state.stage in ("a", "b")
    assert life.happens(Woken()).state.wake_at > life.now


def state_with(**more):
    return State("j", "walk", 1, Profile(("America/New_York",)), stage="tell", stage_since=T - 30 * DAY, **more)


def test_the_opening_goes_first_then_what_was_asked_again_then_by_turns():
    stage = Stage(
        "tell", "tells", 400, (), "letting-go",
        (
            Prompt("tell", every=9),
            Prompt("weekly", "m", programs.SCALE, every=7),
            Prompt("once", weight=0),
            Prompt("heavy", weight=5),
            Prompt("again"),
            Prompt("open", opening=True),
            Prompt("demand", on_demand=True),
            Prompt("later", after=90),
        ),
        rhythm=(1,),
    )  # fmt: skip
    program = programs.program(stage, programs.LETTING_GO)
    state = replace(state_with(), used={"again": Use(1, date(2026, 2, 1), date(2026, 2, 9))})
    order, day = [], date(2026, 2, 10)
    while (prompt := prompts.choose(state, program, day)) is not None and len(order) < 9:
        order.append(prompt.key)
        state = replace(state, used={**state.used, prompt.key: Use(1, day)})
        day += DAY
    assert order == ["open", "again", "weekly", "heavy", "once", "tell"]


def test_nothing_due_within_five_weeks_is_nothing():
    program = programs.program(replace(TELLS, prompts=(Prompt("one"), Prompt("two", needs=(Measured("x"),)))), programs.LETTING_GO)
    used = {"one": Use(1, date(2026, 2, 1))}
    assert prompts.next_prompt(state_with(used=used, next_on=date(2026, 2, 10)), program, date(2026, 2, 10)) is None
    assert prompts.next_prompt(state_with(next_on=None), program, date(2026, 2, 10)) is None


def test_what_only_time_can_bring_is_found_ahead():
    soon = Prompt("soon", needs=(Never("m", equals=True, days=14), InStage(1)))
    program = programs.program(replace(TELLS, prompts=(soon, Prompt("far", after=200))), programs.LETTING_GO)
    state = state_with(answers=(Answer("m", True, T, "tell", "p"),), next_on=date(2026, 2, 10))
    moment, prompt = prompts.next_prompt(state, program, date(2026, 2, 10))
    assert (prompt.key, moment.date()) == ("soon", date(2026, 2, 24))


def test_what_time_cannot_bring_soon_enough_is_not_found():
    soon = Prompt("soon", needs=(Never("m", equals=True, days=90),))
    program = programs.program(replace(TELLS, prompts=(soon,)), programs.LETTING_GO)
    state = state_with(answers=(Answer("m", True, T, "tell", "p"),), next_on=date(2026, 2, 10))
    assert prompts.next_prompt(state, program, date(2026, 2, 10)) is None


def test_a_wording_is_fresh_again_after_sixty_days():
    program = programs.program(replace(TELLS, prompts=(Prompt("one", every=1),)), programs.LETTING_GO, wordings=1)
    said = date(2026, 2, 10)
    state = state_with(spoken={"one#0": said})
    assert prompts.choose(state, program, said + 60 * DAY) is None
    assert prompts.choose(state, program, said + 61 * DAY).key == "one"


ANSWERS = tuple(Answer("m", value, T - days * DAY, "tell", "p") for days, value in ((20, 1), (10, 6), (5, 7), (1, 5)))
PROMISES = tuple(
    Promise(f"p{days}", "call", "tell", T - 40 * DAY, kept=kept, settled_at=T - days * DAY)
    for days, kept in ((35, Kept.KEPT), (20, Kept.BROKEN), (10, Kept.KEPT), (5, Kept.KEPT))
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Measured("m"), True),
        (Measured("n"), False),
        (Measured("m", least=5, times=3), True),
        (Measured("m", least=5, times=4), False),
        (Measured("m", most=1, count=1), True),
        (Measured("m", least=6, count=3), False),
        (Measured("m", least=6, most=7, count=2), True),
        (Measured("m", least=5, times=3, days=7), False),
        (Measured("m", equals=5), True),
        (Measured("m", equals=True), False),
        (Measured("old", least=1), False),
        (Measured("old", least=1, ever=True), True),
        (Measured("word", least=1), False),
        (Never("m", 1, 15), True),
        (Never("m", 1, 25), False),
        (Answered(("m", "word")), True),
        (Answered(("m", "old")), False),
        (Answered(("m", "old"), ever=True), True),
        (Unanswered(("old", "unheard")), True),
        (Unanswered(("m", "unheard")), False),
        (Unanswered(("old", "unheard"), ever=True), False),
        (KeptInRow(2), True),
        (KeptInRow(3), False),
        (KeptRate(0.6, 30), True),
        (KeptRate(0.8, 30), False),
        (KeptRate(0.6, 30, 4), False),
        (Shares(("home", "work")), True),
        (Shares(("work",)), False),
        (Shares(()), False),
        (InStage(30), True),
        (InStage(31), False),
    ],
)
def test_each_kind_of_condition(condition, holds):
    old = Answer("old", 4, T - 60 * DAY, "other", "p")
    word = Answer("word", "hm", T, "tell", "p")
    state = state_with(answers=(old, *ANSWERS, word), promises=PROMISES)
    state = replace(state, profile=replace(state.profile, shares=("home",)))
    assert conditions.holds(condition, state, T) is holds
    assert conditions.unmet([condition], state, T) == ([] if holds else [condition])


def test_what_is_shared_may_be_nothing_and_no_stage_has_no_days():
    state = replace(state_with(), stage_since=None)
    assert conditions.holds(Shares(()), state, T)
    assert not conditions.holds(InStage(0), state, T)


def test_the_answer_and_the_promise_that_opened_a_door_belong_to_the_stage_before():
    state = state_with(answers=(Answer("m", 6, T, "before", "p"),), promises=(replace(PROMISES[0], settled_at=T),))
    state = replace(state, stage_since=T)
    assert not conditions.holds(Measured("m"), state, T)
    assert not conditions.holds(KeptInRow(1), state, T)


def test_a_run_of_kept_promises_begins_anew_where_the_program_says():
    state = state_with(promises=PROMISES, run_since=T - 7 * DAY)
    assert conditions.holds(KeptInRow(1), state, T)
    assert not conditions.holds(KeptInRow(2), state, T)


def test_why_a_day_is_full():
    state = state_with(unsolicited=tuple(T - days * DAY for days in (0, 2, 4, 7)))
    assert str(caps.capped(state, T.date())) == "cap_day sent=1"
    assert str(caps.capped(state, (T + DAY).date())) == "None"
    full = replace(state, unsolicited=tuple(T - days * DAY for days in (1, 2, 4, 7)))
    assert str(caps.capped(full, T.date())) == "cap_week sent=4"
    assert caps.free_day(full, T.date()) == (T + DAY).date()
    assert caps.free_day(replace(full, quiet_until=(T + 9 * DAY).date()), T.date()) == (T + 9 * DAY).date()


def test_woken_on_a_full_day_it_says_so():
    life = lives.begun(TELLING)
    life.passes(1.2)
    assert life.happens(Woken()).reasons[0].code == "cap_day"


def test_a_pause_in_between_two_visits_of_a_stage_restarts_its_dwell():
    life = lives.begun()
    life.now += timedelta(days=3)
    life.state = replace(life.state, stage_since=life.now)
    life.happens(Woken())
    assert life.state.stage == "mirror"


def test_where_no_hour_is_shared_nothing_comes_and_the_journey_still_ends():
    life = lives.begun(TELLING)
    apart = replace(life.state.profile, zones=("Europe/London", "Pacific/Auckland"))
    life.state = replace(life.state, profile=apart)
    life.happens(Woken())
    sent = len(life.sent)
    life.passes(745)
    assert (len(life.sent), life.state.phase) == (sent, Phase.DONE)
