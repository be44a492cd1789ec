"""One stage as a coach reads it: what is said in which order, what it asks, and where each answer leads. Must not know the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coach.core.model import Profile
from coach.core.program import Condition, Measured, Program, Prompt, Reply, Stage
from coach.core.state import State
from coach.web.console.participant_gate import Need, needs
from coach.web.console.programs_book import Book, Bubble

NOWHERE = State("", "", 0, Profile(zones=("UTC",)))
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
TURNS = ("opening", "question", "once", "tip", "on_demand")
"""The kinds of prompts in the order in which they have their turn (``core.prompts``); those on demand have none."""


@dataclass(frozen=True, slots=True)
class Following:
    """What follows one kind of answer. ``said``: the wordings that answer it; ``needs``: what must hold besides.

    ``before``: this same kind of answer must have been given so often before in the visit.
    """

    reply: Reply
    before: int
    needs: tuple[Need, ...]
    said: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A prompt. ``turn``: a kind of ``TURNS``. ``asked_by``: the prompts whose replies ask it at once."""

    prompt: Prompt
    name: str
    turn: str
    needs: tuple[Need, ...]
    said: tuple[Bubble, ...]
    followings: tuple[Following, ...]
    asked_by: tuple[str, ...]


def stated(conditions: Sequence[Condition]) -> tuple[Need, ...]:
    """Conditions as a template can word them, whoever they are asked of."""
    return needs(tuple(conditions), NOWHERE, NEVER)


def name_of(key: str) -> str:
    """The last part of a text's key."""
    return key.rsplit("/", 1)[-1]


def turn_of(prompt: Prompt) -> str:
    """When a prompt has its turn."""
    if prompt.on_demand or prompt.opening:
        return "on_demand" if prompt.on_demand else "opening"
    if prompt.every is not None:
        return "tip" if prompt.asked is None else "question"
    return "once"


def shown(stage: Stage, book: Book, language: str, *, discreet: bool) -> list[Shown]:
    """The prompts of a stage, each turn's by weight and place; those on demand follow those that ask them."""
    made = {prompt.key: _shown(prompt, stage, book, language, discreet) for prompt in stage.prompts}
    leading = sorted((one for one in made.values() if one.turn != "on_demand"), key=lambda one: (TURNS.index(one.turn), -one.prompt.weight))
    placed: dict[str, Shown] = {}
    for one in leading:
        _place(one, made, placed)
    return list({**placed, **made}.values())


def _place(one: Shown, made: dict[str, Shown], placed: dict[str, Shown]) -> None:
    """After it, whatever its replies ask on demand."""
    if one.prompt.key in placed:
        return
    placed[one.prompt.key] = one
    for following in one.followings:
        asked = made.get(following.reply.ask or "")
        if asked is not None and asked.turn == "on_demand":
            _place(asked, made, placed)


def _shown(prompt: Prompt, stage: Stage, book: Book, language: str, discreet: bool) -> Shown:
    asked_by = tuple(other.key for other in stage.prompts if any(reply.ask == prompt.key for reply in other.replies))
    followings = tuple(_following(prompt, reply, book, language, discreet) for reply in prompt.replies)
    said = book.said(prompt.key, language, discreet=discreet)
    return Shown(prompt, name_of(prompt.key), turn_of(prompt), stated(prompt.needs), said, followings, asked_by)


def _following(prompt: Prompt, reply: Reply, book: Book, language: str, discreet: bool) -> Following:
    said = book.said(reply.say, language, discreet=discreet) if reply.say else ()
    again = next((need for need in reply.needs if _is_again(need, prompt, reply)), None)
    before = again.count or 0 if isinstance(again, Measured) else 0
    return Following(reply, before, stated([need for need in reply.needs if need is not again]), said)


def _is_again(need: Condition, prompt: Prompt, reply: Reply) -> bool:
    """Whether a need counts earlier answers of this very kind, as ``times_before`` in a program file does."""
    return need == Measured(prompt.measure or "", reply.equals, reply.least, reply.most, count=getattr(need, "count", None))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is said. ``how``: "prompt", "reply", "farewell", or the room of a text that every program shares."""

    how: str
    stage: str = ""
    prompt: str = ""
    reply: Reply | None = None


def places(program: Program) -> dict[str, list[Place]]:
    """Text key -> where the program says it; texts that are not its own are not among them."""
    found: dict[str, list[Place]] = {}
    for stage in program.stages.values():
        for key, place in _places(stage):
            found.setdefault(key, []).append(place)
    return found


def _places(stage: Stage) -> Iterator[tuple[str, Place]]:
    for prompt in stage.prompts:
        yield prompt.key, Place("prompt", stage.key, name_of(prompt.key))
        for reply in prompt.replies:
            if reply.say is not None:
                yield reply.say, Place("reply", stage.key, name_of(prompt.key), reply)
    if stage.farewell is not None:
        yield stage.farewell, Place("farewell", stage.key)
