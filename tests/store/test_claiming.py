"""Each text goes to one worker, the most urgent first, a person's own in order."""

from __future__ import annotations

import threading

import pytest

from coach.core.effects import TextKind
from coach.store.found import Claimed
from coach.store.rows import Taken
from coach.store.store import Store
from tests.store.people import ALEX, NOON, SAM, after, joined, text, wants

SAFETY, OPT_OUT, REPLY, COACH, PROMPT = TextKind


def claim(store: Store, now: object = NOON, limit: int = 100, worker: str = "w") -> list[Claimed]:
    with store.transaction() as work:
        return work.claim(now, 60, limit, worker)  # type: ignore[arg-type]


def bodies(claimed: list[Claimed]) -> list[str]:
    return [one.body for one in claimed]


def test_safety_goes_before_replies_and_replies_before_prompts(store: Store) -> None:
    for number, kind in enumerate([PROMPT, COACH, REPLY, OPT_OUT, SAFETY]):
        joined(store, f"+1202555010{number}", kind.value)
        wants(store, text(kind, kind.value), journey=f"j-{kind.value}")
    assert bodies(claim(store, limit=4)) == ["opt_out", "safety", "coach", "reply"]
    assert bodies(claim(store)) == ["prompt"]


def test_what_is_claimed_comes_with_all_it_takes_to_send_it(store: Store) -> None:
    joined(store)
    wants(store, text(PROMPT, "How was your day?"))
    [one] = claim(store)
    assert (one.phone, one.body, one.journey_id, one.participant_id, one.kind) == (SAM, "How was your day?", "j-sam", "p-sam", PROMPT)
    assert (one.segments, one.due_at, one.created_at, one.expires_at, one.tries, one.asks) == (1, NOON, NOON, None, 0, False)


def test_nothing_is_claimed_before_it_is_due_nor_twice(store: Store) -> None:
    joined(store)
    wants(store, text(due=after(minutes=1)))
    assert claim(store, after(seconds=59)) == []
    assert len(claim(store, after(minutes=1))) == 1
    assert claim(store, after(minutes=2)) == []


def test_a_persons_texts_go_one_after_the_other(store: Store) -> None:
    joined(store)
    wants(store, text(REPLY, "one"), text(REPLY, "two"), text(REPLY, "three"))
    heard = []
    for _ in range(3):
        [one] = claim(store)
        heard.append(one.body)
        assert claim(store) == []
        with store.transaction() as work:
            work.accepted([Taken(one.id, f"SM{one.id}")], NOON)
    assert heard == ["one", "two", "three"]


def test_a_text_of_tomorrow_holds_nothing_up(store: Store) -> None:
    joined(store)
    wants(store, text(PROMPT, "tomorrow", due=after(days=1)), text(REPLY, "now"))
    assert bodies(claim(store)) == ["now"]


def test_one_persons_trouble_is_not_anothers(store: Store) -> None:
    joined(store)
    joined(store, ALEX, "alex")
    wants(store, text(PROMPT, "one"), text(PROMPT, "two"))
    wants(store, text(PROMPT, "alex's"), journey="j-alex")
    assert sorted(bodies(claim(store))) == ["alex's", "one"]


@pytest.mark.parametrize("kind", [SAFETY, OPT_OUT])
@pytest.mark.parametrize("fate", ["pending", "claimed", "unknown"])
def test_safety_and_the_goodbye_overtake(kind: TextKind, fate: str, store: Store) -> None:
    joined(store)
    wants(store, text(PROMPT, "earlier"))
    meet(store, fate)
    wants(store, text(kind, "urgent"), expected=1)
    assert bodies(claim(store))[0] == "urgent"


def meet(store: Store, fate: str) -> None:
    """The earlier text's fate."""
    if fate == "pending":
        return
    ids = [one.id for one in claim(store)]
    if fate == "unknown":
        with store.transaction() as work:
            work.unknown(ids, NOON)


@pytest.mark.parametrize("fate", ["claimed", "unknown"])
def test_a_reply_waits_half_a_minute_for_an_earlier_text_and_a_prompt_until_it_is_settled(fate: str, store: Store) -> None:
    joined(store)
    wants(store, text(PROMPT, "earlier"))
    meet(store, fate)
    wants(store, text(REPLY, "reply"), text(PROMPT, "prompt"), expected=1)
    assert claim(store, after(seconds=29)) == []
    assert bodies(claim(store, after(seconds=30))) == ["reply"]
    assert claim(store, after(hours=3)) == []


def test_nobody_waits_for_safety(store: Store) -> None:
    joined(store)
    wants(store, text(SAFETY, "safety"))
    claim(store)
    wants(store, text(PROMPT, "prompt"), expected=1)
    assert bodies(claim(store)) == ["prompt"]


def test_a_text_given_back_keeps_its_place_and_waits_its_time(store: Store) -> None:
    joined(store)
    wants(store, text(PROMPT, "one"), text(PROMPT, "two"))
    [one] = claim(store)
    with store.transaction() as work:
        work.release([one.id], after(minutes=5), "20429")
    assert claim(store, after(minutes=4)) == []
    [again] = claim(store, after(minutes=5))
    assert (again.body, again.tries) == ("one", 1)


def test_many_workers_at_once_never_claim_the_same_text(store: Store) -> None:
    for number in range(30):
        joined(store, f"+120255502{number:02}", f"n{number}")
        wants(store, text(PROMPT, f"{number}.1"), text(PROMPT, f"{number}.2"), journey=f"j-n{number}")
    claimed: list[Claimed] = []

    def work_on(worker: str) -> None:
        while mine := claim(store, limit=3, worker=worker):
            claimed.extend(mine)

    workers = [threading.Thread(target=work_on, args=(f"w{number}",)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(bodies(claimed)) == sorted(f"{number}.1" for number in range(30))
