"""The shape of a program: every stage can be reached, left and completed, and its gate can open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coach.core.program import Answered, KeptInRow, KeptRate, Measured, Program, Prompt, Stage
from coach.programs.checks.finding import Finding


def _finding(program: Program, kind: str, what: str, mend: str) -> Finding:
    return Finding(f"schedules/{program.name}.yaml", None, kind, what, mend)


def onward(program: Program) -> Mapping[str, frozenset[str]]:
    """Stage -> the stages it leads to by itself: forward, back and out."""
    return {key: stage.ways | ({stage.next} if stage.next else set()) for key, stage in program.stages.items()}


def reached(edges: Mapping[str, frozenset[str]], starts: set[str]) -> set[str]:
    """Everything that can be reached from ``starts``, these included."""
    found: set[str] = set()
    open_ends = set(starts)
    while open_ends:
        key = open_ends.pop()
        found.add(key)
        open_ends |= edges.get(key, frozenset()) - found
    return found


def unreachable(program: Program) -> Iterator[Finding]:
    """Stages no journey ever enters."""
    found = reached(onward(program), {program.start, program.letting_go})
    for key in program.stages:
        if key not in found:
            yield _finding(program, "unreachable", f"no stage leads to {key}", "name it as a next, back or out, or take it away")


def no_way_out(program: Program) -> Iterator[Finding]:
    """Stages from which no end can be reached by the program's own edges."""
    edges = onward(program)
    ends = {key for key, stage in program.stages.items() if stage.next is None}
    for key in program.stages:
        if not reached(edges, {key}) & ends:
            yield _finding(program, "no-way-out", f"no end can be reached from {key}", "give it a next, or an out that leads to an end")


def openings(program: Program) -> Iterator[Finding]:
    """Stages that begin without a word."""
    for key, stage in program.stages.items():
        if not any(prompt.opening for prompt in stage.prompts):
            yield _finding(program, "no-opening", f"{key} has no opening", "mark its first prompt opening: true")


def silent(program: Program) -> Iterator[Finding]:
    """Stages in which nothing recurs: once their prompts are used up, the person hears nothing more."""
    for key, stage in program.stages.items():
        if not any(prompt.every or any(reply.again for reply in prompt.replies) for prompt in stage.prompts):
            yield _finding(program, "falls-silent", f"nothing recurs in {key}", "give a prompt every: or a reply again:")


def contact(program: Program) -> Iterator[Finding]:
    """Prompts that coach contact in a program none of whose stages is marked so: no-contact would close nothing."""
    coaching = [prompt.key for prompt in program.prompts.values() if prompt.contact]
    if coaching and not any(stage.contact for stage in program.stages.values()):
        yield _finding(program, "contact", f"{coaching[0]} coaches contact, but no stage is marked", "mark the stage contact: true")


def asked_in(stage: Stage, measure: str) -> list[Prompt]:
    """The prompts of a stage that ask for a measure."""
    return [prompt for prompt in stage.prompts if prompt.measure == measure]


def gates(program: Program) -> Iterator[Finding]:
    """Gates that can never open, or that one wrong answer shuts for good."""
    for key, stage in program.stages.items():
        for condition in stage.gate:
            match condition:
                case Measured():
                    yield from _measured(program, key, stage, condition)
                case Answered(measures, False):
                    yield from (_unasked(program, key, measure) for measure in measures if not asked_in(stage, measure))
                case KeptInRow() | KeptRate() if not stage.promises:
                    yield _finding(
                        program, "gate", f"the gate of {key} counts promises, which it does not ask for", "mark it promises: true"
                    )
                case _:
                    continue


def _measured(program: Program, key: str, stage: Stage, condition: Measured) -> Iterator[Finding]:
    asking = asked_in(stage, condition.measure)
    if not asking and not condition.ever:
        yield _unasked(program, key, condition.measure)
    elif asking and not any(_comes_again(prompt) for prompt in asking):
        what = f"the gate of {key} waits for {condition.measure}, which is asked only once"
        yield _finding(program, "gate", what, "give its prompt every:, or a reply again: or go:")


def _comes_again(prompt: Prompt) -> bool:
    return prompt.every is not None or any(reply.again or reply.go or reply.ask for reply in prompt.replies)


def _unasked(program: Program, key: str, measure: str) -> Finding:
    return _finding(
        program, "gate", f"the gate of {key} waits for {measure}, which {key} never asks", "ask it there, or mark it ever: true"
    )


def mute_replies(program: Program) -> Iterator[Finding]:
    """Answers that are taken without a word."""
    for prompt in program.prompts.values():
        if any(reply.say is None and reply.ask is None for reply in prompt.replies):
            yield _finding(program, "mute-reply", f"an answer to {prompt.key} gets no word back", "give the reply a say")


def facts(program: Program) -> Iterator[Finding]:
    """What the least journey adds up to."""
    way, total, key = [], 0, program.start
    while key is not None and key not in way:
        way.append(key)
        total += program.stages[key].dwell
        key = program.stages[key].next  # type: ignore[assignment]
    last = program.stages[way[-1]]
    what = f"the dwells alone make {total - last.dwell} days from {program.start} to {last.key}, {total} to its end"
    yield _finding(program, "fact", what, "")


CHECKS: tuple[Callable[[Program], Iterator[Finding]], ...] = (
    unreachable,
    no_way_out,
    openings,
    silent,
    contact,
    gates,
    mute_replies,
    facts,
)
