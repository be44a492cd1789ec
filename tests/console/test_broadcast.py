"""One text to many: written, looked at, tried on one's own phone, confirmed, carried out, stopped; and who gets it, once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from coach.core.model import Phase
from coach.core.timing import local
from coach.store.broadcasts_found import DONE, DRAFT, RUNNING, STOPPED, Fate
from coach.store.coaches_found import Role
from coach.store.rows import ConsentRow
from tests.console.broadcast_world import CASTS, NAMES, QUIET, TEXT, begun, drafted, fates, kept, looks, one, out, passes, some, texts_to
from tests.console.world import NOW, World

MINE = "+12025550177"


def test_it_is_looked_at_before_it_goes_and_nobody_is_texted_by_looking(everywhere: World) -> None:
    some(everywhere, 3)
    client = everywhere.client(Role.COACH)
    place = drafted(everywhere, client)
    page = client.get(place).text
    assert "<strong>3</strong> will get it" in page
    assert "Send to 3 people" in page
    assert "3 segments" in page
    passes(everywhere, minutes=10)
    assert kept(everywhere, place).state == DRAFT
    assert texts_to(everywhere, 0) == []


def test_confirmed_it_goes_to_each_once_with_their_name_and_is_audited(everywhere: World) -> None:
    some(everywhere, 3)
    client = everywhere.client(Role.COACH)
    place = begun(everywhere, client)
    everywhere.post(client, f"{place}/start", people="3")  # pressed twice
    passes(everywhere, seconds=30)
    assert texts_to(everywhere, 0) == [], "there is a minute to call it back"
    passes(everywhere, minutes=3)
    assert [texts_to(everywhere, nth) for nth in range(3)] == [
        [f"{name}, the group meets on Friday at 6."] for name in ("Sam", "Kim", "Lee")
    ]
    assert (kept(everywhere, place).state, fates(everywhere, place)) == (DONE, {Fate.DELIVERED: 3})
    [line] = everywhere.audited("broadcast_started")
    assert (line.entry.subject, line.entry.detail) == (kept(everywhere, place).id, "people 3 segments 3")
    assert "Got it" in client.get(place).text


def test_everybody_who_is_left_out_is_told_by_count_and_by_name_with_the_reason(everywhere: World) -> None:
    one(everywhere, "Sam", 0)
    one(everywhere, "Kim", 1, phase=Phase.PAUSED, paused_until=NOW + timedelta(days=9), wake_at=NOW + timedelta(days=9))
    one(everywhere, "Lee", 2, phase=Phase.HELD, hold="danger")
    one(everywhere, "Zoe", 3, phase=Phase.HELD, hold="takeover")
    one(everywhere, "Max", 4, no_contact=True)
    one(everywhere, "Ida", 5, silent_since=NOW - timedelta(days=2))
    one(everywhere, "Tom", 6, discreet=True)
    one(everywhere, "Eva", 7, language="es")
    one(everywhere, "Jon", 8, phase=Phase.STOPPED, wake_at=None)
    one(everywhere, "Mia", 9, consented_at=None)
    client = everywhere.client(Role.COACH)
    place = drafted(everywhere, client, phase="")
    assert out(everywhere, place) == {
        "paused": 1,
        "danger": 1,
        "takeover": 1,
        "no_contact": 1,
        "silent": 1,
        "no_discreet": 1,
        "no_language": 1,
        "opted_out": 1,
        "no_consent": 1,
    }
    page = client.get(f"{place}?show=out").text
    assert page.count("Opted out") == 2, "once by count, once by person"
    assert ("3008" in page, "3000" in page) == (True, False)
    assert "there is no discreet wording" in page
    with_all = drafted(everywhere, client, words_en_discreet=QUIET, words_es="{name}, nos vemos el viernes.", phase="")
    assert fates(everywhere, with_all)[Fate.READY] == 3


def test_discreet_people_get_the_discreet_wording_and_no_other(everywhere: World) -> None:
    one(everywhere, "Sam", 0)
    one(everywhere, "Kim", 1, discreet=True)
    begun(everywhere, everywhere.client(Role.COACH), words_en_discreet=QUIET)
    passes(everywhere, minutes=5)
    assert texts_to(everywhere, 0) == ["Sam, the group meets on Friday at 6."]
    assert texts_to(everywhere, 1) == [QUIET]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words-en": " "}, "Write what they are to read"),
        ({"words-en": "Dear {nmae}"}, "Only {name} may stand in braces"),
        ({"words-en": TEXT, "words-en-discreet": "{name}, see you"}, "A discreet text names nobody"),
        ({"words-en": TEXT, "words-en-discreet": "Bring your partner"}, "must not say “partner”"),
        ({"words-en": TEXT, "words-en-discreet": "Your marriage group is on Friday"}, "A lock screen would show “marriage”"),
        ({"words-en": TEXT, "phase": "done"}, "nobody you may see passes this filter"),
    ],
)
def test_what_will_not_do_is_said_and_the_words_are_still_there(console: World, form: dict[str, str], said: str) -> None:
    some(console, 1)
    answer = console.post(console.client(Role.COACH), f"{CASTS}/new", **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert form["words-en"].strip() in answer.text
    with console.store.reading() as view:
        assert view.broadcast_drafts("c-ana") == []


def test_nobody_gets_more_than_three_segments_whatever_their_name(console: World) -> None:
    one(console, "Sam", 0)
    one(console, "Wolfeschlegelsteinh", 1)
    text = "{name}, " + "x" * 450  # 3 segments hold 459
    place = drafted(console, console.client(Role.COACH), text)
    assert (fates(console, place)[Fate.READY], out(console, place)) == (1, {"too_long": 1})


def test_it_is_shown_with_the_longest_name_among_them_its_cost_and_its_encoding(console: World) -> None:
    some(console, 3)
    one(console, "Maximiliana", 7)
    client = console.client(Role.COACH)
    page = client.get(drafted(console, client)).text
    assert "Maximiliana, the group meets on Friday at 6." in page
    assert "<b>1 segment</b> at most, GSM-7" in page
    page = client.get(drafted(console, client, "{name}, \U0001f33b " + "y" * 60)).text
    assert "<b>2 segments</b> at most, UCS-2" in page
    assert "<q>\U0001f33b</q>" in page


def test_for_more_than_twenty_the_number_is_typed(everywhere: World) -> None:
    some(everywhere, 21)
    client = everywhere.client(Role.COACH)
    place = drafted(everywhere, client)
    assert "Type how many people" in client.get(place).text
    for typed in ("", "20", "210"):
        assert everywhere.post(client, f"{place}/start", people=typed).location == f"{place}?why=count"
    assert "That is not the number of people" in client.get(f"{place}?why=count").text
    assert kept(everywhere, place).state == DRAFT
    everywhere.post(client, f"{place}/start", people=" 21 ")
    assert kept(everywhere, place).state == RUNNING


def test_what_was_looked_at_long_ago_is_looked_at_again_first(console: World) -> None:
    some(console, 2)
    client = console.client(Role.COACH)
    place = drafted(console, client)
    console.clock.at += timedelta(minutes=31)
    assert console.post(client, f"{place}/start").location == f"{place}?why=stale"
    some(console, 0)
    one(console, "Zoe", 3)
    again = console.post(client, f"{place}/again").location
    assert "<strong>3</strong> will get it" in client.get(again).text
    assert client.get(place).status_code == 404, "the new look took its place"
    console.post(client, f"{again}/start")
    assert kept(console, again).state == RUNNING


def test_those_who_joined_after_the_look_are_not_in_it(console: World) -> None:
    some(console, 2)
    client = console.client(Role.COACH)
    place = begun(console, client)
    one(console, "Zoe", 3)
    passes(console, minutes=5)
    assert sum(fates(console, place).values()) == 2
    assert texts_to(console, 3) == []


def test_those_who_opted_out_meanwhile_are_left_out(everywhere: World) -> None:
    some(everywhere, 2)
    client = everywhere.client(Role.COACH)
    place = begun(everywhere, client)
    everywhere.heard("STOP", "+12025553001")
    passes(everywhere, minutes=5)
    assert out(everywhere, place) == {"opted_out": 1}
    assert "Opted out" in client.get(place).text
    assert not any("Friday" in text for text in texts_to(everywhere, 1))


def test_at_night_it_waits_for_the_morning_and_the_page_says_when(everywhere: World) -> None:
    some(everywhere, 2)
    everywhere.clock.at = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)  # ten at night in New York
    client = everywhere.client(Role.COACH)
    place = drafted(everywhere, client)
    page = client.get(place).text
    assert re.search(r"The first at</dt><dd><time[^>]*>Wed 4 Mar, 09:", page)
    everywhere.post(client, f"{place}/start")
    passes(everywhere, hours=2)
    assert fates(everywhere, place) == {Fate.WAITING: 2}
    assert "Waiting for their turn or hours" in client.get(place).text
    passes(everywhere, hours=10)
    assert fates(everywhere, place) == {Fate.DELIVERED: 2}


def test_whoever_has_no_free_moment_before_it_ends_is_left_out(console: World) -> None:
    one(console, "Sam", 0)
    one(console, "Kim", 1, unsolicited=tuple(NOW - timedelta(days=days) for days in (1, 2, 3, 4)))
    client = console.client(Role.COACH)
    assert out(console, drafted(console, client, days="1")) == {"too_late": 1}
    assert out(console, drafted(console, client, days="7")) == {}


def test_the_stop_button_stops_at_once_and_says_who_had_it(everywhere: World) -> None:
    some(everywhere, 6)
    client = everywhere.client(Role.COACH)
    place = begun(everywhere, client)
    passes(everywhere, seconds=61)
    assert "Stop at once" in client.get(place).text
    everywhere.post(client, f"{place}/stop")
    everywhere.post(client, f"{place}/stop")
    passes(everywhere, hours=3)
    assert fates(everywhere, place) == {Fate.DELIVERED: 2, Fate.TAKEN_BACK: 4}
    page = client.get(place).text
    assert "2 people had it before the stop" in page
    had = [nth for nth in range(6) if texts_to(everywhere, nth)]
    assert [nth for nth in range(6) if f"300{nth}" in page] == had
    assert len(had) == 2
    assert "Stop at once" not in page
    assert [line.entry.detail for line in everywhere.audited("broadcast_stopped")] == ["taken_back 0"]
    assert kept(everywhere, place).stopped_by == "c-ana"


def test_stopped_within_the_first_minute_nobody_has_it(console: World) -> None:
    some(console, 3)
    client = console.client(Role.COACH)
    place = begun(console, client)
    passes(console, seconds=50)
    console.post(client, f"{place}/stop")
    passes(console, hours=1)
    assert fates(console, place) == {Fate.TAKEN_BACK: 3}
    assert "Nobody had it before the stop" in client.get(place).text
    assert kept(console, place).state == STOPPED


def test_a_test_goes_to_ones_own_phone_and_to_nobody_we_coach(everywhere: World) -> None:
    some(everywhere, 1)
    with everywhere.store.transaction() as work:
        work.record_consent("+12025550166", ConsentRow("revoked", "keyword", NOW))
    client = everywhere.client(Role.COACH)
    place = drafted(everywhere, client, words_en_discreet=QUIET)
    for number, why in (("12", "bad_number"), ("+12025553000", "phone_known"), ("+12025550166", "phone_opted_out")):
        assert everywhere.post(client, f"{place}/try", phone=number).location == f"{place}?why={why}"
    assert everywhere.post(client, f"{place}/try", phone=MINE).location == f"{place}?tried=77"
    passes(everywhere, seconds=1)
    network = everywhere.parts.carrier.network  # type: ignore[attr-defined]
    assert [text.body for text in network.handset(MINE).texts] == ["Ana, the group meets on Friday at 6.", QUIET]
    assert [line.entry.detail for line in everywhere.audited("broadcast_tested")] == ["1"]
    for _ in range(4):
        everywhere.post(client, f"{place}/try", phone=MINE)
    assert everywhere.post(client, f"{place}/try", phone=MINE).location == f"{place}?why=tests"


def test_the_machine_never_takes_a_text_for_another_broadcast_of_the_same_day(console: World) -> None:
    some(console, 1)
    client = console.client(Role.COACH)
    begun(console, client)
    passes(console, seconds=1)  # in the same instant, either may be the first
    second = begun(console, client, "{name}, bring a chair.")
    passes(console, minutes=5)
    assert len(texts_to(console, 0)) == 1
    assert fates(console, second) == {Fate.WAITING: 1}


def test_what_is_seen_of_it_stays_current(console: World) -> None:
    some(console, 3)
    client = console.client(Role.COACH)
    place = begun(console, client)
    page = client.get(place).text
    seen = "&seen=".join(re.findall(r'name="seen" value="([^"]+)"', page))
    assert client.get(f"{place}/now?was=running&show=waiting&seen={seen}").status_code == 204
    passes(console, seconds=61)
    news = client.get(f"{place}/now?was=running&show=waiting&seen={seen}")
    assert 'hx-swap-oob="true"' in news.text
    assert "HX-Refresh" not in news.headers
    passes(console, minutes=5)
    assert client.get(f"{place}/now?was=running").headers["HX-Refresh"] == "true"
    assert client.get(f"{drafted(console, client)}/now").status_code == 404


def test_while_one_writes_the_page_counts_people_and_segments(console: World) -> None:
    some(console, 4)
    client = console.client(Role.COACH)
    answer = console.post(client, f"{CASTS}/glance", **{"words-en": "{name}, " + "x" * 460, "phase": "active"})
    assert "<strong>4</strong> people pass the filter" in answer.text
    assert "<b>4 segments</b>" in answer.text
    assert "3 are the most" in answer.text
    assert "look twice" in console.post(client, f"{CASTS}/glance", **{"words-es-discreet": "Nos vemos el viernes"}).text
    assert "Do not ask anything" in console.post(client, f"{CASTS}/glance", **{"words-en": "Shall we?"}).text


def test_a_coach_writes_to_theirs_and_nobodys_and_sees_their_own_broadcasts(everywhere: World) -> None:
    everywhere.account(Role.COACH, "Ben")
    one(everywhere, "Sam", 0, coach="c-ana")
    one(everywhere, "Kim", 1, coach="c-ben")
    one(everywhere, "Lee", 2)
    ana, ben, olga = everywhere.client(Role.COACH), everywhere.client(Role.COACH, "Ben"), everywhere.client(Role.OWNER)
    place = drafted(everywhere, ana)
    assert fates(everywhere, place) == {Fate.READY: 2}
    assert [client.get(place).status_code for client in (ana, ben, olga)] == [200, 404, 404], "a draft is its coach's alone"
    everywhere.post(ana, f"{place}/start")
    assert [client.get(place).status_code for client in (ana, ben, olga)] == [200, 404, 200]
    assert everywhere.post(ben, f"{place}/stop").status_code == 404
    assert ["Friday" in client.get(CASTS).text for client in (ana, ben, olga)] == [True, False, True]
    with everywhere.store.transaction() as work:
        work.assign("j-sam0", "c-ben")
    passes(everywhere, minutes=5)
    assert out(everywhere, place) == {"unseen": 1}
    assert "No longer yours to see" in ana.get(f"{place}?show=out").text
    everywhere.post(olga, f"{place}/stop")


def test_the_list_tells_what_came_of_each_and_what_followed(everywhere: World) -> None:
    some(everywhere, 3)
    client = everywhere.client(Role.COACH)
    assert "Nothing was ever sent" in client.get(CASTS).text
    begun(everywhere, client)
    passes(everywhere, minutes=5)
    everywhere.clock.at += timedelta(hours=1)
    everywhere.heard("thank you", "+12025553000")
    everywhere.heard("STOP", "+12025553001")
    for page in (client.get(CASTS).text, (passes(everywhere, hours=30), client.get(CASTS).text)[1]):
        figures = dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>(\d+)", page))
        assert figures == {"Got it": "3", "Left out": "0", "Not delivered": "0", "Texted within a day": "2", "Opted out within a day": "1"}


def test_one_may_write_another_like_it_or_throw_a_draft_away(console: World) -> None:
    some(console, 2)
    client = console.client(Role.COACH)
    place = drafted(console, client, words_en_discreet=QUIET, days="7", stage="mirror")
    answer = looks(console, client, words_en_discreet=QUIET, days="7", stage=console.parts.entrance.start)
    form = client.get(f"{CASTS}/new?of={answer.location.rsplit('/', 1)[1]}").text
    assert TEXT in form
    assert QUIET in form
    assert 'value="7" selected' in form
    assert f'value="{console.parts.entrance.start}" selected' in form
    console.post(client, f"{answer.location}/drop")
    assert client.get(answer.location).status_code == 404
    assert client.get(place).status_code == 404


def test_a_filter_of_the_list_leads_to_the_form(console: World) -> None:
    page = console.client(Role.COACH).get(f"{CASTS}/new?quiet=7&phase=active").text
    assert 'value="7" selected' in page
    assert 'value="active" selected' in page


def test_a_person_reads_in_their_own_hours_whatever_the_coachs_are(console: World) -> None:
    one(console, "Sam", 0)
    console.clock.at = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)  # half past eight in New York
    place = drafted(console, console.client(Role.COACH))
    with console.store.reading() as view:
        [turn] = view.broadcast_turns(kept(console, place).id, "ready")
    assert local(turn.due_at, "America/New_York").hour == 9


def test_the_number_of_statements_does_not_grow_with_the_people(everywhere: World) -> None:
    client = everywhere.client(Role.COACH)
    heard: list[str] = []
    everywhere.store.watch(heard.append)

    def statements(*addresses: str) -> list[int]:
        counts = []
        for address in addresses:
            heard.clear()
            assert client.get(address).status_code == 200
            counts.append(len(heard))
        return counts

    def pages(first: int, people: int) -> tuple[list[int], list[int]]:
        for nth in range(first, first + people):
            one(everywhere, NAMES[nth % 12], nth, discreet=nth % 4 == 3)
        place = drafted(everywhere, client)
        looked = statements(place, f"{place}?show=out", CASTS, f"{CASTS}/new")
        everywhere.post(client, f"{place}/start", people="".join(re.findall(r"Send to (\d+)", client.get(place).text)))
        passes(everywhere, days=1, minutes=5)
        return looked, statements(place, f"{place}/now", f"{place}?show=out", CASTS)

    pages(0, 3)  # an empty list takes fewer
    few, many = pages(10, 3), pages(20, 40)
    assert few == many
    assert max(*few[0], *few[1]) <= 30
