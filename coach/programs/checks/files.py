"""Which text files a program has, lacks, or never uses."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.program import Program
from coach.programs.checks.finding import Finding
from coach.programs.texts import PLAIN
from coach.programs.wording import Wording


def spoken(program: Program) -> frozenset[str]:
    """Every text key the program itself names."""
    replies = {reply.say for prompt in program.prompts.values() for reply in prompt.replies if reply.say}
    farewells = {stage.farewell for stage in program.stages.values() if stage.farewell}
    return frozenset({*program.prompts, *replies, *farewells})


def missing(program: Program, wording: Wording, language: str) -> Iterator[Finding]:
    """Texts the program names that this language has not, or has in another number of wordings."""
    texts = wording.texts(language)
    for key, wordings in sorted(program.texts.items()):
        path = f"sms/{language}/{key}{PLAIN}"
        if key not in texts:
            yield Finding(path, None, "missing-text", f"there is no {key} in {language}", f"write it, in {wordings} wordings")
        elif texts[key] != wordings:
            yield Finding(
                path, None, "missing-text", f"{texts[key]} wordings, where the program counts {wordings}", "bring them to one number"
            )


def unused(program: Program, wording: Wording, language: str) -> Iterator[Finding]:
    """Texts in the program's own room that nothing says."""
    named = spoken(program)
    for file in wording.files(language):
        if file.key.startswith(f"{program.name}/") and file.key not in named:
            path = file.path.relative_to(wording.root).as_posix()
            yield Finding(path, None, "unused-text", f"nothing in the program says {file.key}", "name it in the program, or take it away")


def counts(program: Program, language: str) -> Iterator[Finding]:
    """How many texts of its own the program has."""
    own = [wordings for key, wordings in program.texts.items() if key.startswith(f"{program.name}/")]
    what = f"{len(own)} texts of its own in {sum(own)} wordings ({language})"
    yield Finding(f"schedules/{program.name}.yaml", None, "fact", what, "")
