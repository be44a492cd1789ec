"""Strangers, the invited, wrong numbers, and who comes back after the end."""

from __future__ import annotations

import pytest

from coach.core.effects import EraseParticipant, TextKind
from coach.core.events import CoachInvited, Failure, SendFailed
from coach.core.model import Intent, Phase, Reading, Signal
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

JOIN = Reading(Intent.OPT_IN)


def answered(value):
    return Reading(Intent.ANSWER, value)


def erased(life):
    return any(isinstance(effect, EraseParticipant) for effect in life.last.effects) and life.state.erase


def test_a_stranger_is_told_how_to_join_a_few_times_and_forgotten_after_a_month():
    life = lives.Life()
    for _ in range(9):
        life.says(Reading(Intent.WORDS, "hi"))
    assert [text.key for text in life.sent] == ["intake/stranger"] * 5
    life.passes(31)
    assert erased(life)


@pytest.mark.parametrize("phase", [Phase.INVITED, Phase.INTAKE, Phase.ACTIVE])
def test_wrong_number_is_a_wish_for_no_more_texts(phase):
    life = lives.begun() if phase is Phase.ACTIVE else lives.Life()
    if phase is Phase.INTAKE:
        life.says(JOIN)
    life.says(Reading(Intent.WORDS, "wrong number", signals=frozenset({Signal.WRONG_NUMBER})))
    assert (life.state.phase, life.sent[-1].key) == (Phase.STOPPED, "common/goodbye")


def invited():
    life = lives.Life()
    life.happens(CoachInvited("kim", "signed up on paper", "Sam"))
    return life


def test_an_invitation_is_one_text_that_asks_and_is_never_repeated():
    life = invited()
    life.passes(13)
    assert [(text.key, text.asks, text.kind) for text in life.sent] == [("intake/invitation", True, TextKind.PROMPT)]
    life.passes(3)
    assert erased(life)


def test_an_invited_person_says_ready_and_intake_goes_on():
    life = invited()
    life.wakes()
    life.says(Reading(Intent.WORDS, "who is this"))
    assert life.sent[-1].key == "intake/ready-again"
    life.says(answered(value=True))
    assert (life.state.phase, life.state.question.ref) == (Phase.INTAKE, "age")


def test_an_invitation_needs_evidence_and_comes_once():
    life = lives.Life()
    life.happens(CoachInvited("kim", "  "))
    assert not life.state.invited
    life = invited()
    before = life.state
    life.happens(CoachInvited("kim", "again"))
    assert life.state.next_on == before.next_on
    assert life.last.reasons[0].code == "refused_in_phase"


def test_an_invitation_skipped_at_the_last_moment_comes_the_next_day():
    life = invited()
    life.wakes()
    life.happens(SendFailed("intake/invitation", "prompt", Failure.SKIPPED))
    life.passes(2)
    assert [text.key for text in life.sent] == ["intake/invitation"] * 2


def test_a_new_journey_after_the_end_keeps_nothing_of_the_old_but_what_protects():
    life = lives.begun(no_contact=True)
    lives.in_phase(life, Phase.DONE)
    life.says(JOIN)
    state = life.state
    assert (state.phase, state.began_at, state.stage, state.answers, state.no_contact) == (Phase.INTAKE, None, "", (), True)
    assert state.profile.discreet


def test_after_the_end_a_text_gets_a_kind_word_and_a_stranger_the_way_in():
    ended = lives.in_phase(lives.begun(), Phase.DONE)
    ended.says(Reading(Intent.WORDS, "thank you"))
    assert ended.sent[-1].key == "common/after-end"
    refused = lives.Life()
    refused.says(JOIN)
    refused.says(answered(value=False))
    refused.says(Reading(Intent.WORDS, "ok"))
    assert refused.sent[-1].key == "intake/stranger"
