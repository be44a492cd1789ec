"""Small programs for the tests of the core, built from its own values: no YAML, no words."""

from __future__ import annotations

from datetime import time

from coach.core.model import Asked, AskKind
from coach.core.program import Answered, InStage, KeptInRow, KeptRate, Measured, Never, Program, Prompt, Reply, Shares, Stage

SCALE = Asked(AskKind.SCALE, 1, 7)
YES_NO = Asked(AskKind.YES_NO)
WORDS = Asked(AskKind.WORDS)
NUMBER = Asked(AskKind.NUMBER, 0, 100)
PROMISE = Asked(AskKind.PROMISE)


def program(*stages: Stage, wordings: int = 9, letting_go: str = "letting-go", **more: object) -> Program:
    """A program of these stages, the first of which is its start; every prompt has ``wordings`` wordings, any other text one."""
    prompts = {prompt.key: prompt for stage in stages for prompt in stage.prompts}
    texts = dict.fromkeys(prompts, wordings)
    return Program(
        "walk",
        1,
        "0" * 8,
        "Walk",
        stages[0].key,
        letting_go,
        {stage.key: stage for stage in stages},
        texts,
        prompts=prompts,
        **more,  # type: ignore[arg-type]
    )


MIRROR = Stage(
    "mirror", "looks", 1, (Measured("back", equals=True), Measured("hope", least=5)), "space",
    (
        Prompt("walk/mirror/open", opening=True),
        Prompt("walk/mirror/back", "back", YES_NO, after=1, weight=2, replies=(
            Reply(equals=True, say="walk/mirror/good"),
            Reply(equals=False, needs=(Measured("back", equals=False),), say="walk/mirror/second-no", go="letting-go"),
            Reply(equals=False, say="walk/mirror/no", again=7),
            Reply(say="walk/mirror/unsure", again=3),
        )),
        Prompt("walk/mirror/hope", "hope", SCALE, every=7, replies=(
            Reply(most=3, say="walk/mirror/low", ask="walk/mirror/why"), Reply(least=4, say="walk/mirror/high"),
        )),
        Prompt("walk/mirror/why", "why", WORDS, on_demand=True, replies=(Reply(say="walk/mirror/thanks"),)),
        Prompt("walk/mirror/tell", every=9, at=time(18, 30)),
    ),
    rhythm=(1, 2, 3), ways=frozenset({"letting-go"}), milestone=21,
)  # fmt: skip
SPACE = Stage(
    "space", "waits", 5, (Measured("ready", equals=True),), "befriend",
    (
        Prompt("walk/space/open", opening=True),
        Prompt("walk/space/ready", "ready", YES_NO, every=7, replies=(
            Reply(equals=True, say="walk/space/good"),
            Reply(equals=False, needs=(Measured("ready", equals=False, count=3),), go="letting-go"),
            Reply(equals=False, say="walk/space/wait", alert="wants_coach"),
            Reply(equals="unsure", say="walk/space/unsure", go="nowhere"),
        )),
        Prompt("walk/space/home", needs=(Shares(("home", "children")),)),
        Prompt("walk/space/apart", needs=(Shares(()),)),
        Prompt("walk/space/tell", every=11),
    ),
    rhythm=(2, 3), ways=frozenset({"letting-go", "mirror"}),
)  # fmt: skip
BEFRIEND = Stage(
    "befriend", "meets", 7, (Measured("quality", least=5, times=2), Never("pushed", equals=True, days=14)), "promises",
    (
        Prompt("walk/befriend/open", opening=True, contact=True),
        Prompt("walk/befriend/quality", "quality", SCALE, every=7, contact=True, replies=(
            Reply(most=2, say="walk/befriend/back", go="space"), Reply(say="walk/befriend/on"),
        )),
        Prompt("walk/befriend/pushed", "pushed", YES_NO, every=10, contact=True, replies=(
            Reply(equals=True, say="walk/befriend/slow", restart="promises"), Reply(say="walk/befriend/fine"),
        )),
        Prompt("walk/befriend/tell", every=8, contact=True, needs=(InStage(3),)),
    ),
    rhythm=(1, 2, 3), ways=frozenset({"space"}), contact=True, lied="mirror",
)  # fmt: skip
PROMISES = Stage(
    "promises", "keeps", 7, (KeptInRow(2), KeptRate(0.6, 30, 2)), "rebuilt",
    (
        Prompt("walk/promises/open", opening=True),
        Prompt("walk/promises/ask", "promise", PROMISE, every=5, replies=(Reply(say="walk/promises/none"),)),
        Prompt("walk/promises/count", "count", NUMBER, every=9, replies=(Reply(least=1, say="walk/promises/some"),)),
        Prompt("walk/promises/tell", every=8, needs=(Answered(("count",)), Measured("count", days=20))),
    ),
    rhythm=(1, 2, 4), ways=frozenset({"space", "mirror"}), promises=True, contact=True, lied="space", milestone=40,
)  # fmt: skip
REBUILT = Stage(
    "rebuilt", "keeps on", 30, (), None,
    (Prompt("walk/rebuilt/open", opening=True), Prompt("walk/rebuilt/tell", every=7)),
    rhythm=(7, 14), ways=frozenset({"promises"}), farewell="walk/farewell",
)  # fmt: skip
LETTING_GO = Stage(
    "letting-go", "lets go", 10, (), None,
    (
        Prompt("walk/letting-go/open", opening=True),
        Prompt("walk/letting-go/mood", "mood", SCALE, every=7, replies=(
            Reply(least=7, say="walk/letting-go/up", ask="walk/letting-go/write"), Reply(say="walk/letting-go/heard"),
        )),
        Prompt("walk/letting-go/write", "write", WORDS, on_demand=True, contact=True, replies=(Reply(say="walk/letting-go/read"),)),
    ),
    rhythm=(2, 4),
)  # fmt: skip

WALK = program(MIRROR, SPACE, BEFRIEND, PROMISES, REBUILT, LETTING_GO)


def crowded(prompts: int = 25) -> Program:
    """One long stage with so many prompts, most of them with needs: what a decision costs at worst."""
    needs = (Measured("level", least=3), InStage(2), Never("pushed", equals=True, days=14))
    found = tuple(
        Prompt(f"walk/long/{at}", "level", SCALE, every=7 + at % 5, replies=(Reply(say="walk/long/noted"),), needs=needs if at % 3 else ())
        if at % 2
        else Prompt(f"walk/long/{at}", after=at % 9, every=20 + at)
        for at in range(prompts)
    )
    long = Stage("long", "stays", 300, (Measured("level", least=6, times=9),), None, found, rhythm=(1, 2, 2, 3), promises=True)
    return program(long, LETTING_GO)
