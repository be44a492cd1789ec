"""A practice's settings are kept as a chain of changes, of which the newest of each part holds; and nobody can rewrite it."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import text

from coach.core.model import Bounds
from coach.errors import StaleState
from coach.store.database import BrokenLaw
from coach.store.practice_found import BOUNDS, DEADLINES, KeptLine, Practice, lines_of
from coach.store.store import Store
from tests.store.people import NOON

NARROW = Bounds(time(10), time(18), time(13), 2, 3)
CRISIS = {"crisis": KeptLine("call 116 123", "Samaritans", "always", "samaritans.org", date(2026, 3, 1), "c-olga")}


def keep(store: Store, part: str, value: object, after: int = 0) -> None:
    with store.transaction() as work:
        work.keep_practice(part, value, after, "c-olga", NOON)  # type: ignore[arg-type]


def standing(store: Store) -> Practice:
    with store.reading() as view:
        return view.practice()


def test_a_practice_that_changed_nothing_has_no_settings_of_its_own(store: Store) -> None:
    assert standing(store) == Practice()


def test_what_was_kept_comes_back_as_it_was(store: Store) -> None:
    keep(store, BOUNDS, NARROW)
    keep(store, DEADLINES, {"danger_a": 300})
    keep(store, lines_of("GB"), CRISIS)
    found = standing(store)
    assert found.bounds == Bounds(time(10), time(18), time(13), 2, 3, version=1)
    assert (found.deadlines, found.lines, found.version) == ({"danger_a": 300}, {"GB": CRISIS}, 3)


def test_the_newest_change_of_a_part_holds_and_an_empty_one_gives_it_back(store: Store) -> None:
    keep(store, BOUNDS, NARROW)
    keep(store, BOUNDS, Bounds(week=3), after=1)
    assert standing(store).bounds == Bounds(week=3, version=2)
    keep(store, BOUNDS, None, after=2)
    assert standing(store).bounds is None


def test_whoever_changes_what_somebody_changed_meanwhile_is_told(store: Store) -> None:
    keep(store, BOUNDS, NARROW)
    with pytest.raises(StaleState):
        keep(store, BOUNDS, Bounds(week=1), after=0)
    assert standing(store).bounds is not None
    assert standing(store).bounds.week == 2  # type: ignore[union-attr] # just looked


def test_the_database_takes_one_successor_of_a_change(store: Store) -> None:
    keep(store, BOUNDS, NARROW)
    with pytest.raises(BrokenLaw), store.transaction() as work:
        work.connection.execute(text("INSERT INTO practice (at, part, after, value) VALUES ('2026-01-01 00:00:00+00:00', 'bounds', 0, '')"))


@pytest.mark.parametrize("change", ["UPDATE practice SET value = ''", "DELETE FROM practice"])
def test_the_history_cannot_be_rewritten(store: Store, change: str) -> None:
    keep(store, BOUNDS, NARROW)
    with pytest.raises(BrokenLaw), store.transaction() as work:
        work.connection.execute(text(change))


def test_a_change_names_who_made_it_and_when(store: Store) -> None:
    keep(store, BOUNDS, NARROW)
    with store.reading() as view:
        [change] = view.practice_changes()
    assert (change.coach_id, change.at, change.part) == ("c-olga", NOON, BOUNDS)
