"""Settings: coaches are let in, moved, locked out and let in again; an owner always remains; everything is written down."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from coach.store.coaches_found import Account, Role
from tests.console.settings_world import send
from tests.console.world import World

NEW = {"name": "Mia Park", "email": "Mia@Example.org", "role": "coach"}
PASSWORD_SHOWN = re.compile(r'id="password">([^<]+)<')


def account(console: World, name: str) -> Account:
    with console.store.reading() as view:
        found = view.find_coach(name=name)
    assert found is not None
    return found


def password_in(page: str) -> str:
    found = PASSWORD_SHOWN.search(page)
    assert found is not None
    return found[1]


def test_somebody_let_in_signs_in_with_the_password_shown_once_and_must_choose_their_own(everywhere: World) -> None:
    password = password_in(send(everywhere, "coaches", **NEW).text)
    new = account(everywhere, "Mia Park")
    assert (new.email, new.role, new.must_change) == ("mia@example.org", Role.COACH, True)
    assert password not in new.password
    client = everywhere.client(None)
    assert "/console/second-factor" in everywhere.sign_in(client, "mia@example.org", password).location
    assert [(line.entry.subject, line.entry.detail) for line in everywhere.audited("coach_added")] == [(new.id, "coach")]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "olga"),
        ("name", "n" * 41),
        ("email", "mia"),
        ("email", "mia @x.org"),
        ("email", "OLGA@example.org"),
        ("role", "king"),
    ],
)
def test_who_cannot_be_let_in_so_is_told_at_the_field_and_nothing_typed_is_lost(console: World, field: str, typed: str) -> None:
    answer = send(console, "coaches", **NEW | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    kept = {name: value for name, value in (NEW | {field: typed}).items() if name != "role"}
    assert all(f'value="{value}"' in answer.text for value in kept.values())


def test_a_role_changes_and_the_log_tells_from_which(everywhere: World) -> None:
    ana = everywhere.account(Role.COACH)
    client = everywhere.client(Role.COACH)
    assert send(everywhere, f"coaches/{ana.id}/role", role="reader").status_code == 303
    assert client.post("/console/alerts/1/take", data={"csrf_token": everywhere.token(client)}).status_code == 403, "from the next click on"
    assert [line.entry.detail for line in everywhere.audited("coach_role")] == ["coach -> reader"]


def test_somebody_locked_out_is_out_at_once_and_comes_back_only_with_a_new_password(everywhere: World) -> None:
    client, ana = everywhere.client(Role.COACH), everywhere.account(Role.COACH)
    assert client.get("/console/").status_code == 200
    send(everywhere, f"coaches/{ana.id}/out")
    assert client.get("/console/").location.startswith("/console/sign-in")
    password = password_in(send(everywhere, f"coaches/{ana.id}/in").text)
    back = account(everywhere, "Ana")
    assert (back.active, back.must_change, back.second.secret) == (True, True, None)
    assert everywhere.sign_in(everywhere.client(None), ana.email).status_code == 200, "the old password is no longer one"
    assert everywhere.sign_in(everywhere.client(None), ana.email, password).status_code == 302
    acts = [line.entry.act for line in everywhere.audited() if line.entry.subject == ana.id]
    assert "coach_removed" in acts
    assert "coach_let_in" in acts


def test_resetting_opens_a_lock_and_takes_the_second_factor_away(console: World) -> None:
    ana = console.account(Role.COACH)
    for _ in range(5):
        console.sign_in(console.client(None), ana.email, "not the password at all")
    password = password_in(send(console, f"coaches/{ana.id}/reset").text)
    assert console.sign_in(console.client(None), ana.email, password).status_code == 302
    assert account(console, "Ana").second.secret is None
    assert [line.entry.subject for line in console.audited("coach_reset")] == [ana.id]


@pytest.mark.parametrize("act", ["role", "out", "reset"])
def test_nobody_does_that_to_themselves_so_an_owner_always_remains(console: World, act: str) -> None:
    olga = console.account(Role.OWNER)
    answer = send(console, f"coaches/{olga.id}/{act}", role="reader")
    assert answer.status_code == 409
    assert "cannot be done to oneself" in answer.text
    assert account(console, "Olga") == olga


def test_two_owners_who_demote_each_other_leave_one(everywhere: World) -> None:
    everywhere.account(Role.OWNER)
    other = everywhere.account(Role.OWNER, "Pia")
    pia = everywhere.client(Role.OWNER, "Pia")
    assert send(everywhere, f"coaches/{other.id}/role", role="coach").status_code == 303
    assert everywhere.post(pia, "/console/settings/coaches/c-olga/out").status_code == 403
    assert account(everywhere, "Olga").active


def test_a_coachs_number_is_kept_sealed_and_not_told_to_the_log(everywhere: World) -> None:
    ana = everywhere.account(Role.COACH)
    assert send(everywhere, f"coaches/{ana.id}/phone", phone="(202) 555-0177").status_code == 303
    assert account(everywhere, "Ana").phone == "+12025550177"
    with everywhere.store.reading() as view:
        sealed = view.connection.execute(text("SELECT phone FROM coach WHERE id = 'c-ana'")).scalar_one()
    assert b"5550177" not in bytes(sealed)
    assert [line.entry.detail for line in everywhere.audited("coach_phone")] == ["none -> a number"]


def test_a_number_that_is_none_stays_in_the_field(console: World) -> None:
    ana = console.account(Role.COACH)
    answer = send(console, f"coaches/{ana.id}/phone", phone="ask Ana")
    assert answer.status_code == 422
    assert 'value="ask Ana"' in answer.text


def test_whoever_signed_in_long_ago_is_asked_again_and_keeps_what_was_typed(console: World) -> None:
    client = console.client(Role.OWNER)
    with client.session_transaction() as kept:
        kept["fs_paa"] -= 3600
    answer = console.post(client, "/console/settings/coaches", **NEW)
    assert answer.status_code == 403
    assert 'value="Mia Park"' in answer.text
    assert client.get("/console/settings/coaches/c-olga").status_code == 303
    with console.store.reading() as view:
        assert view.find_coach(name="Mia Park") is None


def test_how_many_journeys_somebody_has_is_told(console: World) -> None:
    console.account(Role.COACH)
    console.begun(coach="c-ana")
    assert ">1<span" in console.client(Role.OWNER).get("/console/settings/coaches").text
