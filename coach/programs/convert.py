"""Turns a checked program file into the frozen values the machine runs on. Decides nothing and checks nothing."""

from __future__ import annotations

from collections.abc import Mapping

from coach.core.program import Condition, Measured, Program, Prompt, Reply, Stage
from coach.programs.conditions import values
from coach.programs.schema import ProgramPart, PromptPart, ReplyPart, StagePart


def program_of(part: ProgramPart, digest: str, texts: Mapping[str, int]) -> Program:
    """The program a file states. ``texts``: every text key it may use -> number of wordings."""
    stages = {key: _stage(part.program, key, stage) for key, stage in part.stages.items()}
    return Program(
        name=part.program,
        version=part.version,
        digest=digest,
        title=part.title,
        start=part.start,
        letting_go=part.letting_go,
        stages=stages,
        texts=texts,
        at=part.at,
        ask_on_month=part.ask_on_month,
        close_month=part.close_month,
        roles=tuple(part.roles),
        prompts={prompt.key: prompt for stage in stages.values() for prompt in stage.prompts},
        entrance=part.entrance,
    )


def _stage(program: str, key: str, part: StagePart) -> Stage:
    room = f"{program}/{key}"
    ways = {*part.back, *part.out, *([part.lied] if part.lied else [])}
    return Stage(
        key=key,
        about=part.about,
        dwell=part.dwell,
        gate=values(part.gate),
        next=part.next,
        prompts=tuple(_prompt(room, prompt, in_contact=part.contact) for prompt in part.prompts),
        rhythm=tuple(part.rhythm),
        ways=frozenset(ways),
        milestone=part.milestone,
        promises=part.promises,
        contact=part.contact,
        lied=part.lied,
        farewell=f"{room}/{part.farewell}" if part.farewell else None,
    )


def _prompt(room: str, part: PromptPart, *, in_contact: bool) -> Prompt:
    return Prompt(
        key=f"{room}/{part.key}",
        measure=part.measure,
        asked=part.ask,
        at=part.at,
        after=part.after,
        every=part.every,
        needs=values(part.needs),
        replies=tuple(_reply(room, part.measure, reply) for reply in part.replies),
        opening=part.opening,
        on_demand=part.on_demand,
        weight=part.weight,
        contact=part.contact or in_contact,
    )


def _reply(room: str, measure: str | None, part: ReplyPart) -> Reply:
    return Reply(
        equals=part.equals,
        least=part.at_least,
        most=part.at_most,
        needs=(*_before(measure, part), *values(part.needs)),
        say=f"{room}/{part.say}" if part.say else None,
        go=part.go,
        ask=f"{room}/{part.ask}" if part.ask else None,
        again=part.again,
        alert=part.alert,
        restart=part.restart,
    )


def _before(measure: str | None, part: ReplyPart) -> tuple[Condition, ...]:
    """``times_before: N`` as a need: N earlier answers of this kind in this visit, the present one not counted."""
    if part.times_before is None or measure is None:
        return ()
    return (Measured(measure, part.equals, part.at_least, part.at_most, count=part.times_before),)
