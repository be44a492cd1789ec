"""The other beats: erasing, redacting, escalating; and the metronome that runs them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from coach.carrier.port import Action, Delivery, Listed
from coach.carrier.simulated import By, InProcess
from coach.carrier.simulated.faults import Fault
from coach.engine.beats import BEATS, Beat, escalate, redact
from coach.engine.local import Metronome
from coach.engine.settling import check_unsettled
from coach.errors import Refused
from coach.store.database import Away
from tests.engine.stage import ALEX, SAM, Stage, once_each


def test_somebody_under_age_is_erased_after_the_last_kind_text_is_out_and_not_before(stage: Stage) -> None:
    stage.texts(SAM, "JOIN", "READY")
    stage.network.faults.set(Fault.DOWN, next=1)
    stage.texts(SAM, "N")
    assert stage.erases() == 0
    stage.passes(minutes=5)
    stage.settle()
    last = stage.shown(SAM)[-1]
    assert stage.erases() == 1
    with stage.store.reading() as view:
        assert view.find_participants([SAM]) == {}
    assert stage.network.handset(SAM).texts[-1].body == last
    stage.texts(SAM, "JOIN")
    assert stage.state(SAM).consented_at is None


def test_a_receipt_for_somebody_erased_changes_nothing_and_breaks_nothing(stage: Stage) -> None:
    stage.network.faults.set(Fault.RECEIPTS_LATE, seconds=3600)
    stage.network.faults.set(Fault.FAIL, code=30003)
    stage.texts(SAM, "JOIN", "READY", "N")
    assert stage.erases() == 1
    stage.passes(hours=2)
    stage.settle()
    assert stage.erases() == 0


def test_the_carriers_copies_are_blanked_a_day_after_they_are_settled(stage: Stage) -> None:
    arrival = stage.network.text_from(SAM, "JOIN")
    stage.files(SAM, "JOIN", sid=arrival.text.sid)
    stage.settle()
    assert redact(stage.engine) == 0
    stage.passes(hours=25)
    assert redact(stage.engine) == 3
    texts = stage.network.handset(SAM).texts
    assert all(text.copy == "" for text in texts if text.by is not By.CARRIER)
    assert redact(stage.engine) == 0


def test_copies_are_blanked_later_when_the_carrier_cannot_be_reached(stage: Stage, over_http, served, store) -> None:
    stage = over_http(store)
    stage.files(SAM, "JOIN")
    stage.settle()
    stage.passes(days=2)
    check_unsettled(stage.parts, stage.engine.door)
    stage.passes(days=2)
    served.down()
    assert redact(stage.engine) == 0
    served.up()
    assert redact(stage.engine) == 3


class Taciturn(InProcess):
    """A carrier whose list never says more than that a text was sent."""

    def listed(self, **asked) -> Iterator[Listed]:
        return iter([row if row.inbound else replace(row, delivery=Delivery.SENT) for row in super().listed(**asked)])


def test_a_text_of_which_a_network_never_says_more_than_sent_is_blanked_too(stage: Stage) -> None:
    stage = stage.beside(carrier=Taciturn(stage.network))
    stage.network.faults.set(Fault.RECEIPTS_MISSING)
    stage.texts(SAM, "JOIN")
    for _ in range(3):
        stage.passes(hours=13)
        check_unsettled(stage.parts, stage.engine.door)
    assert set(stage.became(SAM)) == {"sent"}
    with stage.store.reading() as view:
        assert view.unsettled(stage.clock.now()) == []
        assert len([one for one in view.to_redact(stage.clock.now()) if not one.inbound]) == 2


class Locked(InProcess):
    """A carrier that blanks nothing, for a reason of its own."""

    code, action = 20003, Action.CONFIG

    def redact(self, sid: str) -> None:  # noqa: ARG002 - the port's signature
        raise Refused("refused", code=self.code, action=self.action)


def test_a_copy_the_carrier_will_not_blank_now_is_tried_again(stage: Stage) -> None:
    stage.texts(SAM, "JOIN")
    stage.passes(days=2)
    for code, action in ((20003, Action.CONFIG), (20009, Action.LATER)):
        locked = stage.beside(carrier=Locked(stage.network))
        locked.carrier.code, locked.carrier.action = code, action
        assert redact(locked.engine) == 0
    assert redact(stage.engine) == 3


def test_an_alert_that_nobody_takes_on_is_counted_and_due_again(stage: Stage) -> None:
    stage.joins(SAM)
    stage.texts(SAM, "I will kill myself")
    [alert] = stage.alerts()
    assert alert.deadline - alert.raised_at <= timedelta(minutes=15)
    assert escalate(stage.engine) == 0
    stage.passes(minutes=16)
    assert escalate(stage.engine) == 1
    assert escalate(stage.engine) == 0
    [late] = stage.alerts()
    assert late.escalations == 1
    assert late.deadline == stage.clock.at + timedelta(minutes=30)
    with stage.store.transaction() as work:
        assert work.acknowledge(late.id, "jo", stage.clock.at)
    stage.passes(hours=2)
    assert escalate(stage.engine) == 0


def _only(*names: str) -> tuple[Beat, ...]:
    return tuple(beat for beat in BEATS if beat.name in names)


def _until(true, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return bool(true())


def test_the_metronome_answers_a_text_as_soon_as_it_is_nudged(stage: Stage) -> None:
    slow = tuple(Beat(beat.name, 3600, beat.run, beat.then) for beat in _only("inbox", "outbox"))
    metronome = Metronome(stage.engine, slow)
    metronome.start()
    time.sleep(0.2)
    stage.files(SAM, "JOIN")
    metronome.nudge()
    assert _until(lambda: len(stage.shown(SAM)) == 2)
    metronome.stop()
    assert once_each(stage.shown(SAM))


def test_a_nudge_that_comes_while_a_beat_runs_is_not_lost(quick_stage: Stage) -> None:
    running, go_on = threading.Event(), threading.Event()
    runs: list[float] = []

    def beat(_: object) -> int:
        runs.append(time.monotonic())
        running.set()
        go_on.wait(5)
        return 0

    metronome = Metronome(quick_stage.engine, (Beat("inbox", 3600, beat),))
    metronome.start()
    assert running.wait(5)
    metronome.nudge()
    time.sleep(0.2)  # the metronome sees that the beat runs, and lets this one go
    go_on.set()
    assert _until(lambda: len(runs) >= 2)
    metronome.stop()


def test_a_beat_that_fails_rests_a_while_and_the_others_go_on(quick_stage: Stage) -> None:
    tries: list[float] = []
    good: list[int] = []

    def failing(_: object) -> int:
        tries.append(time.monotonic())
        raise Away("the database cannot be reached")

    def fine(_: object) -> int:
        good.append(1)
        return 0

    metronome = Metronome(quick_stage.engine, (Beat("bad", 0.05, failing), Beat("good", 0.05, fine)))
    metronome.start()
    assert _until(lambda: len(good) >= 10)
    metronome.stop()
    assert len(tries) == 1


def test_while_time_is_moved_no_beat_runs(quick_stage: Stage) -> None:
    runs: list[int] = []
    metronome = Metronome(quick_stage.engine, (Beat("often", 0.02, lambda _: runs.append(1) or 0),))
    metronome.start()
    assert _until(lambda: len(runs) > 3)
    with metronome.still():
        before = len(runs)
        time.sleep(0.2)
        assert len(runs) == before
    assert _until(lambda: len(runs) > before)
    metronome.stop()


def test_stopping_ends_the_batches_after_the_one_in_hand(stage: Stage) -> None:
    for phone in (SAM, ALEX):
        stage.files(phone, "JOIN")
    metronome = Metronome(stage.engine, _only("inbox", "outbox"))
    metronome.start()
    metronome.stop()
    assert stage.engine.sender.send_batch() == 0
