"""``coach coaches``: who may sign in; and what the store keeps of them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.cli import main
from coach.errors import StaleState
from coach.store.coaches_found import Account, Role, Second
from coach.store.database import BrokenLaw
from coach.store.store import Store
from coach.web.console.passwords import hashed
from tests.conftest import MASTER
from tests.console.world import NOW, World, world

ANA = Account("c-ana", "Ana", "ana@example.org", Role.OWNER, "hash", "u-ana", NOW)
Run = Callable[..., int]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, on a database of its own."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("COACH_SECRET_KEY", base64.b64encode(MASTER).decode())
    monkeypatch.chdir(tmp_path)
    return lambda *words: main(["coaches", *words])


def test_the_first_owner_signs_in_with_what_the_command_printed(run: Run, sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "Olga", "Olga@Example.org", "--role", "owner") == 0
    password = re.search(r"^  ([a-z0-9-]{23})$", capsys.readouterr().out, re.MULTILINE)
    assert password is not None
    with world(sqlite_url) as console:
        client = console.client(None)
        assert console.sign_in(client, "olga@example.org", password[1]).location == "/console/second-factor/setup"
        assert [line.entry.act for line in console.audited("coach_added")] == ["coach_added"]


def test_a_name_or_an_address_is_given_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "Olga", "olga@example.org")
    assert run("add", "olga", "other@example.org") == 2
    assert run("add", "Other", "OLGA@example.org") == 2
    assert run("add", "Nobody", "no address") == 2
    assert "taken already" in capsys.readouterr().err


def test_the_last_owner_stays(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "Olga", "olga@example.org", "--role", "owner")
    assert run("remove", "olga@example.org") == 2
    assert run("role", "olga@example.org", "reader") == 2
    run("add", "Ana", "ana@example.org", "--role", "owner")
    assert run("remove", "olga@example.org") == 0
    capsys.readouterr()
    run("list")
    assert re.search(r"owner +Olga .* removed", capsys.readouterr().out)


def test_a_reset_opens_a_locked_account_with_a_new_password_and_no_second_factor(
    run: Run, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with world(sqlite_url) as console:
        console.account(Role.COACH)
        client = console.client(Role.COACH)
        for _ in range(5):
            console.sign_in(console.client(None), "ana@example.org", "wrong wrong wrong")
    assert run("reset", "ana@example.org") == 0
    password = re.search(r"^  ([a-z0-9-]{23})$", capsys.readouterr().out, re.MULTILINE)
    assert password is not None
    with world(sqlite_url) as console:
        assert console.account(Role.COACH).second == Second()
        assert console.sign_in(console.client(None), "ana@example.org", password[1]).location == "/console/second-factor/setup"
        assert client.get("/console/").status_code == 302, "sessions of before are over"


def test_who_is_not_there_is_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("role", "nobody@example.org", "owner") == 2
    assert "nobody signs in with nobody@example.org" in capsys.readouterr().err


def test_passwords_are_kept_as_argon2id(console: World) -> None:
    kept = hashed("an honest evening walk")
    assert kept.startswith("$argon2id$")
    console.account(Role.READER, password=kept)
    assert console.sign_in(console.client(None), "rui@example.org", "an honest evening walk").location == "/console/"


def test_an_account_comes_back_as_it_was_kept(store: Store) -> None:
    one = replace(ANA, second=Second("authenticator", "secret", ("a", "b")), counter=58_000_000, must_change=True, signed_in_at=NOW)
    with store.transaction() as work:
        work.add_coach(one)
    with store.reading() as view:
        assert view.find_coach(email="ANA@example.org") == one
        assert view.find_coach(uniquifier="u-ana") == one
        assert view.find_coach(id="c-nobody") is None


def test_a_second_factor_is_sealed(store: Store) -> None:
    with store.transaction() as work:
        work.add_coach(replace(ANA, second=Second("authenticator", "the-planted-secret", ("the-planted-code",))))
        row = work.connection.exec_driver_sql("SELECT * FROM coach").one()
    assert "planted" not in repr(row)


def test_of_two_who_change_an_account_at_once_the_second_is_told(store: Store) -> None:
    with store.transaction() as work:
        work.add_coach(ANA)
        assert work.keep_coach(replace(ANA, role=Role.READER)).version == 1
    with pytest.raises(StaleState), store.transaction() as work:
        work.keep_coach(replace(ANA, role=Role.COACH))


def test_an_address_belongs_to_one(store: Store) -> None:
    with store.transaction() as work:
        work.add_coach(ANA)
    with pytest.raises(BrokenLaw), store.transaction() as work:
        work.add_coach(replace(ANA, id="c-2", name="Other", uniquifier="u-2"))


def test_failures_are_counted_by_a_keyed_hash_and_lock_for_a_time(store: Store) -> None:
    within = timedelta(minutes=15)
    with store.transaction() as work:
        counts = [work.count_failure("address:192.0.2.7", NOW, 3, within) for _ in range(3)]
        assert counts == [1, 2, 3]
        assert work.locked_until(["address:192.0.2.7", "account:x"], NOW) == NOW + within
        assert work.locked_until(["address:192.0.2.7"], NOW + within) is None
        assert work.count_failure("address:192.0.2.7", NOW + within, 3, within) == 1, "counted anew once the time is over"
        rows = work.connection.exec_driver_sql("SELECT * FROM attempt").all()
    assert "192.0.2.7" not in repr(rows)


def test_an_address_in_front_of_which_a_proxy_stands_is_told_by_the_proxy(sqlite_url: str) -> None:
    with world(sqlite_url, proxies=1) as console:
        console.account(Role.READER)
        client = console.app.test_client()
        for guess in range(20):
            page = client.get("/console/sign-in", headers={"X-Forwarded-For": "198.51.100.9"}).text
            token = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert token is not None
            form = {"csrf_token": token[1], "email": f"g{guess}@example.org", "password": "wrong wrong wrong"}
            last = client.post("/console/sign-in", data=form, headers={"X-Forwarded-For": "198.51.100.9"})
        assert "Too many tries" in last.text
        assert console.sign_in(console.client(None), "rui@example.org").location == "/console/"
