"""The page of one participant tells everything, and every act goes through the door, by those who may, into the audit log."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from coach.core.effects import Reason
from coach.core.events import CoachTookOver
from coach.core.model import Phase, Profile
from coach.core.state import Promise, State
from coach.store.canned import Canned
from coach.store.coaches_found import Role
from coach.web.console.participant_plain import told as in_plain_words
from tests.console.participant_life import NUMBER, lived
from tests.console.world import NOW, World

LIVE = {"HX-Request": "true"}


def address(journey: str, more: str = "") -> str:
    return f"/console/participants/{journey}{more}"


def state(console: World, journey: str) -> State:
    with console.store.reading() as view:
        return view.load_journeys(journey_ids=[journey])[0].state


def told(answer: TestResponse) -> str:
    """A page's words, spaces folded."""
    return " ".join(unescape(answer.text).split())


def do(console: World, journey: str, act: str, client: FlaskClient | None = None, **form: str) -> TestResponse:
    return console.post(client or console.client(Role.COACH), address(journey, f"/{act}"), **form)


def test_the_thread_shows_both_sides_with_what_became_of_each(console: World) -> None:
    journey = lived(console)
    page = told(console.client(Role.READER).get(address(journey)))
    assert "I will bring the boxes back on Sunday" in page
    assert "delivered" in page
    assert 'title="win-back/first-trust/promise, win-back version 1"' in page
    assert '1 <span aria-hidden="true">seg</span>' in page
    assert NUMBER not in page
    assert "+1 ••• 0101" in page


def test_looking_stands_in_the_audit_log_and_polling_does_not(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    client.get(address(journey))
    client.get(address(journey, "/tab?tab=record"))
    client.get(address(journey, "/now"))
    assert [line.entry.detail for line in console.audited("conversation_seen")] == ["record", "texts"]


def test_another_coachs_journey_is_not_there(console: World) -> None:
    journey = lived(console, coach=console.account(Role.COACH, "Bob").id)
    client = console.client(Role.COACH)
    for place in ("", "/now", "/tab?tab=why", "/earlier"):
        assert client.get(address(journey, place)).status_code == 404
    for act in ("take-over", "texts", "number", "draft", "note", "assign"):
        assert do(console, journey, act, client, words="hello", note="x").status_code == 404
    assert state(console, journey).hold is None
    assert console.client(Role.OWNER).get(address(journey)).status_code == 200


def test_a_page_that_stays_open_hears_of_a_text_and_else_of_nothing(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    page = client.get(address(journey)).text
    seen = [part.split('"')[0] for part in page.split('name="seen" value="')[1:]]
    assert client.get(address(journey, "/now"), query_string={"seen": seen, "tab": "texts"}).status_code == 204
    console.heard("are you there", NUMBER)
    news = client.get(address(journey, "/now"), query_string={"seen": seen, "tab": "texts"})
    assert news.status_code == 200
    assert "are you there" in news.text


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("where", ["first trust", "9 d</time>, visit 2", "4 promises", "2 of 4 so far", "predictability", "5 or more, 2 times in a row"]),
        ("trust", ["predictability", "5</b> of 7", "desire", "7</b> of 10", "Setback", "from first trust to own it"]),
        ("coming", ["The next 90 days", "March 2026", "If they reply to each"]),
        ("record", ["bring the boxes back on Sunday", "Kept in a row", "75%", "I told her about the loan", "typed READY"]),
        ("notes", ["No coach has written anything down"]),
        ("why", ["Every decision, and why", "Sent “low” (reply).", "Something was due"]),
        ("manage", ["Assign", "Move to another stage", "Set no-contact"]),
    ],
)
def test_each_tab_tells_its_part(console: World, tab: str, words: list[str]) -> None:
    page = told(console.client(Role.COACH).get(address(lived(console), f"?tab={tab}")))
    assert [word for word in words if word not in page] == []


def test_earlier_texts_are_a_page_further_and_none_is_left_out(console: World) -> None:
    journey, client = console.begun("Sam"), console.client(Role.COACH)
    for nth in range(95):
        console.clock.at = NOW + timedelta(minutes=10 * nth)
        console.heard(f"words number {nth}.")
    place, found = address(journey), set()
    while place:
        page = unescape(client.get(place, headers=LIVE).text)
        found |= {nth for nth in range(95) if f"words number {nth}." in page}
        place = page.split('hx-get="/console/participants/j-sam/earlier')[1].split('"')[0] if "/earlier?" in page else ""
        place = place and address(journey, "/earlier" + place)
    assert found == set(range(95))


