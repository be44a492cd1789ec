"""The arithmetic behind the insight pages, against tables of the literature, other implementations, and laws."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Hashable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.insight.cube import EVERYBODY, Cell, Group, groups, withheld
from coach.insight.finding_road import weekly
from coach.insight.hiding import hidden
from coach.insight.marks import readable
from coach.insight.quantiles import quantile, quartiles
from coach.insight.road import Road
from coach.insight.survival import half, survival
from coach.insight.tally import Key

# Weeks in remission under 6-mercaptopurine (Freireich and others, 1963, Blood 21); a 0 says they were still in remission.
REMISSION = Counter(
    {(6, 1): 3, (6, 0): 1, (7, 1): 1, (9, 0): 1, (10, 1): 1, (10, 0): 1, (11, 0): 1, (13, 1): 1, (16, 1): 1, (17, 0): 1, (19, 0): 1,
     (20, 0): 1, (22, 1): 1, (23, 1): 1, (25, 0): 1, (32, 0): 2, (34, 0): 1, (35, 0): 1}
)  # fmt: skip
# at risk, estimate, lower and upper end of the log-log band, as SAS's and R's manuals print them
PRINTED = {
    6: (21, 0.8571, 0.6197, 0.9516),
    7: (17, 0.8067, 0.5631, 0.9228),
    10: (15, 0.7529, 0.5032, 0.8894),
    13: (12, 0.6902, 0.4316, 0.8491),
    16: (11, 0.6275, 0.3675, 0.8049),
    22: (7, 0.5378, 0.2678, 0.7468),
    23: (6, 0.4482, 0.1881, 0.6801),
}
DAYS = st.dictionaries(st.integers(0, 200), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20)
MARKS = st.lists(st.integers(0, 10), min_size=2, max_size=40)


def by_day(seen: Counter[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    return {day: (seen[day, 1], seen[day, 0]) for day, _ in seen}


def test_the_survival_curve_is_that_of_the_textbook() -> None:
    points = {point.day: point for point in survival(by_day(REMISSION)) if point.happened}
    found = {
        day: (point.at_risk, *(round(value, 4) for value in (point.still, point.low, point.high) if value is not None))
        for day, point in points.items()
    }
    assert found == PRINTED


def test_half_is_the_first_day_with_half_of_them_there() -> None:
    assert half(list(survival(by_day(REMISSION)))) == 23
    assert half(list(survival({3: (1, 9)}))) is None


def test_where_all_or_none_are_left_there_is_no_band() -> None:
    [first, last] = survival({1: (0, 2), 5: (4, 0)})
    assert (first.still, first.low, first.high) == (1.0, None, None)
    assert (last.still, last.low, last.high) == (0.0, None, None)


@given(DAYS)
def test_a_survival_curve_never_rises_and_its_band_holds_it(days: dict[int, tuple[int, int]]) -> None:
    days = {day: counts for day, counts in days.items() if any(counts)}
    points = list(survival(days))
    assert all(after.still <= before.still and after.at_risk < before.at_risk for before, after in pairwise(points))
    assert all(point.low <= point.still <= point.high for point in points if point.low is not None and point.high is not None)


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 9), min_size=1))
def test_when_nobody_leaves_the_curve_is_the_plain_share(happened: dict[int, int]) -> None:
    total = sum(happened.values())
    for point in survival({day: (count, 0) for day, count in happened.items()}):
        assert point.still == pytest.approx(sum(count for day, count in happened.items() if day > point.day) / total)


@given(DAYS)
def test_no_row_of_a_curve_differs_from_the_one_above_by_one_to_four_people(days: dict[int, tuple[int, int]]) -> None:
    points = list(survival({day: counts for day, counts in days.items() if any(counts)}))
    rows = weekly(points)
    happened, left = sum(point.happened for point in points), sum(point.left for point in points)
    shown = [count for row in rows for count in (row.happened, row.left, row.at_risk)]
    if rows:
        shown += [happened - sum(row.happened for row in rows), left - sum(row.left for row in rows)]
    assert not [count for count in shown if 0 < count < 5]


def test_a_curve_is_read_at_the_ends_of_weeks() -> None:
    rows = weekly(list(survival({2: (5, 0), 6: (5, 0), 9: (3, 0), 15: (2, 5), 40: (0, 30)})))
    assert [(row.day, row.happened, row.left, row.at_risk) for row in rows] == [(7, 10, 0, 40), (21, 5, 5, 30), (42, 0, 30, 0)]
    assert [round(row.share, 4) for row in rows] == [0.2, round(1 - 40 / 50 * 37 / 40 * 35 / 37, 4), 0.3]


@given(MARKS)
def test_quartiles_are_those_of_the_standard_library(marks: list[int]) -> None:
    assert quartiles(Counter(float(mark) for mark in marks)) == pytest.approx(statistics.quantiles(marks, n=4, method="inclusive"))


@given(MARKS, st.floats(0, 1))
def test_a_quantile_lies_among_what_was_seen(marks: list[int], share: float) -> None:
    assert min(marks) <= quantile(Counter(float(mark) for mark in marks), share) <= max(marks)


def test_of_nothing_there_is_no_quantile() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile({}, 0.5)


def test_a_single_hidden_part_takes_the_smallest_other_with_it() -> None:
    counts = {"all": 40, "a": 3, "b": 12, "c": 25}
    assert hidden(counts, [("all", ["a", "b", "c"])]) == {"a", "b"}


def test_parts_that_hide_each_other_are_enough() -> None:
    counts = {"all": 32, "a": 3, "b": 4, "c": 25}
    assert hidden(counts, [("all", ["a", "b", "c"])]) == {"a", "b"}


def test_hidden_parts_that_add_up_to_too_few_take_another_with_them() -> None:
    counts = {"all": 28, "a": 1, "b": 2, "c": 25}
    assert hidden(counts, [("all", ["a", "b", "c"])]) == {"a", "b", "c"}


def test_nobody_is_not_few() -> None:
    assert hidden({"all": 25, "c": 25}, [("all", ["a", "c"])]) == set()


def test_a_hidden_total_hides_a_part() -> None:
    assert hidden({"all": 9, "a": 4, "b": 5, "c": 60, "d": 69}, [("all", ["a", "b"]), ("d", ["all", "c"])]) == {"a", "b"}
    assert hidden({"top": 9, "few": 3, "all": 6, "a": 6}, [("top", ["few", "all"]), ("all", ["a"])]) == {"few", "all", "a"}


TABLES = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4)


@given(TABLES)
def test_nothing_hidden_comes_out_of_any_one_sum(table: list[list[int]]) -> None:
    rows, columns = range(len(table)), range(3)
    counts: dict[Hashable, int] = {("cell", row, column): table[row][column] for row in rows for column in columns}
    counts |= {("row", row): sum(table[row]) for row in rows} | {
        ("column", column): sum(row[column] for row in table) for column in columns
    }
    counts["all"] = sum(map(sum, table))
    sums: list[tuple[Hashable, list[Hashable]]] = [(("row", row), [("cell", row, column) for column in columns]) for row in rows]
    sums += [(("column", column), [("cell", row, column) for row in rows]) for column in columns]
    sums += [("all", [("row", row) for row in rows]), ("all", [("column", column) for column in columns])]
    kept = hidden(counts, sums)
    assert all(cell in kept for cell, count in counts.items() if 0 < count < 5)
    for total, parts in sums:
        unseen = [part for part in parts if part in kept]
        assert len(unseen) + (total in kept) != 1, f"{total} less the rest gives one away"
        assert total in kept or not unseen or sum(counts[part] for part in unseen) >= 5


STEPS = [("at", place) for place in range(1, 4)]


def test_two_small_steps_in_a_row_do_not_add_up_to_a_number_that_shows() -> None:
    kept = withheld(groups({Group(1, "self", "2026-01"): people(6, 1) + people(2, 2) + people(2, 3) + people(9, 3)}), Road("p", ("a", "b")))
    shown = [people_at for people_at in STEPS if Cell(EVERYBODY, people_at) not in kept]
    assert len(shown) < 3, "two of them, and all three, would tell who stopped between"
    kept = withheld(
        groups({Group(1, "self", "2026-01"): people(9, 1) + people(2, 2) + people(2, 3) + people(9, 4)}), Road("p", ("a", "b", "c"))
    )
    assert not {Cell(EVERYBODY, ("at", 2)), Cell(EVERYBODY, ("at", 4))}.isdisjoint(kept), "thirteen less nine"


@given(st.lists(st.integers(0, 15), min_size=4, max_size=4))
def test_no_two_steps_that_show_differ_by_one_to_four_people(farthest: list[int]) -> None:
    counts: Counter[Key] = Counter()
    for stage, count in enumerate(farthest):
        counts += people(count, stage)
    kept = withheld(groups({Group(1, "self", "2026-01"): counts}), Road("p", ("a", "b")))
    shown = [counts[key] for key in [("people",), *STEPS] if Cell(EVERYBODY, key) not in kept]
    assert not [1 for before, after in pairwise(shown) if 0 < before - after < 5]
    assert not [count for count in shown if 0 < count < 5]


def test_parts_are_read_on_the_same_days_and_none_gives_another_away() -> None:
    january = {3: (6, 0), 20: (5, 5), 40: (0, 9)}
    assert read(january, {3: (5, 0), 20: (7, 0), 70: (9, 5)}) == (14, {JANUARY, FEBRUARY})
    assert read(january, {3: (3, 0), 40: (2, 6), 70: (0, 5)}) == (42, {JANUARY, FEBRUARY}), "three and two on the same side of a mark"
    assert read(january, {3: (3, 0), 20: (0, 6)})[1] == set(), "fourteen less eleven would be three, whatever the marks"


JANUARY, FEBRUARY = Group(cohort="2026-01"), Group(cohort="2026-02")
Days = dict[int, tuple[int, int]]


def read(january: Days, february: Days) -> tuple[int, set[Group]]:
    """The first mark, and which of the two may be read."""
    every = Counter({(day, way): 0 for day in january | february for way in (0, 1)})
    for one in (january, february):
        every.update({(day, way): count for day, counts in one.items() for way, count in enumerate(counts)})
    both = {day: (every[day, 0], every[day, 1]) for day in january | february}
    found, shown = readable({EVERYBODY: both, JANUARY: january, FEBRUARY: february})
    return next(iter(found), 0), shown


def people(count: int, stage: int) -> Counter[Key]:
    counts: Counter[Key] = Counter({("people",): count, ("now", "active"): count})
    counts.update({("at", step): count for step in range(1, stage + 1)})
    return counts


ROAD = Road("p", ("one", "two"))


def test_every_group_is_the_sum_of_its_parts_and_one_value_makes_no_group() -> None:
    leaves = {
        Group(1, "self", "2026-01"): people(6, 1),
        Group(2, "self", "2026-01"): people(7, 2),
        Group(2, "self", "2026-02"): people(8, 1),
    }
    found = groups(leaves)
    assert {tuple(group): counts["people",] for group, counts in found.items()} == {
        (0, "", ""): 21, (1, "", ""): 6, (2, "", ""): 15, (0, "", "2026-01"): 13, (0, "", "2026-02"): 8,
        (1, "", "2026-01"): 6, (2, "", "2026-01"): 7, (2, "", "2026-02"): 8,
    }  # fmt: skip


def test_a_count_that_another_group_would_give_away_is_hidden_in_both() -> None:
    leaves = {Group(1, "self", "2026-01"): people(20, 2), Group(1, "self", "2026-02"): people(20, 1) + people(3, 2)}
    kept = withheld(groups(leaves), ROAD)
    february, january = Group(0, "", "2026-02"), Group(0, "", "2026-01")
    assert Cell(february, ("at", 2)) in kept
    assert Cell(january, ("at", 2)) in kept, "forty-three in all less twenty would be three"
    assert Cell(EVERYBODY, ("people",)) not in kept
    assert Cell(january, ("people",)) not in kept
