"""The lines an owner keeps are what danger texts say; they fit, they are dated, and old ones are pointed at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.core.model import Profile
from coach.engine.practising import InForce
from coach.programs.segments import count
from coach.store.coaches_found import Role
from tests.console.settings_world import SAFE, change, in_danger, send, texts
from tests.console.world import PASSWORD, World


def last_words(console: World, journey: str) -> str:
    return texts(console, journey)[-1].body or ""


def test_an_edited_line_stands_in_the_next_danger_text(everywhere: World) -> None:
    journey = everywhere.begun()
    change(everywhere, "lines/US", **SAFE | {"crisis-say": "call 1-800-273-8255"})
    in_danger(everywhere)
    assert "1-800-273-8255" in last_words(everywhere, journey)
    assert "988" not in last_words(everywhere, journey)


def test_the_lines_that_came_stand_where_nobody_edited_them(console: World) -> None:
    journey = console.begun()
    change(console, "lines/CA", **SAFE | {"crisis-say": "call 211"})
    in_danger(console)
    assert "call or text 988" in last_words(console, journey)


def test_a_country_of_the_practices_own_has_its_own_lines(everywhere: World) -> None:
    there = Profile(zones=("Europe/London",), country="GB", zone_told=True)
    journey = everywhere.begun("Kim", "+447400123456", profile=there)
    in_danger(everywhere, "+447400123456")
    assert "988" in last_words(everywhere, journey), "those of the US, while there are no others"
    everywhere.clock.at += timedelta(minutes=5)
    change(everywhere, "lines/GB", **SAFE | {"emergency-say": "999", "crisis-say": "call 116 123"})
    in_danger(everywhere, "+447400123456")
    assert "call 116 123" in last_words(everywhere, journey)


def test_another_process_says_the_edited_lines_too(everywhere: World) -> None:
    elsewhere = replace(everywhere.parts, practice=InForce())
    change(everywhere, "lines/US", **SAFE | {"crisis-say": "call 1-800-273-8255"})
    with everywhere.store.reading() as view:
        elsewhere.practice.look(view, everywhere.clock.at)
    assert elsewhere.frame("US")["lines"]["crisis"] == "call 1-800-273-8255"


WRONG = {
    "nothing": "",
    "letters that make a text dear": "llame al 988 día y noche ✆",
    "no number at all": "somebody kind",
    "longer than a text has room for": "call 988, " + "or somebody you trust, " * 3 + "or 911",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_line_that_no_danger_text_can_say_is_refused_and_nothing_typed_is_lost(console: World, wrong: str) -> None:
    typed = SAFE | {"violence-say": WRONG[wrong], "crisis-name": "988 Lifeline"}
    answer = send(console, "lines/US", after="0", **typed)
    assert answer.status_code == 422
    assert 'id="violence-say-wrong"' in answer.text
    assert 'value="988 Lifeline"' in answer.text
    assert WRONG[wrong][:20] in answer.text
    assert console.parts.practice.now.lines == {}


def test_a_line_behind_the_first_segment_of_a_danger_text_is_refused(console: World) -> None:
    typed = SAFE | {"emergency-say": "911 or the nearest police station", "violence-say": "1-800-799-7233 or text START to 88788"}
    answer = send(console, "lines/US", after="0", **typed)
    assert answer.status_code == 422
    assert "stand in the second part of a danger text" in answer.text


def test_every_text_that_names_a_kept_line_still_fits(console: World) -> None:
    from coach.web.console.settings_line_fit import shown

    change(console, "lines/US", **SAFE)
    said = console.parts.lines_for("US")
    for one in shown(console.parts.wording, said):
        assert one.fits
        assert count(one.body).segments <= one.most


def test_the_preview_shows_what_a_phone_would(console: World) -> None:
    answer = send(console, "lines/US/preview", **SAFE | {"child-say": "1-800-555-0100"})
    assert "For a child at risk: 1-800-555-0100." in answer.text
    assert "All 10 danger texts fit" in answer.text
    assert "2 segments, GSM-7" in answer.text
    assert (
        "of 10 danger texts would not fit"
        in send(console, "lines/US/preview", **SAFE | {"emergency-say": "1" * 30, "violence-say": "1" * 60}).text
    )


def test_a_line_is_checked_by_somebody_on_a_day_and_a_changed_one_no_longer_is(everywhere: World) -> None:
    change(everywhere, "lines/US", **SAFE | {"child-checked": "yes", "child-hours": "always"})
    kept = everywhere.parts.practice.now.lines["US"]["child"]
    assert (kept.checked, kept.by, kept.hours) == (date(2026, 3, 3), "c-olga", "always")
    change(everywhere, "lines/US", **SAFE | {"child-say": "1-800-422-4454"})
    assert everywhere.parts.practice.now.lines["US"]["child"].checked is None


def test_the_lines_that_came_are_taken_back_up(console: World) -> None:
    change(console, "lines/US", **SAFE | {"crisis-say": "call 1-800-273-8255"})
    change(console, "lines/US", reset="yes", **SAFE)
    assert console.parts.lines_for("US")["crisis"] == "call or text 988"


def test_lines_nobody_checked_within_a_year_are_pointed_at_here_and_on_today_for_owners_alone(console: World) -> None:
    words = "nobody has checked within a year"
    assert words in console.client(Role.OWNER).get("/console/").text
    assert words not in console.client(Role.COACH).get("/console/").text
    checked = {f"{kind}-checked": "yes" for kind in ("emergency", "crisis", "violence", "child")}
    change(console, "lines/US", **SAFE | checked)
    change(console, "lines/CA", **SAFE | checked)
    assert words not in console.client(Role.OWNER).get("/console/").text
    console.clock.at += timedelta(days=366)
    assert words in console.client(Role.OWNER).get("/console/").text
    assert "over a year ago" in console.client(Role.OWNER).get("/console/settings/lines").text


def test_the_audit_log_tells_the_old_and_the_new_phrase(everywhere: World) -> None:
    change(everywhere, "lines/US", **SAFE | {"violence-say": "1-800-799-7233 or text START to 88788", "crisis-say": "call 988"})
    [line] = everywhere.audited("setting_changed")
    assert (line.entry.subject, line.entry.detail) == (
        "lines:US",
        'crisis: "call or text 988" -> "call 988"; crisis checked: 2026-11-20 -> never',
    )


def test_what_is_no_country_has_no_lines(console: World) -> None:
    assert console.client(Role.OWNER).get("/console/settings/lines/XX").status_code == 404
    answer = send(console, "lines", country="xx")
    assert answer.status_code == 422
    assert send(console, "lines", country=" gb ").location == "/console/settings/lines/GB"


def test_whoever_signed_in_long_ago_is_asked_for_the_password_before_lines_are_changed(console: World) -> None:
    client = console.client(Role.OWNER)
    with client.session_transaction() as kept:
        kept["fs_paa"] -= 3600
    assert client.get("/console/settings/lines/US").location == "/console/again?next=/console/settings/lines/US"
    answer = console.post(client, "/console/settings/lines/US", "/console/settings", after="0", **SAFE | {"crisis-say": "call 988"})
    assert answer.status_code == 403
    assert 'value="call 988"' in answer.text
    assert "Type your password again" in answer.text
    assert console.parts.practice.now.lines == {}


def test_after_the_password_one_is_where_one_wanted_to_be(console: World) -> None:
    client = console.client(Role.OWNER)
    with client.session_transaction() as kept:
        kept["fs_paa"] -= 3600
    asked = client.get("/console/settings/lines/US", follow_redirects=True)
    assert "Is it you?" in asked.text
    form = {"csrf_token": console.token(client), "password": PASSWORD, "next": "/console/settings/lines/US"}
    assert client.post("/console/again", data=form).location == "/console/settings/lines/US"
    assert client.get("/console/settings/lines/US").status_code == 200
