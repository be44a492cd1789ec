"""All programs are loaded once and asked for by name; the lines of safety with them."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from coach.errors import BadRequest, BadSchedule
from coach.programs.library import Library
from coach.programs.lines import Lines
from tests.programs.bench import Bench


def library(bench: Bench) -> Library:
    return Library(bench.root / "schedules", bench.templates)


def test_a_program_is_found_by_name_and_the_newest_version_is_meant(bench: Bench) -> None:
    newer = bench.schedule.read_text().replace("version: 1", "version: 2")
    bench.schedule.with_name("steps.2.yaml").write_text(newer)
    loaded = library(bench)
    assert loaded.names() == ("steps",)
    assert loaded.versions("steps") == (1, 2)
    assert loaded.program("steps").version == 2
    assert loaded.program("steps", 1).version == 1


def test_an_unknown_program_is_answered_with_what_there_is(bench: Bench) -> None:
    with pytest.raises(BadRequest, match='there is no program "stairs"; name one of steps'):
        library(bench).program("stairs")
    with pytest.raises(BadRequest, match='there is no version 3 of "steps"; name one of 1'):
        library(bench).program("steps", 3)


def test_what_is_wrong_in_any_file_is_told_at_once(bench: Bench) -> None:
    text = bench.schedule.read_text()
    bench.schedule.with_name("copy.yaml").write_text(text)
    bench.schedule.with_name("other.yaml").write_text(text.replace("version: 1", "version: 2"))
    bench.schedule.with_name("zero.yaml").write_text("program: zero\n")
    with pytest.raises(BadSchedule) as told:
        library(bench)
    said = str(told.value)
    assert "steps.yaml:1: version 1 of steps stands in another file too" in said
    assert 'other.yaml:1: the file is named otherwise than its program; name it "steps.yaml"' in said
    assert 'zero.yaml:1: the key "version" is missing' in said


def second(bench: Bench, mark: str = "") -> None:
    """A second program, first by name, with the same words."""
    text = bench.schedule.read_text()
    bench.schedule.with_name("climb.yaml").write_text(text.replace("program: steps", f"program: climb{mark}"))
    shutil.copytree(bench.templates / "sms" / "en" / "steps", bench.templates / "sms" / "en" / "climb")


def test_a_join_leads_to_the_program_marked_as_the_entrance_and_else_to_the_first(bench: Bench) -> None:
    second(bench)
    assert library(bench).entrance == "climb"
    bench.schedule.write_text(bench.schedule.read_text().replace("version: 1", "version: 1\nentrance: true"))
    assert library(bench).entrance == "steps"


def test_where_a_join_leads_is_no_part_of_the_version(bench: Bench) -> None:
    before = bench.program().digest
    bench.schedule.write_text(bench.schedule.read_text().replace("version: 1", "version: 1\nentrance: true"))
    assert (bench.program().entrance, bench.program().digest) == (True, before)


def test_two_entrances_are_told(bench: Bench) -> None:
    second(bench, mark="\nentrance: true")
    bench.schedule.write_text(bench.schedule.read_text().replace("version: 1", "version: 1\nentrance: true"))
    with pytest.raises(BadSchedule, match="a JOIN cannot lead to all of climb, steps; keep entrance: true in one of them"):
        library(bench)


def test_an_empty_folder_is_told(bench: Bench) -> None:
    with pytest.raises(BadSchedule, match="COACH_PROGRAMS"):
        Library(bench.templates, bench.templates)


def test_lines_are_those_of_the_country_and_else_of_the_us(bench: Bench) -> None:
    path = bench.templates / "safety" / "lines.yaml"
    path.write_text(path.read_text() + path.read_text().replace("US:", "CA:").replace("1-800-799-7233", "call 211, or go to a safe house"))
    lines = Lines(bench.templates)
    assert lines.countries == ("US", "CA")
    assert lines.lines_for("CA")["violence"] == "call 211, or go to a safe house"
    assert lines.lines_for("XX") == lines.lines_for("US")
    assert lines.longest()["violence"] == "call 211, or go to a safe house"


def test_lines_nobody_checked_are_known(bench: Bench) -> None:
    lines = Lines(bench.templates)
    assert [(line.country, line.kind, line.at) for line in lines.unchecked()] == [("US", "child", 5)]
    bench.templates.joinpath("safety", "lines.yaml").write_text(
        bench.templates.joinpath("safety", "lines.yaml").read_text().replace('"unchecked"', '"2026-11-20"')
    )
    checked = Lines(bench.templates)
    assert checked.unchecked() == ()
    assert date(2026, 11, 20) in {line.checked for line in checked._lines}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("US:", "GB:", "there are no lines for US"),
        ('  child: {say: "1-800-422-4453", checked: "unchecked", source: "childhelphotline.org"}\n', "", "US child has no say"),
        ('checked: "unchecked"', 'checked: "soon"', "'soon' is no day; write \"2026-11-20\""),
        ("  child:", "  pets:", '"pets" is no kind of line'),
        ('say: "911"', 'say: ""', "US emergency has no say"),
    ],
)
def test_a_file_of_lines_that_lacks_something_is_refused(bench: Bench, old: str, new: str, told: str) -> None:
    path = bench.templates / "safety" / "lines.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(BadSchedule) as raised:
        Lines(bench.templates)
    assert told in str(raised.value)
