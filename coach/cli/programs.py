"""``coach programs``: check, show or draw."""

from __future__ import annotations

import argparse

from coach.cli.opening import settings_here
from coach.engine.assembly import library_of
from coach.errors import BadSchedule, BadWording
from coach.programs.checks import check
from coach.programs.diagram import mermaid
from coach.programs.library import Library
from coach.programs.show import show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``programs``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    for name, about in (
        ("check", "find what is wrong in programs and their texts"),
        ("show", "a program's stages, prompts and words in plain text"),
        ("diagram", "a program as a Mermaid state diagram, drawn from its data"),
    ):
        act = acts.add_parser(name, help=about, description=about)
        act.add_argument("program", nargs="?" if name == "check" else None, help="the program's name")


def run(given: argparse.Namespace) -> int:
    """Do one act. Exit status 1 when a check finds something. Raises: ``BadRequest``, ``BadSetting``."""
    if given.act == "check":
        return _check(given.program)
    library = library_of(settings_here())
    program = library.program(given.program)
    print(mermaid(program) if given.act == "diagram" else show(program, library.wording))
    return 0


def _check(name: str | None) -> int:
    try:
        library = library_of(settings_here())
    except (BadSchedule, BadWording) as wrong:
        print(wrong)
        return 1
    return max(_check_one(library, one) for one in ([name] if name else library.names()))


def _check_one(library: Library, name: str) -> int:
    program = library.program(name)
    findings = [finding for language in library.wording.languages for finding in check(program, library.wording, language)]
    for finding in findings:
        print(finding)
    wrong = [finding for finding in findings if not finding.is_note]
    own = [key for key in program.texts if key.startswith(f"{name}/")]
    print(f"{name}.{program.version}: {len(program.stages)} stages, {len(program.prompts)} prompts, {len(own)} texts", end="")
    print(f" in {sum(program.texts[key] for key in own)} wordings; {len(wrong)} to mend; digest {program.digest[:12]}")
    return int(bool(wrong))
