"""A coach's text to many goes out once to each, in their hours, whoever dies when; and stops at once when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.carrier.simulated import By, InProcess
from coach.core.events import CoachPaused, CoachTookOver, Words
from coach.core.timing import local
from coach.engine.broadcasting import A_HANDFUL, BREATH, carry_out, spread_out, stop
from coach.store.broadcasts_found import DONE, DRAFT, RUNNING, STOPPED, Broadcast, Fate, Turn
from coach.store.rows import NewJourney, NewParticipant
from coach.store.store import Store
from tests.engine.crowd import due, phones
from tests.engine.stage import ALEX, KIM, SAM, Stage

WORDS = (Words("en", False, "{name}, the group meets on Friday at 6."),)
SAID = "the group meets on Friday at 6."


def begins(stage: Stage, journeys: Iterable[str], *, words: tuple[Words, ...] = WORDS, days: float = 3, id_: str = "b1") -> str:
    """A broadcast to these is drafted and confirmed."""
    now = stage.clock.now()
    ids = list(journeys)
    with stage.store.transaction() as work:
        work.draft_broadcast(Broadcast(id_, "c-ana", None, now, DRAFT, words, {}), [Turn(one, now, 1) for one in ids])
        assert work.start_broadcast(id_, now, now + timedelta(days=days), spread_out([(one, now, 1) for one in ids], now))
    return id_


def carries(stage: Stage) -> int:
    """What the beats do about it."""
    done = carry_out(stage.parts, stage.engine.door)
    stage.settle()
    return done + carry_out(stage.parts, stage.engine.door)


def fates(stage: Stage, id_: str = "b1") -> dict[Fate, int]:
    with stage.store.reading() as view:
        return {fate: count for fate, count in view.tally_of(id_).counts.items() if count}


def why(stage: Stage, id_: str = "b1") -> dict[str, int]:
    with stage.store.reading() as view:
        return dict(view.tally_of(id_).reasons(Fate.LEFT_OUT))


def state_of(stage: Stage, id_: str = "b1") -> str:
    with stage.store.reading() as view:
        one = view.broadcast(id_)
    assert one is not None
    return one.state


def heard_it(stage: Stage, phone: str) -> int:
    return sum(SAID in text.body for text in stage.network.handset(phone).texts if text.by is By.APP)


def three(stage: Stage) -> list[str]:
    stage.joins(SAM, ALEX, KIM)
    return [stage.journey(phone).id for phone in (SAM, ALEX, KIM)]


def crowd(stage: Stage, people: int) -> list[str]:
    """So many on the way who have no prompt due today; their journeys."""
    now, program = stage.clock.now(), stage.library.program("win-back")
    with stage.store.transaction() as work:
        refs = work.add_participants([NewParticipant(f"p-{phone[1:]}", phone, "US") for phone in phones(people)], now)
        states = {ref.id: due(f"j-{phone[1:]}", program, now) for phone, ref in refs.items()}
        later = {
            one: replace(state, next_on=now.date() + timedelta(days=3), wake_at=now + timedelta(days=2)) for one, state in states.items()
        }
        work.begin_journeys([NewJourney(one, state, program.digest) for one, state in later.items()], now)
    return [state.journey for state in states.values()]


def test_everybody_gets_it_once_one_after_the_other_a_minute_later(stage: Stage) -> None:
    begins(stage, three(stage))
    assert carries(stage) == 0, "within the first minute nothing leaves"
    stage.clock.at += BREATH
    assert carries(stage) == 1
    stage.passes(seconds=2)
    assert carries(stage) == 2
    assert [heard_it(stage, phone) for phone in (SAM, ALEX, KIM)] == [1, 1, 1]
    assert fates(stage) == {Fate.DELIVERED: 3}
    assert state_of(stage) == DONE
    stage.passes(hours=1)
    assert carries(stage) == 0


def test_whoever_has_had_a_text_today_or_sleeps_gets_it_in_the_next_of_their_hours(stage: Stage) -> None:
    begins(stage, three(stage))
    stage.passes(hours=10)  # ten at night in New York
    carries(stage)
    assert fates(stage) == {Fate.WAITING: 3}
    with stage.store.reading() as view:
        first = view.next_turn()
    assert first is not None
    assert (local(first, "America/New_York").hour, local(first, "America/New_York").day) == (9, 3)
    stage.passes(hours=12)
    carries(stage)
    assert fates(stage) == {Fate.DELIVERED: 3}


def test_what_changed_meanwhile_is_looked_at_when_their_turn_comes(stage: Stage) -> None:
    sam, alex, kim = three(stage)
    begins(stage, [sam, alex, kim])
    stage.texts(SAM, "STOP")
    stage.engine.door.act(alex, CoachPaused("ana", stage.clock.now() + timedelta(days=9)))
    with stage.store.transaction() as work:
        work.erase(stage.journey(KIM).participant_id, stage.clock.now())
    stage.passes(minutes=5)
    carries(stage)
    assert why(stage) == {"opted_out": 1, "paused": 1, "erased": 1}
    assert [heard_it(stage, phone) for phone in (SAM, ALEX, KIM)] == [0, 0, 0]
    assert state_of(stage) == DONE


def test_whom_its_coach_may_no_longer_see_is_left_out(stage: Stage) -> None:
    sam, *_ = three(stage)
    now = stage.clock.now()
    with stage.store.transaction() as work:
        work.draft_broadcast(Broadcast("b1", "c-ana", "c-ana", now, DRAFT, WORDS, {}), [Turn(sam, now, 1)])
        work.start_broadcast("b1", now, now + timedelta(days=1), {sam: now})
        work.assign(sam, "c-ben")
    carries(stage)
    assert why(stage) == {"unseen": 1}


def test_two_broadcasts_to_one_person_come_on_two_days(stage: Stage) -> None:
    sam, *_ = three(stage)
    begins(stage, [sam])
    begins(stage, [sam], id_="b2")
    stage.passes(minutes=2)
    carries(stage)
    assert heard_it(stage, SAM) == 1
    assert {**fates(stage), **fates(stage, "b2")} == {Fate.DELIVERED: 1, Fate.WAITING: 1}
    stage.passes(days=1)
    carries(stage)
    assert heard_it(stage, SAM) == 2


def test_a_stop_takes_back_what_waits_and_says_who_had_it(stage: Stage) -> None:
    sam, alex, kim = three(stage)
    begins(stage, [sam, alex, kim])
    stage.clock.at += BREATH
    carries(stage)  # Sam has it
    stage.passes(seconds=1)
    assert carry_out(stage.parts, stage.engine.door) == 1  # Alex's is in the outbox, Kim's turn is still to come
    assert stop(stage.parts, stage.engine.door, "b1", "c-ana", "Ana") == 1
    assert stop(stage.parts, stage.engine.door, "b1", "c-ana", "Ana") is None
    stage.passes(hours=1)
    carries(stage)
    assert [heard_it(stage, phone) for phone in (SAM, ALEX, KIM)] == [1, 0, 0]
    assert fates(stage) == {Fate.DELIVERED: 1, Fate.TAKEN_BACK: 2}
    assert state_of(stage) == STOPPED
    assert [len(stage.state(phone).unsolicited) for phone in (SAM, ALEX, KIM)] == [1, 0, 0], "the right text may still come today"
    with stage.store.reading() as view:
        assert [one.journey_id for one in view.fared("b1", (Fate.DELIVERED,), 9)] == [sam]


def test_a_text_that_was_being_handed_over_when_it_stopped_is_not_tried_again(stage: Stage) -> None:
    [sam, *_] = three(stage)
    begins(stage, [sam])
    stage.clock.at += BREATH
    carry_out(stage.parts, stage.engine.door)
    with stage.store.transaction() as work:
        [text] = work.claim(stage.clock.now(), 60, 5, "slow")
    stop(stage.parts, stage.engine.door, "b1", "c-ana", "Ana")
    with stage.store.transaction() as work:
        work.release([text.id], stage.clock.now())
    stage.settle()
    assert heard_it(stage, SAM) == 0
    assert fates(stage) == {Fate.LEFT_OUT: 1}


def test_a_coach_who_takes_over_before_it_left_keeps_it_from_leaving(stage: Stage) -> None:
    [sam, *_] = three(stage)
    begins(stage, [sam])
    stage.clock.at += BREATH
    carry_out(stage.parts, stage.engine.door)
    stage.engine.door.act(sam, CoachTookOver("ben"))
    stage.settle()
    assert heard_it(stage, SAM) == 0
    assert why(stage) == {"takeover": 1}


def test_a_worker_that_dies_in_the_middle_doubles_nothing_and_loses_nobody(stage: Stage) -> None:
    journeys = crowd(stage, 60)
    begins(stage, journeys)
    stage.passes(minutes=10)
    for dies_at in (1, A_HANDFUL // 2, A_HANDFUL + 5):
        decided = 0

        def watch(_journey: str, _made: object, dies_at: int = dies_at) -> None:
            nonlocal decided
            decided += 1
            if decided == dies_at:
                raise KeyboardInterrupt

        dying = stage.beside(watch=watch)
        with pytest.raises(KeyboardInterrupt):
            carry_out(dying.parts, dying.engine.door)
    carries(stage)
    assert fates(stage) == {Fate.DELIVERED: 60}
    assert {sum(text.by is By.APP for text in phone.texts) for phone in stage.network.handsets()} == {1}


@pytest.mark.postgres
def test_two_workers_text_nobody_twice(two_stores: tuple[Store, Store], quick_stage: Stage) -> None:
    network = quick_stage.network
    first, second = (
        quick_stage.beside(store=one, carrier=InProcess(network), threads=2, ids=f"of-{nth}") for nth, one in enumerate(two_stores)
    )
    begins(first, crowd(first, 80))
    first.passes(minutes=10)
    second.clock.at = first.clock.at

    def works(stage: Stage) -> None:
        for _ in range(6):
            carry_out(stage.parts, stage.engine.door)
            stage.engine.sender.drain()

    threads = [threading.Thread(target=works, args=(stage,)) for stage in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    carries(first)
    assert fates(first) == {Fate.DELIVERED: 80}
    assert {sum(text.by is By.APP for text in phone.texts) for phone in network.handsets()} == {1}
    for stage in (first, second):
        stage.engine.sender.close()


@pytest.mark.postgres
def test_a_stop_that_races_the_workers_leaves_nobody_in_between(two_stores: tuple[Store, Store], quick_stage: Stage) -> None:
    network = quick_stage.network
    worker, desk = (quick_stage.beside(store=one, carrier=InProcess(network), ids=f"of-{nth}") for nth, one in enumerate(two_stores))
    journeys = crowd(worker, 48)
    for nth in range(6):
        mine = journeys[nth * 8 : nth * 8 + 8]
        begins(worker, mine, id_=f"b{nth}")
        worker.clock.at += timedelta(minutes=2)
        desk.clock.at = worker.clock.at
        start, wrong = threading.Barrier(2), []

        def carried(start: threading.Barrier = start, wrong: list[Exception] = wrong) -> None:
            start.wait()
            try:
                carry_out(worker.parts, worker.engine.door)
                worker.engine.sender.drain()
            except Exception as error:  # noqa: BLE001 - it is looked at below
                wrong.append(error)

        thread = threading.Thread(target=carried)
        thread.start()
        start.wait()
        threading.Event().wait(0.004 * nth)
        stop(desk.parts, desk.engine.door, f"b{nth}", "c-ana", "Ana")
        thread.join(60)
        assert wrong == []
        worker.settle()
        came = fates(worker, f"b{nth}")
        assert set(came) <= {Fate.DELIVERED, Fate.TAKEN_BACK}, came
        assert sum(came.values()) == 8
        heard = sum(text.by is By.APP for phone in network.handsets() for text in phone.texts)
        assert heard == sum(fates(worker, f"b{before}").get(Fate.DELIVERED, 0) for before in range(nth + 1))


def test_replies_and_opt_outs_of_a_day_are_counted_and_kept(stage: Stage) -> None:
    begins(stage, three(stage))
    stage.passes(minutes=5)
    carries(stage)
    stage.passes(hours=2)
    stage.texts(SAM, "thank you")
    stage.texts(SAM, "see you there")
    stage.texts(ALEX, "STOP")
    stage.passes(hours=23)
    stage.texts(KIM, "too late to be an answer")
    with stage.store.reading() as view:
        assert (view.followed(["b1"])["b1"].replies, view.followed(["b1"])["b1"].opt_outs) == (2, 1)
        one = view.broadcast("b1")
        assert one is not None
        assert one.summed is None
    stage.passes(hours=9)
    carries(stage)
    with stage.store.reading() as view:
        one = view.broadcast("b1")
    assert one is not None
    assert one.summed is not None
    assert (one.summed.counts, one.summed.followed.replies, one.summed.followed.opt_outs) == ({Fate.DELIVERED: 3}, 2, 1)


def test_nothing_is_looked_for_where_nothing_runs(stage: Stage) -> None:
    assert carries(stage) == 0
    begins(stage, three(stage)[:0])
    assert state_of(stage) == RUNNING
    carries(stage)
    assert state_of(stage) == DONE
