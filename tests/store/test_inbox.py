"""What arrives is kept once, and offered in order until it is decided."""

from __future__ import annotations

import threading

from coach.store.rows import NewParticipant
from coach.store.store import Store
from tests.store.people import ALEX, NOON, SAM, after, arrived, joined


def file(store: Store, *texts: object) -> frozenset[str]:
    with store.transaction() as work:
        return work.file_inbound(texts)  # type: ignore[arg-type]


def waiting(store: Store, now: object = NOON, limit: int = 100) -> list[str]:
    with store.transaction() as work:
        return [row.sid for row in work.undecided(now, limit)]  # type: ignore[arg-type]


def test_a_text_is_filed_once_however_often_it_comes(store: Store) -> None:
    assert file(store, arrived("SM1"), arrived("SM2"), arrived("SM1")) == {"SM1", "SM2"}
    assert file(store, arrived("SM2"), arrived("SM3")) == {"SM3"}
    assert file(store) == frozenset()
    assert waiting(store) == ["SM1", "SM2", "SM3"]


def test_the_same_text_filed_by_many_at_once_is_new_to_one_of_them(store: Store) -> None:
    new: list[frozenset[str]] = []
    threads = [threading.Thread(target=lambda: new.append(file(store, arrived("SM1")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, new)) == [0] * 7 + [1]


def test_a_text_comes_back_word_for_word_with_its_sender_and_fields(store: Store) -> None:
    joined(store)
    file(store, arrived("SM1", "I miss her 💔\x00"), arrived("SM2", "half a \ud83d pair", ALEX))
    with store.transaction() as work:
        [sams, alexs] = work.undecided(NOON, 10)
    assert (sams.body, sams.phone, sams.to, sams.participant_id) == ("I miss her 💔\x00", SAM, "+12025550199", "p-sam")
    assert (dict(sams.fields), sams.received_at, sams.tries) == ({"NumMedia": "0"}, NOON, 0)
    assert (alexs.body, alexs.participant_id) == ("half a ? pair", None)


def test_texts_are_offered_by_when_they_came_and_stay_until_decided(store: Store) -> None:
    file(store, arrived("SM2", at=after(seconds=2)), arrived("SM1", at=after(seconds=1)), arrived("SM3", phone=ALEX, at=after(seconds=3)))
    assert waiting(store) == ["SM1", "SM2", "SM3"]
    with store.transaction() as work:
        work.mark_decided([row.id for row in work.undecided(NOON, 2)], NOON)
    assert waiting(store) == ["SM3"]


def test_whoevers_text_failed_waits_whole_and_others_do_not(store: Store) -> None:
    file(store, arrived("SM1"), arrived("SM2", at=after(seconds=1)), arrived("SM3", phone=ALEX, at=after(seconds=2)))
    with store.transaction() as work:
        [first, *_] = work.undecided(NOON, 10)
        work.mark_failed(first.id, "KeyError", after(seconds=30))
    assert waiting(store, after(seconds=29)) == ["SM3"]
    with store.transaction() as work:
        rows = work.undecided(after(seconds=30), 10)
    assert [(row.sid, row.tries) for row in rows] == [("SM1", 1), ("SM2", 0), ("SM3", 0)]


def test_one_who_texts_a_lot_does_not_lose_the_order_to_the_limit(store: Store) -> None:
    file(store, *(arrived(f"SM{n}", at=after(seconds=n)) for n in range(6)), arrived("SM9", phone=ALEX, at=after(seconds=1)))
    assert waiting(store, limit=4) == ["SM0", "SM1", "SM9", "SM2"]


def test_two_who_decide_at_once_never_have_the_same_person_in_hand(postgres_url: str, sealer: object) -> None:
    store = Store(postgres_url, sealer)  # type: ignore[arg-type]
    file(store, arrived("SM1"), arrived("SM2", at=after(seconds=1)), arrived("SM3", phone=ALEX, at=after(seconds=2)))
    with store.transaction() as one:
        mine = [row.sid for row in one.undecided(NOON, 1)]
        with store.transaction() as other:
            theirs = [row.sid for row in other.undecided(NOON, 10)]
    store.close()
    assert (mine, theirs) == (["SM1"], ["SM3"])


def test_a_number_known_before_its_participant_keeps_its_texts(store: Store) -> None:
    file(store, arrived("SM1", "JOIN"))
    joined(store)
    with store.reading() as view:
        assert [text.body for text in view.thread("p-sam")] == ["JOIN"]


def test_joining_twice_makes_one_participant(store: Store) -> None:
    with store.transaction() as work:
        first = work.add_participant(SAM, "US", NOON, "p-1")
        second = work.add_participant(SAM, "US", NOON, "p-2")
        both = work.add_participants([NewParticipant("p-3", SAM, "US"), NewParticipant("p-4", ALEX, "CA")], NOON)
        assert work.find_participants([SAM, ALEX, "+1"]) == both
        assert work.phones_of(["p-1", "p-4", "p-9"]) == {"p-1": SAM, "p-4": ALEX}
    assert first == second == both[SAM]
    assert (both[SAM].id, both[ALEX].country) == ("p-1", "CA")
