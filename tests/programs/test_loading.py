"""A program file becomes a program, or one list of everything that is wrong with it."""

from __future__ import annotations

from datetime import time

import pytest
from pydantic import TypeAdapter

from coach.core.model import Asked, AskKind
from coach.core.program import Answered, InStage, KeptInRow, KeptRate, Measured, Never, Program, Reply, Shares, Unanswered
from coach.errors import BadSchedule
from coach.programs.conditions import ConditionPart, measures_of, values
from coach.programs.describe import condition
from coach.programs.load import load_program
from tests.programs.bench import FIXTURES, Bench


@pytest.fixture(scope="module")
def steps() -> Program:
    return Bench(FIXTURES).program()


def test_a_program_says_what_its_file_says(steps: Program) -> None:
    assert (steps.name, steps.version, steps.start, steps.letting_go) == ("steps", 1, "begin", "rest")
    assert (steps.at, steps.ask_on_month, steps.close_month, steps.roles) == (time(10), 18, 24, ("self",))
    assert list(steps.stages) == ["begin", "walk", "rest"]


def test_a_stage_keeps_its_days_and_ways(steps: Program) -> None:
    walk = steps.stages["walk"]
    assert (walk.dwell, walk.rhythm, walk.next, walk.farewell) == (7, (1, 2, 3), None, "steps/walk/closing")
    assert (walk.ways, walk.lied, walk.promises, walk.contact) == (frozenset({"begin", "rest"}), "begin", True, True)
    assert steps.stages["begin"].milestone == 14


def test_a_gate_is_made_of_the_closed_set_of_conditions(steps: Program) -> None:
    assert steps.stages["walk"].gate == (
        Measured("ease", least=5, times=2),
        Never("pushed", equals=True, days=14),
        KeptInRow(2),
        KeptRate(0.8, days=30, least=3),
        Answered(("why",)),
        InStage(10),
    )


def test_a_need_may_be_that_something_was_not_answered_yet() -> None:
    part = TypeAdapter(ConditionPart).validate_python({"unanswered": ["why", "ease"], "ever": "true"})
    assert values([part]) == (Unanswered(("why", "ease"), ever=True),)
    assert measures_of(part) == ("why", "ease")
    assert condition(part.value()) == 'none of "why" and "ease" is answered yet'


def test_a_prompt_keeps_its_question_hours_and_needs(steps: Program) -> None:
    ease = steps.prompts["steps/walk/ease"]
    assert (ease.asked, ease.measure, ease.every, ease.after, ease.at) == (Asked(AskKind.SCALE, 1, 7), "ease", 30, 2, time(18, 30))
    assert ease.needs == (Shares(("home", "work")),)
    assert steps.prompts["steps/walk/pushed"].needs == (Shares(()),)
    assert steps.prompts["steps/walk/when"].on_demand
    assert steps.prompts["steps/walk/small-one"].asked == Asked(AskKind.PROMISE)


def test_contact_is_inherited_from_the_stage(steps: Program) -> None:
    assert steps.prompts["steps/walk/tip"].contact
    assert not steps.prompts["steps/begin/ready"].contact


def test_replies_name_whole_keys_and_a_second_no_looks_back_in_this_visit(steps: Program) -> None:
    first_no = Reply(equals=False, say="steps/begin/ready-no", again=7)
    second_no = Reply(equals=False, needs=(Measured("ready", equals=False, count=1),), say="steps/begin/ready-no", go="rest")
    assert steps.prompts["steps/begin/ready"].replies[1:3] == (second_no, first_no)
    assert steps.prompts["steps/walk/why"].replies == (Reply(say="steps/walk/why-thanks", ask="steps/walk/when"),)
    low = steps.prompts["steps/walk/ease"].replies[0]
    assert (low.most, low.alert, low.restart) == (2, "wants_coach", "promises")


def test_words_that_yaml_takes_for_booleans_stay_words(steps: Program) -> None:
    answers = [reply.equals for reply in steps.prompts["steps/begin/ready"].replies]
    assert answers == [True, False, False, "unsure"]


def test_a_program_counts_its_own_texts_and_the_common_ones_but_no_other_program_s(bench: Bench) -> None:
    bench.write("other/begin/opening", "Not ours.")
    texts = bench.program().texts
    assert texts["steps/begin/ready"] == 2
    assert texts["common/help"] == 1
    assert "other/begin/opening" not in texts


def test_the_digest_changes_with_a_comma_and_not_with_a_comment(bench: Bench) -> None:
    before = bench.program().digest
    bench.change("program: steps", "# a comment\nprogram:   steps")
    assert bench.program().digest == before
    bench.write("steps/walk/why-thanks.discreet", "Keep that in mind, when it gets hard.")
    after = bench.program().digest
    assert after != before
    bench.change("every: 30d", "every: 31d")
    assert bench.program().digest not in (before, after)


