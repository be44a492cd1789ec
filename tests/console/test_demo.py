"""``coach run --demo``: people who are nobody, in a database of their own, with doors that open at a click."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.cli.demo import FILE, demo_settings, demo_store, refuse_the_real, welcome
from coach.cli.run import add_arguments
from coach.core.model import Phase
from coach.errors import BadSetting
from coach.settings import Settings, read_settings
from coach.sim.demo_filling import FULL, MARK, Filling
from coach.sim.demo_lives import Lived, Share, live
from coach.sim.demo_people import COLLEAGUES, OWNER, PASSWORD, PEOPLE, neighbours
from coach.sim.world import KEY
from coach.store.coaches_found import Second
from coach.store.roster import Wanted
from coach.store.sealing import Sealer
from coach.store.store import Store
from coach.web.console.here import NAME
from coach.web.desk import Showcase
from tests.console.world import World, world

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
SHARE = Share(Settings("sqlite://", home_zone="America/New_York"), 1, tuple(range(4)), NOW)
MOST = 1_000_000


@pytest.fixture(scope="module")
def lived() -> Lived:
    """Half a year of four people."""
    return live(SHARE)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Store]:
    """A demo's database with nobody in it yet."""
    with ExitStack() as closing:
        yield opened(tmp_path, NOW, closing)[0]


def opened(folder: Path, now: datetime, closing: ExitStack) -> tuple[Store, bool]:
    return demo_store(demo_settings(read_settings({}, folder), {}, folder), folder, now, closing)


def marked(folder: Path, now: datetime, word: str) -> None:
    with ExitStack() as closing:
        store, _ = opened(folder, now, closing)
        with store.transaction() as work:
            work.set_mark(MARK, now, word)


@pytest.mark.parametrize("name", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "DATABASE_URL"])
def test_anything_real_in_the_environment_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        refuse_the_real({name: "something", "PORT": "8000"})
    refuse_the_real({"PORT": "8000", name: ""})


def test_run_has_the_option() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert parser.parse_args(["--demo"]).demo
    assert not parser.parse_args([]).demo


def test_every_number_is_set_aside_for_fiction_and_nobody_shares_one() -> None:
    numbers = [person.number for person in neighbours(range(PEOPLE), NOW - timedelta(days=183), NOW)]
    assert all(re.fullmatch(r"\+1\d{3}55501\d\d", number) for number in numbers)
    assert len(set(numbers)) == PEOPLE


def test_a_share_lives_the_same_life_every_time_but_for_its_keys(lived: Lived) -> None:
    assert lived.people == 4
    again = live(SHARE)
    assert [row[:3] for row in again.rows["journal"]] == [row[:3] for row in lived.rows["journal"]]
    assert [one.act for one in again.audited] == [one.act for one in lived.audited]


def test_nothing_of_a_life_is_left_for_the_engine_to_send_or_to_settle(lived: Lived, demo: Store) -> None:
    with demo.transaction() as work:
        work.plant(lived.rows)
        assert work.to_redact(NOW + timedelta(days=9), MOST) == []
        assert work.unsettled(NOW + timedelta(days=9), limit=MOST) == []


def test_whoever_comes_in_can_be_read_like_anybody_else(lived: Lived, store: Store, sealer: Sealer) -> None:
    with store.transaction() as work:
        work.sealer = Sealer(KEY)
        work.plant(lived.rows)
        journeys, _ = work.roster(Wanted(), None, 50)
        cards = work.cards(journeys)
        assert len(cards) == len(lived.rows["journey"])
        for card in cards.values():
            assert all(text.body for text in work.conversation(card.journey.participant_id))
            assert work.decisions(card.journey.id, 5)[0].reasons is not None
            assert card.phone.startswith("+1")


def test_coaches_have_taken_calls_and_some_people_are_theirs(lived: Lived) -> None:
    acts = {one.act for one in lived.audited}
    assert {"assigned", "alert_taken"} <= acts
    assert {one.coach_id for one in lived.audited} <= {one.id for one in COLLEAGUES}


def test_everybody_comes_in_and_then_the_demo_is_marked_full(demo: Store) -> None:
    filling = Filling(demo, SHARE.settings, NOW, people=2)
    filling.start()
    filling.wait()
    assert (filling.done, filling.of) == (2, 2)
    with demo.reading() as view:
        assert view.marked(MARK) == (NOW, FULL)


def test_a_filling_that_is_stopped_is_not_marked_full(demo: Store) -> None:
    filling = Filling(demo, SHARE.settings, NOW, people=4)
    filling.start()
    filling.stop()
    with demo.reading() as view:
        assert view.marked(MARK) != (NOW, FULL)