def test_a_decision_tells_a_promise_in_its_own_words(console: World) -> None:
    page = told(console.client(Role.COACH).get(address(lived(console), "?tab=why")))
    assert "Caught a promise in their words (“be home by seven on Thursdays”)" in page


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("sent", {"key": "win-back/build-trust/lied", "kind": "prompt"}, "Sent “build trust: lied” (prompt)."),
        ("sent", {"key": "common/unclear-twice", "kind": "reply"}, "Sent “unclear twice” (reply)."),
        ("sent", {"key": "broadcast/41", "kind": "prompt"}, "Sent a broadcast (prompt)."),
        ("unclear", {"ref": "p-1"}, "Did not understand the answer to “call on Sunday”, and asked again."),
        ("promise_settled", {"id": "p-1", "kept": "kept"}, "The promise “call on Sunday” is settled: kept."),
        ("promise_settled", {"id": "p-0", "kept": "broken"}, "The promise made earlier is settled: broken."),
        ("answer", {"measure": "most_needed"}, "Stored their answer to “most needed”."),
        ("stage", {"was": "give-space", "now": "befriend"}, "Moved from give space to befriend."),
        ("paused", {"until": "2026-03-06"}, "Paused until Fri 6 Mar 2026, or until they text RESUME."),
        ("coach_paused", {"by": "Mary-Ann"}, "Mary-Ann paused it."),
        ("broadcast_taken_back", {"by": "Ana", "ref": "b-7"}, "Ana stopped a text to several people (broadcast b-7);"),
        ("cap_week", {"sent": 3}, "Not sent: 3 unsolicited texts within seven days already."),
    ],
)
def test_a_decision_is_told_without_keys_and_ids(console: World, code: str, facts: dict[str, str | int], words: str) -> None:
    with console.app.app_context():
        [sentence] = in_plain_words([Reason(code, facts)], [Promise("p-1", "call on Sunday", "build-trust", NOW)])
    assert sentence.startswith(words)


def test_decisions_are_paged_and_told_in_sentences(console: World) -> None:
    journey, client = console.begun("Sam"), console.client(Role.COACH)
    for nth in range(35):
        console.clock.at = NOW + timedelta(hours=nth)
        console.heard(f"words {nth}")
    page = told(client.get(address(journey, "?tab=why")))
    assert "They texted</b>: words" in page
    older = page.split("&before=")[1].split('"')[0] if "&before=" in page else page.split("before=")[1].split('"')[0]
    assert f"before={older}" in page
    assert "Older decisions" not in told(client.get(address(journey, f"?tab=why&before={older}")))


