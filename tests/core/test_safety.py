"""Danger, no-contact, STOP and START: what outranks every program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.core.effects import AlertKind, RaiseAlert, TextKind, WithdrawUnsent
from coach.core.events import CoachResumed, CoachSetNoContact, CoachTookOver
from coach.core.model import Also, Danger, DangerKind, Intent, Phase, Reading, Signal, SpokenPromise, Tier
from coach.core.state import About, Kept
from tests.core import lives, programs

WORDS = Reading(Intent.WORDS, "hm")
STOP, START = Reading(Intent.OPT_OUT, rule="keyword"), Reading(Intent.OPT_IN)
NO_CONTACT = Reading(Intent.NO_CONTACT)


def danger(tier, kind=DangerKind.SELF_HARM, *also):
    return Reading(Intent.DANGER, Danger(kind, tier), also=also)


def alerts(made):
    return [effect.kind for effect in made.effects if isinstance(effect, RaiseAlert)]


def keys(made):
    return [effect.key for effect in made.effects if hasattr(effect, "wording")]


def withdrawn(made):
    return {kind for effect in made.effects if isinstance(effect, WithdrawUnsent) for kind in effect.kinds or TextKind}


@pytest.mark.parametrize("kind", list(DangerKind))
def test_danger_a_is_answered_held_and_alerted_at_once(kind):
    life = lives.begun()
    made = life.says(danger(Tier.A, kind))
    assert (keys(made), alerts(made)) == ([f"safety/{kind.value}-a"], [AlertKind.DANGER_A])
    assert (life.state.phase, life.state.hold, life.state.question) == (Phase.HELD, "danger", None)
    assert {TextKind.PROMPT, TextKind.REPLY} <= withdrawn(made)
    life.passes(60)
    assert life.sent[-1].kind is TextKind.SAFETY


def test_danger_b_is_answered_without_a_hold_and_the_next_prompt_comes_a_day_later():
    life = lives.begun()
    made = life.says(danger(Tier.B))
    assert (keys(made), alerts(made), life.state.phase) == (["safety/self_harm-b"], [AlertKind.DANGER_B], Phase.ACTIVE)
    today = lives.here(life).date()
    while life.sent[-1].kind is not TextKind.PROMPT:
        life.wakes()
    assert (lives.here(life).date() - today).days == 2


@pytest.mark.parametrize(("days", "tier"), [(6, "a"), (8, "b")])
def test_a_second_b_within_seven_days_is_an_a(days, tier):
    life = lives.begun()
    life.says(danger(Tier.B))
    life.passes(days)
    assert keys(life.says(danger(Tier.B))) == [f"safety/self_harm-{tier}"]


def test_danger_without_a_value_is_taken_for_a_b():
    assert keys(lives.begun().says(Reading(Intent.DANGER))) == ["safety/self_harm-b"]


@pytest.mark.parametrize("phase", [Phase.INVITED, Phase.INTAKE, Phase.PAUSED, Phase.HELD, Phase.DONE])
def test_danger_is_answered_in_every_phase_that_may_be_answered(phase):
    life = lives.Life() if phase in (Phase.INVITED, Phase.INTAKE) else lives.in_phase(lives.begun(), phase)
    if phase is Phase.INTAKE:
        life.says(START)
    made = life.says(danger(Tier.A))
    assert keys(made) == ["safety/self_harm-a"]
    assert life.state.phase is (phase if phase in (Phase.INVITED, Phase.DONE) else Phase.HELD)


def test_an_invitation_is_still_open_after_danger():
    life = lives.Life()
    life.says(danger(Tier.A))
    life.says(START)
    life.says(danger(Tier.B))
    assert life.state.question.ref == "ready"


def test_after_stop_danger_says_nothing_but_a_coach_hears():
    life = lives.in_phase(lives.begun(), Phase.STOPPED)
    made = life.says(danger(Tier.B))
    assert (keys(made), alerts(made)) == ([], [AlertKind.DANGER_B])
    assert alerts(life.says(danger(Tier.B))) == [AlertKind.DANGER_A]


def test_after_danger_texts_are_discreet_for_a_week():
    life = lives.begun()
    life.says(danger(Tier.B))
    life.says(WORDS)
    assert life.sent[-1].discreet
    life.passes(8)
    life.says(WORDS)
    assert not life.sent[-1].discreet


def test_only_a_coach_ends_a_hold_and_the_next_prompt_comes_tomorrow():
    life = lives.begun()
    life.says(danger(Tier.A))
    life.says(Reading(Intent.RESUME))
    life.says(START)
    assert life.state.phase is Phase.HELD
    life.happens(CoachResumed("kim", " "))
    assert life.state.phase is Phase.HELD
    life.happens(CoachResumed("kim", "talked"))
    assert (life.state.phase, life.state.hold) == (Phase.ACTIVE, None)
    assert life.state.next_on == lives.here(life).date() + timedelta(days=1)


def test_a_hold_answers_nothing_but_keeps_what_is_said():
    life = lives.in_phase(lives.begun(), Phase.HELD)
    for intent in (Intent.WORDS, Intent.PAUSE, Intent.COACH, Intent.OPT_IN, Intent.NO_CONTACT):
        assert keys(life.says(Reading(intent))) == []
    assert life.state.no_contact


def test_no_contact_flags_withdraws_alerts_and_asks_once_about_letting_go():
    life = lives.begun()
    made = life.says(NO_CONTACT)
    assert (keys(made), alerts(made)) == (["common/no-contact"], [AlertKind.NO_CONTACT])
    assert {TextKind.PROMPT, TextKind.REPLY} <= withdrawn(made)
    assert life.state.question.about is About.LETTING_GO
    assert keys(life.says(NO_CONTACT)) == ["common/quiet"]


def test_no_contact_is_silent_until_letting_go_is_chosen():
    life = lives.begun()
    life.says(NO_CONTACT)
    life.passes(60)
    assert life.sent[-1].key == "common/no-contact"
    life.says(Reading(Intent.ANSWER, value=False))
    assert life.sent[-1].key == "common/quiet"
    life.passes(60)
    assert life.sent[-1].key == "common/quiet"


def test_a_yes_to_letting_go_moves_there_and_its_prompts_come():
    life = lives.begun()
    life.says(NO_CONTACT)
    life.says(Reading(Intent.ANSWER, value=True))
    assert (life.state.stage, life.sent[-1].key) == ("letting-go", "common/letting-go-yes")
    life.passes(3)
    assert life.sent[-1].key == "walk/letting-go/open"
    assert keys(life.says(NO_CONTACT)) == ["common/no-contact-letting-go"]


def test_in_letting_go_under_no_contact_no_prompt_coaches_contact():
    life = lives.begun()
    life.says(NO_CONTACT)
    life.says(Reading(Intent.ANSWER, value=True))
    while life.state.question is None:
        life.wakes()
    life.says(Reading(Intent.ANSWER, 7))
    assert life.sent[-1].key == "walk/letting-go/up"
    assert life.last.reasons[-1].code == "no_contact_already"


def test_without_the_flag_that_prompt_is_asked():
    life = lives.begun()
    life.says(Reading(Intent.WORDS, "i give up", signals=frozenset({Signal.LET_GO})))
    life.says(Reading(Intent.ANSWER, value=True))
    while life.state.question is None:
        life.wakes()
    life.says(Reading(Intent.ANSWER, 7))
    assert life.sent[-1].key == "walk/letting-go/write"


def test_no_contact_lets_every_promise_lie():
    keeping = programs.program(programs.PROMISES, programs.LETTING_GO)
    life = lives.begun(keeping)
    life.says(Reading(Intent.WORDS, "i will", promise=SpokenPromise("call", "2026-02-01")))
    life.says(Reading(Intent.ANSWER, value=True))
    life.says(NO_CONTACT)
    assert [promise.kept for promise in life.state.promises] == [Kept.DROPPED]


@pytest.mark.parametrize("signal", [Signal.LIED, Signal.BROKE_PROMISE, Signal.PUSHED])
def test_under_no_contact_what_they_did_to_the_other_is_only_heard(signal):
    life = lives.begun()
    life.happens(CoachSetNoContact("kim", on=True, evidence="letter"))
    life.says(Reading(Intent.WORDS, "hm", signals=frozenset({signal})))
    assert life.sent[-1].key == "common/heard"


def test_a_coach_sets_the_flag_without_an_alert_and_lifts_it_only_on_evidence():
    life = lives.begun()
    assert alerts(life.happens(CoachSetNoContact("kim", on=True, evidence="letter"))) == []
    assert not life.happens(CoachSetNoContact("kim", on=True, evidence="letter")).effects
    life.happens(CoachSetNoContact("kim", on=False, evidence=" "))
    assert life.state.no_contact
    life.happens(CoachSetNoContact("kim", on=False, evidence="order ended"))
    assert not life.state.no_contact
    assert life.state.next_on == lives.here(life).date() + timedelta(days=1)


def test_lifting_the_flag_in_a_pause_plans_nothing():
    life = lives.in_phase(lives.begun(), Phase.PAUSED)
    before = life.state.next_on
    life.happens(CoachSetNoContact("kim", on=False, evidence="order ended"))
    assert life.state.next_on == before


def test_danger_and_no_contact_in_one_text_count_both():
    life = lives.begun()
    made = life.says(danger(Tier.A, DangerKind.VIOLENCE_DONE, Also(Intent.NO_CONTACT)))
    assert alerts(made) == [AlertKind.DANGER_A, AlertKind.NO_CONTACT]
    assert life.state.no_contact


def test_a_takeover_silences_and_a_second_hold_keeps_its_kind():
    life = lives.begun()
    life.says(danger(Tier.A))
    life.happens(CoachTookOver("kim"))
    assert life.state.hold == "danger"


def test_the_first_text_after_a_danger_hold_asks_nothing():
    life = lives.begun()
    life.says(danger(Tier.A))
    life.happens(CoachResumed("ana", "talked on the phone"))
    before = len(life.sent)
    life.passes(6)
    first, second = life.sent[before : before + 2]
    assert (first.key, first.asks) == ("common/after-hold", False)
    assert second.key.startswith("walk/")
