"""What must fit together inside one program file: stages, prompts, replies, measures and texts that name each other.

Each check yields findings as (place, what, mend); ``load`` gives them their lines. Whether a program coaches well is ``checks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coach.core.model import AskKind
from coach.programs.conditions import ConditionPart, MeasuredPart, NeverPart, measures_of
from coach.programs.schema import ProgramPart, PromptPart, StagePart
from coach.programs.sheet import Place

Found = Iterator[tuple[Place, str, str]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One prompt where it stands."""

    stage_key: str
    stage: StagePart
    at: int
    prompt: PromptPart

    @property
    def place(self) -> Place:
        """Its place in the file."""
        return ("stages", self.stage_key, "prompts", self.at)


def spots(program: ProgramPart) -> Iterator[Spot]:
    """Every prompt of the program with its place."""
    for key, stage in program.stages.items():
        for at, prompt in enumerate(stage.prompts):
            yield Spot(key, stage, at, prompt)


def stages_exist(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """Start, letting_go, next, back, out and lied name stages of the program."""
    named: list[tuple[Place, str | None]] = [(("start",), program.start), (("letting_go",), program.letting_go)]
    for key, stage in program.stages.items():
        named += [(("stages", key, "next"), stage.next), (("stages", key, "lied"), stage.lied)]
        named += [(("stages", key, way, at), to) for way in ("back", "out") for at, to in enumerate(getattr(stage, way))]
    for place, to in named:
        if to is not None and to not in program.stages:
            yield place, f'there is no stage "{to}"', f"name one of {', '.join(program.stages)}"


def prompts_stand_once(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """Prompt keys are unique in their stage, and at most one opening is for everybody; others need a reason to be chosen."""
    seen: set[tuple[str, str]] = set()
    opened: set[str] = set()
    for spot in spots(program):
        mark = (spot.stage_key, spot.prompt.key)
        if mark in seen:
            yield (*spot.place, "key"), f'the prompt "{spot.prompt.key}" stands twice in this stage', "give one of them another key"
        seen.add(mark)
        if spot.prompt.opening and not spot.prompt.needs:
            if spot.stage_key in opened:
                yield (*spot.place, "opening"), "this stage has a second opening for everybody", "keep one, or give the others needs"
            opened.add(spot.stage_key)


def replies_lead_somewhere(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """A reply goes only back or out, and asks only a prompt of its stage that asks something."""
    for spot in spots(program):
        ways = [*spot.stage.back, *spot.stage.out]
        asking = [prompt.key for prompt in spot.stage.prompts if prompt.ask is not None]
        for at, reply in enumerate(spot.prompt.replies):
            place = (*spot.place, "replies", at)
            if reply.go is not None and reply.go not in ways:
                yield (*place, "go"), f'"{reply.go}" is no way back or out of {spot.stage_key}', "add it to back or out, or go elsewhere"
            if reply.ask is not None and reply.ask not in asking:
                yield (*place, "ask"), f'"{reply.ask}" is no asking prompt of this stage', f"name one of {', '.join(asking)}"


def replies_cover(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """Whatever is answered, one reply fits, and none stands behind one that takes everything."""
    for spot in spots(program):
        replies = spot.prompt.replies
        always = [at for at, reply in enumerate(replies) if reply.always]
        if replies and not always and not _yes_no_unsure(spot.prompt):
            yield (
                (*spot.place, "replies"),
                "an answer may find no reply",
                "end with a reply without a condition, or reply to yes, no and unsure",
            )
        if always and always[0] + 1 < len(replies):
            yield (*spot.place, "replies", always[0] + 1), "no answer ever reaches this reply", "put the reply without a condition last"


def _yes_no_unsure(prompt: PromptPart) -> bool:
    plain = [reply.equals for reply in prompt.replies if reply.unneeding]
    return all(any(answer is level for answer in plain) for level in (True, False)) and "unsure" in plain


def replies_fit_the_question(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """A yes is answered to a yes-or-no question, a number to a scale or number."""
    for spot in spots(program):
        for at, reply in enumerate(spot.prompt.replies):
            odd = spot.prompt.ask and _misfit(spot.prompt.ask.kind, reply.equals, reply.at_least, reply.at_most)
            if odd:
                yield (*spot.place, "replies", at), odd, "change the condition or the question"


NUMBERED = (AskKind.SCALE, AskKind.NUMBER)


def _misfit(kind: AskKind, equals: object, least: float | None, most: float | None) -> str:
    if (least is not None or most is not None) and kind not in NUMBERED:
        return f"at_least and at_most need a number, but {kind} is asked"
    if (isinstance(equals, bool) or equals == "unsure") and kind is not AskKind.YES_NO:
        return f"yes, no and unsure answer a yes_no, but {kind} is asked"
    return ""


def measures_agree(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """One measure is asked in one kind everywhere."""
    kinds: dict[str, AskKind] = {}
    for spot in spots(program):
        measure, asked = spot.prompt.measure, spot.prompt.ask
        if measure is None or asked is None:
            continue
        if kinds.setdefault(measure, asked.kind) is not asked.kind:
            what = f'the measure "{measure}" is asked as {asked.kind} here and as {kinds[measure]} elsewhere'
            yield (*spot.place, "measure"), what, "give one of them another name"


def conditions_are_answerable(program: ProgramPart, texts: Mapping[str, int]) -> Found:  # noqa: ARG001 - one signature for every check
    """What a condition looks at is asked somewhere, in a kind that can answer it."""
    kinds = {spot.prompt.measure: spot.prompt.ask.kind for spot in spots(program) if spot.prompt.measure and spot.prompt.ask}
    for place, condition in _conditions(program):
        for measure in measures_of(condition):
            if measure not in kinds:
                yield place, f'nothing asks for the measure "{measure}"', f"name one of {', '.join(sorted(kinds)) or 'none yet'}"
            elif odd := _condition_misfit(condition, kinds[measure]):
                yield place, odd, "change the condition, or the question"


def _condition_misfit(condition: ConditionPart, kind: AskKind) -> str:
    match condition:
        case MeasuredPart():
            return _misfit(kind, condition.equals, condition.at_least, condition.at_most)
        case NeverPart():
            return _misfit(kind, condition.equals, None, None)
        case _:
            return ""


def _conditions(program: ProgramPart) -> Iterator[tuple[Place, ConditionPart]]:
    for key, stage in program.stages.items():
        yield from ((("stages", key, "gate", at), condition) for at, condition in enumerate(stage.gate))
    for spot in spots(program):
        yield from (((*spot.place, "needs", at), condition) for at, condition in enumerate(spot.prompt.needs))
        for number, reply in enumerate(spot.prompt.replies):
            yield from (((*spot.place, "replies", number, "needs", at), condition) for at, condition in enumerate(reply.needs))


def texts_exist(program: ProgramPart, texts: Mapping[str, int]) -> Found:
    """Every prompt, reply and farewell has its words."""
    for place, stage, key in _spoken(program):
        path = f"{program.program}/{stage}/{key}"
        if path not in texts:
            yield place, f'there is no text "{path}"', f"write templates/sms/<language>/{path}.txt"


def _spoken(program: ProgramPart) -> Iterator[tuple[Place, str, str]]:
    for key, stage in program.stages.items():
        if stage.farewell is not None:
            yield ("stages", key, "farewell"), key, stage.farewell
    for spot in spots(program):
        yield (*spot.place, "key"), spot.stage_key, spot.prompt.key
        for at, reply in enumerate(spot.prompt.replies):
            if reply.say is not None:
                yield (*spot.place, "replies", at, "say"), spot.stage_key, reply.say


CHECKS: tuple[Callable[[ProgramPart, Mapping[str, int]], Found], ...] = (
    stages_exist,
    prompts_stand_once,
    replies_lead_somewhere,
    replies_cover,
    replies_fit_the_question,
    measures_agree,
    conditions_are_answerable,
    texts_exist,
)
