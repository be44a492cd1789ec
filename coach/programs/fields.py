"""The small values a program file is made of: lengths, clock times, flags, keys, levels, kinds of question.

Each turns the author's spelling into a value, or says what to write instead. Knows nothing of stages or prompts.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field, InstanceOf, StringConstraints
from pydantic_core import PydanticCustomError

from coach.core.model import Asked, AskKind
from coach.core.program import Level

_LENGTH = re.compile(r"(\d{1,4})([dw])\Z")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\Z")
_FLAGS = {"true": True, "false": False}
_LEVELS: dict[str, Level] = {"yes": True, "no": False, "unsure": "unsure"}
ASKS = {kind.value: kind for kind in (AskKind.YES_NO, AskKind.SCALE, AskKind.NUMBER, AskKind.WHEN, AskKind.WORDS, AskKind.PROMISE)}


def fault(what: str, mend: str) -> PydanticCustomError:
    """The error a validator raises: it is shown to the author as ``what; mend``."""
    return PydanticCustomError("author", "{what}; {mend}", {"what": what, "mend": mend})


def _days(value: object) -> int:
    found = _LENGTH.match(value) if isinstance(value, str) else None
    if found is None:
        raise fault(f"{value!r} is no length of time", "write days or weeks, as 7d or 2w")
    return int(found[1]) * (7 if found[2] == "w" else 1)


def _clock(value: object) -> time:
    found = _CLOCK.match(value) if isinstance(value, str) else None
    if found is None:
        raise fault(f"{value!r} is no time of day", 'write hours and minutes in quotes, as "18:30"')
    return time(int(found[1]), int(found[2]))


def _flag(value: object) -> bool:
    if not isinstance(value, str) or value not in _FLAGS:
        raise fault(f"{value!r} is neither true nor false", "write true or false")
    return _FLAGS[value]


def _level(value: object) -> Level:
    if not isinstance(value, str | int | float):
        raise fault(f"{value!r} is no answer", "write yes, no, unsure, a word or a number")
    return _LEVELS.get(value, value) if isinstance(value, str) else value


def _bounds(value: object) -> tuple[int, int]:
    match value:
        case [int(low), int(high)] if 0 <= low < high <= 100:
            return low, high
        case _:
            raise fault(f"{value!r} is no scale", "write its two ends, as {scale: [1, 7]}")


def _asked(value: object) -> Asked:
    match value:
        case {"scale": bounds, **rest} if not rest:
            return Asked(AskKind.SCALE, *_bounds(bounds))
        case "yes_no_not_yet":
            return Asked(AskKind.YES_NO, choices=("not yet",))
        case str(name) if name in ASKS:
            return Asked(ASKS[name])
        case _:
            raise fault(f"{value!r} is no kind of question", f"write one of {', '.join(ASKS)}, yes_no_not_yet, or {{scale: [1, 7]}}")


Days = Annotated[int, BeforeValidator(_days)]
"""Days, spelled ``7d`` or ``2w``."""
SomeDays = Annotated[int, BeforeValidator(_days), Field(ge=1)]
"""At least one day, spelled ``7d`` or ``2w``."""
Clock = Annotated[time, BeforeValidator(_clock)]
"""A local time of day, spelled ``"18:30"``."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""``true`` or ``false``."""
Answer = Annotated[Level, BeforeValidator(_level)]
"""What an answer may equal: yes, no, unsure, a word or a number."""
Kind = Annotated[InstanceOf[Asked], BeforeValidator(_asked)]
"""What a prompt asks for."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The name of a program, stage, prompt or text."""
Measure = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""The name answers are kept under."""
Count = Annotated[int, Field(ge=1)]
"""A whole number from 1."""
