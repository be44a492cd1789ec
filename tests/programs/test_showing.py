"""A program can be read and drawn by people who write none."""

from __future__ import annotations

from coach.programs.diagram import mermaid
from coach.programs.show import show
from tests.programs.bench import FIXTURES, Bench

STEPS = Bench(FIXTURES)


def test_a_diagram_has_every_edge_of_the_data() -> None:
    assert mermaid(STEPS.program()).splitlines() == [
        "stateDiagram-v2",
        "    direction TB",
        '    state "begin" as begin',
        '    state "walk" as walk',
        '    state "rest" as rest',
        "    [*] --> begin",
        "    begin --> walk : 1 d and gate",
        "    begin --> rest : out",
        "    walk --> [*] : 7 d, completed",
        "    walk --> begin : back, a lie",
        "    walk --> rest : out",
        "    rest --> [*] : 7 d, completed",
        "    rest --> begin : back",
    ]


def test_the_terminal_shows_stages_gates_prompts_and_what_follows() -> None:
    shown = show(STEPS.program())
    for line in (
        "1. begin: A first look.",
        "   dwell 1 d, a coach is told after 14 d",
        "   gate: ready is yes",
        "   - ready: asks yes_no as ready, every 30 d (2 wordings)",
        "       is no, if ready is no, once: say ready-no, go to rest",
        "   - ease: asks 1-7 as ease, every 30 d, from day 2, at 18:30, if shares home or work (2 wordings)",
        "       at most 2: say ease-low, alert wants_coach, restart promises",
        "   gate: none, the dwell alone",
    ):
        assert line in shown.splitlines()
    assert "80% of promises kept over 30 d, of at least 3" in shown


def test_the_terminal_shows_the_words_when_it_is_given_them() -> None:
    shown = show(STEPS.program(), STEPS.wording())
    assert '       "Why does this matter to you? Reply in a few words."' in shown.splitlines()