MISTAKES = [
    ("dwell: 1d", "dwel: 1d", "dwel: 1d", '"dwel" is no key of this part; did you mean "dwell"?'),
    ("dwell: 1d", "dwell: 1", "dwell: 1", "1 is no length of time; write days or weeks, as 7d or 2w"),
    ("    dwell: 1d\n", "", "  begin:\n", 'the key "dwell" is missing; add it'),
    ("rhythm: [1d, 2d]", "rhythm: []", "rhythm: []", '"rhythm" is empty; add at least one'),
    ("rhythm: [1d, 2d]", "rhythm: 1d", "rhythm: 1d", "\"rhythm\" holds '1d'; write a list, as [a, b]"),
    ("rhythm: [1d, 2d]", "rhythm: [1d, 0d]", "rhythm: [1d, 0d]", "smaller than 1; write 1 or more"),
    ("milestone: 2w", "milestone: 1d", "  begin:\n", "the milestone is not after the dwell; give it more days"),
    ("next: walk", "next: wlak", "next: wlak", 'there is no stage "wlak"; name one of begin, walk, rest'),
    ("next: walk", "next: walk\n    farewell: bye", "  begin:\n", "a stage has a next or a farewell, one of the two"),
    ("out: [rest]", "out: [nowhere]", "out: [nowhere]", 'there is no stage "nowhere"'),
    ("start: begin", "start: begun", "start: begun", 'there is no stage "begun"'),
    ("lied: begin", "lied: sorrow", "lied: sorrow", 'there is no stage "sorrow"'),
    ("- key: ready", "- key: opening", "- key: opening\n        ask", 'the prompt "opening" stands twice in this stage'),
    ("- key: ready", "- key: Ready", "- key: Ready", '"Ready" is no name; write small letters and digits, joined by hyphens'),
    (
        "measure: ready",
        "measure: is-ready",
        "measure: is-ready",
        '"is-ready" is no name; write small letters and digits, joined by underscores',
    ),
    (
        "- key: ready",
        "- key: ready\n        opening: true",
        "- key: ready\n        opening",
        'the opening "ready" has on_demand, every or after',
    ),
    (
        "- key: why\n",
        "- key: why\n        opening: true\n",
        "opening: true\n        ask: words",
        "this stage has a second opening for everybody",
    ),
    (
        "- key: tip\n",
        "- key: tip\n        measure: tip\n",
        "- key: tip\n        measure",
        'the prompt "tip" has a measure or replies but asks nothing',
    ),
    ("        measure: why\n", "", "- key: why\n", 'the prompt "why" asks but names no measure'),
    ("ask: yes_no", "ask: maybe", "ask: maybe", "'maybe' is no kind of question; write one of yes_no, scale"),
    ("{scale: [1, 7]}", "{scale: [7, 1]}", "{scale: [7, 1]}", "[7, 1] is no scale; write its two ends"),
    ('at: "18:30"', "at: 18:30 pm", "at: 18:30 pm", "'18:30 pm' is no time of day"),
    ("contact: true", "contact: yes", "contact: yes", "'yes' is neither true nor false; write true or false"),
    ("ready-no, go: rest", "ready-no, go: walk", "ready-no, go: walk", '"walk" is no way back or out of begin; add it to back or out'),
    ("ask: when}", "ask: wen}", "ask: wen}", '"wen" is no asking prompt of this stage; name one of why, when'),
    (
        "          - {is: unsure, say: ready-unsure}\n",
        "",
        "replies:\n          - {is: yes, say: ready-yes",
        "an answer may find no reply; end with a reply without a condition",
    ),
    (
        "- {say: ease-good}",
        "- {say: ease-good}\n          - {at_least: 6, say: ease-good}",
        "- {at_least: 6, say: ease-good}",
        "no answer ever reaches this reply",
    ),
    ("{at_most: 2, say", "{is: yes, say", "{is: yes, say: ease-low", "yes, no and unsure answer a yes_no, but scale is asked"),
    (
        "{is: yes, say: pushed-yes",
        "{at_least: 2, say: pushed-yes",
        "{at_least: 2, say: pushed-yes",
        "at_least and at_most need a number, but yes_no is asked",
    ),
    ("{is: yes, say: pushed-yes, go: begin}", "{is: yes}", "{is: yes}", "this reply does nothing; give it a say"),
    (
        "{measure: ease, at_least: 5, times: 2}",
        "{measure: easy, at_least: 5}",
        "{measure: easy, at_least: 5}",
        'nothing asks for the measure "easy"',
    ),
    (
        "{measure: ease, at_least: 5, times: 2}",
        "{measure: ease, is: yes}",
        "{measure: ease, is: yes}",
        "yes, no and unsure answer a yes_no, but scale is asked",
    ),
    (
        "{measure: ease, at_least: 5, times: 2}",
        "{measur: ease}",
        "{measur: ease}",
        "this is no condition; begin it with one of measure, never",
    ),
    ("at_least: 5, times: 2", "times: 2, count: 2", "times: 2, count: 2", "times and count exclude each other"),
    ("promises_kept: 0.8", "promises_kept: 80", "promises_kept: 80", '"promises_kept" is above 1.0; write 1.0 or less'),
    (
        "shares: [home, work]",
        "shares: [house]",
        "shares: [house]",
        "\"house\" is not known for shares; write one of 'home', 'children' or 'work'",
    ),
    ("alert: wants_coach", "alert: wake_up", "alert: wake_up", '"wake_up" is not known for alert'),
    (
        "measure: pushed",
        "measure: ease",
        "measure: ease\n        every: 30d\n        needs",
        'the measure "ease" is asked as yes_no here and as scale elsewhere',
    ),
    (
        "say: ease-good",
        "say: ease-fine",
        "say: ease-fine",
        'there is no text "steps/walk/ease-fine"; write templates/sms/<language>/steps/walk/ease-fine.txt',
    ),
    ("version: 1\n", "version: 1\nversion: 2\n", "version: 2", 'the key "version" stands here twice; keep one of the two'),
    ("version: 1\n", "version: 1\n7: seven\n", "7: seven", "a key must be a word; put it in quotes"),
    ("version: 1\n", "version: one\n", "version: one", "\"version\" holds 'one'; write a whole number"),
    ("title: A small", "title: [A small", "about: Three", "not well-formed"),
    ("rhythm: [7d]", "rhythm: &r [7d]\n    back: *r", "back: *r", "an alias (*name) stands here"),
    ("at_least: 5, times: 2", "is: yes, at_least: 5", "- {measure: ease", "is and at_least or at_most exclude each other"),
    ("{at_most: 2, say", "{is: no, at_most: 2, say", "- {is: no, at_most", "is and at_least or at_most exclude each other"),
    ("{is: yes, say: ready-yes}", "{is: [yes], say: ready-yes}", "- {is: [yes]", "['yes'] is no answer; write yes, no, unsure"),
    ("        replies:\n          - {say: when-noted}\n", "", "- key: when", 'the prompt "when" asks but has no replies'),
    ("- key: when\n", "- key: when\n        every: 30d\n", "- key: when", '"when" is on_demand and has every or after'),
    ("version: 1\n", "version: 1\nask_on_month: 24\n", "program: steps", "close_month is not after ask_on_month; give it more months"),
    ("version: 1\n", "version: !!bool 1\n", "version: !!bool", "the tag tag:yaml.org,2002:bool is not used here"),
    ("version: 1\n", "version: 1\n---\n", "---", "not well-formed"),
    ("version: 1\n", "version: 0\n", "version: 0", '"version" is smaller than 1; write 1 or more'),
    ("title: A small program for tests", 'title: ""', "title:", '"title" is empty; write something'),
    ("    gate:\n      - {measure: ready, is: yes}", "    gate:", "gate:", '"gate" holds None; write a list, as [a, b]'),
]


