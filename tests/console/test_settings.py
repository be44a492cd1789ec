"""What an owner changes in Settings is what the bot does from then on; bad input loses nothing; every change is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from coach.core.model import Bounds
from coach.engine.door import Door
from coach.engine.practising import InForce
from coach.store.coaches_found import Role
from tests.console.settings_world import HOURS, USUAL, alerts, change, in_danger, next_prompt, send, texts
from tests.console.world import NOW, World

FREE = {"start": "08:00", "end": "21:00", "sunday": "12:00", "week": "4", "faster": "7"}


def test_a_prompt_comes_at_its_usual_hour_while_the_practice_sets_none(everywhere: World) -> None:
    moment = next_prompt(everywhere, everywhere.begun())
    assert (moment.date(), moment.hour) == (date(2026, 3, 4), 10)


def test_narrower_hours_move_the_next_prompt(everywhere: World) -> None:
    journey = everywhere.begun()
    change(everywhere, "hours", **HOURS)
    moment = next_prompt(everywhere, journey)
    assert (moment.date(), moment.hour) == (date(2026, 3, 4), 11)


def test_a_prompt_that_waits_to_be_sent_is_held_to_hours_that_were_narrowed_meanwhile(console: World) -> None:
    journey = console.begun()
    next_prompt(console, journey)
    change(console, "hours", **HOURS)
    console.desk.engine.sender.drain()
    assert [(text.state, text.code) for text in texts(console, journey)] == [("skipped", "send_window_closed")]


def test_a_lower_cap_puts_the_next_prompt_off(everywhere: World) -> None:
    journey = everywhere.begun(unsolicited=(NOW - timedelta(days=3), NOW - timedelta(days=1)))
    change(everywhere, "hours", **FREE | {"week": "2"})
    assert next_prompt(everywhere, journey).date() > date(2026, 3, 4)


def test_without_a_lower_cap_it_is_not_put_off(console: World) -> None:
    journey = console.begun(unsolicited=(NOW - timedelta(days=3), NOW - timedelta(days=1)))
    assert next_prompt(console, journey).date() == date(2026, 3, 4)


def test_every_decision_tells_which_bounds_held(everywhere: World) -> None:
    journey = everywhere.begun()
    change(everywhere, "hours", **HOURS)
    next_prompt(everywhere, journey)
    with everywhere.store.reading() as view:
        rows, bounds = view.journal(journey), view.practice().bounds
    assert bounds == Bounds(time(11), time(18), time(13), 2, 3, version=1)
    assert {row.bounds for row in rows} == {1}


def test_another_process_follows_within_seconds_and_without_a_restart(everywhere: World) -> None:
    everywhere.begun()
    elsewhere = replace(everywhere.parts, practice=InForce())
    worker = Door(elsewhere)
    worker.wake_due()
    change(everywhere, "hours", **HOURS)
    worker.wake_due()
    assert elsewhere.practice.now.bounds is None, "it does not ask every time"
    everywhere.clock.at += timedelta(seconds=2)
    worker.wake_due()
    assert elsewhere.practice.now.bounds is not None


def test_forecasts_keep_to_the_hours_of_the_practice(console: World) -> None:
    console.begun()
    console.clock.at += timedelta(hours=2)  # so that tomorrow's late morning is within a day
    change(console, "hours", **HOURS)
    assert "11:" in console.client(Role.COACH).get("/console/").text.partition('id="coming"')[2]


def test_what_was_gentler_is_given_back(console: World) -> None:
    journey = console.begun()
    change(console, "hours", **HOURS)
    change(console, "hours", reset="yes")
    assert next_prompt(console, journey).hour == 10


WRONG_HOURS = {
    "before the law's first hour": {"start": "07:59"},
    "after the law's last hour": {"end": "21:01"},
    "too narrow to reach every zone": {"start": "12:00", "end": "17:30"},
    "a Sunday before noon": {"sunday": "11:00"},
    "a Sunday with nothing left": {"sunday": "17:30"},
    "more texts than the programs allow": {"week": "5"},
    "no texts at all": {"week": "0"},
    "more than one a day": {"faster": "8"},
    "less for those who ask for more": {"faster": "1"},
    "no hour": {"start": "noon"},
    "an hour with a zone": {"start": "11:00Z"},
    "no number": {"week": "²"},
}


@pytest.mark.parametrize("wrong", WRONG_HOURS)
def test_bounds_that_will_not_do_are_refused_at_their_field_and_nothing_typed_is_lost(console: World, wrong: str) -> None:
    typed = HOURS | WRONG_HOURS[wrong]
    answer = send(console, "hours", after="0", **typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert console.parts.practice.now.bounds is None


def test_whoever_changes_what_another_owner_just_changed_is_told_and_keeps_what_they_typed(everywhere: World) -> None:
    change(everywhere, "hours", **HOURS)
    answer = send(everywhere, "hours", after="0", **HOURS | {"start": "09:30"})
    assert answer.status_code == 409
    assert 'value="09:30"' in answer.text
    assert everywhere.parts.practice.now.bounds == Bounds(time(11), time(18), time(13), 2, 3, version=1)
    change(everywhere, "hours", **HOURS | {"start": "09:30"})


def test_the_audit_log_tells_the_old_and_the_new_value(everywhere: World) -> None:
    change(everywhere, "hours", **HOURS)
    change(everywhere, "alerts", **USUAL | {"danger_a": "5"})
    told = [(line.entry.subject, line.entry.detail) for line in everywhere.audited("setting_changed")]
    was, now = "08:00-21:00, Sundays from 12:00; 4 a week, 7 for who asks", "11:00-18:00, Sundays from 13:00; 2 a week, 3 for who asks"
    assert told == [("deadlines", "danger_a: 900 s -> 300 s"), ("bounds", f"{was} -> {now}")]


def test_a_sooner_deadline_holds_for_the_next_alert(everywhere: World) -> None:
    everywhere.begun()
    change(everywhere, "alerts", **USUAL | {"danger_a": "5"})
    in_danger(everywhere)
    assert [alert.deadline - alert.raised_at for alert in alerts(everywhere)] == [timedelta(minutes=5)]


def test_without_it_the_usual_one_does(console: World) -> None:
    console.begun()
    in_danger(console)
    assert [alert.deadline - alert.raised_at for alert in alerts(console)] == [timedelta(minutes=15)]


@pytest.mark.parametrize("typed", ["16", "4", "", "soon", "5.5", "-5"])
def test_no_deadline_can_be_later_than_usual_or_sooner_than_anybody_can_come(console: World, typed: str) -> None:
    answer = send(console, "alerts", after="0", **USUAL | {"danger_a": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert console.parts.practice.now.deadlines == {}


def test_every_kind_of_alert_can_be_asked_for_sooner() -> None:
    from coach.core.effects import AlertKind
    from coach.web.console.settings_deadlines import ALL

    assert {one.kind for one in ALL} == set(AlertKind)


def test_the_first_page_tells_how_everything_stands_and_who_changed_it(console: World) -> None:
    change(console, "hours", **HOURS)
    shown = console.client(Role.OWNER).get("/console/settings").text
    assert all(words in shown for words in ("11:00 – 18:00", "Gentler than the programs", "Olga, <time"))


def test_settings_ask_the_database_as_often_for_forty_coaches_as_for_four(everywhere: World) -> None:
    from sqlalchemy import event

    def statements() -> int:
        counted: list[str] = []
        listen = lambda _connection, _cursor, statement, *_: counted.append(statement)  # noqa: E731 - taken off again below
        event.listen(everywhere.store._engine, "before_cursor_execute", listen)
        owner.get("/console/settings/coaches")
        event.remove(everywhere.store._engine, "before_cursor_execute", listen)
        return len(counted)

    owner = everywhere.client(Role.OWNER)
    owner.get("/console/settings")
    few = statements()
    for nth in range(40):
        everywhere.account(Role.COACH, f"Coach{nth}")
    assert statements() == few
