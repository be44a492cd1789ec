"""STOP, START and HELP for a person, and who asks for one."""

from __future__ import annotations

from coach.core.effects import AlertKind, RaiseAlert, RecordConsent, TextKind, WithdrawUnsent, is_withdrawn
from coach.core.model import Also, Danger, DangerKind, Intent, Phase, Reading, Tier
from tests.core import lives

STOP, START = Reading(Intent.OPT_OUT, rule="keyword"), Reading(Intent.OPT_IN)
NO_CONTACT, HELP = Reading(Intent.NO_CONTACT), Reading(Intent.HELP)


def alerts(made):
    return [effect.kind for effect in made.effects if isinstance(effect, RaiseAlert)]


def keys(made):
    return [effect.key for effect in made.effects if hasattr(effect, "wording")]


def withdrawn(made):
    return {kind for effect in made.effects if isinstance(effect, WithdrawUnsent) for kind in effect.kinds or TextKind}


def test_stop_is_confirmed_once_and_withdraws_everything():
    life = lives.begun()
    made = life.says(STOP)
    assert (keys(made), life.state.phase, life.state.wake_at) == (["common/goodbye"], Phase.STOPPED, None)
    assert withdrawn(made) == set(TextKind)
    assert RecordConsent("revoked", "keyword") in made.effects
    assert keys(life.says(STOP)) == []


def test_stop_that_the_carrier_confirmed_is_not_confirmed_again():
    assert keys(lives.begun().says(STOP, carrier_replied=True)) == []


def test_help_left_to_the_carrier_is_told_as_it_is_after_stop_too():
    life = lives.begun()
    assert life.says(HELP, carrier_replied=True).reasons[-1].code == "carrier_helped"
    life.says(STOP)
    assert life.says(HELP, carrier_replied=True).reasons[-1].code == "carrier_blocks_help"


def test_the_answer_to_help_outlives_every_withdrawal_but_that_of_everything():
    replies = (TextKind.PROMPT, TextKind.REPLY)
    assert is_withdrawn("common/heard", TextKind.REPLY, replies)
    assert not is_withdrawn("common/help", TextKind.REPLY, replies)
    assert not is_withdrawn("common/heard", TextKind.SAFETY, replies)
    assert is_withdrawn("common/help", TextKind.REPLY, ())


def test_stop_with_danger_and_no_contact_in_it_alerts_and_sets_the_flag():
    life = lives.begun()
    made = life.says(Reading(Intent.OPT_OUT, also=(Also(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.A)), Also(Intent.NO_CONTACT))))
    assert alerts(made) == [AlertKind.NO_CONTACT, AlertKind.DANGER_A]
    assert (life.state.no_contact, keys(made)) == (True, ["common/goodbye"])


def test_start_after_stop_reopens_paused_and_asks_and_only_a_yes_goes_on():
    for value, phase, said in (
        (True, Phase.ACTIVE, "resumed"),
        (False, Phase.PAUSED, "paused-open"),
        ("unsure", Phase.PAUSED, "paused-open"),
    ):
        life = lives.in_phase(lives.begun(), Phase.STOPPED)
        life.passes(20)
        made = life.says(START)
        assert (keys(made), life.state.phase) == (["common/resume"], Phase.PAUSED)
        life.says(Reading(Intent.ANSWER, value))
        assert (life.state.phase, life.sent[-1].key) == (phase, f"common/{said}")


def test_start_twice_is_still_only_asked_about():
    life = lives.in_phase(lives.begun(), Phase.STOPPED)
    life.says(START)
    assert keys(life.says(START)) == ["common/resume"]
    assert life.state.phase is Phase.PAUSED


def test_start_in_a_pause_takes_it_up_and_otherwise_there_is_nothing_to_take_up():
    paused = lives.in_phase(lives.begun(), Phase.PAUSED)
    assert keys(paused.says(START)) == ["common/resumed"]
    assert keys(paused.says(START)) == ["common/already-on"]


def test_start_before_any_journey_or_after_its_time_begins_intake():
    early = lives.Life()
    early.says(START)
    early.says(STOP)
    late = lives.in_phase(lives.begun(), Phase.STOPPED)
    late.passes(800)
    for life in (early, late):
        life.says(START)
        assert (life.state.phase, life.state.began_at) == (Phase.INTAKE, None)


def test_under_no_contact_taking_up_again_stays_quiet():
    life = lives.begun()
    life.says(NO_CONTACT)
    life.says(Reading(Intent.PAUSE, 86400 * 3))
    assert keys(life.says(Reading(Intent.RESUME))) == ["common/quiet"]


def test_a_wish_for_a_person_calls_a_coach():
    life = lives.begun()
    made = life.says(Reading(Intent.COACH))
    assert (keys(made), alerts(made)) == (["common/coach"], [AlertKind.WANTS_COACH])