@pytest.mark.parametrize(("old", "new", "where", "said"), MISTAKES, ids=[said[:50] for *_, said in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_mend(bench: Bench, old: str, new: str, where: str, said: str) -> None:
    changed = bench.change(old, new).schedule.read_text()
    line = changed[: changed.index(where)].count("\n") + 1
    with pytest.raises(BadSchedule) as told:
        bench.program()
    told_here = [problem for problem in told.value.problems if said in problem]
    assert told_here, str(told.value)
    assert told_here[0].startswith(f"{bench.schedule}:{line}: ")
    assert all("; " in problem for problem in told.value.problems)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(bench: Bench) -> None:
    bench.change("milestone: 2w", "milestone: soon").change('at: "18:30"', "at: noon").change("dwell: 7d", "dwel: 7d")
    with pytest.raises(BadSchedule) as told:
        bench.program()
    lines = [int(problem.removeprefix(f"{bench.schedule}:").split(":", 1)[0]) for problem in told.value.problems]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_a_program_may_be_loaded_without_its_words(bench: Bench) -> None:
    texts = bench.wording().texts("en")
    assert load_program(bench.schedule, texts).stages == bench.program().stages
    assert load_program(bench.schedule, texts).digest != bench.program().digest


def test_odd_characters_are_told(bench: Bench) -> None:
    bench.schedule.write_bytes(b"program: steps\x00\n")
    with pytest.raises(BadSchedule, match="remove the odd characters"):
        bench.program()


def test_a_file_that_is_not_there_is_told(bench: Bench) -> None:
    bench.schedule.rename(bench.schedule.with_name("other.yaml"))
    with pytest.raises(BadSchedule, match="cannot be read"):
        bench.program()
