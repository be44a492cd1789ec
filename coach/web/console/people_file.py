"""Reads a list of people to invite: a CSV file as spreadsheets write it, or numbers pasted one a line. Decides nothing about them.

RFC 4180, with commas, semicolons or tabs between the cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_LINES = 5000
LARGEST = 1024 * 1024  # bytes
BETWEEN = (",", ";", "\t")
COLUMNS = {
    "number": ("number", "phone", "phone number", "mobile", "cell", "telephone"),
    "name": ("name", "first name", "given name"),
    "evidence": ("evidence", "consent", "opt-in", "opt in"),
}
ENCODINGS = ("utf-8-sig", "cp1252")


class Unreadable(Exception):
    """No list of people. The argument: a code, which the page words."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of it, as it was written. ``line``: as an editor counts them, from 1."""

    line: int
    number: str
    name: str = ""
    evidence: str = ""


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, or what older spreadsheets write. Raises: ``Unreadable``."""
    if len(raw) > LARGEST:
        raise Unreadable("too_large")
    if b"\0" in raw:
        raise Unreadable("no_text")
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("no_text")


def read_people(text: str) -> list[Listing]:
    """Everybody in it, in order; empty lines are passed over.

    A first line that names columns says where what stands; without one it is number, name, evidence.

    Raises: ``Unreadable``: nobody is in it, no column is the number's, there are too many, or quotes are not closed.
    """
    rows = list(_rows(text))
    if not rows:
        raise Unreadable("empty")
    places = _places(rows[0][1])
    people = [_listing(line, cells, places or {"number": 0, "name": 1, "evidence": 2}) for line, cells in rows[1 if places else 0 :]]
    if not people:
        raise Unreadable("empty")
    if len(people) > MOST_LINES:
        raise Unreadable("too_many")
    return people


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(BETWEEN, key=first.count), strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error:
        raise Unreadable("no_table") from None


def _places(cells: Sequence[str]) -> dict[str, int] | None:
    """Which column is which; None: this line names none. Raises: ``Unreadable`` when it names some, but not the number's."""
    names = [cell.strip().casefold().replace("_", " ") for cell in cells]
    places = {key: names.index(word) for key, words in COLUMNS.items() for word in words if word in names}
    if "number" in places:
        return places
    if places or not any(character.isdigit() for character in cells[0]):
        raise Unreadable("no_number")
    return None


def _listing(line: int, cells: Sequence[str], places: dict[str, int]) -> Listing:
    """A cell that begins with an apostrophe was kept from being a formula, by us or by a spreadsheet."""
    found = {key: cells[place].strip().removeprefix("'") for key, place in places.items() if place < len(cells)}
    return Listing(line, found.get("number", ""), found.get("name", ""), found.get("evidence", ""))
