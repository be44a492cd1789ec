"""Counts what a text costs: its encoding and its segments, in agreement with Twilio's own calculator.

The text is taken as given (no smart encoding). Sources: 3GPP TS 23.040 section 9.2.3.24.1 (a part of a longer text gives six of its
140 octets to a header); Twilio docs, "Messaging segment calculator". Knows nothing of programs or templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.errors import BadRequest
from coach.programs.graphemes import split
from coach.programs.gsm import EXTENSION, fits

GSM7 = "GSM-7"
UCS2 = "UCS-2"
_EXTENSION = frozenset(EXTENSION)


@dataclass(frozen=True, slots=True)
class Room:
    """How many units one segment holds: alone, or as one part of several."""

    alone: int
    part: int


ROOM = {GSM7: Room(160, 153), UCS2: Room(70, 67)}


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs. ``units``: septets in GSM-7, UTF-16 code units in UCS-2. An empty text is one segment."""

    encoding: str
    segments: int
    units: int


def count(text: str) -> Segments:
    """The encoding, the segments and the units of a text, as it stands."""
    if fits(text):
        total = len(text) + sum(map(text.count, EXTENSION))
        if total <= ROOM[GSM7].alone:
            return Segments(GSM7, 1, total)
        return Segments(GSM7, _parts([2 if letter in _EXTENSION else 1 for letter in text], ROOM[GSM7]), total)
    return _counted([size for cluster in split(text) for size in _sizes(cluster)])


def explain_segments(line: Mapping[str, object]) -> dict[str, object]:
    """One line of ``coach explain segments``: ``{"id", "text"}`` in, ``{"id", "encoding", "segments"}`` out.

    Raises: ``BadRequest`` when ``text`` is missing or no string.
    """
    text = line.get("text")
    if not isinstance(text, str):
        raise BadRequest('"text" must be a string; give {"id": ..., "text": "..."}')
    counted = count(text)
    return {"id": line.get("id"), "encoding": counted.encoding, "segments": counted.segments}


def _sizes(cluster: str) -> list[int]:
    """UTF-16 code units; a line break of two characters may be parted, everything else a reader sees as one may not."""
    if cluster == "\r\n":
        return [1, 1]
    return [sum(2 if letter > "\uffff" else 1 for letter in cluster)]


def _counted(sizes: list[int]) -> Segments:
    total, room = sum(sizes), ROOM[UCS2]
    return Segments(UCS2, 1 if total <= room.alone else _parts(sizes, room), total)


def _parts(sizes: list[int], room: Room) -> int:
    """Parts of a text too long for one: filled in order, nothing split.

    The first is filled as if it were alone; once it overflows, its header pushes the tail into the second, whatever that then holds.
    """
    first, used = 0, 0
    while used + sizes[first] <= room.alone:
        used += sizes[first]
        first += 1
    moved = _pushed_out(sizes[:first], room.part)
    parts, used = 2, moved + sizes[first]
    for size in sizes[first + 1 :]:
        if used + size > room.part:
            parts, used = parts + 1, 0
        used += size
    return parts


def _pushed_out(sizes: list[int], room: int) -> int:
    """How many units must leave a part for the rest to fit ``room``, whole characters from the end."""
    left = sum(sizes)
    whole = left
    for size in reversed(sizes):
        if left <= room:
            break
        left -= size
    return whole - left
