"""Settings: what an owner keeps ready is what coaches choose from; and senders tell how they do, without a secret."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from coach.settings import Settings, TwilioSettings
from coach.store.coaches_found import Role
from coach.web.console.settings_senders import environment, kind_of
from tests.console.settings_world import in_danger, send
from tests.console.world import ACCOUNT, World

REPLY = {"title": "Sleep first", "body": "Sleep on it; tomorrow it looks different.", "language": "en"}
CAME = ["I have read this", "Here now", "Well done"]


def offered(console: World) -> list[str]:
    """The titles a coach chooses from, writing to somebody who reads English."""
    page = console.client(Role.COACH).get("/console/participants/j-sam").text
    return re.findall(r"data-say=\"[^\"]*\"><b>([^<]+)</b>", page)


def was(console: World, reply_id: int) -> str:
    found = re.search(r'name="was" value="(\w+)"', console.client(Role.OWNER).get(f"/console/settings/replies/{reply_id}").text)
    assert found is not None
    return found[1]


def test_a_reply_added_stands_after_those_that_came(everywhere: World) -> None:
    everywhere.begun()
    assert send(everywhere, "replies", **REPLY).status_code == 303
    assert offered(everywhere)[:3] == CAME
    assert offered(everywhere)[-1] == "Sleep first"
    assert [line.entry.detail for line in everywhere.audited("reply_added")] == [
        'en "Sleep first": Sleep on it; tomorrow it looks different.'
    ]


def test_a_reply_moves_up_and_down_but_not_past_the_ends(everywhere: World) -> None:
    everywhere.begun()
    send(everywhere, "replies/3/up")
    send(everywhere, "replies/1/up")
    assert offered(everywhere)[:3] == ["I have read this", "Well done", "Here now"]
    assert [line.entry.detail for line in everywhere.audited("reply_moved")] == ["en: 3 -> 2"]


def test_a_reply_retired_is_offered_no_more_until_it_is_brought_back(everywhere: World) -> None:
    everywhere.begun()
    send(everywhere, "replies/2/retire")
    assert "Here now" not in offered(everywhere)
    send(everywhere, "replies/2/restore")
    assert offered(everywhere)[:3] == CAME
    assert [line.entry.act for line in everywhere.audited() if line.entry.act.startswith("reply")] == ["reply_restored", "reply_retired"]


def test_a_reply_is_reworded_and_the_log_tells_both(everywhere: World) -> None:
    everywhere.begun()
    given = REPLY | {"title": "Here", "was": was(everywhere, 2)}
    assert send(everywhere, "replies/2", **given).status_code == 303
    assert offered(everywhere)[:3] == ["I have read this", "Here", "Well done"]
    [line] = everywhere.audited("reply_edited")
    assert line.entry.detail.startswith('en "Here now": I am a person')
    assert line.entry.detail.endswith('-> en "Here": Sleep on it; tomorrow it looks different.')


def test_a_reply_somebody_else_reworded_meanwhile_is_not_overwritten(console: World) -> None:
    made_from = was(console, 2)
    send(console, "replies/2", **REPLY | {"was": made_from})
    answer = send(console, "replies/2", **REPLY | {"title": "Mine", "was": made_from})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text


@pytest.mark.parametrize(("field", "typed"), [("title", ""), ("title", "t" * 41), ("body", ""), ("body", "b" * 919), ("language", "xx")])
def test_a_reply_that_will_not_do_is_refused_at_its_field_and_nothing_typed_is_lost(console: World, field: str, typed: str) -> None:
    answer = send(console, "replies", **REPLY | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert (REPLY | {field: typed})["body"] in answer.text


def test_what_a_reply_costs_is_counted_while_it_is_typed(console: World) -> None:
    assert "1 segment, 119 left" in send(console, "replies/count", body=REPLY["body"]).text
    dear = send(console, "replies/count", body="Mañana será otro día ☀").text
    assert all(f"<q>{letter}</q>" in dear for letter in "á☀")


def test_an_unknown_reply_or_way_is_not_found(console: World) -> None:
    assert [send(console, page).status_code for page in ("replies/99/up", "replies/1/sideways")] == [404, 404]


# What we send from.


def test_senders_tell_the_segments_of_today_and_what_went_wrong(everywhere: World) -> None:
    everywhere.begun()
    in_danger(everywhere)
    everywhere.desk.engine.sender.drain()
    in_danger(everywhere)
    with everywhere.store.transaction() as work:
        [waiting] = work.claim(everywhere.clock.at, 60, 1, "test")
        work.failed([waiting.id], "30005", everywhere.clock.at)
    shown = everywhere.client(Role.OWNER).get("/console/settings/senders").text
    assert f">{ACCOUNT.from_}<" in shown
    assert re.search(r"<dt>Today</dt><dd>\d segments? in 1 text</dd>", shown)
    assert "the number is unknown or no longer in use" in shown
    everywhere.clock.at += timedelta(days=2)
    later = everywhere.client(Role.OWNER).get("/console/settings/senders").text
    assert "0 segments in 0 texts" in later
    assert "30005" not in later


def test_a_carrier_that_refuses_us_as_a_whole_is_told(console: World) -> None:
    with console.store.transaction() as work:
        work.set_mark("config_error", console.clock.at, "30032")
    shown = console.client(Role.OWNER).get("/console/settings/senders").text
    assert "the toll-free number is not verified" in shown
    assert ">stopped<" in shown


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("MG" + "0" * 32, "service"),
        ("88788", "short_code"),
        ("+18335550100", "toll_free"),
        ("+12025550100", "long_code"),
        ("+447400123456", "abroad"),
    ],
)
def test_a_sender_is_known_by_its_form(address: str, kind: str) -> None:
    assert kind_of(address) == kind


def test_no_secret_of_the_environment_is_ever_shown() -> None:
    twilio = TwilioSettings("AC" + "1" * 32, "the-token", "the-next-token", "+12025550100")
    told = environment(Settings("postgresql://ana:the-password@db.example/coach", secret_key="the-key", twilio=twilio))
    shown = {one.name: one.shown for one in told}
    assert not [value for value in shown.values() if "the-" in value]
    assert shown["COACH_SECRET_KEY"] == shown["TWILIO_AUTH_TOKEN"] == "set"
    assert (shown["DATABASE_URL"], shown["TWILIO_FROM"]) == ("PostgreSQL, db.example", "+12025550100")


def test_every_setting_of_the_environment_is_told() -> None:
    from coach.settings import KNOWN

    assert [one.name for one in environment(Settings(""))] == [one.name for one in KNOWN]
