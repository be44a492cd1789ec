"""What a program file may say: its keys, their spelling, and which of them go together. ``docs/programs.md`` is the page for authors.

Judges one part at a time; whether parts fit each other is ``crosscheck``. Knows nothing of texts or of files.
"""

from __future__ import annotations

from datetime import time
from typing import Literal

from pydantic import Field, model_validator

from coach.core.model import AskKind
from coach.programs.conditions import ConditionPart, Part
from coach.programs.fields import Answer, Clock, Count, Days, Flag, Key, Kind, Measure, SomeDays, fault


class ReplyPart(Part):
    """What follows one kind of answer."""

    equals: Answer | None = Field(None, alias="is")
    at_least: float | None = None
    at_most: float | None = None
    needs: list[ConditionPart] = Field(default_factory=list)
    times_before: Count | None = None
    say: Key | None = None
    go: Key | None = None
    ask: Key | None = None
    again: SomeDays | None = None
    alert: Literal["wants_coach", "no_contact"] | None = None
    restart: Literal["promises"] | None = None

    @property
    def always(self) -> bool:
        """Whether it takes any answer, under no condition."""
        return self.equals is None and self.at_least is None and self.at_most is None and self.unneeding

    @property
    def unneeding(self) -> bool:
        """Whether it needs nothing beside its answer."""
        return not self.needs and self.times_before is None

    @model_validator(mode="after")
    def _one_way(self) -> ReplyPart:
        if self.equals is not None and (self.at_least is not None or self.at_most is not None):
            raise fault("is and at_least or at_most exclude each other", "keep one of them")
        if not any((self.say, self.go, self.ask, self.again, self.alert, self.restart)):
            raise fault("this reply does nothing", "give it a say, or an ask, go, again, alert or restart")
        return self


class PromptPart(Part):
    """One prompt of a stage."""

    key: Key
    opening: Flag = False
    on_demand: Flag = False
    ask: Kind | None = None
    measure: Measure | None = None
    every: SomeDays | None = None
    after: Days = 0
    weight: int = 0
    at: Clock | None = None
    contact: Flag = False
    needs: list[ConditionPart] = Field(default_factory=list)
    replies: list[ReplyPart] = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks_whole(self) -> PromptPart:
        if self.ask is None and (self.measure is not None or self.replies):
            raise fault(f'the prompt "{self.key}" has a measure or replies but asks nothing', "add ask, or take them out")
        if self.ask is not None and self.ask.kind is not AskKind.PROMISE:
            self._answerable()
        return self

    def _answerable(self) -> None:
        if self.measure is None:
            raise fault(f'the prompt "{self.key}" asks but names no measure', "add measure: the name its answers are kept under")
        if not self.replies:
            raise fault(f'the prompt "{self.key}" asks but has no replies', "add replies, the last without a condition")

    @model_validator(mode="after")
    def _sent_one_way(self) -> PromptPart:
        if self.opening and (self.on_demand or self.every or self.after):
            raise fault(
                f'the opening "{self.key}" has on_demand, every or after',
                "an opening is sent once, at the stage's first slot: take them out",
            )
        if self.on_demand and (self.every or self.after):
            raise fault(f'"{self.key}" is on_demand and has every or after', "only a reply sends it: take them out")
        return self


class StagePart(Part):
    """One stage."""

    about: str = Field(min_length=1)
    dwell: Days
    milestone: SomeDays | None = None
    contact: Flag = False
    promises: Flag = False
    rhythm: list[SomeDays] = Field(min_length=1)
    gate: list[ConditionPart] = Field(default_factory=list)
    next: Key | None = None
    farewell: Key | None = None
    back: list[Key] = Field(default_factory=list)
    out: list[Key] = Field(default_factory=list)
    lied: Key | None = None
    prompts: list[PromptPart] = Field(min_length=1)

    @model_validator(mode="after")
    def _leads_on(self) -> StagePart:
        if (self.next is None) == (self.farewell is None):
            raise fault(
                "a stage has a next or a farewell, one of the two", "name the next stage, or the text said when the journey ends here"
            )
        if self.milestone is not None and self.milestone <= self.dwell:
            raise fault("the milestone is not after the dwell", "give it more days than dwell")
        return self


class ProgramPart(Part):
    """A whole program file."""

    program: Key
    version: Count
    title: str = Field(min_length=1)
    about: str = ""
    roles: list[Key] = Field(default_factory=lambda: ["self"], min_length=1)
    start: Key
    letting_go: Key
    entrance: Flag = False
    at: Clock = time(10)
    ask_on_month: Count = 18
    close_month: Count = 24
    stages: dict[Key, StagePart] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends(self) -> ProgramPart:
        if self.close_month <= self.ask_on_month:
            raise fault("close_month is not after ask_on_month", "give it more months")
        return self
