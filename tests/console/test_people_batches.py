"""What is done to several at once: looked at first, then done row by row, gone on with after a restart, and each row at most once."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coach.core.events import CoachInvited
from coach.core.model import Phase
from coach.store.batches import DONE, REJECTED, TRYING
from coach.store.coaches_found import Role
from coach.store.rows import ConsentRow
from tests.console.world import NOW, World

SAM, KIM, LEE, ZOE = "+12025550101", "+13125550142", "+12125550133", "+12125550136"
PEOPLE = "/console/participants"
FILE = f"""number,name,evidence
{SAM},Sam,form A
12,Bad,form B
{KIM},Kim,form C
({SAM[2:5]}) {SAM[5:8]}-{SAM[8:]},Again,form D
{LEE},Lee,form E
{ZOE},Zoe,
,Nobody,form F
+12125550137,A name that is too long for us,form G
"""


def dry_run(console: World, client: FlaskClient, text: str = FILE, **form: str) -> str:
    """The address of the draft."""
    answer = console.post(client, f"{PEOPLE}/import", file=(io.BytesIO(text.encode()), "people.csv"), **form)
    assert answer.status_code == 303, answer.text
    return answer.location


def bulk(console: World, client: FlaskClient, act: str, *journeys: str, **form: str) -> TestResponse:
    return console.post(client, f"{PEOPLE}/bulk", act=act, journey=list(journeys), **form)


def invited(console: World) -> set[str]:
    with console.store.reading() as view:
        return {phone for phone in (SAM, KIM, LEE, ZOE) if phone in view.find_participants([SAM, KIM, LEE, ZOE])}


def rows(console: World, place: str, *states: str) -> list[tuple[int, str]]:
    with console.store.reading() as view:
        return [(row.nth, row.reason) for row in view.batch_rows(place.rsplit("/", 1)[1], states, 100)]


@pytest.fixture
def opted_out(everywhere: World) -> World:
    """Kim opted out, Lee is here already."""
    everywhere.begun("Lee", LEE)
    with everywhere.store.transaction() as work:
        work.record_consent(KIM, ConsentRow("revoked", "keyword", NOW))
    return everywhere


def test_a_dry_run_shows_every_rejected_row_with_its_reason_and_invites_nobody(opted_out: World) -> None:
    client = opted_out.client(Role.COACH)
    place = dry_run(opted_out, client)
    assert rows(opted_out, place, REJECTED) == [
        (3, "bad_number"),
        (4, "opted_out"),
        (5, "duplicate"),
        (6, "known"),
        (7, "no_evidence"),
        (8, "bad_number"),
        (9, "name_long"),
    ]
    page = client.get(place).text
    for said in ("12, Bad", "No whole phone number", "Opted out", "first on line 2", "There already", "No evidence", "longer than 20"):
        assert said in page
    assert "<strong>1</strong> will be invited" in page
    assert invited(opted_out) == {LEE}
    assert opted_out.audited("imported") == []


def test_a_confirmed_run_invites_those_who_are_ready_and_keeps_no_word_of_anybody(opted_out: World) -> None:
    client = opted_out.client(Role.COACH)
    place = dry_run(opted_out, client, coach="c-ana", evidence="list of 3 March")
    assert opted_out.post(client, f"{place}/start").location == place
    answer = opted_out.post(client, f"{place}/go-on")
    assert answer.location == place
    page = client.get(place).text
    assert "<strong>2</strong> of 2 invited" in page
    with opted_out.store.reading() as view:
        [zoe] = view.load_journeys(participant_ids=[view.find_participants([ZOE])[ZOE].id])
        batch = place.rsplit("/", 1)[1]
        assert all(row.given is None for row in view.batch_rows(batch, (DONE, REJECTED), 100))
        assert [one.evidence for one in view.consents(ZOE)] == ["list of 3 March"]
    assert (zoe.coach, zoe.state.profile.name, zoe.state.invited) == ("c-ana", "Zoe", True)
    assert [line.entry.detail for line in opted_out.audited("imported")] == ["import 2"]
    assert [line.entry.subject for line in opted_out.audited("coach_invited")] == [batch, batch]


def test_pasted_numbers_with_one_evidence_for_all_will_do(console: World) -> None:
    client = console.client(Role.COACH)
    answer = console.post(client, f"{PEOPLE}/import", pasted=f"{SAM}\n{KIM}", evidence="group evening", coach="")
    console.post(client, f"{answer.location}/start")
    console.post(client, f"{answer.location}/go-on")
    assert invited(console) == {SAM, KIM}


@pytest.mark.parametrize(("text", "said"), [("", "Nobody is in it"), ("name\nSam\n", "No column is called"), ("\0", "not a text file")])
def test_a_file_that_is_none_is_told(console: World, text: str, said: str) -> None:
    answer = console.post(console.client(Role.COACH), f"{PEOPLE}/import", file=(io.BytesIO(text.encode()), "people.csv"))
    assert (answer.status_code, said in answer.text) == (422, True)


def multipart(token: str, text: str) -> dict[str, object]:
    """A form with a file, put together here: the test client would leave a large one lying open on the disk."""
    parts = (f'name="csrf_token"\r\n\r\n{token}', f'name="file"; filename="people.csv"\r\n\r\n{text}')
    body = "".join(f"--edge\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--edge--\r\n"
    return {"data": body.encode(), "content_type": "multipart/form-data; boundary=edge"}


def test_a_file_may_be_larger_than_any_other_form(console: World) -> None:
    client = console.client(Role.COACH)
    token, row = console.token(client), f"{SAM},{'e' * 300}\n"
    large = multipart(token, "number,evidence\n" + row * 2000)
    assert client.post(f"{PEOPLE}/import", **large).status_code == 303  # type: ignore[arg-type]
    assert client.post(f"{PEOPLE}/import", **multipart(token, row * 6000)).status_code == 413  # type: ignore[arg-type]
    assert client.post(f"{PEOPLE}/add", **large).status_code == 413, "other forms stay small"  # type: ignore[arg-type]


def test_a_run_goes_some_at_a_time_and_shows_how_far_it_is(console: World) -> None:
    client = console.client(Role.COACH)
    place = dry_run(console, client, "".join(f"+1202555{nth},N,form\n" for nth in range(2000, 2090)))
    console.post(client, f"{place}/start")
    header = {"HX-Request": "true", "X-CSRFToken": console.token(client)}
    told = [client.post(f"{place}/go-on", headers=header) for _ in range(3)]
    assert [re.findall(r'<progress value="(\d+)" max="(\d+)"', one.text) for one in told] == [
        [("40", "90")],
        [("80", "90")],
        [("90", "90")],
    ]
    assert [("hx-post" in one.text, one.headers.get("HX-Refresh")) for one in told] == [(True, None), (True, None), (False, "true")]


def test_after_a_restart_it_goes_on_and_nobody_is_invited_twice(everywhere: World) -> None:
    client = everywhere.client(Role.COACH)
    place = dry_run(everywhere, client, "".join(f"+1202555{nth},N,form\n" for nth in range(2000, 2012)), coach="c-ana")
    everywhere.post(client, f"{place}/start")
    batch, now = place.rsplit("/", 1)[1], everywhere.sessions.now()
    with everywhere.store.transaction() as work:  # another machine takes it in hand, invites one, and dies before it can say so
        assert work.take_batch(batch, now, now + timedelta(minutes=1))
        assert len(work.try_rows(batch, 5)) == 5
    everywhere.desk.engine.door.invite("+12025552000", CoachInvited("Ana", "form", "N"))
    assert "Under way" in client.get(PEOPLE).text
    everywhere.post(client, f"{place}/go-on")
    assert rows(everywhere, place, DONE) == [], "whoever has it in hand may still be at it"
    assert len(rows(everywhere, place, TRYING)) == 5
    everywhere.sessions.at += timedelta(minutes=2)
    everywhere.post(client, f"{place}/go-on")
    assert len(rows(everywhere, place, DONE)) == 12
    with everywhere.store.reading() as view:
        assert view.overview(NOW).journeys == {"invited": 12}
        assert len(view.consents("+12025552000")) == 1
        assert [one.coach for one in view.load_journeys(participant_ids=[view.find_participants(["+12025552000"])["+12025552000"].id])] == [
            "c-ana"
        ]
    assert "Under way" not in client.get(PEOPLE).text


def test_a_run_can_be_stopped_and_what_was_left_is_forgotten(console: World) -> None:
    client = console.client(Role.COACH)
    place = dry_run(console, client, "".join(f"+1202555{nth},N,form\n" for nth in range(2000, 2060)))
    console.post(client, f"{place}/start")
    console.post(client, f"{place}/go-on")
    console.post(client, f"{place}/stop")
    console.post(client, f"{place}/go-on")
    page = client.get(place).text
    assert "<strong>40</strong> of 60 invited, <strong>20</strong> not" in page
    assert "Stopped before their turn" in page
    assert len(console.audited("batch_stopped")) == 1


def test_what_changed_since_the_dry_run_is_refused_then(console: World) -> None:
    client = console.client(Role.COACH)
    place = dry_run(console, client, f"{SAM},Sam,form\n{KIM},Kim,form\n")
    with console.store.transaction() as work:
        work.record_consent(KIM, ConsentRow("revoked", "keyword", NOW))
    console.post(client, f"{place}/start")
    console.post(client, f"{place}/go-on")
    assert invited(console) == {SAM}
    assert rows(console, place, "refused") == [(2, "opted_out")]


def test_nobody_but_its_coach_and_owners_sees_a_run(console: World) -> None:
    place = dry_run(console, console.client(Role.COACH), f"{SAM},Sam,form\n")
    ben = console.client(Role.COACH, "Ben")
    assert ben.get(place).status_code == 404
    assert console.post(ben, f"{place}/start").status_code == 404
    assert console.client(Role.OWNER).get(place).status_code == 200


def test_several_are_assigned_after_a_look_at_how_many_and_whom(everywhere: World) -> None:
    everywhere.account(Role.COACH, "Ben")
    everywhere.begun("Sam", SAM)
    everywhere.begun("Kim", KIM)
    everywhere.begun("Lee", LEE, coach="c-ben")
    client = everywhere.client(Role.COACH)
    place = bulk(everywhere, client, "assign", "j-sam", "j-kim", "j-lee", "j-none").location
    page = client.get(place).text
    assert "<strong>2</strong> will be assigned" in page, "Lee is not theirs to see"
    assert ("0101" in page, "0142" in page, "0133" in page) == (True, True, False)
    everywhere.post(client, f"{place}/start", coach="c-ben")
    everywhere.post(client, f"{place}/go-on")
    with everywhere.store.reading() as view:
        assert [one.coach for one in view.load_journeys(journey_ids=["j-sam", "j-kim"])] == ["c-ben", "c-ben"]
    assert sorted(line.entry.journey_id or "" for line in everywhere.audited("assigned")) == ["j-kim", "j-sam"]
    assert "somebody you may no longer see" in client.get(place).text


def test_several_are_paused_until_the_morning_of_their_own_calendar(everywhere: World) -> None:
    everywhere.begun("Sam", SAM)
    everywhere.begun("Kim", KIM, phase=Phase.HELD, hold="takeover")
    everywhere.begun("Lee", LEE, phase=Phase.DONE, wake_at=None)
    client = everywhere.client(Role.COACH)
    place = bulk(everywhere, client, "pause", "j-sam", "j-kim", "j-lee").location
    page = client.get(place).text
    assert "<strong>1</strong> will be paused" in page
    assert "On hold: the bot is silent already" in page
    assert "Done: there is nothing to pause" in page
    everywhere.post(client, f"{place}/start", until="2026-03-20", reason="holidays")
    everywhere.post(client, f"{place}/go-on")
    with everywhere.store.reading() as view:
        [sam] = view.load_journeys(journey_ids=["j-sam"])
    assert (sam.state.phase, sam.state.paused_until) == (Phase.PAUSED, datetime(2026, 3, 20, 13, tzinfo=UTC))
    [line] = everywhere.audited("coach_paused")
    assert (line.entry.journey_id, line.entry.detail) == ("j-sam", "paused coach_paused")


def test_only_who_was_never_invited_and_never_wrote_is_invited(everywhere: World) -> None:
    everywhere.begun("Sam", SAM, phase=Phase.INVITED, stage="", heard_at=None, consented_at=None, wake_at=None)
    everywhere.begun("Kim", KIM, phase=Phase.INVITED, stage="", consented_at=None, wake_at=None)
    everywhere.begun("Lee", LEE)
    client = everywhere.client(Role.COACH)
    place = bulk(everywhere, client, "invite", "j-sam", "j-kim", "j-lee").location
    assert rows(everywhere, place, REJECTED) == [(2, "invite_invited"), (3, "invite_active")]
    assert everywhere.post(client, f"{place}/start").status_code == 400, "not without evidence"
    everywhere.post(client, f"{place}/start", evidence="the form of 3 March")
    everywhere.post(client, f"{place}/go-on")
    with everywhere.store.reading() as view:
        [sam] = view.load_journeys(journey_ids=["j-sam"])
        assert (sam.state.invited, [one.evidence for one in view.consents(SAM)]) == (True, ["the form of 3 March"])


def test_all_who_match_are_those_the_filter_lets_pass(console: World) -> None:
    for nth in range(60):
        console.begun(f"N{nth}", f"+1202555{3000 + nth}", phase=Phase.PAUSED if nth % 2 else Phase.ACTIVE)
    client = console.client(Role.COACH)
    place = bulk(console, client, "assign", whom="all", query="phase=paused").location
    assert "<strong>30</strong> will be assigned" in client.get(place).text


def test_whoever_ticks_nobody_is_told(console: World) -> None:
    console.begun("Sam", SAM)
    client = console.client(Role.COACH)
    answer = bulk(console, client, "assign", query="phase=active")
    assert answer.location == f"{PEOPLE}?phase=active&why=nobody"
    assert "Nobody was ticked" in client.get(answer.location).text


@pytest.mark.parametrize("until", ["", "yesterday", "2026-03-03", "2030-01-01"])
def test_a_pause_needs_a_day_to_come(console: World, until: str) -> None:
    console.begun("Sam", SAM)
    client = console.client(Role.COACH)
    place = bulk(console, client, "pause", "j-sam").location
    assert console.post(client, f"{place}/start", until=until).status_code == 400


def test_a_draft_is_done_once_and_a_new_one_takes_its_place(console: World) -> None:
    console.begun("Sam", SAM)
    client = console.client(Role.COACH)
    first = bulk(console, client, "assign", "j-sam").location
    second = bulk(console, client, "assign", "j-sam").location
    assert client.get(first).status_code == 404
    for _ in range(2):
        console.post(client, f"{second}/start", coach="c-ana")
        console.post(client, f"{second}/go-on")
    assert len(console.audited("assigned")) == 1


def test_who_was_taken_away_meanwhile_is_left_out(console: World) -> None:
    console.begun("Sam", SAM)
    client = console.client(Role.COACH)
    place = bulk(console, client, "pause", "j-sam").location
    with console.store.transaction() as work:
        work.assign("j-sam", "c-ben")
    console.post(client, f"{place}/start", until="2026-03-20")
    console.post(client, f"{place}/go-on")
    assert rows(console, place, "refused") == [(1, "unseen")]
    with console.store.reading() as view:
        assert view.load_journeys(journey_ids=["j-sam"])[0].state.phase is Phase.ACTIVE
