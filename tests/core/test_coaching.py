"""What a coach does: writes, takes over, resumes, pauses, moves, corrects, and opts out for someone."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from coach.core.effects import SendText, TextKind
from coach.core.events import (
    CoachCorrected,
    CoachInvited,
    CoachMoved,
    CoachOptedOut,
    CoachPaused,
    CoachResumed,
    CoachTookOver,
    CoachWrote,
)
from coach.core.model import Danger, DangerKind, Intent, Phase, Reading, Tier
from coach.core.state import About
from tests.core import lives

WORDS = Reading(Intent.WORDS, "hm")
NIGHT = timedelta(hours=11)


def wrote(life, *, confirmed=False):
    """The coach's text that went out, or why it did not."""
    made = life.happens(CoachWrote("kim", "Thinking of you", confirmed=confirmed))
    sent = [effect for effect in made.effects if isinstance(effect, SendText)]
    return sent[0] if sent else made.reasons[-1].facts["why"]


def test_an_answer_within_a_day_is_not_counted_and_puts_the_next_prompt_back_a_day():
    life = lives.begun()
    text = wrote(life)
    assert (text.kind, text.body, text.expires_at) == (TextKind.COACH, "Thinking of you", None)
    assert life.state.unsolicited == ()
    assert life.state.quiet_until == lives.here(life).date() + timedelta(days=2)


def test_an_answer_outside_the_window_is_confirmed_first():
    life = lives.begun()
    life.now += NIGHT
    assert wrote(life) == "confirm_outside_window"
    assert isinstance(wrote(life, confirmed=True), SendText)


def test_later_it_is_unsolicited_and_kept_to_the_window_and_the_caps():
    life = lives.begun()
    life.now += timedelta(days=2)
    text = wrote(life)
    assert text.expires_at is not None
    assert life.state.unsolicited == (life.now,)
    assert wrote(life) == "cap_day"
    life.now += NIGHT
    assert wrote(life, confirmed=True) == "outside_window"


def test_in_a_danger_hold_it_is_always_an_answer():
    life = lives.begun()
    life.says(Reading(Intent.DANGER, Danger(DangerKind.CHILD, Tier.A)))
    life.now += timedelta(days=5)
    assert isinstance(wrote(life), SendText)
    assert life.state.unsolicited == ()


@pytest.mark.parametrize("phase", [Phase.INVITED, Phase.DONE])
def test_who_gave_no_consent_or_is_done_is_only_answered(phase):
    life = lives.Life() if phase is Phase.INVITED else lives.in_phase(lives.begun(), phase)
    life.says(WORDS)
    assert isinstance(wrote(life), SendText)
    life.now += timedelta(days=2)
    assert wrote(life) == "no_consent"


def test_after_stop_a_coach_is_refused():
    life = lives.in_phase(lives.begun(), Phase.STOPPED)
    made = life.happens(CoachWrote("kim", "Hello"))
    assert (made.effects, made.reasons[0].code) == ((), "refused_in_phase")


def test_a_takeover_sets_the_open_question_aside():
    life = lives.begun()
    while life.state.question is None:
        life.wakes()
    question = life.state.question
    life.happens(CoachTookOver("kim"))
    assert (life.state.phase, life.state.hold, life.state.question, life.state.previous) == (Phase.HELD, "takeover", None, question)


def test_a_hold_that_interrupted_a_pause_gives_way_to_it():
    life = lives.in_phase(lives.begun(), Phase.PAUSED)
    life.happens(CoachTookOver("kim"))
    life.happens(CoachResumed("kim", "talked"))
    assert life.state.phase is Phase.PAUSED
    life.happens(CoachTookOver("kim"))
    life.passes(20)
    life.happens(CoachResumed("kim", "talked"))
    assert life.state.phase is Phase.ACTIVE


def test_a_coach_ends_a_pause_but_there_is_nothing_to_end_in_an_active_journey():
    life = lives.in_phase(lives.begun(), Phase.PAUSED)
    made = life.happens(CoachResumed("kim", "talked"))
    assert (life.state.phase, made.effects) == (Phase.ACTIVE, ())
    assert life.happens(CoachResumed("kim", "talked")).reasons[0].code == "refused_in_phase"


@pytest.mark.parametrize(("days", "least", "most"), [(-3, 0, 2), (9, 8, 11), (4000, 360, 366)])
def test_a_coach_pauses_for_a_day_to_a_year(days, least, most):
    life = lives.begun()
    life.happens(CoachPaused("kim", life.now + timedelta(days=days)))
    assert life.state.phase is Phase.PAUSED
    assert least < (life.state.paused_until - life.now).days + 1 < most + 1


@pytest.mark.parametrize(
    ("stage", "reason", "override", "code"),
    [
        ("space", "asked", False, "dwell_not_over"),
        ("promises", "asked", False, "dwell_not_over"),
        ("space", "asked", True, "stage"),
        ("letting-go", "asked", False, "stage"),
        ("mirror", "asked", False, "stage"),
        ("nowhere", "asked", True, "move_refused"),
        ("space", " ", True, "move_refused"),
    ],
)
def test_a_move_needs_a_reason_a_stage_and_forward_before_dwell_an_override(stage, reason, override, code):
    life = lives.begun()
    made = life.happens(CoachMoved("kim", stage, reason, override=override))
    assert code in [one.code for one in made.reasons]
    assert (life.state.stage == stage) is (code == "stage" or stage == "mirror")


def test_after_dwell_a_coach_moves_forward_without_an_override():
    life = lives.begun()
    life.now += timedelta(days=2)
    life.happens(CoachMoved("kim", "space", "asked"))
    assert life.state.stage == "space"


def test_a_moved_journeys_opening_comes_at_the_next_planned_hour():
    morning, evening = lives.begun(), lives.begun()
    morning.now += timedelta(hours=22)
    for life in (morning, evening):
        life.happens(CoachMoved("kim", "space", "asked", override=True))
        day = lives.here(life).date()
        life.wakes()
        assert (lives.here(life).date() - day).days == (0 if life is morning else 1)


def test_a_move_keeps_a_question_about_going_on_but_drops_the_stages_own():
    life = lives.begun()
    while life.state.question is None:
        life.wakes()
    assert life.state.question.about is About.PROMPT
    life.happens(CoachMoved("kim", "space", "asked", override=True))
    assert life.state.question is None
    life.says(Reading(Intent.NO_CONTACT))
    life.happens(CoachMoved("kim", "mirror", "asked", override=True))
    assert life.state.question.about is About.LETTING_GO


def test_who_tells_a_coach_to_stop_hears_nothing_more():
    life = lives.begun()
    made = life.happens(CoachOptedOut("kim", "phoned"))
    assert life.state.phase is Phase.STOPPED
    assert not [effect for effect in made.effects if isinstance(effect, SendText)]


def test_corrections_change_what_is_named_and_an_unknown_zone_nothing():
    life = lives.begun()
    life.happens(CoachCorrected("kim", name="Al", zone="Asia/Kolkata", prompt_at=time(18)))
    profile = life.state.profile
    assert (profile.name, profile.zones, profile.prompt_at, profile.language) == ("Al", ("Asia/Kolkata",), time(18), "en")
    life.happens(CoachCorrected("kim", name="Bo", zone="Mars/Olympus"))
    assert life.state.profile == profile
    life.passes(2)
    assert lives.here(life).utcoffset() == timedelta(hours=5, minutes=30)


def test_who_is_here_already_cannot_be_invited():
    life = lives.begun()
    assert life.happens(CoachInvited("kim", "paper")).reasons[0].code == "refused_in_phase"
