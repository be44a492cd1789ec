"""From a program file to a program, or to one list of everything that is wrong with it.

The one door for ``schedules/*.yaml``. Knows where words are counted, not what they say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError

from coach.core.program import Program
from coach.errors import BadSchedule
from coach.programs import faults
from coach.programs.convert import program_of
from coach.programs.crosscheck import CHECKS
from coach.programs.schema import ProgramPart
from coach.programs.sheet import Sheet, read_sheet

COMMON = ("intake", "common", "safety", "promise")
"""The rooms of texts that belong to every program."""


def _no_words(program: str) -> str:  # noqa: ARG001 - stands in where a program's words are not at hand
    return ""


def load_program(path: Path, texts: Mapping[str, int], words: Callable[[str], str] = _no_words) -> Program:
    """The program that ``path`` states.

    ``texts``: every text key of a language -> number of wordings. ``words``: from a program's name to a digest of all its words
    (``Wording.digest``); it goes into the program's own digest, SHA-256 in hexadecimal, so that a changed comma is a changed program.
    Raises: ``BadSchedule`` with everything that is wrong, as ``path:line: what is wrong; how to mend it``.
    """
    sheet = read_sheet(path)
    part = _part(sheet)
    found = [(sheet.line(place), sheet.problem(place, what, mend)) for check in CHECKS for place, what, mend in check(part, texts)]
    if found:
        raise BadSchedule([problem for _, problem in sorted(dict.fromkeys(found))])
    rooms = (part.program, *COMMON)
    own = {key: wordings for key, wordings in texts.items() if key.split("/", 1)[0] in rooms}
    return program_of(part, _digest(sheet, words(part.program)), own)


def _part(sheet: Sheet) -> ProgramPart:
    try:
        return ProgramPart.model_validate(sheet.tree)
    except ValidationError as found:
        raise BadSchedule(faults.problems(sheet, found)) from None


def _digest(sheet: Sheet, words: str) -> str:
    """Of the content, not of its spelling: comments, order of keys and spacing do not count; nor does where a JOIN leads."""
    tree = {key: value for key, value in sheet.tree.items() if key != "entrance"} if isinstance(sheet.tree, dict) else sheet.tree
    canonical = json.dumps([tree, words], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
