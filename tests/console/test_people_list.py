"""The list of participants: found, filtered, sorted, paged, kept as lists, exported; each sees what is theirs."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from coach.core.effects import AlertKind
from coach.core.model import Phase, Profile
from coach.store.coaches_found import Role
from tests.console.world import NOW, World

SAM, KIM, LEE = "+12025550101", "+13125550142", "+12125550133"
PEOPLE = "/console/participants"


def shown(client: FlaskClient, **query: Any) -> list[str]:
    """The journeys of a page of the list, in order."""
    return journeys(client.get(PEOPLE, query_string=query).text)


def journeys(page: str) -> list[str]:
    return re.findall(r'href="/console/participants/(j-\w+)"', page)


@pytest.fixture
def three(everywhere: World) -> World:
    ana, ben = everywhere.account(Role.COACH), everywhere.account(Role.COACH, "Ben")
    everywhere.begun("Sam", SAM, coach=ana.id, heard_at=NOW - timedelta(days=20), stage="befriend")
    everywhere.begun("Kim", KIM, coach=ben.id, phase=Phase.PAUSED, heard_at=NOW - timedelta(hours=2))
    everywhere.begun("Lee", LEE, silent_since=NOW - timedelta(days=4), heard_at=NOW - timedelta(days=8))
    everywhere.alert(AlertKind.DANGER_B, LEE)
    return everywhere


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["j-kim", "j-lee", "j-sam"]),
        ({"phase": "paused"}, ["j-kim"]),
        ({"stage": "befriend"}, ["j-sam"]),
        ({"program": "no-such"}, []),
        ({"coach": "c-ana"}, ["j-sam"]),
        ({"coach": "nobody"}, ["j-lee"]),
        ({"quiet": "7"}, ["j-lee", "j-sam"]),
        ({"quiet": "noticed"}, ["j-lee"]),
        ({"alert": "any"}, ["j-lee"]),
        ({"alert": "danger"}, ["j-lee"]),
        ({"alert": "milestone"}, []),
        ({"sort": "quiet"}, ["j-sam", "j-lee", "j-kim"]),
        ({"sort": "alert"}, ["j-lee", "j-kim", "j-sam"]),
        ({"quiet": "nonsense", "sort": "nonsense", "page": "-3"}, ["j-kim", "j-lee", "j-sam"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(three: World, query: dict[str, str], found: list[str]) -> None:
    assert shown(three.client(Role.OWNER), **query) == found


def test_a_coach_sees_theirs_and_nobodys(three: World) -> None:
    assert shown(three.client(Role.COACH)) == ["j-lee", "j-sam"]
    assert shown(three.client(Role.COACH), coach="me") == ["j-sam"]


@pytest.mark.parametrize("words", ["sam", " SAM ", "+1 202 555 0101", "(202) 555-0101", "j-sam"])
def test_somebody_is_found_by_the_very_name_or_number(three: World, words: str) -> None:
    assert journeys(three.post(three.client(Role.COACH), f"{PEOPLE}/find", words=words).text) == ["j-sam"]


@pytest.mark.parametrize("words", ["sa", "202555", "0101", "Kim", "+13125550142"])
def test_parts_find_nobody_and_so_does_another_coachs_person(three: World, words: str) -> None:
    page = three.post(three.client(Role.COACH), f"{PEOPLE}/find", words=words).text
    assert journeys(page) == []
    assert "Nobody you may see" in page


def test_an_erased_person_is_on_no_page(three: World) -> None:
    with three.store.transaction() as work:
        work.erase("p-sam", NOW)
    client = three.client(Role.OWNER)
    assert shown(client) == ["j-kim", "j-lee"]
    assert journeys(three.post(client, f"{PEOPLE}/find", words="Sam").text) == []


def test_the_list_shows_neither_names_nor_whole_numbers(three: World) -> None:
    page = three.client(Role.OWNER).get(PEOPLE).text
    assert "+1 ••• 0101" in page
    assert "5550101" not in page
    assert "Sam" not in page


def crowd(console: World, start: int, end: int) -> None:
    for nth in range(start, end):
        console.begun(f"N{nth}", f"+1202555{nth:04d}")
        if nth % 3 == 0:
            console.alert(AlertKind.MILESTONE, f"+1202555{nth:04d}")


def test_the_list_has_pages_and_a_filter_goes_along(console: World) -> None:
    crowd(console, 1000, 1060)
    client = console.client(Role.READER)
    assert len(shown(client, phase="active")) == 50
    assert "/console/participants?phase=active&amp;page=2" in client.get(f"{PEOPLE}?phase=active").text
    assert len(shown(client, phase="active", page=2)) == 10
    assert "There is no such page" in client.get(f"{PEOPLE}?page=9").text


def test_the_list_asks_the_database_as_often_for_forty_people_as_for_four(everywhere: World) -> None:
    client, counted = everywhere.client(Role.COACH), []

    def statements() -> int:
        counted.clear()
        client.get(PEOPLE)
        return len(counted)

    event.listen(everywhere.store._engine, "before_cursor_execute", lambda *_: counted.append(1))
    crowd(everywhere, 1000, 1004)
    few = statements()
    crowd(everywhere, 1004, 1040)
    assert statements() == few <= 14


def test_a_filter_is_kept_under_a_name_for_oneself_and_dropped(everywhere: World) -> None:
    client, query = everywhere.client(Role.COACH), "phase=paused&sort=quiet"
    assert everywhere.post(client, f"{PEOPLE}/views", name=" My paused ", query=query).location == f"{PEOPLE}?{query}"
    everywhere.post(client, f"{PEOPLE}/views", name="My paused", query="phase=held&words=Sam")
    page = client.get(PEOPLE).text
    assert page.count("My paused") == 3, "in the list, and twice beside its button"
    assert f'href="{PEOPLE}?phase=held"' in page, "the newer filter, and nobody's name in it"
    assert "My paused" not in everywhere.client(Role.COACH, "Ben").get(PEOPLE).text
    [view] = re.findall(r"/views/(\d+)/drop", page)
    everywhere.post(everywhere.client(Role.COACH, "Ben"), f"{PEOPLE}/views/{view}/drop")
    assert "My paused" in client.get(PEOPLE).text
    everywhere.post(client, f"{PEOPLE}/views/{view}/drop")
    assert "My paused" not in client.get(PEOPLE).text


def test_the_file_holds_those_one_may_see_and_runs_nothing_in_a_spreadsheet(three: World) -> None:
    with three.store.transaction() as work:
        work.assign("j-kim", None)
    three.begun("Bad", "+12125550134", profile=Profile(zones=("America/New_York",), name="=1+1"))
    three.begun("Foreign", "+12125550135", coach="c-ben")
    file = three.client(Role.COACH).get(f"{PEOPLE}/people.csv?sort=quiet")
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [row["journey"] for row in rows] == ["j-sam", "j-lee", "j-bad", "j-kim"]
    assert (rows[0]["number"], rows[0]["name"], rows[0]["coach"]) == ("'+12025550101", "Sam", "Ana")
    assert rows[1]["open_alerts"] == "danger_b"
    assert rows[2]["name"] == "'=1+1"
    [line] = three.audited("exported")
    assert (line.entry.coach_id, line.entry.detail) == ("c-ana", "4 sort=quiet")


def test_the_file_has_the_same_columns_when_the_filter_lets_nobody_pass(console: World) -> None:
    file = console.client(Role.COACH).get(f"{PEOPLE}/people.csv?phase=done")
    assert file.text.startswith("journey,number,name,")
    assert file.text.count("\n") == 1
