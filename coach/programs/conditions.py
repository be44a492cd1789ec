"""The closed set of conditions a program file may name, in gates and as needs, and the values they become.

There is no expression language; each condition is known by the one key that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from coach.core.program import Answered, Condition, InStage, KeptInRow, KeptRate, Measured, Never, Shares, Unanswered
from coach.programs.fields import Answer, Count, Flag, Measure, fault

Thing = Literal["home", "children", "work"]


class Part(BaseModel):
    """Any part of a program file: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class MeasuredPart(Part):
    """``{measure: m, at_least: 5, times: 3}``."""

    measure: Measure
    equals: Answer | None = Field(None, alias="is")
    at_least: float | None = None
    at_most: float | None = None
    times: Count | None = None
    count: Count | None = None
    days: Count | None = None
    ever: Flag = False

    @model_validator(mode="after")
    def _one_way(self) -> MeasuredPart:
        if self.times is not None and self.count is not None:
            raise fault("times and count exclude each other", "keep times (in a row) or count (in any order)")
        if self.equals is not None and (self.at_least is not None or self.at_most is not None):
            raise fault("is and at_least or at_most exclude each other", "keep one of them")
        return self

    def value(self) -> Measured:
        """The condition it states."""
        return Measured(self.measure, self.equals, self.at_least, self.at_most, self.times or 1, self.count, self.days, self.ever)


class NeverPart(Part):
    """``{never: m, is: yes, days: 14}``."""

    never: Measure
    equals: Answer = Field(alias="is")
    days: Count

    def value(self) -> Never:
        """The condition it states."""
        return Never(self.never, self.equals, self.days)


class AnsweredPart(Part):
    """``{answered: [a, b]}``."""

    answered: list[Measure] = Field(min_length=1)
    ever: Flag = False

    def value(self) -> Answered:
        """The condition it states."""
        return Answered(tuple(self.answered), self.ever)


class UnansweredPart(Part):
    """``{unanswered: [a, b]}``: none of them."""

    unanswered: list[Measure] = Field(min_length=1)
    ever: Flag = False

    def value(self) -> Unanswered:
        """The condition it states."""
        return Unanswered(tuple(self.unanswered), self.ever)


class KeptInRowPart(Part):
    """``{promises_in_a_row: 4}``."""

    promises_in_a_row: Count

    def value(self) -> KeptInRow:
        """The condition it states."""
        return KeptInRow(self.promises_in_a_row)


class KeptRatePart(Part):
    """``{promises_kept: 0.8, days: 30, count: 3}``."""

    promises_kept: float = Field(gt=0, le=1)
    days: Count
    count: Count = 3

    def value(self) -> KeptRate:
        """The condition it states."""
        return KeptRate(self.promises_kept, self.days, self.count)


def _things(value: object) -> object:
    return [] if value == "nothing" else value


class SharesPart(Part):
    """``{shares: [home, children]}``: any of them; ``{shares: nothing}``."""

    shares: Annotated[list[Thing], BeforeValidator(_things)]

    def value(self) -> Shares:
        """The condition it states."""
        return Shares(tuple(self.shares))


class InStagePart(Part):
    """``{stage_days: 14}``."""

    stage_days: Count

    def value(self) -> InStage:
        """The condition it states."""
        return InStage(self.stage_days)


NAMES = ("measure", "never", "answered", "unanswered", "promises_in_a_row", "promises_kept", "shares", "stage_days")


def _named(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return next((f"<{name}>" for name in NAMES if name in value), None)


ConditionPart = Annotated[
    Annotated[MeasuredPart, Tag("<measure>")]
    | Annotated[NeverPart, Tag("<never>")]
    | Annotated[AnsweredPart, Tag("<answered>")]
    | Annotated[UnansweredPart, Tag("<unanswered>")]
    | Annotated[KeptInRowPart, Tag("<promises_in_a_row>")]
    | Annotated[KeptRatePart, Tag("<promises_kept>")]
    | Annotated[SharesPart, Tag("<shares>")]
    | Annotated[InStagePart, Tag("<stage_days>")],
    Discriminator(_named),
]
"""One condition, known by the key that names it."""


def values(parts: list[ConditionPart]) -> tuple[Condition, ...]:
    """The conditions that these parts state, in order."""
    return tuple(part.value() for part in parts)


def measures_of(part: ConditionPart) -> tuple[str, ...]:
    """The measures a condition looks at."""
    match part:
        case MeasuredPart():
            return (part.measure,)
        case NeverPart():
            return (part.never,)
        case AnsweredPart():
            return tuple(part.answered)
        case UnansweredPart():
            return tuple(part.unanswered)
        case _:
            return ()
