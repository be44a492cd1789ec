"""Sending: what the last look lets through, what the carrier refuses, and what the journey hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.carrier.port import Handed, Outgoing
from coach.carrier.simulated import InProcess
from coach.carrier.simulated.faults import Fault
from coach.core.effects import TextKind
from coach.core.events import CoachResumed, CoachTookOver, CoachWrote
from coach.core.model import Phase
from coach.core.timing import closes, is_open, local
from coach.engine.beats import decide_inbox, wake_due
from coach.engine.judging import withheld
from coach.store.database import Away
from coach.store.found import Claimed
from coach.store.rows import Arrived
from tests.engine.stage import ALEX, KIM, SAM, Stage, once_each

NEW_YORK = "America/New_York"
OURS = "+15005550006"


class Weighing(InProcess):
    """The simulated carrier, with a note of how long each text may wait in its queue."""

    def __init__(self, network) -> None:
        super().__init__(network)
        self.valid: list[int] = []

    def send(self, text: Outgoing) -> Handed:
        self.valid.append(text.valid)
        return super().send(text)


def test_stop_is_confirmed_once_by_the_carrier_and_never_by_us_as_well(stage: Stage) -> None:
    stage.joins(SAM)
    before = len(stage.shown(SAM))
    stage.texts(SAM, "STOP", "STOP")
    assert len(stage.shown(SAM)) == before
    assert stage.state(SAM).phase is Phase.STOPPED


def test_stop_is_confirmed_once_by_us_where_the_carrier_leaves_it_to_us(stage: Stage) -> None:
    stage = stage.beside(settings=replace(stage.settings, optout_replies="app"))
    stage.network.keywords = {}
    stage.joins(SAM)
    before = len(stage.shown(SAM))
    stage.texts(SAM, "STOP", "STOP", "hello?")
    assert len(stage.shown(SAM)) == before + 1


def test_somebody_the_carrier_blocks_is_stopped_without_a_goodbye(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.handset(SAM).blocked = True
    before = len(stage.shown(SAM))
    stage.to_prompt(SAM)
    stage.settle()
    assert stage.state(SAM).phase is Phase.STOPPED
    assert len(stage.shown(SAM)) == before
    assert stage.became(SAM)[-1] == "failed"
    assert "opt_out" not in [text.kind for text in stage.outbox(SAM)]


def test_a_block_that_is_told_of_later_by_receipt_stops_as_well(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.advanced_opt_out = True
    stage.network.handset(SAM).blocked = True
    stage.to_prompt(SAM)
    stage.settle()
    assert stage.state(SAM).phase is Phase.STOPPED
    assert "opt_out" not in [text.kind for text in stage.outbox(SAM)]


def test_a_number_that_cannot_be_texted_pauses_the_journey_and_calls_a_coach(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.faults.set(Fault.REFUSE, next=1, code=21614)
    stage.to_prompt(SAM)
    stage.settle()
    assert stage.state(SAM).phase is Phase.PAUSED
    assert ("delivery", "bad_number:21614") in stage.alerted()


def test_a_region_we_may_not_text_concerns_one_number_and_stops_nobody_else(stage: Stage) -> None:
    stage.network.faults.set(Fault.REFUSE, next=1, code=21408)
    stage.files(SAM, "JOIN")
    stage.settle()
    stage.files(ALEX, "JOIN")
    stage.settle()
    assert once_each(stage.shown(ALEX))
    assert ("delivery", "bad_number:21408") in stage.alerted()


def test_a_wrong_account_stops_all_sending_and_calls_a_coach_once(stage: Stage) -> None:
    carrier = Weighing(stage.network)
    stage = stage.beside(carrier=carrier)
    stage.network.faults.set(Fault.REFUSE, code=20003)
    for phone in (SAM, ALEX):
        stage.files(phone, "JOIN")
    stage.settle()
    assert len(carrier.valid) == 2
    stage.files(KIM, "JOIN")
    for _ in range(50):
        stage.settle()
        stage.passes(seconds=10)
    assert len(carrier.valid) == 2
    assert stage.alerted() == [("delivery", "config:20003")]
    assert stage.shown(SAM) == stage.shown(ALEX) == stage.shown(KIM) == []
    assert set(stage.became(SAM)) == {"pending"}


def test_once_the_account_is_mended_one_text_is_tried_and_then_all_go(stage: Stage) -> None:
    stage.network.faults.set(Fault.REFUSE, code=20003)
    for phone in (SAM, ALEX, KIM):
        stage.files(phone, "JOIN")
    stage.settle()
    stage.passes(minutes=11)
    assert stage.engine.sender.send_batch() == 1
    stage.network.faults.clear()
    stage.passes(minutes=11)
    stage.settle()
    assert all(once_each(stage.shown(phone)) for phone in (SAM, ALEX, KIM))
    for phone in (SAM, ALEX, KIM):
        stage.files(phone, "READY")
    decide_inbox(stage.engine)
    assert stage.engine.sender.send_batch() == 3


def test_a_sender_that_is_not_registered_is_told_by_receipt_and_stops_all_sending_too(stage: Stage) -> None:
    stage.network.faults.set(Fault.FAIL, next=1, code=30034)
    stage.files(SAM, "JOIN")
    stage.settle()
    stage.files(ALEX, "JOIN")
    stage.settle()
    assert ("delivery", "config:30034") in stage.alerted()
    assert set(stage.became(ALEX)) == {"pending"}


def test_a_prompt_held_up_past_the_window_is_skipped_with_a_reason_and_planned_anew(stage: Stage) -> None:
    stage.joins(SAM)
    before = len(stage.shown(SAM))
    stage.to_prompt(SAM)
    key = stage.outbox(SAM)[-1].key
    stage.passes(hours=12)
    stage.settle()
    assert stage.became(SAM)[-1] == "skipped"
    assert stage.outbox(SAM)[-1].code == "send_window_closed"
    assert "not_arrived" in stage.reasons(SAM)
    assert len(stage.shown(SAM)) == before
    stage.to_prompt(SAM)
    stage.settle()
    assert stage.outbox(SAM)[-1].key == key
    assert is_open(stage.clock.at, stage.state(SAM).profile)


def test_a_prompt_that_waited_too_long_is_late_even_within_the_window(stage: Stage) -> None:
    stage.joins(SAM)
    stage.to_prompt(SAM)
    stage.passes(hours=5)
    assert is_open(stage.clock.at, stage.state(SAM).profile)
    stage.settle()
    assert (stage.became(SAM)[-1], stage.outbox(SAM)[-1].code) == ("skipped", "late")


def test_a_question_that_was_skipped_is_not_open(stage: Stage) -> None:
    stage.joins(SAM)
    while stage.state(SAM).question is None:
        stage.to_prompt(SAM)
        asked = stage.state(SAM).question
        if asked is None:
            stage.settle()
    stage.passes(hours=12)
    stage.settle()
    assert stage.state(SAM).question is None


def test_what_is_skipped_and_what_the_journey_hears_of_it_are_kept_together_or_not_at_all(stage: Stage) -> None:
    """The database goes away in the very transaction that would keep both."""
    stage.joins(SAM)
    stage.to_prompt(SAM)
    version = stage.journey(SAM).version

    def cut(journey_id: str, made: object) -> None:
        raise Away("the database went away")

    broken = stage.beside(watch=cut)
    stage.passes(hours=12)
    with pytest.raises(Away):
        broken.engine.sender.send_batch()
    assert stage.became(SAM)[-1] == "claimed"
    assert stage.journey(SAM).version == version


def claimed_by_another(stage: Stage) -> Claimed:
    """A text that is being sent just now, by another worker."""
    with stage.store.transaction() as work:
        [text] = work.claim(stage.clock.now(), 60, 1, "another")
    return text


def comes_back(stage: Stage, text: Claimed) -> None:
    """The carrier had too many requests: it was not taken."""
    with stage.store.transaction() as work:
        work.release([text.id], stage.clock.now(), "429")
    stage.settle()


def state_of(stage: Stage, phone: str, text: Claimed) -> tuple[str, str | None]:
    return next((one.state, one.code) for one in stage.outbox(phone) if one.id == text.id)


def test_a_prompt_withdrawn_while_it_is_being_sent_is_not_sent_again_when_it_comes_back(stage: Stage) -> None:
    stage.joins(SAM)
    stage.to_prompt(SAM)
    text = claimed_by_another(stage)
    stage.files(SAM, "PAUSE")
    decide_inbox(stage.engine)
    before = stage.shown(SAM)
    comes_back(stage, text)
    assert len(stage.shown(SAM)) == len(before) + 1
    assert state_of(stage, SAM, text) == ("skipped", "late")


def test_a_reply_that_comes_back_after_a_hold_began_is_not_sent(stage: Stage) -> None:
    stage.joins(SAM)
    stage.files(SAM, "FASTER")
    decide_inbox(stage.engine)
    text = claimed_by_another(stage)
    stage.texts(SAM, "I will kill myself")
    comes_back(stage, text)
    assert state_of(stage, SAM, text) == ("skipped", "send_held")


def test_a_safety_text_that_comes_back_after_stop_is_not_sent(stage: Stage) -> None:
    """After STOP nothing goes out but its one confirmation (47 CFR 64.1200(a)(12))."""
    stage.joins(SAM)
    stage.files(SAM, "I will kill myself")
    decide_inbox(stage.engine)
    text = claimed_by_another(stage)
    stage.texts(SAM, "STOP")
    comes_back(stage, text)
    assert state_of(stage, SAM, text) == ("skipped", "send_opted_out")


def test_a_goodbye_that_comes_back_after_start_is_not_sent(stage: Stage) -> None:
    stage = stage.beside(settings=replace(stage.settings, optout_replies="app"))
    stage.network.keywords = {}
    stage.joins(SAM)
    stage.files(SAM, "STOP")
    decide_inbox(stage.engine)
    text = claimed_by_another(stage)
    assert text.kind is TextKind.OPT_OUT
    stage.texts(SAM, "START")
    comes_back(stage, text)
    assert state_of(stage, SAM, text) == ("skipped", "send_skipped")


def test_a_keyword_the_carrier_says_it_has_answered_is_not_answered_by_us(stage: Stage) -> None:
    stage = stage.beside(settings=replace(stage.settings, optout_replies="app"))
    stage.joins(SAM)
    before = len(stage.shown(SAM))
    with stage.store.transaction() as work:
        work.file_inbound([Arrived("SMtold", SAM, OURS, "STOP", stage.clock.now(), {"OptOutType": "STOP"})])
    stage.settle()
    assert stage.state(SAM).phase is Phase.STOPPED
    assert len(stage.shown(SAM)) == before


def test_a_second_prompt_on_one_day_is_held_back_at_the_last_moment(stage: Stage) -> None:
    stage.joins(SAM)
    stage.to_prompt(SAM)
    text = claimed_by_another(stage)
    state = stage.state(SAM)
    now = stage.clock.now()
    assert withheld(text, state, now) is None
    assert withheld(text, replace(state, unsolicited=(now, now)), now) == "send_capped"


def test_while_held_nothing_of_the_program_goes_out_but_safety_and_help_do(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.faults.set(Fault.DOWN, next=1)
    stage.texts(SAM, "FASTER")
    held = stage.outbox(SAM)[-1]
    stage.texts(SAM, "I will kill myself")
    stage.passes(minutes=2)
    stage.settle()
    assert next(text.state for text in stage.outbox(SAM) if text.id == held.id) == "cancelled"
    assert stage.outbox(SAM)[-1].kind == "safety"
    assert stage.state(SAM).hold == "danger"
    stage.texts(SAM, "so what")
    assert stage.outbox(SAM)[-1].kind == "safety"


def test_a_danger_text_goes_out_at_any_hour(stage: Stage) -> None:
    stage.joins(SAM)
    stage.passes(hours=14)
    before = len(stage.shown(SAM))
    stage.texts(SAM, "I will kill myself")
    assert len(stage.shown(SAM)) == before + 1
    assert [kind for kind, _ in stage.alerted()] == ["danger_a"]


def test_a_reply_goes_out_at_once_even_at_night(stage: Stage) -> None:
    stage.joins(SAM)
    stage.passes(hours=14)
    before = len(stage.shown(SAM))
    stage.texts(SAM, "FASTER")
    assert len(stage.shown(SAM)) == before + 1


def test_a_reply_held_up_for_more_than_ten_minutes_keeps_to_the_window(stage: Stage) -> None:
    stage.joins(SAM)
    stage.passes(hours=14)
    before = len(stage.shown(SAM))
    stage.network.faults.set(Fault.DOWN)
    stage.texts(SAM, "FASTER")
    stage.passes(minutes=15)
    stage.settle()
    stage.network.faults.clear()
    stage.passes(minutes=20)
    stage.settle()
    assert len(stage.shown(SAM)) == before
    stage.passes(hours=8)
    stage.settle()
    assert len(stage.shown(SAM)) == before + 1


def test_a_reply_a_day_late_is_not_sent_any_more(stage: Stage) -> None:
    stage.joins(SAM)
    before = len(stage.shown(SAM))
    stage.network.faults.set(Fault.DOWN)
    stage.texts(SAM, "FASTER")
    stage.passes(hours=25)
    stage.network.faults.clear()
    stage.settle()
    assert stage.outbox(SAM)[-1].code == "late_reply" or "late_reply" in [text.code for text in stage.outbox(SAM)]
    assert all("faster" not in body.lower() for body in stage.shown(SAM)[before:])


def test_the_carrier_may_keep_a_prompt_no_longer_than_the_window_is_open(stage: Stage) -> None:
    carrier = Weighing(stage.network)
    stage = stage.beside(carrier=carrier)
    stage.joins(SAM)
    stage.to_prompt(SAM)
    stage.settle()
    left = closes(stage.clock.at, stage.state(SAM).profile) - stage.clock.at
    assert carrier.valid[-1] == min(4 * 3600, int(left.total_seconds()))
    stage.clock.at = closes(stage.clock.at, stage.state(SAM).profile) - timedelta(minutes=30)
    stage.texts(SAM, "FASTER")
    assert carrier.valid[-1] == 30 * 60
    stage.passes(hours=3)
    stage.texts(SAM, "SLOWER")
    assert carrier.valid[-1] == 10 * 60


def test_texts_reach_one_person_in_the_order_they_were_decided_even_when_the_first_is_refused_at_first(stage: Stage) -> None:
    stage.network.faults.set(Fault.TOO_MANY, next=1)
    stage.files(SAM, "JOIN", "READY")
    stage.settle()
    assert stage.shown(SAM) == []
    stage.passes(seconds=6)
    stage.settle()
    with stage.store.reading() as view:
        thread = view.thread(view.find_participants([SAM])[SAM].id)
    decided = [text.body for text in sorted(thread, key=lambda one: one.id) if not text.inbound]
    assert stage.shown(SAM) == decided
    assert len(decided) >= 2


def test_a_coachs_text_goes_out_while_the_bot_is_silent(stage: Stage) -> None:
    stage.joins(SAM)
    journey = stage.journey(SAM).id
    stage.engine.door.act(journey, CoachTookOver("jo"))
    stage.engine.door.act(journey, CoachWrote("jo", "This is Jo. I am here."))
    stage.settle()
    assert stage.shown(SAM)[-1] == "This is Jo. I am here."
    stage.engine.door.act(journey, CoachResumed("jo", "we spoke"))
    stage.settle()
    assert stage.state(SAM).phase is Phase.ACTIVE


def test_when_sending_ends_what_was_claimed_and_not_begun_goes_back_unsent(stage: Stage) -> None:
    for phone in (SAM, ALEX, KIM):
        stage.files(phone, "JOIN")
    decide_inbox(stage.engine)
    stopping = stage.beside()

    class Ending(InProcess):
        def send(self, text: Outgoing) -> Handed:
            stopping.engine.sender.ending.set()
            return super().send(text)

    stopping = stage.beside(carrier=Ending(stage.network))
    stopping.engine.sender.drain()
    out = [state for phone in (SAM, ALEX, KIM) for state in stage.became(phone)]
    assert out.count("pending") == len(out) - 1
    stage.settle()
    assert all(once_each(stage.shown(phone)) for phone in (SAM, ALEX, KIM))


def test_a_text_claimed_too_long_ago_is_not_begun(stage: Stage) -> None:
    """What the last look saw may not be so any more: it goes back, and is looked at again."""
    stage.files(SAM, "JOIN")
    stage.files(ALEX, "JOIN")
    decide_inbox(stage.engine)

    class Slow(InProcess):
        def send(self, text: Outgoing) -> Handed:
            stage.passes(seconds=10)
            return super().send(text)

    slow = stage.beside(carrier=Slow(stage.network))
    assert slow.engine.sender.send_batch() == 2
    assert sorted(stage.became(SAM) + stage.became(ALEX)).count("accepted") == 1
    stage.settle()
    assert once_each(stage.shown(SAM))
    assert once_each(stage.shown(ALEX))


def test_a_carrier_that_fails_in_an_unheard_of_way_leaves_the_text_unknown_and_the_others_go_on(stage: Stage) -> None:
    class Odd(InProcess):
        def send(self, text: Outgoing) -> Handed:
            if text.to == SAM:
                raise RuntimeError("nobody expected this")
            return super().send(text)

    odd = stage.beside(carrier=Odd(stage.network))
    stage.files(SAM, "JOIN")
    stage.files(ALEX, "JOIN")
    odd.settle()
    assert stage.became(SAM)[0] == "unknown"
    assert once_each(stage.shown(ALEX))


def test_prompts_wait_for_the_persons_own_morning(stage: Stage) -> None:
    stage.joins(SAM)
    stage.to_prompt(SAM)
    stage.settle()
    assert 9 <= local(stage.clock.at, NEW_YORK).hour < 20
    assert wake_due(stage.engine) == 0
