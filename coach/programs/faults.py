"""Puts what the schema found wrong into the author's words: file, line, what, mend."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from coach.programs.conditions import (
    NAMES,
    AnsweredPart,
    InStagePart,
    KeptInRowPart,
    KeptRatePart,
    MeasuredPart,
    NeverPart,
    SharesPart,
    UnansweredPart,
)
from coach.programs.schema import ProgramPart, PromptPart, ReplyPart, StagePart
from coach.programs.sheet import Place, Sheet

_PARTS = (
    ProgramPart,
    StagePart,
    PromptPart,
    ReplyPart,
    MeasuredPart,
    NeverPart,
    AnsweredPart,
    UnansweredPart,
    KeptInRowPart,
    KeptRatePart,
    SharesPart,
    InStagePart,
)
_PAGE = "docs/programs.md lists what may stand here"
_KINDS = {
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "a word (in quotes, if it looks like a number)",
    "list_type": "a list, as [a, b]",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}
_BOUNDS = {
    "greater_than_equal": ("smaller than {ge}", "write {ge} or more"),
    "greater_than": ("not above {gt}", "write more than {gt}"),
    "less_than_equal": ("above {le}", "write {le} or less"),
    "too_short": ("empty", "add at least one"),
    "string_too_short": ("empty", "write something"),
}


def author_keys() -> list[str]:
    """Every key an author may write somewhere in a program file."""
    return sorted({found.alias or name for part in _PARTS for name, found in part.model_fields.items()})


def _missing(name: str, error: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ARG001 - one signature for every kind
    return f'the key "{name}" is missing', "add it"


def _unknown(name: str, error: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ARG001 - one signature for every kind
    near = difflib.get_close_matches(name, author_keys(), n=1)
    return f'"{name}" is no key of this part', f'did you mean "{near[0]}"? {_PAGE}' if near else f"take it out; {_PAGE}"


def _pattern(name: str, error: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ARG001 - one signature for every kind
    joiner = "underscores" if "_" in error["ctx"]["pattern"] else "hyphens"
    return f'"{error["input"]}" is no name', f"write small letters and digits, joined by {joiner}"


def _choice(name: str, error: Mapping[str, Any]) -> tuple[str, str]:
    return f'"{error["input"]}" is not known for {name}', f"write one of {error['ctx']['expected']}"


def _condition(name: str, error: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ARG001 - one signature for every kind
    return "this is no condition", f"begin it with one of {', '.join(NAMES)}"


def _author(name: str, error: Mapping[str, Any]) -> tuple[str, str]:  # noqa: ARG001 - one signature for every kind
    return error["ctx"]["what"], error["ctx"]["mend"]


_SPEAKERS: dict[str, Callable[[str, Mapping[str, Any]], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_pattern_mismatch": _pattern,
    "literal_error": _choice,
    "union_tag_not_found": _condition,
    "author": _author,
}


def _spoken(error: Mapping[str, Any]) -> tuple[str, str]:
    kind = error["type"]
    name = str(next((step for step in reversed(error["loc"]) if isinstance(step, str)), "the file"))
    if kind in _SPEAKERS:
        return _SPEAKERS[kind](name, error)
    if kind in _KINDS:
        return f'"{name}" holds {error["input"]!r}', f"write {_KINDS[kind]}"
    if kind in _BOUNDS:
        what, mend = (part.format_map(error["ctx"]) for part in _BOUNDS[kind])
        return f'"{name}" is {what}', mend
    return f'"{name}": {error["msg"]}', _PAGE


def problems(sheet: Sheet, found: ValidationError) -> list[str]:
    """Every finding of the schema as ``path:line: what; mend``, in the order of the file."""
    spoken = []
    for error in found.errors():
        place: Place = tuple(error["loc"])
        spoken.append((sheet.line(place), sheet.problem(place, *_spoken(error))))
    return [problem for _, problem in sorted(dict.fromkeys(spoken))]
