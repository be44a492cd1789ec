"""The figures of twenty people worked out by hand, what of them is hidden, and how they are looked at. On both databases."""

from __future__ import annotations

import csv
import io
import threading
from datetime import timedelta
from math import exp, log, sqrt

import pytest
from flask.testing import FlaskClient

from coach.core.model import Phase
from coach.engine.insight import count, refresh
from coach.insight.figures import FORM, Figures, Loss, Promises, Rate, Wait, Way, Week, unpacked
from coach.store.coaches_found import Role
from coach.store.rows import Arrived
from coach.store.tables import insight
from coach.web.console.insight_page import SUBJECTS
from coach.web.console.insight_tables import TABLES
from tests.console.insight_world import DAY, DESIRE, FEBRUARY, HOUR, JANUARY, MINUTE, Story, add, february, newcomer, twenty
from tests.console.world import NOW, World

GONE_QUIET = "common/still-there"


def figures(console: World, cohort: str = "", version: int = 0, role: str = "") -> Figures | None:
    count(console.parts, console.clock.now())
    with console.store.reading() as view:
        raw = view.insight("win-back", version, role, cohort)
    return unpacked(raw) if raw else None


def everybody(console: World) -> Figures:
    found = figures(console)
    assert found is not None
    return found


def file(client: FlaskClient, address: str) -> list[list[str]]:
    answer = client.get(f"/console/insight/{address}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.text)))


def test_how_far_they_came_and_where_they_stand(everywhere: World) -> None:
    twenty(everywhere)
    found = everybody(everywhere)
    assert found.people == 20
    assert found.now == {"invited": 0, "active": 15, "silent": 0, "paused": 0, "held": 0, "stopped": 5, "done": 0}
    assert [(step.key, step.people) for step in found.steps][:4] == [("joined", 20), ("mirror", 20), ("clean-slate", 7), ("own-it", 0)]
    assert found.ways == (
        Way("mirror", "clean-slate", 7), Way("mirror", "opted-out", 5), Way("mirror", "there", 8), Way("clean-slate", "there", 7)
    )  # fmt: skip


def test_the_curve_to_a_stage_with_its_band_and_numbers_at_risk(everywhere: World) -> None:
    twenty(everywhere)
    [curve] = [one for one in everybody(everywhere).curves if one.to == "clean-slate"]
    assert (curve.people, curve.happened, curve.half) == (20, 7, None)
    assert [(one.day, one.happened, one.left, one.at_risk) for one in curve.moments] == [(7, 7, 0, 13), (14, 0, 5, 8), (35, 0, 8, 0)]
    still = 13 / 20
    width = 1.959963984540054 * sqrt(7 / (20 * 13)) / log(still)
    for one in curve.moments:
        assert (one.share, one.low, one.high) == pytest.approx((1 - still, 1 - still ** exp(width), 1 - still ** exp(-width)))


def test_silence_begins_when_the_bot_asks_whether_to_go_on(everywhere: World) -> None:
    stories = [february(nth) for nth in range(8)]
    for one in stories[:6]:
        one.ask(FEBRUARY + 16 * DAY, GONE_QUIET)
    add(everywhere, stories + [Story(FEBRUARY).begin() for _ in range(6)])
    [curve] = [one for one in everybody(everywhere).curves if one.to == "silence"]
    assert (curve.people, curve.happened) == (14, 6)
    assert [(one.day, one.happened, one.at_risk) for one in curve.moments] == [(21, 6, 8), (35, 0, 0)]


def test_answered_by_prompt_and_by_their_own_hour(everywhere: World) -> None:
    twenty(everywhere)
    found = everybody(everywhere)
    assert found.prompts == (Rate(DESIRE, 20, 25, 15),)
    assert found.hours == (Rate("10", 20, 20, 15), Rate("15", 5, 5, 0)), "15:30 in UTC is half past ten in New York"


def test_a_text_that_never_arrived_was_not_asked(console: World) -> None:
    twenty(console)
    with console.store.transaction() as work:
        work.connection.exec_driver_sql("UPDATE outbound SET state = 'undelivered' WHERE sid LIKE 'SMj-n1_-1' OR sid LIKE 'SMj-n_-1'")
    assert everybody(console).prompts == (Rate(DESIRE, 20, 20, 15),)


def test_the_last_text_before_an_opt_out_is_the_one_that_lost_them(everywhere: World) -> None:
    twenty(everywhere)
    assert everybody(everywhere).losses == (Loss(DESIRE, 20, 5), Loss("~coach", 5, 0))


def test_an_opt_out_a_week_later_is_laid_at_no_texts_door(console: World) -> None:
    stories = [Story(JANUARY).begin() for _ in range(6)]
    for one in stories:
        one.ask(JANUARY + DAY)
        one.stop(JANUARY + DAY * 8 + MINUTE)
    add(console, stories)
    assert everybody(console).losses == (Loss(DESIRE, 6, 0),)


def test_readings_by_week_with_quartiles(everywhere: World) -> None:
    twenty(everywhere)
    found = everybody(everywhere)
    assert found.trust["desire"] == (Week(0, 15, 4.5, 6.0, 6.0),), "seven sixes, and one of each from 1 to 8"
    assert found.trust["faith"] == ()


def test_of_two_readings_in_a_week_the_last_counts(console: World) -> None:
    stories = [Story(JANUARY).begin() for _ in range(5)]
    for nth, one in enumerate(stories):
        one.answers += [(JANUARY + 8 * DAY, 1.0), (JANUARY + 9 * DAY, 3.0 + nth)]
    add(console, stories)
    assert everybody(console).trust["desire"] == (Week(1, 5, 4.0, 5.0, 6.0),)


def test_promises_by_stage_and_by_month(everywhere: World) -> None:
    twenty(everywhere)
    found = everybody(everywhere)
    assert found.promises == (Promises("first-trust", 8, 16, 8, 8, 0, 0),)
    assert found.promise_months == (Promises("2026-02", 8, 16, 8, 8, 0, 0),)


def test_waiting_for_a_coach(everywhere: World) -> None:
    twenty(everywhere)
    assert everybody(everywhere).waits == (
        Wait("reply", 5, 5, 70.0, 100.0, 130.0, 0, 0),
        Wait("wants_coach", 5, 5, 60.0, 90.0, 120.0, 0, 0),
    )


def test_a_text_during_a_hold_waits_until_the_coach_writes_or_hands_back(console: World) -> None:
    numbers = []
    for nth in range(10):
        one = Story(FEBRUARY).begin()
        held = FEBRUARY + 4 * DAY
        one.turns.append((held, "active", "held", "mirror", "mirror", "took_over"))
        one.turns.append((held + 5 * HOUR, "held", "active", "mirror", "mirror", "coach_resumed"))
        if nth < 5:
            one.coach_writes(held + 3 * HOUR)
        add(console, [one], nth)
        numbers.append((f"+1202555{nth:04d}", held))
    with console.store.transaction() as work:
        for number, held in numbers:
            for minutes in (60, 90):  # the second waits with the first
                work.file_inbound([Arrived(f"SM{number}{minutes}", number, "", "are you there", held + minutes * MINUTE, {})])
    [wait] = [one for one in everybody(console).waits if one.what == "reply"]
    assert (wait.people, wait.times, wait.low, wait.high, wait.open) == (10, 10, 120.0, 240.0, 0)


def test_cost_in_segments(everywhere: World) -> None:
    twenty(everywhere)
    january, february_ = everybody(everywhere).costs
    assert (january.month, january.people, january.segments, january.by_kind["prompt"]) == ("2026-01", 12, 34, 34)
    assert (february_.people, february_.segments, february_.by_kind["prompt"], february_.by_kind["coach"]) == (8, 21, 16, 5)


def test_by_cohort_the_parts_add_up(everywhere: World) -> None:
    twenty(everywhere)
    first, second = figures(everywhere, "2026-01"), figures(everywhere, "2026-02")
    assert first is not None
    assert second is not None
    assert (first.people, second.people) == (12, 8)
    assert first.now["stopped"] == 5
    assert [step.people for step in second.steps][:3] == [8, 8, 0]


def test_a_month_in_which_three_joined_is_hidden_with_the_smallest_other(everywhere: World) -> None:
    twenty(everywhere)
    add(everywhere, [newcomer(nth) for nth in range(3)], 90)
    found = everybody(everywhere)
    assert found.people == 23
    assert figures(everywhere, "2026-03") is None, "three people"
    assert figures(everywhere, "2026-02") is None, "twenty-three less twelve less eight would be three"
    assert figures(everywhere, "2026-01") is not None
    page = everywhere.client(Role.READER).get("/console/insight?program=win-back&cohort=2026-03").text
    assert "There are no figures of this group" in page
    assert 'value="2026-01"' in page
    assert 'value="2026-02"' not in page
    assert file(everywhere.client(Role.READER), "funnel.csv?program=win-back&cohort=2026-03") == [["step", "people"]]


def test_fewer_than_five_are_hidden_and_so_is_what_would_give_them_away(everywhere: World) -> None:
    stories = [february(nth) for nth in range(8)]
    for one in stories[:3]:
        one.stop(FEBRUARY + 5 * DAY)
    add(everywhere, stories + [Story(FEBRUARY).begin() for _ in range(9)])
    found = everybody(everywhere)
    assert found.now["stopped"] is None
    assert found.now["active"] is None, "seventeen in all less fourteen"
    assert [way.people for way in found.ways] == [None, None]
    assert Loss("~coach", 5, None) in found.losses, "of five who got it three left"
    assert figures(everywhere, "2026-02") is None, "one month is no group of its own"
    client = everywhere.client(Role.READER)
    assert ["stopped", ""] in file(client, "now.csv")
    page = client.get("/console/insight").text
    assert "not shown" in page
    assert "opted out, 3" not in page


def test_nobody_is_shown_before_five_people_are_there(everywhere: World) -> None:
    assert "before five people" in everywhere.client(Role.READER).get("/console/insight").text
    add(everywhere, [newcomer(nth) for nth in range(4)])
    everywhere.clock.at = NOW + 2 * MINUTE
    assert "before five people" in everywhere.client(Role.READER).get("/console/insight").text
    with everywhere.store.reading() as view:
        assert view.insight_groups() == []


def test_the_database_keeps_no_group_of_fewer_than_five(console: World) -> None:
    row = {"program": "win-back", "version": 0, "role": "", "cohort": "", "at": NOW, "people": 4, "figures": b"{}"}
    with pytest.raises(Exception, match="people"), console.store.transaction() as work:
        work.connection.execute(insight.insert(), [row])


def test_whoever_was_erased_is_no_longer_counted(everywhere: World) -> None:
    twenty(everywhere)
    assert everybody(everywhere).people == 20
    with everywhere.store.transaction() as work:
        work.erase("p-n0", NOW)
    assert everybody(everywhere).people == 19


def test_someone_whose_state_cannot_be_read_does_not_hide_the_others(console: World) -> None:
    twenty(console)
    with console.store.transaction() as work:
        work.connection.exec_driver_sql("UPDATE journey SET state = x'00' WHERE id = 'j-n0'")
    assert everybody(console).people == 20


def test_the_worker_counts_once_an_hour(everywhere: World) -> None:
    twenty(everywhere)
    ending = threading.Event()
    assert refresh(everywhere.parts, NOW, ending) == 3
    add(everywhere, [february(nth) for nth in range(5)], 80)
    assert refresh(everywhere.parts, NOW + timedelta(minutes=59), ending) == 0
    assert refresh(everywhere.parts, NOW + timedelta(hours=1), ending) == 3
    with everywhere.store.reading() as view:
        assert view.insight_counted(FORM) == NOW + timedelta(hours=1)
        assert [one.people for one in view.insight_groups()] == [25, 12, 13]


def test_groups_that_are_gone_leave_no_figures_behind(everywhere: World) -> None:
    twenty(everywhere)
    count(everywhere.parts, NOW)
    with everywhere.store.transaction() as work:
        for nth in range(50, 58):
            work.erase(f"p-n{nth}", NOW)
    count(everywhere.parts, NOW + HOUR)
    with everywhere.store.reading() as view:
        assert [(one.cohort, one.people) for one in view.insight_groups()] == [("", 12)]


def test_figures_that_another_release_packed_are_counted_anew(console: World) -> None:
    twenty(console)
    count(console.parts, NOW)
    with console.store.transaction() as work:
        work.connection.execute(insight.update().values(figures=b"of another form"))
        work.set_mark("insight counted", NOW, "0")
    assert "20 people, as of" in console.client(Role.READER).get("/console/insight").text
    with console.store.transaction() as work:
        work.set_mark("insight counted", NOW, "0")
    assert refresh(console.parts, NOW, threading.Event()) == 3


def test_counting_breaks_off_when_the_process_ends_and_keeps_nothing(console: World) -> None:
    add(console, [Story(FEBRUARY).begin() for _ in range(251)])
    ending = threading.Event()
    ending.set()
    assert refresh(console.parts, NOW, ending) == 0
    with console.store.reading() as view:
        assert view.insight_counted(FORM) is None
    assert refresh(console.parts, NOW, threading.Event()) == 1


def test_where_there_are_few_people_looking_counts(console: World) -> None:
    twenty(console)
    client = console.client(Role.READER)
    assert "20 people, as of" in client.get("/console/insight").text
    add(console, [february(nth) for nth in range(5)], 80)
    assert "20 people, as of" in client.get("/console/insight").text, "not again within a minute"
    console.clock.at = NOW + MINUTE
    assert "25 people, as of" in client.get("/console/insight").text


def test_where_there_are_many_people_nobody_waits_for_the_counting(console: World) -> None:
    add(console, [Story(FEBRUARY).begin() for _ in range(251)])
    client = console.client(Role.READER)
    assert "Nothing has been counted yet" in client.get("/console/insight").text
    count(console.parts, NOW)
    console.clock.at = NOW + 3 * HOUR
    page = client.get("/console/insight").text
    assert "251 people, as of" in page
    assert "last at <time" in page


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_page_shows_its_tables_and_keeps_the_filter(everywhere: World, subject: str) -> None:
    twenty(everywhere)
    page = everywhere.client(Role.READER).get(f"/console/insight/{subject}?program=win-back&cohort=2026-01").text
    assert "12 people, as of" in page
    for other in SUBJECTS:
        assert f'href="/console/insight/{other}?program=win-back&amp;cohort=2026-01"' in page
    assert ".csv?program=win-back&amp;cohort=2026-01" in page
    assert '<option value="2026-01" selected>' in page
    assert "style=" not in page


def test_no_page_of_these_names_anybody(everywhere: World) -> None:
    twenty(everywhere)
    client = everywhere.client(Role.READER)
    for address in (*SUBJECTS, *(f"{table}.csv" for table in TABLES)):
        text = client.get(f"/console/insight/{address}").text
        assert "j-n" not in text
        assert "2025550" not in text


def test_the_files_hold_what_the_pages_show(everywhere: World) -> None:
    twenty(everywhere)
    client = everywhere.client(Role.READER)
    assert file(client, "funnel.csv")[:4] == [["step", "people"], ["joined", "20"], ["mirror", "20"], ["clean-slate", "7"]]
    assert file(client, "ways.csv?program=win-back&cohort=2026-02") == [["stage", "to", "people"], ["mirror", "there", "8"]]
    assert file(client, "prompts.csv")[1:] == [[DESIRE, "20", "25", "15"]]
    assert file(client, "hours.csv")[1:] == [["10", "20", "20", "15"], ["15", "5", "5", "0"]]
    assert file(client, "opt-outs.csv")[1:] == [[DESIRE, "20", "5"], ["~coach", "5", "0"]]
    assert file(client, "trust.csv")[1:] == [["desire", "0", "15", "4.5", "6.0", "6.0"]]
    assert file(client, "promises.csv")[1:] == [["first-trust", "8", "16", "8", "8", "0", "0"]]
    assert file(client, "promise-months.csv")[1:] == [["2026-02", "8", "16", "8", "8"]]
    assert file(client, "waits.csv")[1] == ["reply", "5", "5", "70.0", "100.0", "130.0", "0", "0"]
    assert file(client, "costs.csv")[1] == ["2026-01", "12", "34", "34", "0", "0", "0", "0"]
    assert [row[:5] for row in file(client, "survival.csv")[1:4]] == [
        ["clean-slate", "7", "13", "7", "0"], ["clean-slate", "14", "8", "0", "5"], ["clean-slate", "35", "0", "0", "8"]
    ]  # fmt: skip


def test_a_file_is_named_for_what_it_holds(console: World) -> None:
    twenty(console)
    answer = console.client(Role.READER).get("/console/insight/funnel.csv?program=win-back&cohort=2026-01")
    assert answer.headers["Content-Disposition"] == "attachment; filename=insight-funnel-win-back-2026-01.csv"


@pytest.mark.parametrize("address", ["nothing", "nothing.csv"])
def test_there_is_no_other_page_and_no_other_file(console: World, address: str) -> None:
    assert console.client(Role.READER).get(f"/console/insight/{address}").status_code == 404


@pytest.mark.parametrize(
    "query", ["program=other", "version=x", "version=7", "role=zzz", "cohort=<b>", "to=nowhere", "version=9999999999999"]
)
def test_an_address_that_asks_for_nothing_there_is_gets_a_page(console: World, query: str) -> None:
    twenty(console)
    answer = console.client(Role.READER).get(f"/console/insight/time?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_number_of_statements_does_not_grow_with_the_people(everywhere: World) -> None:
    client = everywhere.client(Role.READER)
    said: list[str] = []
    everywhere.store.watch(said.append)

    def statements() -> list[int]:
        count(everywhere.parts, everywhere.clock.now())
        found = []
        for subject in SUBJECTS:
            said.clear()
            client.get(f"/console/insight/{subject}")
            found.append(len(said))
        return found

    twenty(everywhere)
    statements()  # whatever is asked only once is asked now
    few = statements()
    add(everywhere, [february(nth) for nth in range(40)], 200)
    assert statements() == few
    assert 4 < max(few) < 20


def test_a_stage_that_was_left_and_reached_again_counts_once(console: World) -> None:
    stories = [Story(JANUARY).begin() for _ in range(6)]
    for one in stories:
        for day, stage in ((5, "clean-slate"), (9, "own-it"), (12, "clean-slate"), (20, "own-it")):
            one.on(JANUARY + day * DAY, stage)
    add(console, stories)
    found = everybody(console)
    assert found.ways == (
        Way("mirror", "clean-slate", 6), Way("clean-slate", "own-it", 6), Way("own-it", "clean-slate", 6)
    )  # fmt: skip
    assert found.entered["clean-slate"] == 6
    [curve] = [one for one in found.curves if one.to == "own-it"]
    assert [(one.day, one.happened) for one in curve.moments] == [(14, 6)]


def test_completing_is_the_last_step_and_other_ends_are_told_apart(console: World) -> None:
    road = ("clean-slate", "own-it", "give-space", "befriend", "first-trust", "build-trust", "show-change", "the-talk", "rebuilt")
    done, closed = [[Story(JANUARY).begin() for _ in range(5)] for _ in range(2)]
    for one in done:
        for nth, stage in enumerate(road):
            one.on(JANUARY + (nth + 1) * 3 * DAY, stage)
        one.turns.append((JANUARY + 40 * DAY, "active", "done", "rebuilt", "rebuilt", "sent completed"))
    for one in closed:
        one.turns.append((JANUARY + 40 * DAY, "active", "done", "mirror", "mirror", "closed_at_month"))
    for one in done + closed:
        one.phase = Phase.DONE
    add(console, done + closed)
    found = everybody(console)
    assert found.steps[-1].people == 5
    assert Way("rebuilt", "finished", 5) in found.ways
    assert Way("mirror", "closed", 5) in found.ways
    assert found.now["done"] == 10


def test_the_curve_of_one_month_is_read_at_wider_marks_than_that_of_everybody(everywhere: World) -> None:
    twenty(everywhere)
    first = figures(everywhere, "2026-01")
    assert first is not None
    [curve] = [one for one in first.curves if one.to == "clean-slate"]
    assert [(one.day, one.happened, one.left, one.at_risk) for one in curve.moments] == [(14, 7, 5, 0)]
    assert curve.moments[0].share == pytest.approx(7 / 12)
