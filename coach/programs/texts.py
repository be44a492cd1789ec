"""Reads the text files: one key, one file, its wordings parted by a line that holds only ``---``.

Knows their form, not their meaning: neither variables nor programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.errors import BadWording

PART = "---"
PLAIN = ".txt"
DISCREET = ".discreet.txt"


@dataclass(frozen=True, slots=True)
class Worded:
    """One wording: the line it begins on, and its words on one line."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file. ``key``: its path below the language without the ending; ``discreet``: it is the discreet variant."""

    path: Path
    key: str
    discreet: bool
    wordings: tuple[Worded, ...]


def read_texts(folder: Path) -> Iterator[TextFile]:
    """Every text file below ``folder`` (a language), in order of path.

    Raises: ``BadWording`` when a file cannot be read, or a wording is empty.
    """
    for path in sorted(folder.rglob(f"*{PLAIN}")):
        ending = DISCREET if path.name.endswith(DISCREET) else PLAIN
        key = path.relative_to(folder).as_posix().removesuffix(ending)
        yield TextFile(path, key, ending == DISCREET, tuple(_wordings(path, key)))


def _wordings(path: Path, key: str) -> Iterator[Worded]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadWording(f"{key}: {path} cannot be read ({fault}); save it as UTF-8") from fault
    for start, part in _parts(lines):
        words = " ".join(" ".join(part).split())
        if not words:
            raise BadWording(f"{key}: {path}:{start}: a wording is empty; write it, or take out its {PART}")
        blank = next(at for at, line in enumerate(part) if line.strip())
        yield Worded(start + blank, words)


def _parts(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    start = 0
    for at, line in enumerate([*lines, PART]):
        if line.strip() == PART:
            yield start + 1, lines[start:at]
            start = at + 1
