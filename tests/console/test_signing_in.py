"""Signing in: password, second factor, recovery codes, locks, and how a session ends."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coach.store.coaches_found import Account, Role, Second
from coach.web.console.access import IDLE, LONGEST
from coach.web.console.lockout import MOST, WITHIN
from tests.console.world import PASSWORD, World, world

SIGN_IN = "/console/sign-in"
CODE = "/console/second-factor"
RECOVERY = "/console/recovery"


def typed(console: World, client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return console.sign_in(client, email, password)


def with_password(console: World, account: Account) -> FlaskClient:
    """A browser in which the right password was typed, and the second factor is asked for."""
    client = console.client(None)
    assert typed(console, client, account.email).location == f"{CODE}?next=/console/"
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/console/").status_code == 200


def test_a_reader_is_in_with_a_password(console: World) -> None:
    client = console.client(None)
    assert typed(console, client, console.account(Role.READER).email).location == "/console/"
    assert is_in(client)


def test_the_address_may_be_written_in_capitals(console: World) -> None:
    client = console.client(None)
    typed(console, client, console.account(Role.READER).email.upper())
    assert is_in(client)


def test_the_page_asked_for_is_the_page_one_lands_on(console: World) -> None:
    console.account(Role.READER)
    client = console.client(None)
    sent = client.get("/console/?look=1")
    assert sent.location == "/console/sign-in?next=/console/?look%3D1"
    assert console.post(client, sent.location, sent.location, email="rui@example.org", password=PASSWORD).location == "/console/?look=1"


def test_nobody_is_sent_to_another_site(console: World) -> None:
    console.account(Role.READER)
    client = console.client(None)
    answer = console.post(client, SIGN_IN, SIGN_IN, email="rui@example.org", password=PASSWORD, next="https://example.com/")
    assert "example.com" not in (answer.location or "")


def refusal(page: str) -> str:
    found = re.search(r'<p class="wrong"[^>]*>(.*?)</p>', page)
    assert found is not None
    return found[1]


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(console: World) -> None:
    reader = console.account(Role.READER)
    gone = console.account(Role.READER, "Gone", active=False)
    answers = [
        typed(console, console.client(None), reader.email, "not the one"),
        typed(console, console.client(None), "nobody@example.org"),
        typed(console, console.client(None), gone.email),
        typed(console, console.client(None), "no address"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({refusal(answer.text) for answer in answers}) == 1


def test_who_was_let_go_is_out_at_once(console: World) -> None:
    client = console.client(Role.READER)
    assert is_in(client)
    reader = console.account(Role.READER)
    with console.store.transaction() as work:
        work.keep_coach(replace(reader, active=False))
    assert not is_in(client)


@pytest.mark.parametrize("email", ["rui@example.org", "nobody@example.org"], ids=["known", "unknown"])
def test_five_failures_lock_an_address_whether_it_is_known_or_not(console: World, email: str) -> None:
    console.account(Role.READER)
    client = console.client(None)
    for _ in range(MOST["account"]):
        last = typed(console, client, email, "wrong wrong wrong")
    assert "Too many tries" in refusal(last.text)
    assert "Too many tries" in refusal(typed(console, client, email).text)


def test_a_lock_opens_by_itself(console: World) -> None:
    reader = console.account(Role.READER)
    client = console.client(None)
    for _ in range(MOST["account"]):
        typed(console, client, reader.email, "wrong wrong wrong")
    console.sessions.at += WITHIN
    typed(console, client, reader.email)
    assert is_in(client)
    assert [line.entry.act for line in console.audited("locked_out")] == ["locked_out"]


def test_failures_long_apart_do_not_add_up(console: World) -> None:
    reader = console.account(Role.READER)
    client = console.client(None)
    for _ in range(MOST["account"] + 2):
        typed(console, client, reader.email, "wrong wrong wrong")
        console.sessions.at += WITHIN + timedelta(seconds=1)
    typed(console, client, reader.email)
    assert is_in(client)


def test_many_failures_lock_where_they_come_from(console: World) -> None:
    reader = console.account(Role.READER)
    client = console.client(None)
    for guess in range(MOST["address"]):
        typed(console, client, f"guess{guess}@example.org", "wrong wrong wrong")
    assert "Too many tries" in refusal(typed(console, client, reader.email).text)
    elsewhere = console.app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    typed(console, elsewhere, reader.email)
    assert is_in(elsewhere)


def test_a_coach_needs_the_code_as_well(console: World) -> None:
    coach = console.account(Role.COACH)
    client = with_password(console, coach)
    assert not is_in(client)
    assert console.post(client, CODE, CODE, code=console.code(coach)).location == "/console/"
    assert is_in(client)
    assert [line.entry.coach_id for line in console.audited("signed_in")] == [coach.id]


def test_a_wrong_code_lets_nobody_in_and_five_lock(console: World) -> None:
    coach = console.account(Role.COACH)
    client = with_password(console, coach)
    right = console.code(coach)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(MOST["account"]):
        console.post(client, CODE, CODE, code=wrong)
    assert "Too many tries" in refusal(console.post(client, CODE, CODE, code=right).text)
    assert not is_in(client)


def test_a_code_works_once(console: World) -> None:
    coach = console.account(Role.COACH)
    code = console.code(coach)
    first, second = with_password(console, coach), with_password(console, coach)
    console.post(first, CODE, CODE, code=code)
    console.post(second, CODE, CODE, code=code)
    assert is_in(first)
    assert not is_in(second)


def test_a_coach_without_a_second_factor_sets_one_up_and_gets_recovery_codes(console: World) -> None:
    console.account(Role.COACH, second=Second())
    client = console.client(None)
    setup = "/console/second-factor/setup"
    assert typed(console, client, "ana@example.org").location == setup
    assert not is_in(client)
    page = console.post(client, setup, setup, setup="authenticator").text
    key = re.search(r'<code class="key">([^<]+)</code>', page)
    assert key is not None
    assert 'src="data:image/svg+xml;base64,' in page
    totp = console.app.extensions["security"].totp_factory._totp
    code = totp(key=key[1].replace("-", "").replace(" ", "")).generate().token
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    client.post(CODE, data={"csrf_token": token[1], "code": code})
    codes = "/console/recovery-codes"
    assert client.get("/console/").location == codes
    shown = re.findall(r"<li><code>([^<]+)</code>", console.post(client, codes, codes, generate_new_codes="yes").text)
    assert len(shown) == 8
    assert is_in(client)
    kept = console.account(Role.COACH).second
    assert kept.codes is not None
    assert not set(shown) & set(kept.codes)
    assert shown[0] not in client.get(f"{codes}?show_codes=1").text


def recovered(console: World) -> tuple[Account, str]:
    """A coach and one of their recovery codes."""
    client = console.client(Role.COACH)
    codes = "/console/recovery-codes"
    [code, *_] = re.findall(r"<li><code>([^<]+)</code>", console.post(client, codes, codes, generate_new_codes="yes").text)
    return console.account(Role.COACH), code


def test_a_recovery_code_opens_once(console: World) -> None:
    coach, code = recovered(console)
    first, second = with_password(console, coach), with_password(console, coach)
    assert console.post(first, RECOVERY, RECOVERY, code=code.upper()).location == "/console/"
    assert "does not fit" in refusal(console.post(second, RECOVERY, RECOVERY, code=code).text)
    assert is_in(first)
    assert not is_in(second)
    assert [line.entry.coach_id for line in console.audited("recovery_used")] == [coach.id]


def test_a_recovery_code_alone_opens_nothing(console: World) -> None:
    _, code = recovered(console)
    client = console.client(None)
    assert console.post(client, RECOVERY, SIGN_IN, code=code).location == SIGN_IN
    assert not is_in(client)


def test_a_setting_makes_the_second_factor_a_choice(sqlite_url: str) -> None:
    with world(sqlite_url, second_factor="optional") as console:
        console.account(Role.OWNER, second=Second())
        client = console.client(None)
        typed(console, client, "olga@example.org")
        assert is_in(client)


def test_who_chose_a_second_factor_is_held_to_it(sqlite_url: str) -> None:
    with world(sqlite_url, second_factor="optional") as console:
        with_password(console, console.account(Role.OWNER))


def test_a_password_that_was_given_must_be_changed_first(console: World) -> None:
    console.account(Role.READER, must_change=True)
    client = console.client(None)
    typed(console, client, "rui@example.org")
    change = "/console/password"
    assert client.get("/console/").location == change
    assert (
        "12 characters" in console.post(client, change, change, password=PASSWORD, new_password="short", new_password_confirm="short").text
    )
    new = "a longer one of my own"
    assert console.post(client, change, change, password=PASSWORD, new_password=new, new_password_confirm=new).location == "/console/"
    assert is_in(client)
    again = console.client(None)
    typed(console, again, "rui@example.org", new)
    assert is_in(again)


def test_a_changed_password_ends_the_other_sessions(console: World) -> None:
    here, there = console.client(Role.READER), console.client(Role.READER)
    change, new = "/console/password", "a longer one of my own"
    console.post(here, change, change, password=PASSWORD, new_password=new, new_password_confirm=new)
    assert is_in(here)
    assert not is_in(there)


def test_an_hour_without_a_click_ends_a_session(console: World) -> None:
    client = console.client(Role.READER)
    console.sessions.at += IDLE
    assert is_in(client)
    console.sessions.at += IDLE + timedelta(seconds=1)
    answer = client.get("/console/")
    assert answer.location == "/console/sign-in?next=/console/&why=expired"
    assert "signed out because nothing happened" in client.get(answer.location).text


def test_a_page_that_looks_by_itself_keeps_nobody_signed_in(console: World) -> None:
    client = console.client(Role.READER)
    for _ in range(7):
        console.sessions.at += timedelta(minutes=10)
        last = client.get("/console/today/now", headers={"HX-Request": "true"})
    assert last.status_code == 401
    assert last.headers["HX-Redirect"].startswith(SIGN_IN)


def test_twelve_hours_end_a_session_however_busy(console: World) -> None:
    client = console.client(Role.READER)
    while console.sessions.at < console.account(Role.READER).created_at + LONGEST:
        console.sessions.at += IDLE / 2
        assert is_in(client)
    console.sessions.at += timedelta(minutes=1)
    assert not is_in(client)


def test_signing_out_ends_every_session_even_a_copied_one(console: World) -> None:
    here, there = console.client(Role.READER), console.client(Role.READER)
    copied = here.get_cookie("coach")
    assert copied is not None
    console.post(here, "/console/sign-out")
    thief = console.app.test_client()
    thief.set_cookie("coach", copied.value)
    assert not is_in(here)
    assert not is_in(there)
    assert not is_in(thief)


def test_moving_time_in_a_simulation_signs_nobody_out(console: World) -> None:
    client = console.client(Role.READER)
    console.clock.at += timedelta(days=90)
    assert is_in(client)


def test_a_cookie_goes_over_https_alone_where_the_service_does(sqlite_url: str) -> None:
    with world(sqlite_url, public_url="https://coach.example.org") as console:
        answer = console.app.test_client().get(SIGN_IN, base_url="https://coach.example.org")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-coach=")
        assert all(word in cookie for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
        assert "Domain" not in cookie


def test_no_answer_as_json_gives_a_token(console: World) -> None:
    console.account(Role.READER)
    client = console.client(None)
    token = console.token(client, SIGN_IN)
    given = {"email": "rui@example.org", "password": PASSWORD, "csrf_token": token}
    answer = client.post(f"{SIGN_IN}?include_auth_token", json=given, headers={"X-CSRFToken": token, "Accept": "application/json"})
    assert "token" not in answer.text
    assert not answer.is_json
