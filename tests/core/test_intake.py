"""From JOIN to the first stage, and the ways out of it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from coach.core.effects import EraseParticipant, RecordConsent, TextKind
from coach.core.events import CoachResumed, CoachTookOver, Failure, SendFailed
from coach.core.intake import NAMES
from coach.core.model import Danger, DangerKind, Intent, Phase, Reading, Tier, Window
from coach.core.state import About
from tests.core import lives

JOIN, UNCLEAR = Reading(Intent.OPT_IN), Reading(Intent.UNCLEAR)
PLAIN = {
    "ready": True,
    "age": True,
    "name": "Sam",
    "zone": "America/Chicago",
    "hours": "10:00-19:00",
    "discreet": False,
    "no-contact": False,
    "shares": "home,cats",
}


def answered(value):
    return Reading(Intent.ANSWER, value)


def at_step(name, life=None):
    """A life that has come to that question of intake."""
    life = life or lives.Life(zones=("America/New_York", "America/Chicago"))
    life.says(JOIN)
    for step in NAMES[: NAMES.index(name)]:
        life.says(answered(PLAIN[step]))
    assert life.state.question.ref == name
    return life


def erased(life):
    return any(isinstance(effect, EraseParticipant) for effect in life.last.effects) and life.state.erase


def test_join_says_what_this_is_and_asks_for_the_typed_word():
    life = lives.Life()
    life.says(JOIN)
    assert [text.key for text in life.sent] == ["intake/offer", "intake/ready"]
    assert life.state.phase is Phase.INTAKE


def test_intake_asks_eight_questions_and_the_journey_begins_tomorrow():
    life = at_step("shares")
    life.says(answered(PLAIN["shares"]))
    state = life.state
    assert [text.key for text in life.sent if text.asks] == [f"intake/{name}" for name in NAMES]
    assert (state.phase, state.stage, state.began_at) == (Phase.ACTIVE, "mirror", life.now)
    assert (state.profile.name, state.profile.zones, state.profile.shares) == ("Sam", ("America/Chicago",), ("home",))
    assert state.profile.window == Window(time(10), time(19))
    assert state.next_on == lives.here(life).date() + timedelta(days=1)


def test_consent_is_granted_by_the_typed_word():
    life = at_step("ready")
    made = life.says(answered(value=True))
    assert RecordConsent("granted", "ready") in made.effects
    assert life.state.consented_at == life.now


def test_every_text_before_the_discreet_question_is_discreet():
    life = at_step("no-contact")
    assert [text.discreet for text in life.sent] == [True] * (len(life.sent) - 1) + [False]


@pytest.mark.parametrize(("step", "key"), [("ready", "intake/not-now"), ("age", "intake/under-age")])
def test_a_refusal_or_a_minor_gets_one_kind_text_and_is_erased(step, key):
    life = at_step(step)
    life.sent.clear()
    life.says(answered(value=False))
    assert ([text.key for text in life.sent], life.state.phase) == ([key], Phase.DONE)
    assert erased(life)


@pytest.mark.parametrize("name", NAMES)
def test_not_understood_is_asked_again_once_then_the_careful_way_is_taken(name):
    life = at_step(name)
    life.says(UNCLEAR)
    assert life.sent[-1].key == f"intake/{name}-again"
    life.says(UNCLEAR)
    if name in ("ready", "age"):
        assert (life.state.phase, life.state.question.ref, life.sent[-1].key) == (Phase.INTAKE, name, f"intake/{name}-again")
    else:
        assert life.state.question is None or life.state.question.ref != name
    assert life.state.no_contact is (name == "no-contact")


@pytest.mark.parametrize("name", ["ready", "age"])
def test_consent_and_age_wait_for_a_clear_answer_and_expire_without_one(name):
    life = at_step(name)
    for _ in range(9):
        life.says(UNCLEAR)
    assert not erased(life)
    assert [text.key for text in life.sent].count(f"intake/{name}-again") <= 6
    life.says(answered(value=True))
    assert life.state.question.ref == NAMES[NAMES.index(name) + 1]


@pytest.mark.parametrize("words", ["20:00-02:00", "10:00-10:30", "24:00-25:00", "whenever", "None"])
def test_hours_that_are_none_are_asked_again(words):
    life = at_step("hours")
    life.says(answered(words))
    assert life.sent[-1].key == "intake/hours-again"


def test_hours_that_the_possible_zones_do_not_share_are_asked_again():
    life = lives.Life(zones=("America/St_Johns", "Pacific/Honolulu"))
    life.says(JOIN)
    for value in (True, True, "Sam"):
        life.says(answered(value))
    life.says(UNCLEAR)
    life.says(UNCLEAR)
    life.says(answered("09:00-11:00"))
    assert life.sent[-1].key == "intake/hours-again"


def test_midnight_is_the_end_of_the_day():
    life = at_step("hours")
    life.says(answered("18:00-00:00"))
    assert life.state.profile.window.end == time(23, 59)


def test_a_zone_that_is_none_is_asked_again():
    life = at_step("zone")
    life.says(answered("Mars/Olympus"))
    assert life.sent[-1].key == "intake/zone-again"
    assert not life.state.profile.zone_told


@pytest.mark.parametrize("value", [True, "unsure"])
def test_no_contact_in_intake_asks_about_letting_go_at_its_end(value):
    life = at_step("no-contact")
    life.says(answered(value))
    life.says(answered(""))
    assert life.state.question.about is About.LETTING_GO
    life.passes(40)
    assert all(text.kind is TextKind.REPLY for text in life.sent)


@pytest.mark.parametrize("step", ["name", "no-contact"])
def test_no_contact_told_before_it_is_asked_is_noted_and_intake_goes_on(step):
    life = at_step(step)
    life.says(Reading(Intent.NO_CONTACT))
    assert life.state.no_contact
    assert life.state.question.ref == ("name" if step == "name" else "shares")


def test_a_command_puts_the_step_again():
    life = at_step("name")
    life.says(Reading(Intent.SLOWER))
    assert life.sent[-1].key == "intake/name"


def test_one_reminder_a_day_later_once_they_consented():
    life = at_step("name")
    life.passes(5)
    reminders = [text for text in life.sent if text.kind is TextKind.PROMPT]
    assert [(text.key, text.asks) for text in reminders] == [("intake/name", True)]


def test_no_reminder_before_consent():
    life = at_step("ready")
    life.passes(5)
    assert all(text.kind is TextKind.REPLY for text in life.sent)


def test_unfinished_intake_expires_in_silence_and_is_erased():
    life = at_step("name")
    life.passes(8)
    assert life.state.phase is Phase.DONE
    assert erased(life)


def test_a_hold_does_not_lose_the_step_of_intake():
    for held in (CoachTookOver("kim"), None):
        life = at_step("name")
        life.happens(held) if held else life.says(Reading(Intent.DANGER, Danger(DangerKind.CHILD, Tier.A)))
        life.now += timedelta(days=9)
        life.happens(CoachResumed("kim", "talked"))
        assert (life.state.phase, life.state.question.ref, life.state.question.at) == (Phase.INTAKE, "name", life.now)


def test_a_held_intake_ends_too():
    life = at_step("name")
    life.happens(CoachTookOver("kim"))
    life.passes(760)
    assert life.state.phase is Phase.DONE


def test_a_question_of_intake_that_did_not_arrive_stays_open():
    life = at_step("name")
    life.happens(SendFailed("intake/name", "reply", Failure.UNDELIVERED))
    assert life.state.question.ref == "name"


def test_a_text_sent_before_a_step_was_asked_is_not_its_answer():
    life = at_step("age")
    made = life.says(answered(True), unasked=True)
    assert life.state.question.ref == "age"
    assert [reason.code for reason in made.reasons] == ["sent_before_question"]
