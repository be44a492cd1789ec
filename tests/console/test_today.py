"""Today shows what needs a human, to those whose it is, and lets them take it on."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import event

from coach.core.effects import AlertKind
from coach.core.events import CoachResumed, CoachWrote
from coach.core.model import Phase
from coach.engine.beats import escalate
from coach.store.coaches_found import Role
from coach.web.console.today import Today, today
from tests.console.world import NOW, World, world

SAM, KIM, LEE = "+12025550101", "+13125550142", "+12125550133"


def seen(console: World, by: str | None = None) -> Today:
    return today(console.app.extensions["coach_console"], by)


def waiting(console: World, by: str | None = None) -> list[str]:
    return [one.person.journey_id for one in seen(console, by).waiting]


def test_an_alert_is_shown_with_a_masked_number_and_taken_by_name(everywhere: World) -> None:
    everywhere.begun("Sam")
    alert = everywhere.alert(AlertKind.DANGER_A, detail="self_harm")
    client = everywhere.client(Role.COACH)
    page = client.get("/console/").text
    assert "Danger now" in page
    assert "self-harm" in page
    assert "+1 ••• 0101" in page
    assert "5550101" not in page
    assert "Sam" not in page
    assert everywhere.post(client, f"/console/alerts/{alert}/take", note="I call her at noon").status_code == 303
    with everywhere.store.reading() as view:
        assert view.alerts() == []
        [taken] = view.alerts(open_only=False)
    assert (taken.acknowledged_by, taken.why) == ("Ana", "I call her at noon")
    [line] = everywhere.audited("alert_taken")
    assert (line.entry.coach_id, line.entry.journey_id, line.entry.subject) == ("c-ana", "j-sam", str(alert))
    assert "Taken within a day (1)" in client.get("/console/").text


def test_of_two_who_take_an_alert_the_first_has_it(console: World) -> None:
    alert = console.alert(AlertKind.DELIVERY)
    for name in ("Ana", "Ben"):
        console.post(console.client(Role.COACH, name), f"/console/alerts/{alert}/take")
    assert [one.call.taken_by for one in seen(console).taken] == ["Ana"]
    assert [line.entry.coach_id for line in console.audited("alert_was_taken")] == ["c-ben"]


def test_alerts_stand_by_deadline(console: World) -> None:
    for number, minutes in ((SAM, 90), (KIM, 5), (LEE, 30)):
        console.alert(AlertKind.DELIVERY, number, timedelta(minutes=minutes))
    assert [one.call.deadline for one in seen(console).open] == [NOW + timedelta(minutes=minutes) for minutes in (5, 30, 90)]


def test_a_coach_sees_theirs_and_nobodys_an_owner_everybody(everywhere: World) -> None:
    ana, ben = everywhere.account(Role.COACH), everywhere.account(Role.COACH, "Ben")
    for name, number, coach in (("Sam", SAM, ana.id), ("Kim", KIM, ben.id), ("Lee", LEE, None)):
        everywhere.begun(name, number, coach=coach, phase=Phase.HELD, hold="takeover", silent_since=None)
        everywhere.alert(AlertKind.MILESTONE, number)
    found = seen(everywhere, ana.id)
    assert {one.person.journey_id for one in found.open if one.person} == {"j-sam", "j-lee"}
    assert set(waiting(everywhere, ana.id)) == {"j-sam", "j-lee"}
    assert {one.person.journey_id for one in seen(everywhere).open if one.person} == {"j-sam", "j-kim", "j-lee"}


def test_a_setting_lets_coaches_see_everybody(sqlite_url: str) -> None:
    with world(sqlite_url, coaches_see="all") as console:
        console.begun("Kim", KIM, coach=console.account(Role.COACH, "Ben").id)
        console.alert(AlertKind.MILESTONE, KIM)
        assert "+1 ••• 0142" in console.client(Role.COACH).get("/console/").text


def test_what_is_not_theirs_is_as_if_it_were_not_there(console: World) -> None:
    journey = console.begun("Kim", KIM, coach=console.account(Role.COACH, "Ben").id, phase=Phase.HELD, hold="takeover")
    alert, client = console.alert(AlertKind.MILESTONE, KIM), console.client(Role.COACH)
    assert client.get(f"/console/today/{journey}/words").status_code == 404
    assert client.get("/console/today/j-nobody/words").status_code == 404
    assert console.post(client, f"/console/today/{journey}/handled").status_code == 404
    assert console.post(client, f"/console/alerts/{alert}/take").status_code == 404


def test_an_alert_that_nobody_took_in_time_is_everybodys_and_who_takes_it_becomes_the_coach(console: World) -> None:
    journey = console.begun("Kim", KIM, coach=console.account(Role.COACH, "Ben").id)
    alert, client = console.alert(AlertKind.DANGER_A, KIM), console.client(Role.COACH)
    console.clock.at += timedelta(minutes=21)
    escalate(console.desk.engine)
    page = client.get("/console/").text
    assert "nobody came" in page
    assert "Take it over" in page
    assert console.post(client, f"/console/alerts/{alert}/take").status_code == 303
    with console.store.reading() as view:
        assert view.load_journeys(journey_ids=[journey])[0].coach == "c-ana"
    assert client.get(f"/console/today/{journey}/words").status_code == 200


def test_an_owner_who_helps_out_does_not_become_the_coach(console: World) -> None:
    ben = console.account(Role.COACH, "Ben").id
    journey = console.begun("Kim", KIM, coach=ben)
    console.post(console.client(Role.OWNER), f"/console/alerts/{console.alert(AlertKind.DANGER_A, KIM)}/take")
    with console.store.reading() as view:
        assert view.load_journeys(journey_ids=[journey])[0].coach == ben


def test_who_writes_while_held_waits_until_a_coach_has_written(everywhere: World) -> None:
    journey = everywhere.begun("Sam", phase=Phase.HELD, hold="takeover", heard_at=None)
    assert waiting(everywhere) == []
    everywhere.heard("Are you there?")
    assert waiting(everywhere) == [journey]
    everywhere.clock.at += timedelta(minutes=5)
    everywhere.desk.engine.door.act(journey, CoachWrote("Ana", "I am."))
    assert waiting(everywhere) == []
    everywhere.clock.at += timedelta(minutes=5)
    everywhere.heard("Good.")
    assert waiting(everywhere) == [journey]
    everywhere.desk.engine.door.act(journey, CoachResumed("Ana", "all is well"))
    assert waiting(everywhere) == []


def test_who_asks_for_a_person_waits_until_a_coach_has_written(everywhere: World) -> None:
    journey = everywhere.begun("Sam")
    everywhere.heard("COACH")
    assert waiting(everywhere) == [journey]
    everywhere.clock.at += timedelta(minutes=5)
    everywhere.desk.engine.door.act(journey, CoachWrote("Ana", "Here I am."))
    assert waiting(everywhere) == []


def test_what_needs_no_answer_leaves_the_list_until_they_write_again(everywhere: World) -> None:
    journey = everywhere.begun("Sam", phase=Phase.HELD, hold="takeover", heard_at=NOW - timedelta(minutes=1))
    client = everywhere.client(Role.COACH)
    everywhere.post(client, f"/console/today/{journey}/handled")
    assert waiting(everywhere) == []
    assert [line.entry.journey_id for line in everywhere.audited("handled")] == [journey]
    everywhere.clock.at += timedelta(minutes=5)
    everywhere.heard("One more thing.")
    assert waiting(everywhere) == [journey]


def test_the_longest_waiting_stands_first(console: World) -> None:
    for name, number, minutes in (("Sam", SAM, 5), ("Kim", KIM, 50), ("Lee", LEE, 20)):
        console.begun(name, number, phase=Phase.HELD, hold="takeover", heard_at=NOW - timedelta(minutes=minutes))
    assert waiting(console) == ["j-kim", "j-lee", "j-sam"]


def test_last_words_are_shown_on_demand_and_that_is_in_the_log(console: World) -> None:
    journey = console.begun("Sam", phase=Phase.HELD, hold="takeover")
    console.heard("I <b>cannot</b> sleep")
    client = console.client(Role.READER)
    assert "cannot" not in client.get("/console/").text
    assert "I &lt;b&gt;cannot&lt;/b&gt; sleep" in client.get(f"/console/today/{journey}/words").text
    [line] = console.audited("words_seen")
    assert (line.entry.coach_id, line.entry.journey_id) == ("c-rui", journey)


def test_who_was_asked_whether_to_go_on_and_who_was_paused_for_silence_has_gone_silent(everywhere: World) -> None:
    everywhere.begun("Sam", SAM, silent_since=NOW - timedelta(days=2))
    everywhere.begun("Kim", KIM, phase=Phase.PAUSED, unanswered=3, heard_at=NOW - timedelta(days=40), wake_at=None)
    everywhere.begun("Lee", LEE, phase=Phase.PAUSED, paused_until=NOW + timedelta(days=3), wake_at=NOW + timedelta(days=3))
    assert [one.person.journey_id for one in seen(everywhere).silent] == ["j-sam", "j-kim"]


def test_an_erased_person_is_on_no_list(everywhere: World) -> None:
    everywhere.begun("Sam", SAM, phase=Phase.HELD, hold="takeover", silent_since=NOW, heard_at=NOW)
    everywhere.alert(AlertKind.WANTS_COACH)
    with everywhere.store.transaction() as work:
        work.erase("p-sam", NOW)
    found = seen(everywhere)
    assert (found.open, found.waiting, found.silent, found.coming) == ((), (), (), ())


def test_the_next_day_holds_what_the_bot_would_really_send(console: World) -> None:
    journey = console.begun("Sam", wake_at=NOW + timedelta(hours=2), next_on=NOW.date())
    [first, *_] = seen(console).coming
    console.clock.at = first.text.at
    console.desk.engine.door.wake_due()
    with console.store.reading() as view:
        [sent] = view.thread("p-sam")
    assert first.person.journey_id == journey
    assert (sent.key, sent.at) == (first.text.key, first.text.at)


def test_looking_at_what_comes_changes_nothing(console: World) -> None:
    console.begun("Sam", wake_at=NOW + timedelta(hours=2), next_on=NOW.date())
    assert seen(console) == seen(console)
    with console.store.reading() as view:
        assert view.load_journeys(journey_ids=["j-sam"])[0].version == 0


def stamps(page: str) -> list[str]:
    return re.findall(r'class="stamp" name="seen" value="([^"]+)"', page)


def test_a_page_that_asks_again_gets_only_the_parts_that_changed(console: World) -> None:
    client = console.client(Role.COACH)
    held = stamps(client.get("/console/").text)
    assert len(held) == 4
    assert client.get("/console/today/now", query_string={"seen": held}).status_code == 204
    console.clock.at += timedelta(minutes=3)
    assert client.get("/console/today/now", query_string={"seen": held}).status_code == 204, "time alone changes nothing"
    console.alert(AlertKind.DELIVERY)
    news = client.get("/console/today/now", query_string={"seen": held})
    assert re.findall(r'<section id="(\w+)" data-part hx-swap-oob="true"', news.text) == ["alerts"]
    assert news.headers["Coach-Now"] == "2026-03-03T15:33:00+00:00"


def statements(console: World) -> int:
    """How many statements one look at Today takes."""
    counted: list[str] = []
    engine = console.store._engine
    listen = lambda _connection, _cursor, statement, *_: counted.append(statement)  # noqa: E731 - taken off again below
    event.listen(engine, "before_cursor_execute", listen)
    seen(console, "c-ana")
    event.remove(engine, "before_cursor_execute", listen)
    return len(counted)


def test_today_asks_the_database_as_often_for_forty_people_as_for_four(everywhere: World) -> None:
    def crowd(start: int, end: int) -> None:
        for nth in range(start, end):
            number = f"+1202555{nth:04d}"
            everywhere.begun(f"N{nth}", number, phase=Phase.HELD if nth % 2 else Phase.ACTIVE, hold="takeover" if nth % 2 else None)
            everywhere.alert(AlertKind.WANTS_COACH, number)

    crowd(1000, 1004)
    few = statements(everywhere)
    crowd(1004, 1040)
    assert statements(everywhere) == few
