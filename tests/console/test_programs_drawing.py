"""The drawing of a program and the road on paper: every way is drawn once, nothing overlaps, and the road ends where it should."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from coach.core.program import Measured, Program
from coach.programs.checks.files import spoken
from coach.programs.library import Library
from coach.settings import Settings
from coach.web.console.programs_book import Book
from coach.web.console.programs_graph import Drawing, drawing
from coach.web.console.programs_road import road
from coach.web.console.programs_stage import places, shown, turn_of

SETTINGS = Settings("sqlite://")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETTINGS.programs, SETTINGS.templates)


@pytest.fixture(scope="module")
def program(library: Library) -> Program:
    return library.program("win-back")


def edges(program: Program) -> set[tuple[str, str]]:
    """Every way the program states; an end is no stage."""
    on = {(key, stage.next or "") for key, stage in program.stages.items()}
    return on | {(key, to) for key, stage in program.stages.items() for to in stage.ways}


def tangled(program: Program) -> Program:
    """The same stages with ways in all directions: a stage that leads past others, one back to itself, two ways to one stage."""
    keys = list(program.stages)
    stages = dict(program.stages)
    stages[keys[1]] = replace(stages[keys[1]], next=keys[4], ways=frozenset({keys[1], keys[0]}))
    stages[keys[6]] = replace(stages[keys[6]], ways=frozenset({keys[0], keys[2], keys[-1]}))
    stages[keys[3]] = replace(stages[keys[3]], next=keys[2], gate=())
    return replace(program, stages=stages)


@pytest.mark.parametrize("changed", [False, True], ids=["as shipped", "tangled"])
def test_every_way_is_drawn_and_only_once(program: Program, changed: bool) -> None:
    one = tangled(program) if changed else program
    drawn = [(way.start, way.to) for way in drawing(one).ways]
    assert sorted(drawn) == sorted(edges(one))


def verticals(drawn: Drawing) -> list[tuple[float, float, float, str]]:
    """Every long line beside the stages: where it runs, from where to where, and to which stage."""
    found = []
    for way in drawn.ways:
        for x, start, end in re.findall(r"Q([\d.-]+) [\d.-]+ [\d.-]+ ([\d.-]+)V([\d.-]+)", way.line):
            low, high = sorted((float(start), float(end)))
            found.append((float(x), low, high, way.to))
    return found


@pytest.mark.parametrize("changed", [False, True], ids=["as shipped", "tangled"])
def test_lines_to_different_stages_never_run_over_each_other(program: Program, changed: bool) -> None:
    lines = verticals(drawing(tangled(program) if changed else program))
    assert len(lines) >= 3
    for (x, low, high, to), (other_x, other_low, other_high, other) in combinations(lines, 2):
        assert to == other or x != other_x or high < other_low or other_high < low, f"{to} and {other}"


def test_stages_stand_below_each_other_inside_the_drawing_and_gates_between_them(program: Program) -> None:
    drawn = drawing(program)
    assert [node.stage.key for node in drawn.nodes] == list(program.stages)
    for node, below in pairwise(drawn.nodes):
        gate = next(gate for gate in drawn.gates if gate.stage is node.stage)
        assert all(node.y + node.height < y < below.y for _, _, y in gate.lines)
        assert len(gate.lines) == max(1, len(node.stage.gate))
    assert all(node.x > 0 and node.x + node.width < drawn.width for node in drawn.nodes)
    assert drawn.nodes[-1].y + drawn.nodes[-1].height < drawn.height
    assert [node.stage.key for node in drawn.nodes if node.start] == [program.start]


def test_the_road_leads_through_every_stage_to_the_end_and_takes_no_less_than_the_dwells(program: Program) -> None:
    walked = road(program)
    assert walked.whole
    way = [key for key in program.stages if key != program.letting_go]
    assert list(walked.days) == way
    for key in way:
        assert walked.days[key] >= program.stages[key].dwell, key
    assert walked.sent[0].key == "intake/offer"
    assert walked.sent[-1].key == "win-back/rebuilt/closing"
    assert walked.length == sum(walked.days.values())


def test_a_gate_that_never_opens_is_no_whole_road(program: Program) -> None:
    first = program.stages[program.start]
    shut = replace(first, gate=(*first.gate, Measured("never_asked", equals=True)))
    walked = road(replace(program, stages={**program.stages, program.start: shut}))
    assert not walked.whole
    assert list(walked.days) == [program.start]


def test_the_cost_adds_up_over_stages_and_is_remembered(library: Library, program: Program) -> None:
    book = Book(library, {"brand": "Coach", "contact": "a@b.example", "lines": library.lines.lines_for("US")})
    cost = book.cost(program)
    assert sum(texts for texts, _ in cost.stages.values()) == len(cost.road.sent)
    assert sum(segments for _, segments in cost.stages.values()) == cost.plain >= len(cost.road.sent)
    assert book.cost(program) is cost
    assert book.findings(program) is book.findings(program)


def test_a_long_name_of_the_operator_is_paid_for_in_every_text_that_says_it(library: Library, program: Program) -> None:
    lines = library.lines.lines_for("US")
    short, long = (Book(library, {"brand": brand, "contact": "a@b.example", "lines": lines}) for brand in ("Coach", "The Coaching " * 12))
    assert long.said("intake/offer", "en", discreet=True)[0].cost.segments == 2
    assert short.said("intake/offer", "en", discreet=True)[0].cost.segments == 1
    assert long.cost(program).plain > short.cost(program).plain


def test_every_text_the_program_says_has_its_place_and_every_prompt_its_turn(library: Library, program: Program) -> None:
    assert set(places(program)) == spoken(program)
    book = Book(library, {"brand": "Coach", "contact": "a@b.example", "lines": library.lines.lines_for("US")})
    for stage in program.stages.values():
        found = shown(stage, book, "en", discreet=False)
        assert sorted(one.prompt.key for one in found) == sorted(prompt.key for prompt in stage.prompts)
        assert found[0].turn == "opening"
        for one in found:
            assert (one.turn == "on_demand") is one.prompt.on_demand
            assert turn_of(one.prompt) == one.turn