def test_the_preview_counts_segments_and_says_what_makes_them_dear(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    headers = {**LIVE, "X-CSRFToken": console.token(client)}
    short = told(client.post(address(journey, "/draft"), data={"words": "I am here"}, headers=headers))
    assert "1 segment</b>, 151 left" in short
    smart = told(client.post(address(journey, "/draft"), data={"words": "I’m “here” – now"}, headers=headers))
    assert "1 segment</b>, 144 left" in smart
    dear = told(client.post(address(journey, "/draft"), data={"words": "well done \N{PARTY POPPER}" + "a" * 70}, headers=headers))
    assert "2 segments" in dear
    assert "\N{PARTY POPPER}" in dear


def test_a_text_goes_through_the_door_and_into_the_thread(console: World) -> None:
    journey = lived(console)
    assert do(console, journey, "texts", words="I read it. Shall we talk tomorrow?").status_code == 303
    page = told(console.client(Role.COACH).get(address(journey)))
    assert "I read it. Shall we talk tomorrow?" in page
    assert "waiting to go" in page
    assert [line.entry.detail for line in console.audited("coach_wrote")] == ["coach_wrote"]
    assert console.nudges


def test_outside_their_hours_it_asks_to_be_confirmed_and_the_words_stay(console: World) -> None:
    journey = lived(console)
    console.clock.at = NOW + timedelta(hours=15)
    console.heard("I cannot sleep", NUMBER)
    refused = do(console, journey, "texts", words="I am here now")
    assert refused.status_code == 409
    assert ">I am here now</textarea>" in refused.text
    assert "outside their hours" in told(refused)
    assert "It cannot wait" in told(refused)
    assert do(console, journey, "texts", words="I am here now", confirmed="yes").status_code == 303
    assert "I am here now</p>" in console.client(Role.COACH).get(address(journey)).text


def test_caps_hold_for_a_coach_too(console: World) -> None:
    journey = console.begun("Sam", heard_at=NOW - timedelta(days=3), unsolicited=(NOW - timedelta(hours=1),))
    page = told(console.client(Role.COACH).get(address(journey)))
    assert "They had an unasked text today already." in page
    assert do(console, journey, "texts", words="hello").status_code == 409


def test_taking_over_silences_the_bot_and_handing_back_says_what_comes(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    assert do(console, journey, "take-over", client).status_code == 303
    assert (state(console, journey).phase, state(console, journey).hold) == (Phase.HELD, "takeover")
    page = told(client.get(address(journey)))
    assert "Ana has taken over" in page
    assert "Hand back now, and next goes:" in page
    assert do(console, journey, "hand-back", client).status_code == 409, "a reason is asked for"
    assert do(console, journey, "hand-back", client, reason="all calm").status_code == 303
    assert state(console, journey).phase is Phase.ACTIVE


def test_what_handing_back_foretells_is_what_then_comes(console: World) -> None:
    journey, client = console.begun("Sam"), console.client(Role.COACH)
    console.desk.engine.door.act(journey, CoachTookOver("Ana"))
    foretold = told(client.get(address(journey))).split("next goes: ")[1]
    do(console, journey, "hand-back", client, reason="all calm")
    assert foretold.startswith(f'<span class="next"><b>{"opening"}</b>')
    wakes = state(console, journey).wake_at
    assert wakes is not None
    assert f'datetime="{wakes.isoformat(timespec="minutes")}"' in foretold.split("</span>")[0]


def test_pausing_until_a_date_and_ending_it(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    assert do(console, journey, "pause", client, until="2026-03-20", reason="a holiday").status_code == 303
    paused = state(console, journey)
    assert paused.phase is Phase.PAUSED
    assert paused.paused_until is not None
    assert paused.paused_until.isoformat() == "2026-03-20T14:00:00+00:00", "nine in the morning in Chicago"
    assert "Paused" in told(client.get(address(journey)))
    assert do(console, journey, "hand-back", client, reason="back early").status_code == 303
    assert state(console, journey).phase is Phase.ACTIVE


def test_only_an_owner_moves_before_the_least_time_is_over(console: World) -> None:
    journey, owner = lived(console), console.client(Role.OWNER)
    early = do(console, journey, "move", stage="build-trust", reason="she asked for it")
    assert early.status_code == 409
    assert "the least time in first trust is not over" in told(early)
    assert do(console, journey, "move", stage="build-trust", reason="she asked", override="yes").status_code == 403
    assert do(console, journey, "move", stage="own-it", reason="").status_code == 409
    assert do(console, journey, "move", owner, stage="build-trust", reason="she asked", override="yes").status_code == 303
    assert state(console, journey).stage == "build-trust"
    with console.store.reading() as view:
        moved = view.last_decision(journey, "CoachMoved")
    assert moved is not None
    assert moved.event is not None
    assert '"override":true' in moved.event


def test_no_contact_is_set_by_a_coach_and_lifted_by_an_owner_alone(console: World) -> None:
    journey = lived(console)
    assert do(console, journey, "set-no-contact", evidence="a call from her lawyer").status_code == 303
    assert state(console, journey).no_contact
    assert do(console, journey, "lift-no-contact", evidence="I think so").status_code == 403
    assert do(console, journey, "lift-no-contact", console.client(Role.OWNER)).status_code == 409
    assert do(console, journey, "lift-no-contact", console.client(Role.OWNER), evidence="order lifted, seen").status_code == 303
    assert not state(console, journey).no_contact


def test_opting_out_needs_evidence_and_shuts_the_field(console: World) -> None:
    journey = lived(console)
    assert do(console, journey, "opt-out").status_code == 400
    assert do(console, journey, "opt-out", evidence="by phone, today").status_code == 303
    assert state(console, journey).phase is Phase.STOPPED
    page = told(console.client(Role.COACH).get(address(journey)))
    assert "Only a START from their phone" in page
    assert "<textarea" not in page
    record = told(console.client(Role.COACH).get(address(journey, "?tab=record")))
    assert "by phone, today" in record


def test_correcting_changes_only_what_differs(console: World) -> None:
    journey = console.begun("Sam", profile=Profile(zones=("America/New_York", "America/Detroit"), name="Sam"))
    assert do(console, journey, "correct", name="Samuel", zone="", language="en", discreet="yes").status_code == 303
    profile = state(console, journey).profile
    assert (profile.name, profile.zone_told, profile.zones) == ("Samuel", False, ("America/New_York", "America/Detroit")), (
        "a guess stays one"
    )
    assert do(console, journey, "correct", name="Samuel", zone="Mars/Base", language="en", discreet="yes").status_code == 409
    fine = do(console, journey, "correct", name="Samuel", zone="America/Denver", language="es", prompt_at="18:30")
    assert fine.status_code == 303
    profile = state(console, journey).profile
    found = (profile.zones, profile.language, profile.discreet, str(profile.prompt_at))
    assert found == (("America/Denver",), "en", False, "18:30:00"), "a language without texts is not taken"


def test_assigning_away_leads_back_to_today(console: World) -> None:
    journey, bob = lived(console), console.account(Role.COACH, "Bob")
    client = console.client(Role.COACH)
    assert do(console, journey, "assign", client, coach="c-ana").location == address(journey)
    assert do(console, journey, "assign", client, coach="c-rui").status_code == 400, "nobody of that name may coach"
    assert do(console, journey, "assign", client, coach=bob.id).location == "/console/"
    assert [line.entry.subject for line in console.audited("assigned")] == [bob.id, "c-ana"]


def test_a_note_is_sealed_and_shown_with_its_writer(everywhere: World) -> None:
    journey = everywhere.begun("Sam")
    assert do(everywhere, journey, "note", note="His sister is with him\nthis week", tab="notes").location == address(journey, "?tab=notes")
    page = told(everywhere.client(Role.READER).get(address(journey, "?tab=notes")))
    assert "His sister is with him this week" in page
    assert "Ana, under a minute ago" in page.replace("data-since>", "").replace("</time>", "") or "Ana," in page
    with everywhere.store.reading() as view:
        [raw] = view.connection.exec_driver_sql("SELECT sealed FROM note").scalars().all()
    assert b"sister" not in bytes(raw)


def test_erasing_wants_the_right_digits_and_an_owner_and_leaves_nothing(everywhere: World) -> None:
    journey, owner = lived(everywhere), everywhere.client(Role.OWNER)
    do(everywhere, journey, "note", note="His sister is with him")
    assert do(everywhere, journey, "erase", digits="0101").status_code == 403
    assert do(everywhere, journey, "erase", owner, digits="9999").status_code == 400
    assert do(everywhere, journey, "erase", owner, digits="0101").location == "/console/"
    assert owner.get(address(journey)).status_code == 404
    with everywhere.store.reading() as view:
        assert view.connection.exec_driver_sql("SELECT count(*) FROM note").scalar() == 0
        assert view.find_participants([NUMBER]) == {}


def test_the_whole_number_is_shown_on_demand_and_noted(console: World) -> None:
    journey = lived(console)
    assert NUMBER in do(console, journey, "number").text
    assert len(console.audited("number_seen")) == 1


def test_replies_kept_ready_go_into_the_field_without_scripts(everywhere: World) -> None:
    journey, client = everywhere.begun("Sam"), everywhere.client(Role.COACH)
    page = unescape(client.get(address(journey)).text)
    assert "This is a person, not the program." in page
    assert ">hello there</textarea>" in client.get(address(journey, "?say=hello+there")).text
    with everywhere.store.transaction() as work:
        work.keep_canned([Canned("Ours", "Our own words"), Canned("Suyo", "En español", "es")], NOW)
    page = unescape(client.get(address(journey)).text)
    assert "Our own words" in page
    assert "This is a person, not the program." not in page
    assert "En español" not in page


def test_a_page_asks_the_database_as_often_however_much_there_is(console: World) -> None:
    journey, client = lived(console), console.client(Role.COACH)
    engine, asked = console.store._engine, []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def statements(tab: str) -> int:
        asked.clear()
        assert client.get(address(journey, f"?tab={tab}")).status_code == 200
        return len(asked)

    tabs = ("texts", "trust", "coming", "record", "notes", "why", "manage")
    before = [statements(tab) for tab in tabs]
    for nth in range(30):
        console.clock.at = NOW + timedelta(minutes=nth)
        console.heard(f"words {nth}", NUMBER)
        do(console, journey, "note", client, note=f"note {nth}")
    assert [statements(tab) for tab in tabs] == before
    assert max(before) <= 40


def test_somebody_who_was_invited_and_has_said_nothing_has_a_page_too(console: World) -> None:
    journey = console.begun(
        "Kim", phase=Phase.INVITED, stage="", stage_since=None, began_at=None, heard_at=None, consented_at=None, invited=True
    )
    client = console.client(Role.OWNER)
    for tab in ("texts", "where", "trust", "coming", "record", "notes", "why", "manage"):
        assert client.get(address(journey, f"?tab={tab}")).status_code == 200
    assert "They have not agreed to texts from us." in told(client.get(address(journey)))
