"""What comes when: stages and gates, prompts and their order, caps, outages, pauses and pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.core import prompts
from coach.core.events import CoachWrote, Woken
from coach.core.model import Intent, Phase, Profile, Reading
from coach.core.program import InStage, Measured, Never, Prompt, Stage
from coach.core.state import Answer, State, Use
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


def test_woken_on_a_full_day_it_says_so_if_something_was_due():
    life = lives.begun(TELLING)
    life.passes(1.2)
    assert life.happens(Woken()).reasons[0].code == "nothing_due"
    life.state = replace(life.state, next_on=lives.here(life).date())
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
