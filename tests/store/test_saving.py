"""What was decided is kept whole, once, and only if nobody else was first."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta

import pytest

from coach.core.effects import TextKind
from coach.core.model import Phase
from coach.core.state import Kept, Promise
from coach.errors import StaleState
from coach.store.database import BrokenLaw
from coach.store.rows import AlertRow, AnswerRow, ConsentRow, NewJourney, NumberText, Saved, Withdrawal
from coach.store.store import Store
from tests.store.people import ALEX, NOON, SAM, after, entry, joined, saved, state, text, wants


def keep(store: Store, *decided: Saved) -> None:
    with store.transaction() as work:
        work.save(decided)


def outbox(store: Store, participant_id: str = "p-sam") -> list[tuple[str, str]]:
    with store.reading() as view:
        return [(sent.kind, sent.state) for sent in view.thread(participant_id)]


def test_a_journey_begins_at_version_0_and_each_decision_makes_one_more(store: Store) -> None:
    joined(store)
    keep(store, Saved("j-sam", 0, state(slot=3), (entry(), entry(after(seconds=1)))))
    with store.reading() as view:
        [journey] = view.load_journeys(participant_ids=["p-sam"])
        journal = view.journal("j-sam")
    assert (journey.version, journey.state, journey.participant_id, journey.digest) == (2, state(slot=3), "p-sam", "digest")
    assert [row.seq for row in journal] == [1, 2]


def test_a_state_comes_back_from_the_database_and_not_only_from_memory(store: Store, database_url: str, sealer: object) -> None:
    joined(store)
    keep(store, saved(state=state(slot=5)))
    fresh = Store(database_url, sealer)  # type: ignore[arg-type]
    with fresh.reading() as view:
        [journey] = view.load_journeys(journey_ids=["j-sam"])
    fresh.close()
    assert journey.state == state(slot=5)


def test_whoever_saves_second_is_told_and_keeps_nothing(store: Store) -> None:
    joined(store)
    joined(store, ALEX, "alex")
    keep(store, saved())
    with pytest.raises(StaleState):
        keep(store, saved("j-alex", 0, text()), saved("j-sam", 0, text()))
    with store.reading() as view:
        versions = [journey.version for journey in view.load_journeys(journey_ids=["j-sam", "j-alex"])]
        assert (versions, view.thread("p-alex"), len(view.journal("j-sam"))) == ([0, 1], [], 1)


def test_a_state_that_was_rolled_back_is_not_remembered(store: Store) -> None:
    joined(store)
    with contextlib.suppress(ZeroDivisionError), store.transaction() as work:
        work.save([saved(state=state(slot=9))])
        work.load_journeys(journey_ids=["j-sam"])
        raise ZeroDivisionError
    keep(store, saved(state=state(slot=1)))
    with store.reading() as view:
        assert view.load_journeys(journey_ids=["j-sam"])[0].state.slot == 1


def test_of_many_at_once_one_saves(store: Store) -> None:
    joined(store)
    results: list[str] = []

    def decide() -> None:
        try:
            keep(store, saved("j-sam", 0, text()))
            results.append("saved")
        except StaleState:
            results.append("stale")

    threads = [threading.Thread(target=decide) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["saved"] + ["stale"] * 5
    assert len(outbox(store)) == 1


def test_a_savepoint_undoes_its_own_part_only(store: Store) -> None:
    joined(store)
    joined(store, ALEX, "alex")
    with store.transaction() as work:
        work.save([saved("j-alex")])
        with contextlib.suppress(StaleState), work.savepoint():
            work.add_participant("+12025550103", "US", NOON, "p-3")
            work.save([saved("j-sam", 7)])
        with work.savepoint():
            work.add_participant("+12025550104", "US", NOON, "p-4")
    with store.reading() as view:
        assert set(view.participants(["p-3", "p-4"])) == {"p-4"}
        assert [journey.version for journey in view.load_journeys(journey_ids=["j-sam", "j-alex"])] == [1, 0]


def test_a_broken_law_names_the_constraint_and_shows_no_value(store: Store) -> None:
    joined(store)
    with pytest.raises(BrokenLaw) as broken, store.transaction() as work:
        work.save([saved(state=state(wake_at=None))])
    assert "active_wakes" in str(broken.value)
    assert "Sam" not in str(broken.value)


def test_due_journeys_come_longest_due_first(store: Store) -> None:
    for minute, name in enumerate(["c", "a", "b"]):
        joined(store, f"+1202555020{minute}", name)
        keep(store, saved(f"j-{name}", state=state(f"j-{name}", wake_at=after(minutes=minute))))
    with store.transaction() as work:
        assert work.due(after(minutes=1), 10) == ["j-c", "j-a"]
        assert work.due(after(minutes=9), 2) == ["j-c", "j-a"]
        assert work.next_wake() == NOON
    with store.reading() as view:
        assert view.due(after(minutes=9), 10) == ["j-c", "j-a", "j-b"]


def test_two_who_wake_at_once_never_have_the_same_journey_in_hand(postgres_url: str, sealer: object) -> None:
    store = Store(postgres_url, sealer)  # type: ignore[arg-type]
    for name, phone in (("sam", SAM), ("alex", ALEX)):
        joined(store, phone, name)
    with store.transaction() as one, store.transaction() as other:
        assert one.due(after(days=2), 1) == ["j-alex"]
        assert other.due(after(days=2), 9) == ["j-sam"]
    store.close()


def test_what_is_withdrawn_is_what_waited_before_and_of_those_kinds(store: Store) -> None:
    joined(store)
    wants(store, text(TextKind.PROMPT), text(TextKind.COACH), text(TextKind.SAFETY))
    keep(store, saved("j-sam", 1, text(TextKind.PROMPT), withdrawals=(Withdrawal((TextKind.PROMPT, TextKind.COACH), "stopped"),)))
    assert outbox(store) == [("prompt", "cancelled"), ("coach", "cancelled"), ("safety", "pending"), ("prompt", "pending")]
    keep(store, saved("j-sam", 2, text(TextKind.OPT_OUT), withdrawals=(Withdrawal((), "stopped"),)))
    assert [waits for waits in outbox(store) if waits[1] == "pending"] == [("opt_out", "pending")]


def test_answers_come_back_as_they_were_given(store: Store) -> None:
    joined(store)
    values: list[tuple[object, bool]] = [
        (True, False),
        (False, True),
        (5, False),
        (4.5, False),
        ("unsure", False),
        ("home,work", True),
        ("I miss her", False),
    ]
    rows = [AnswerRow(f"m{n}", value, "befriend", "p", after(seconds=n), closed) for n, (value, closed) in enumerate(values)]  # type: ignore[arg-type]
    keep(store, saved(answers=tuple(rows)))
    with store.reading() as view:
        kept = [answer.value for answer in view.answers("j-sam")]
        assert [answer.value for answer in view.answers("j-sam", "m3")] == [4.5]
    assert kept == [value for value, _ in values]
    assert [type(value) for value in kept] == [type(value) for value, _ in values]


def test_a_promise_kept_again_is_replaced(store: Store) -> None:
    joined(store)
    made = Promise("1", "call her on Sunday", "befriend", NOON, "2026-03-08", Kept.OPEN)
    keep(store, saved(promises=(made,)))
    done = Promise("1", "call her on Sunday", "befriend", NOON, "2026-03-08", Kept.KEPT, after(days=6), 1)
    keep(store, saved("j-sam", 1, promises=(done,)))
    with store.reading() as view:
        assert view.promises("j-sam") == [done]


def test_the_journal_tells_what_was_decided_and_why(store: Store) -> None:
    joined(store)
    keep(store, saved())
    with store.reading() as view:
        [row] = view.journal("j-sam")
    made = entry()
    assert (row.event, row.effects, row.reasons, row.codes) == (made.event, made.effects, made.reasons, ("due",))
    assert (row.at, row.kind, row.phase_after, row.stage_before) == (NOON, "Woken", Phase.ACTIVE, "befriend")


def test_the_last_word_decides_whether_a_number_is_opted_out(store: Store) -> None:
    joined(store)
    keep(store, saved(consents=(ConsentRow("granted", "keyword", NOON, "JOIN", "SM1", "digest"),)))
    with store.reading() as view:
        assert not view.opted_out(SAM)
    keep(
        store,
        saved(
            "j-sam", 1, consents=(ConsentRow("granted", "keyword", NOON), ConsentRow("revoked", "words", after(days=1), "leave me alone"))
        ),
    )
    with store.reading() as view:
        assert (view.opted_out(SAM), view.opted_out(ALEX)) == (True, False)
        first = view.consents(SAM)[0]
        assert (first.change, first.how, first.evidence, first.sid, first.wording) == ("granted", "keyword", "JOIN", "SM1", "digest")
        assert [row.evidence for row in view.consents(SAM)] == ["JOIN", None, "leave me alone"]
    with store.transaction() as work:
        work.record_consent(SAM, ConsentRow("granted", "keyword", after(days=2)))
        work.record_consent(ALEX, ConsentRow("revoked", "keyword", after(days=2)))
        assert (work.opted_out(SAM), work.opted_out(ALEX)) == (False, True)


def test_an_alert_is_raised_once_and_acknowledged_once(store: Store) -> None:
    joined(store)
    call = AlertRow("danger_a", NOON, after(minutes=15), "self_harm", once="SM1")
    keep(store, saved(alerts=(call, call)))
    with store.transaction() as work:
        work.raise_alert(AlertRow("delivery", NOON, after(minutes=5), "backlog"))
        work.raise_alert(AlertRow("danger_b", NOON, after(hours=8)), phone=ALEX)
    with store.transaction() as work:
        system, danger, stranger = work.alerts()
        assert (danger.journey_id, danger.participant_id, system.participant_id, stranger.journey_id) == ("j-sam", "p-sam", None, None)
        assert [alert.kind for alert in work.overdue(after(minutes=15))] == ["delivery", "danger_a"]
        assert work.acknowledge(danger.id, "kim", after(minutes=1), "called him")
        assert not work.acknowledge(danger.id, "lee", after(minutes=2))
        assert work.acknowledge(system.id, "kim", after(minutes=1), "more workers")
        assert work.escalate([danger.id, stranger.id], after(hours=9), after(hours=8, minutes=1)) == [stranger.id]
    with store.reading() as view:
        assert [(alert.kind, alert.escalations, alert.deadline) for alert in view.alerts()] == [("danger_b", 1, after(hours=9))]
        every = {alert.kind: (alert.acknowledged_by, alert.why) for alert in view.alerts(open_only=False)}
    assert every == {"danger_a": ("kim", "called him"), "delivery": ("kim", "more workers"), "danger_b": (None, None)}


def test_a_stranger_gets_the_same_line_once(store: Store) -> None:
    with store.transaction() as work:
        lines = [NumberText(ALEX, "2026-03-02", text(TextKind.REPLY)), NumberText(SAM, "2026-03-02", text(TextKind.REPLY))]
        work.send_to_numbers(lines, NOON)
        work.send_to_numbers(lines, NOON)
        work.send_to_numbers([NumberText(ALEX, "2026-03-03", text(TextKind.SAFETY, "Call 988"))], NOON)
        claimed = work.claim(NOON, 60, 10, "w")
    assert [(one.phone, one.kind.value, one.journey_id) for one in claimed] == [
        (ALEX, "safety", None),
        (ALEX, "reply", None),
        (SAM, "reply", None),
    ]


def test_somebody_is_found_by_name_and_by_number(store: Store) -> None:
    joined(store)
    with store.reading() as view:
        assert view.named("  SAM ") == ["p-sam"]
        assert view.named("Samuel") == []
        assert view.find_participants([SAM, ALEX])[SAM].country == "US"


def test_a_journey_can_be_assigned_and_the_machinery_remembers(store: Store) -> None:
    joined(store)
    with store.transaction() as work:
        work.assign("j-sam", "kim")
        work.set_mark("fetched", NOON, "SM1")
        work.set_mark("fetched", after(hours=1), "SM2")
    with store.reading() as view:
        assert view.load_journeys(journey_ids=["j-sam"])[0].coach == "kim"
        assert (view.marked("fetched"), view.marked("never")) == ((after(hours=1), "SM2"), None)


def test_the_overview_counts(store: Store) -> None:
    joined(store)
    wants(store, text(), text())
    with store.transaction() as work:
        work.raise_alert(AlertRow("delivery", NOON, NOON))
        glance = work.overview(NOON + timedelta(1))
    assert (glance.participants, glance.journeys, glance.outbox, glance.undecided) == (1, {"active": 1}, {"pending": 2}, 0)
    assert (glance.oldest_pending, glance.oldest_undecided, glance.earliest_wake) == (NOON, None, after(days=1))
    assert (glance.open_alerts, glance.overdue_alerts) == (1, 1)


def test_a_journey_of_nobody_cannot_begin(store: Store) -> None:
    with pytest.raises((BrokenLaw, KeyError)), store.transaction() as work:
        work.begin_journeys([NewJourney("nobody", state(), "digest")], NOON)
