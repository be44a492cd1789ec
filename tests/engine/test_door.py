"""The door: what comes in is decided once, in order, and one person's trouble is nobody else's."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.events import CoachCorrected, CoachInvited, CoachResumed, TextReceived
from coach.core.model import Phase
from coach.core.timing import local
from coach.engine.beats import decide_inbox, wake_due
from coach.engine.welcoming import welcome
from coach.errors import BadRequest
from coach.store.rows import Saved
from coach.store.store import Store
from coach.store.tables import journal
from tests.engine.stage import ALEX, KIM, SAM, Stage, breaking_on, once_each
from tests.store.people import entry


def trips() -> Exception:
    return ValueError("+12125550123 said: help me")


def test_a_text_gives_one_reply(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    before = len(stage.shown(SAM))
    stage.texts(SAM, "READY")
    assert len(stage.shown(SAM)) == before + 1
    assert set(stage.became(SAM)) == {"delivered"}


def test_the_same_text_filed_three_times_at_once_has_the_effect_of_one(stage: Stage) -> None:
    start = threading.Barrier(3)
    new: list[frozenset[str]] = []

    def files() -> None:
        start.wait()
        new.append(stage.files(SAM, "JOIN", sid="SMtwice"))
        stage.engine.door.take_inbox()

    threads = [threading.Thread(target=files) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stage.settle()
    assert sorted(map(len, new)) == [0, 0, 1]
    assert once_each(stage.shown(SAM))
    assert stage.journey(SAM).version == 1


def test_two_texts_at_once_are_decided_one_after_the_other_in_the_order_they_came(stage: Stage) -> None:
    stage.joins(SAM)
    version, before = stage.journey(SAM).version, len(stage.shown(SAM))
    stage.files(SAM, "FASTER", "PAUSE")
    stage.settle()
    assert stage.heard(SAM)[-2:] == ["FASTER", "PAUSE"]
    assert stage.journey(SAM).version == version + 2
    assert len(stage.shown(SAM)) == before + 2
    state = stage.state(SAM)
    assert (state.profile.pace, state.phase) == (1, Phase.PAUSED)


def test_many_strangers_at_once_each_get_a_journey_of_their_own(stage: Stage) -> None:
    people = [f"+1212555{number:04}" for number in range(200, 240)]
    for phone in people:
        stage.files(phone, "JOIN")
    stage.settle()
    assert all(once_each(stage.shown(phone)) for phone in people)
    assert len({stage.journey(phone).id for phone in people}) == len(people)


def test_a_text_that_cannot_be_decided_waits_while_others_go_on(stage: Stage) -> None:
    stage = stage.beside(read=breaking_on("boom", stage.read, trips))
    stage.files(SAM, "boom")
    stage.files(SAM, "JOIN")
    stage.files(ALEX, "JOIN")
    stage.settle()
    assert once_each(stage.shown(ALEX))
    assert stage.shown(SAM) == []
    [alert] = stage.alerts()
    assert (alert.kind, alert.detail) == ("undecided", "ValueError")
    with stage.store.reading() as view:
        assert alert.participant_id == view.find_participants([SAM])[SAM].id


def test_what_could_not_be_decided_is_tried_again_later_and_then_answered_in_order(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    broken = stage.beside(read=breaking_on("hello", stage.read, trips))
    stage.files(SAM, "hello", "READY")
    assert [decide_inbox(broken.engine) for _ in range(3)] == [2, 0, 0]
    assert stage.heard(SAM) == ["JOIN"]
    stage.passes(seconds=11)
    stage.settle()
    assert stage.heard(SAM) == ["JOIN", "hello", "READY"]


def test_a_text_that_never_can_be_decided_is_tried_less_and_less_often_and_calls_a_coach_once(stage: Stage) -> None:
    stage = stage.beside(read=breaking_on("JOIN", stage.read, trips))
    stage.files(SAM, "JOIN")
    tries = 0
    for _ in range(200):
        tries += decide_inbox(stage.engine)
        stage.passes(minutes=1)
    assert 6 <= tries <= 8
    assert stage.alerted() == [("undecided", "ValueError")]


def test_a_stop_gets_through_behind_a_text_that_never_can_be_decided(stage: Stage) -> None:
    stage.joins(SAM)
    stage = stage.beside(read=breaking_on("boom", stage.read, trips))
    stage.files(SAM, "boom", "STOP")
    for _ in range(13):
        decide_inbox(stage.engine)
        stage.passes(minutes=1)
    assert stage.state(SAM).phase is Phase.STOPPED
    assert stage.heard(SAM)[-1] == "STOP"
    with stage.store.reading() as view:
        assert view.overview(stage.clock.at).undecided == 1
    assert stage.alerted() == [("undecided", "ValueError")]


def test_a_stuck_text_is_decided_after_all_once_that_can_be_done(stage: Stage) -> None:
    stage.joins(SAM)
    broken = stage.beside(read=breaking_on("boom", stage.read, trips))
    stage.files(SAM, "boom")
    for _ in range(20):
        decide_inbox(broken.engine)
        stage.passes(minutes=1)
    stage.files(SAM, "FASTER")
    assert decide_inbox(broken.engine) == 1
    stage.passes(hours=1)
    decide_inbox(stage.engine)
    assert stage.heard(SAM)[-2:] == ["FASTER", "boom"]


def occupies(stage: Stage, phone: str, ahead: int) -> None:
    """A journal row stands where the decision ``ahead`` from now would write its own: the database will refuse that one."""
    one = stage.journey(phone)
    taken = {"journey_id": one.id, "seq": one.version + ahead, "at": stage.clock.at, "kind": "Woken", "codes": "", "sealed": b""}
    phases = {"phase_before": "active", "phase_after": "active", "stage_before": "", "stage_after": ""}
    with stage.store.transaction() as work:
        work.connection.execute(journal.insert(), [taken | phases])


def test_a_decision_the_database_refuses_does_not_spoil_the_others(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    occupies(stage, SAM, 1)
    stage.files(ALEX, "JOIN")
    stage.files(SAM, "READY")
    stage.files(KIM, "JOIN")
    before = stage.journey(SAM).version
    stage.settle()
    assert once_each(stage.shown(ALEX))
    assert once_each(stage.shown(KIM))
    assert stage.journey(SAM).version == before
    assert stage.alerted() == [("undecided", "BrokenLaw")]


def test_of_one_persons_texts_those_before_the_refused_one_are_kept(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    occupies(stage, SAM, 2)
    stage.files(SAM, "READY", "Y")
    stage.settle()
    question = stage.state(SAM).question
    assert question is not None
    assert question.ref == "age"
    assert stage.alerted() == [("undecided", "BrokenLaw")]
    with stage.store.reading() as view:
        assert view.overview(stage.clock.at).undecided == 1


def test_a_waking_the_database_refuses_does_not_spoil_the_others(stage: Stage) -> None:
    stage.joins(SAM, ALEX)
    occupies(stage, SAM, 1)
    stage.passes(days=1, hours=1)
    wake_due(stage.engine)
    assert any(text.kind == "prompt" for text in stage.outbox(ALEX))
    assert stage.alerted() == [("undecided", "BrokenLaw")]


def test_meeting_somebody_who_is_there_already_begins_no_second_journey(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    begun = stage.journey(SAM)
    with stage.store.transaction() as work:
        [ref] = welcome(stage.parts, work, [SAM], stage.clock.at).values()
        assert [one.id for one in work.load_journeys(participant_ids=[ref.id])] == [begun.id]


def test_a_journey_that_cannot_be_woken_does_not_keep_the_others_asleep(stage: Stage) -> None:
    stage.joins(SAM, ALEX)
    _pin_to_a_version_that_is_gone(stage, SAM)
    stage.passes(days=1, hours=4)
    wake_due(stage.engine)
    assert ("undecided", "BadRequest") in stage.alerted()
    assert stage.state(ALEX).next_on is not None
    assert any(text.kind == "prompt" for text in stage.outbox(ALEX))
    assert wake_due(stage.engine) == 0


def _pin_to_a_version_that_is_gone(stage: Stage, phone: str) -> None:
    """As when a program's file was taken away from under a journey."""
    journey = stage.journey(phone)
    with stage.store.transaction() as work:
        work.save([Saved(journey.id, journey.version, replace(journey.state, version=99), (entry(stage.clock.at),))])