def test_a_full_demo_of_today_is_used_again(tmp_path: Path) -> None:
    marked(tmp_path, NOW, FULL)
    with ExitStack() as closing:
        assert opened(tmp_path, NOW + timedelta(hours=23), closing)[1]


@pytest.mark.parametrize(("word", "later"), [(FULL, timedelta(hours=25)), ("being filled", timedelta(minutes=1))])
def test_an_old_one_or_one_half_filled_is_made_anew(tmp_path: Path, word: str, later: timedelta) -> None:
    marked(tmp_path, NOW, word)
    with ExitStack() as closing:
        store, there = opened(tmp_path, NOW + later, closing)
        assert not there
        with store.reading() as view:
            assert view.marked(MARK) == (NOW + later, "being filled")


def test_a_database_that_is_no_demos_is_left_alone(tmp_path: Path, sqlite_template: Path) -> None:
    before = sqlite_template.read_bytes()
    (tmp_path / FILE).write_bytes(before)
    with ExitStack() as closing, pytest.raises(BadSetting, match="no demo's"):
        opened(tmp_path, NOW, closing)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("my notes")
    with ExitStack() as closing, pytest.raises(BadSetting, match="no demo's"):
        opened(tmp_path, NOW, closing)
    assert (tmp_path / FILE).read_text() == "my notes"


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with ExitStack() as closing:
        opened(tmp_path, NOW, closing)
        with ExitStack() as second, pytest.raises(BadSetting, match="running"):
            opened(tmp_path, NOW, second)


def test_a_demos_settings_hold_nothing_of_yours(tmp_path: Path) -> None:
    given = {"COACH_SECRET_KEY": "ab" * 32}
    settings = demo_settings(read_settings(given, tmp_path), given, tmp_path)
    assert settings.secret_key == ""
    assert settings.database_url.endswith(FILE)
    assert (settings.second_factor, settings.home_zone) == ("optional", "America/New_York")


def test_the_terminal_says_how_to_sign_in() -> None:
    told = welcome("http://127.0.0.1:8000")
    assert all(one.email in told for one in COLLEAGUES)
    assert PASSWORD in told


def shown(console: World, done: int, *, failed: bool = False) -> None:
    """Make this console a demo's, in which so many of 200 people are there."""
    one = console.app.extensions[NAME]
    show = Showcase(((OWNER.name, "owner", "olga@example.org"),), "an honest evening walk", lambda: (done, 200, failed))
    console.app.extensions[NAME] = replace(one, desk=replace(one.desk, showcase=show))


def test_one_click_on_the_sign_in_page_lets_you_in(sqlite_url: str) -> None:
    with world(sqlite_url, second_factor="optional") as console:
        shown(console, 200)
        console.account(OWNER.role, second=Second())
        client = console.client(None)
        page = client.get("/console/sign-in").text
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page[page.index("come in as") :]))
        assert fields["email"] == "olga@example.org"
        answer = client.post("/console/sign-in", data=fields)
        assert (answer.status_code, answer.location) == (302, "/console/")


def test_lines_nobody_checked_are_told_in_a_demo_on_settings_alone(console: World) -> None:
    words = "nobody has checked within a year"
    client = console.client(OWNER.role)
    assert words in client.get("/console/").text
    shown(console, 200)
    assert words not in client.get("/console/").text
    assert "never checked" in client.get("/console/settings/lines").text.lower()


def test_a_real_console_offers_no_such_click(console: World) -> None:
    assert "come in as" not in console.client(None).get("/console/sign-in").text


def test_every_page_of_a_demo_says_so_and_today_tells_how_far_it_is(console: World) -> None:
    shown(console, 40)
    client = console.client(OWNER.role)
    page = client.get("/console/").text
    assert "Everybody here is invented" in page
    assert re.search(r'<progress value="40" max="200"', page)
    assert "Everybody here is invented" in client.get("/console/participants").text
    shown(console, 40, failed=True)
    page = client.get("/console/").text
    assert "something went wrong" in page
    assert "<progress" not in page
    shown(console, 200)
    assert "<progress" not in client.get("/console/").text
    assert 'id="filling"' in client.get("/console/today/now").text, "so that the bar goes away on a page that is open"


def test_the_people_of_a_demo_are_at_every_point_of_the_way(lived: Lived) -> None:
    phases = {row[6] for row in lived.rows["journey"]}
    assert Phase.ACTIVE.value in phases
