"""The audit log: only ever added to, read, filtered and exported by owners."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import text

from coach.core.model import Phase
from coach.store.coaches_found import Audited, Role
from coach.store.database import BrokenLaw
from tests.console.world import NOW, World


def note(console: World, act: str, minutes: int = 0, **fields: str) -> None:
    with console.store.transaction() as work:
        work.audit([Audited(NOW + timedelta(minutes=minutes), act, **fields)])


@pytest.mark.parametrize("change", ["UPDATE audit SET act = 'nothing'", "DELETE FROM audit"])
def test_a_line_is_never_changed_or_taken_away(everywhere: World, change: str) -> None:
    note(everywhere, "coach_wrote")
    with pytest.raises(BrokenLaw), everywhere.store.transaction() as work:
        work.connection.execute(text(change))
    assert [line.entry.act for line in everywhere.audited()] == ["coach_wrote"]


def test_the_newest_line_stands_first_with_names_and_words(console: World) -> None:
    ana = console.account(Role.COACH)
    note(console, "signed_in", coach_id=ana.id, subject=ana.id)
    note(console, "coach_wrote", 5, coach_id=ana.id, journey_id="j-sam")
    page = console.client(Role.OWNER).get("/console/audit").text
    table = page[page.index("<tbody>") :]
    assert table.index("Wrote a text") < table.index("Signed in")
    assert "Ana" in table


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"coach": "c-ana"}, ["a"]),
        ({"act": "b"}, ["b"]),
        ({"journey": "j-sam"}, ["c", "a"]),
        ({"since": "2026-03-04"}, ["c"]),
        ({"until": "2026-03-03"}, ["b", "a"]),
        ({"since": "no date"}, ["c", "b", "a"]),
    ],
)
def test_it_can_be_narrowed(console: World, given: dict[str, str], found: list[str]) -> None:
    note(console, "a", coach_id="c-ana", journey_id="j-sam")
    note(console, "b", coach_id="c-ben")
    note(console, "c", 24 * 60, journey_id="j-sam")
    file = console.client(Role.OWNER).get("/console/audit/log.csv", query_string=given)
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [row["act"] for row in rows if row["act"] != "audit_exported"] == found


def test_older_lines_are_a_page_away(console: World) -> None:
    for nth in range(150):
        note(console, f"act{nth}")
    client = console.client(Role.OWNER)
    page = client.get("/console/audit").text
    assert page.count("<tr><td>") == 100
    assert 'href="/console/audit?before=51"' in page
    assert client.get("/console/audit?before=51").text.count("<tr><td>") == 50


def test_taking_the_file_is_itself_a_line(console: World) -> None:
    file = console.client(Role.OWNER).get("/console/audit/log.csv")
    assert file.headers["Content-Disposition"] == "attachment; filename=audit-2026-03-03.csv"
    assert [line.entry.coach_id for line in console.audited("audit_exported")] == ["c-olga"]


def test_what_a_spreadsheet_would_run_is_written_as_text(console: World) -> None:
    note(console, "a", subject="=HYPERLINK(1)")
    file = console.client(Role.OWNER).get("/console/audit/log.csv").text
    assert "'=HYPERLINK(1)" in file


def test_the_log_holds_no_words_and_no_numbers(console: World) -> None:
    journey = console.begun("Sam", phase=Phase.HELD, hold="takeover")
    console.heard("something very private")
    client = console.client(Role.COACH)
    client.get(f"/console/today/{journey}/words")
    console.post(client, f"/console/today/{journey}/handled")
    log = repr(console.audited())
    assert "private" not in log
    assert "5550101" not in log
    assert "Sam'" not in log