@pytest.mark.postgres
def test_a_stale_save_decides_again(two_stores: tuple[Store, Store], quick_stage: Stage) -> None:
    """Between loading and saving somebody else acts on the same journey: both count."""
    store, other = two_stores
    acted: list[str] = []

    def meddle(journey_id: str, made: object) -> None:
        if not acted and isinstance(made.event, TextReceived) and made.event.text == "FASTER":  # type: ignore[attr-defined]
            acted.append(journey_id)
            beside.engine.door.act(journey_id, CoachCorrected("jo", name="Samira"))

    stage = quick_stage.beside(store=store, watch=meddle)
    beside = stage.beside(store=other, watch=None)
    stage.joins(SAM)
    stage.texts(SAM, "FASTER")
    assert acted
    assert stage.state(SAM).profile.name == "Samira"
    assert stage.state(SAM).profile.pace == 1
    assert sum("faster" in text.key for text in stage.outbox(SAM)) == 1


def test_acting_on_a_journey_that_is_not_there_is_a_bad_request(quick_stage: Stage) -> None:
    with pytest.raises(BadRequest):
        quick_stage.engine.door.act("nobody", CoachResumed("jo", "none"))


def test_an_invitation_needs_evidence_and_a_number_that_is_new_and_did_not_opt_out(stage: Stage) -> None:
    door = stage.engine.door
    with pytest.raises(BadRequest, match="evidence"):
        door.invite(SAM, CoachInvited("jo", " "))
    door.invite(SAM, CoachInvited("jo", "signed the form on 1 March", "Sam"))
    with pytest.raises(BadRequest, match="participant already"):
        door.invite(SAM, CoachInvited("jo", "signed the form on 1 March"))
    assert stage.state(SAM).phase is Phase.INVITED
    stage.texts(ALEX, "JOIN", "STOP")
    with pytest.raises(BadRequest, match="opted out"):
        door.invite(ALEX, CoachInvited("jo", "signed the form on 1 March"))


def test_an_invited_person_is_texted_within_their_window_only(stage: Stage) -> None:
    stage.clock.at += timedelta(hours=10)
    stage.engine.door.invite(SAM, CoachInvited("jo", "signed the form on 1 March", "Sam"))
    stage.settle()
    assert stage.shown(SAM) == []
    stage.to_prompt(SAM)
    stage.settle()
    assert len(stage.shown(SAM)) == 1
    assert local(stage.clock.at, "America/New_York").hour in range(9, 20)
