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
        "   1 day at least, a coach is told after 14 days",
        '   goes on when "ready" is answered yes',
        '   - ready: asks for yes or no, kept as "ready", every 30 days at most (2 wordings)',
        '       no, if "ready" is answered no, at least once -> say ready-no, go to rest',
        '   - ease: asks for 1 to 7, kept as "ease", every 30 days at most, from day 2, at 18:30, if shares home or work (2 wordings)',
        "       2 or less -> say ease-low, alert wants_coach, restart promises",
        "   goes on when these days are over",
    ):
        assert line in shown.splitlines()
    assert "80% of the promises of 30 days kept, of at least 3" in shown


def test_the_terminal_shows_the_words_when_it_is_given_them() -> None:
    shown = show(STEPS.program(), STEPS.wording())
    assert '       "Why does this matter to you? Reply in a few words."' in shown.splitlines()
