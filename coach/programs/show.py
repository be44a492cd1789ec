"""Shows a program in plain text, for the terminal: every stage, its gate, its prompts and what follows their answers."""

from __future__ import annotations

from collections.abc import Iterator

from coach.core.program import Program, Prompt, Stage
from coach.programs import describe
from coach.programs.wording import Wording


def show(program: Program, wording: Wording | None = None, language: str = "en") -> str:
    """The whole program. With ``wording``, the first wording of each prompt stands below it, as it is written in its file."""
    first = _first_wordings(wording, language) if wording is not None else {}
    lines = [f"{program.name}, version {program.version}: {program.title}", _terms(program)]
    for number, stage in enumerate(program.stages.values(), 1):
        lines += ["", *_stage(number, stage)]
        for prompt in stage.prompts:
            lines += _prompt(prompt, program.texts.get(prompt.key, 0), first.get(prompt.key, ""))
    return "\n".join(lines) + "\n"


def _first_wordings(wording: Wording, language: str) -> dict[str, str]:
    return {file.key: file.wordings[0].words for file in wording.files(language) if not file.discreet}


def _terms(program: Program) -> str:
    roles = ", ".join(program.roles)
    months = f"asks whether to go on at month {program.ask_on_month}, closes at month {program.close_month}"
    return f"for {roles}; prompts at {program.at:%H:%M}; {months}; digest {program.digest[:12]}"


def _stage(number: int, stage: Stage) -> Iterator[str]:
    yield f"{number}. {stage.key}: {stage.about.strip()}"
    told = f", a coach is told after {describe.days(stage.milestone)}" if stage.milestone else ""
    yield f"   {describe.days(stage.dwell)} at least{told}{_marks(stage)}"
    yield f"   goes on when {'; '.join(map(describe.condition, stage.gate)) or 'these days are over'}"
    yield f"   leads to {stage.next or 'its end'}" + (f", or to {', '.join(sorted(stage.ways))}" if stage.ways else "")
    yield f"   a prompt every {', '.join(map(str, stage.rhythm))} days"


def _marks(stage: Stage) -> str:
    marks = [name for name, held in (("coaches contact", stage.contact), ("keeps promises", stage.promises)) if held]
    return "".join(f", {mark}" for mark in marks)


def _prompt(prompt: Prompt, wordings: int, words: str) -> Iterator[str]:
    measure = f', kept as "{describe.named(prompt.measure)}"' if prompt.measure else ""
    yield f"   - {prompt.key.rsplit('/', 1)[-1]}: {describe.asked(prompt.asked)}{measure}, {describe.when(prompt)} ({_counted(wordings)})"
    if words:
        yield f'       "{words}"'
    yield from (f"       {describe.reply(reply)}" for reply in prompt.replies)


def _counted(wordings: int) -> str:
    return "1 wording" if wordings == 1 else f"{wordings} wordings"
