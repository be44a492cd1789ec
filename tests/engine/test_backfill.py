"""Texts that came in while nobody listened are fetched from the carrier's list: each once, in order, and answered as late texts are."""

from __future__ import annotations

from datetime import timedelta

from coach.carrier.simulated.faults import Fault
from coach.core.model import Phase
from coach.engine.backfill import fetch_missed
from tests.engine.stage import ALEX, SAM, Stage, once_each


def test_what_was_missed_in_a_gap_is_filed_once_and_in_order(stage: Stage) -> None:
    stage.joins(SAM)
    stage.passes(minutes=1)
    for body in ("FASTER", "SLOWER", "PAUSE"):
        stage.network.text_from(SAM, body)
        stage.passes(minutes=1)
    assert fetch_missed(stage.parts) == 3
    assert fetch_missed(stage.parts) == 0
    stage.settle()
    assert stage.heard(SAM)[-3:] == ["FASTER", "SLOWER", "PAUSE"]
    assert stage.state(SAM).phase is Phase.PAUSED


def test_what_the_webhook_has_filed_is_not_filed_again(stage: Stage) -> None:
    arrival = stage.network.text_from(SAM, "JOIN")
    stage.files(SAM, "JOIN", sid=arrival.text.sid)
    stage.settle()
    stage.passes(minutes=5)
    assert fetch_missed(stage.parts) == 0
    assert once_each(stage.shown(SAM))


def test_a_text_of_this_moment_is_left_to_the_webhook(stage: Stage) -> None:
    stage.network.text_from(SAM, "JOIN")
    assert fetch_missed(stage.parts) == 0
    stage.passes(minutes=1)
    assert fetch_missed(stage.parts) == 1


def test_what_we_sent_ourselves_is_not_taken_for_theirs(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    stage.passes(minutes=5)
    with stage.store.reading() as view:
        before = view.overview(stage.clock.now()).participants
    fetch_missed(stage.parts)
    stage.settle()
    with stage.store.reading() as view:
        assert view.overview(stage.clock.now()).participants == before


def test_after_a_long_gap_everything_since_the_last_look_is_fetched(stage: Stage) -> None:
    assert fetch_missed(stage.parts) == 0
    stage.passes(days=3)
    stage.network.text_from(SAM, "JOIN")
    stage.passes(days=4)
    stage.network.text_from(ALEX, "JOIN")
    stage.passes(minutes=5)
    assert fetch_missed(stage.parts) == 2


def test_a_gap_with_more_texts_than_one_answer_holds_is_fetched_whole(stage: Stage) -> None:
    assert fetch_missed(stage.parts) == 0
    for number in range(1200):
        stage.network.text_from(f"+1212555{number:04}", "hello")
    stage.passes(minutes=5)
    assert fetch_missed(stage.parts) == 1200


def test_while_the_list_fails_nothing_is_lost(stage: Stage) -> None:
    stage.network.text_from(SAM, "JOIN")
    stage.passes(minutes=5)
    stage.network.faults.set(Fault.LIST_FAILS)
    assert fetch_missed(stage.parts) == 0
    stage.passes(hours=5)
    stage.network.faults.clear()
    assert fetch_missed(stage.parts) == 1


def test_an_answer_to_a_text_that_waited_for_hours_keeps_to_the_window(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.text_from(SAM, "FASTER")
    stage.passes(hours=14)
    fetch_missed(stage.parts)
    before = len(stage.shown(SAM))
    stage.settle()
    assert stage.state(SAM).profile.pace == 1
    assert len(stage.shown(SAM)) == before
    stage.passes(hours=8)
    stage.settle()
    assert len(stage.shown(SAM)) >= before + 1


def test_a_stop_that_was_missed_counts_from_the_moment_it_is_found(stage: Stage) -> None:
    stage.joins(SAM)
    stage.network.text_from(SAM, "STOP")
    stage.clock.at += timedelta(hours=6)
    fetch_missed(stage.parts)
    stage.settle()
    assert stage.state(SAM).phase is Phase.STOPPED
    with stage.store.reading() as view:
        assert view.opted_out(SAM)
