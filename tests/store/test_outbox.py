"""A text moves forward only, and nothing that may have gone is ever taken for something that did not."""

from __future__ import annotations

from itertools import permutations

import pytest

from coach.core.effects import TextKind
from coach.store.rows import Receipt, Taken
from coach.store.store import Store
from tests.store.people import NOON, SAM, after, arrived, joined, text, wants


@pytest.fixture
def row(store: Store) -> int:
    """A text in a worker's hands."""
    joined(store)
    wants(store, text(TextKind.PROMPT, "How was your day?"))
    with store.transaction() as work:
        return work.claim(NOON, 60, 1, "w")[0].id


def state(store: Store) -> str:
    with store.reading() as view:
        return view.thread("p-sam")[0].state


def told(store: Store, *receipts: Receipt) -> list[tuple[str, str]]:
    with store.transaction() as work:
        return [(moved.before, moved.state) for moved in work.receipts(receipts, NOON)]


@pytest.mark.parametrize("order", list(permutations(["accepted", "sent", "delivered"])))
def test_receipts_in_any_order_end_at_the_furthest(order: tuple[str, ...], store: Store, row: int) -> None:
    for delivery in order:
        told(store, Receipt("SM1", delivery, row))
    assert state(store) == "delivered"


def test_receipts_told_together_count_like_one_after_the_other(store: Store, row: int) -> None:
    moves = told(
        store, Receipt("SM1", "sent", row), Receipt("SM1", "accepted"), Receipt("SM1", "delivered"), Receipt("SM1", "delivered", row)
    )
    assert moves == [("claimed", "sent"), ("sent", "delivered")]
    assert state(store) == "delivered"


@pytest.mark.parametrize("last", ["delivered", "undelivered", "failed"])
def test_the_first_end_is_final(last: str, store: Store, row: int) -> None:
    assert told(store, Receipt("SM1", last, row, "30003")) == [("claimed", last)]
    assert told(store, *(Receipt("SM1", other) for other in ("accepted", "sent", "delivered", "undelivered", "failed"))) == []


def test_a_receipt_settles_a_text_nobody_knew_of_by_our_own_id(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.unknown([row], NOON)
        moved = work.receipt(Receipt("SM1", "accepted", row), after(seconds=5))
        assert work.unknowns(after(days=1)) == []
    assert moved is not None
    assert (moved.before, moved.state, moved.journey_id, moved.participant_id, moved.kind) == (
        "unknown",
        "accepted",
        "j-sam",
        "p-sam",
        TextKind.PROMPT,
    )


def test_a_receipt_that_comes_before_our_own_answer_is_not_undone_by_it(store: Store, row: int) -> None:
    told(store, Receipt("SM1", "sent", row))
    with store.transaction() as work:
        work.accepted([Taken(row, "SM1", 2)], NOON)
    assert state(store) == "sent"


def test_a_receipt_of_an_earlier_try_or_of_nothing_of_ours_changes_nothing(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.accepted([Taken(row, "SM2")], NOON)
    assert told(store, Receipt("SM1", "delivered", row), Receipt("SM9", "delivered"), Receipt("SM9", "delivered", 999)) == []
    assert told(store) == []
    assert state(store) == "accepted"


def test_a_receipt_for_a_text_given_back_shows_that_it_went(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.release([row], NOON)
    assert told(store, Receipt("SM1", "sent", row)) == [("pending", "sent")]
    with store.transaction() as work:
        assert work.claim(after(days=1), 60, 9, "w") == []


def test_a_worker_that_does_not_come_back_leaves_the_text_unknown(store: Store, row: int) -> None:
    with store.transaction() as work:
        assert work.expired_leases(after(seconds=60)) == []
        assert work.expired_leases(after(seconds=61)) == [row]
        [lost] = work.unknowns(after(seconds=61))
    assert (lost.id, lost.phone, lost.body, lost.since, lost.seen_missing, lost.sid) == (
        row,
        SAM,
        "How was your day?",
        after(seconds=61),
        0,
        None,
    )


def test_a_late_worker_may_still_say_that_the_text_was_taken(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.expired_leases(after(minutes=5))
        work.accepted([Taken(row, "SM1")], after(minutes=6))
    assert state(store) == "accepted"


def test_a_text_seen_missing_twice_goes_back_and_begins_anew(store: Store, row: int) -> None:
    with store.transaction() as work:
        assert work.seen_missing([row]) == {}
        work.unknown([row], NOON)
        assert [work.seen_missing([row]), work.seen_missing([row])] == [{row: 1}, {row: 2}]
        work.release([row], after(minutes=1))
        [again] = work.claim(after(minutes=1), 60, 1, "w")
        work.unknown([again.id], after(minutes=1))
        assert work.unknowns(after(minutes=1))[0].seen_missing == 0


@pytest.mark.parametrize(("end", "became"), [("failed", "failed"), ("skip", "skipped")])
def test_what_is_given_up_is_never_sent(end: str, became: str, store: Store, row: int) -> None:
    with store.transaction() as work:
        getattr(work, end)([row], "late", NOON)
        work.release([row], NOON)
        work.accepted([Taken(row, "SM1")], NOON)
        work.unknown([row], NOON)
        assert work.claim(after(days=1), 60, 9, "w") == []
    assert state(store) == became


def test_a_text_that_was_taken_cannot_be_given_back(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.accepted([Taken(row, "SM1")], NOON)
        work.release([row], NOON)
        work.failed([row], "30001", NOON)
    assert state(store) == "accepted"


def test_a_text_of_whose_end_we_never_heard_is_found(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.accepted([Taken(row, "SM1")], NOON)
        assert work.unsettled(after(seconds=-1)) == []
        [open_end] = work.unsettled(NOON)
    assert (open_end.id, open_end.sid, open_end.state) == (row, "SM1", "accepted")


def test_only_settled_texts_are_redacted_and_only_once(store: Store, row: int) -> None:
    with store.transaction() as work:
        work.file_inbound([arrived("SM5")])
        work.accepted([Taken(row, "SM1")], NOON)
        assert work.to_redact(after(days=1)) == []
        work.receipt(Receipt("SM1", "delivered"), NOON)
        work.mark_decided([work.undecided(NOON, 1)[0].id], NOON)
        found = work.to_redact(after(days=1))
        assert [(one.sid, one.inbound) for one in found] == [("SM1", False), ("SM5", True)]
        assert [one.sid for one in work.to_redact(after(days=1), limit=1)] == ["SM1"]
        work.redacted(found, after(days=1))
        assert work.to_redact(after(days=2)) == []


def test_the_next_moment_to_send_is_known(store: Store) -> None:
    joined(store)
    with store.reading() as view:
        assert view.next_send() is None
    wants(store, text(due=after(hours=2)), text(TextKind.REPLY, due=after(hours=1)))
    with store.reading() as view:
        assert view.next_send() == after(hours=1)
