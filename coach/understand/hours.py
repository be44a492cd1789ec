"""Reads at what hours someone wants to be texted. Knows the hours the law leaves open, and no zone or date.

No text goes out before 8 or after 21 o'clock at the called party's place: 47 CFR 64.1200(c)(1).
"""

from __future__ import annotations

import re
from functools import lru_cache

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.wordlists import alternatives, phrases

_EARLIEST, _LATEST, _LEAST = 8 * 60, 21 * 60, 60  # minutes of the day; the narrowest window
_DEFAULT = (9 * 60, 20 * 60)
_LONGEST = 120  # characters
_TIME = r"(\d{1,2})(?:[:.h]?(\d\d))?\s*(am|pm|a\b|p\b|h\b)?"
_MERIDIAN = re.compile(r"(?<=[\d\s])([ap])\s?\.?\s?m\b\.?")
_RANGE = re.compile(rf"\b{_TIME}\s*(?:-|to|until|and|through|thru|hasta|a las|a|y)\s*(?:las )?{_TIME}(?![\d:])")
_AFTER = re.compile(rf"\b(?:after|from|past|starting(?: at)?|despues de(?: las)?|desde(?: las)?)\s*{_TIME}")
_BEFORE = re.compile(rf"\b(?:before|until|by|antes de(?: las)?|hasta(?: las)?)\s*{_TIME}")
_NOT_BEFORE = re.compile(r"\b(?:not|no|nothing|never) (?:before|earlier than)\b")
_NOT_AFTER = re.compile(r"\b(?:not|no|nothing|never) (?:after|later than)\b")
_NOON = re.compile(r"\b(?:noon|midday|mediodia)\b")
_AT = re.compile(rf"^(?:at|around|about|only at|like|a las|sobre las)?\s*{_TIME}$")
_PARTS = {
    "mornings?|before noon|before lunch|in the am|en la manana|por la manana|mananas?": (9 * 60, 12 * 60),
    "lunch(?: ?time)?|lunch break|noon|midday|mediodia": (11 * 60, 14 * 60),
    "afternoons?|after lunch|tardes?": (12 * 60, 17 * 60),
    "after work|after school": (17 * 60, 20 * 60),
    "evenings?|dinner ?time": (17 * 60, 20 * 60),
    "nights?|at night|noches?|late|before bed": (18 * 60, 21 * 60),
    "daytime|during the day|work(?:ing)? hours|business hours|office hours": (9 * 60, 17 * 60),
}
_PART = re.compile(r"\b(?:" + "|".join(f"({pattern})" for pattern in _PARTS) + r")\b")
_NOT = re.compile(r"\b(?:not|no|never|except|but not|don't|nunca|menos)\b[^,.]*$")
_ANY = re.compile(
    r"\b(?:"
    + alternatives(
        phrases("""
            any, anytime, any time, anytime is fine, whenever, whatever, default, no preference, don't care, do not care, doesn't matter
            don't mind, it doesn't matter, all day, either, up to you, those are fine, that's fine, that works, works for me, you pick
            you choose, always, ok, okay, k, fine, yes, yeah, yep, y, sure, good, great, perfect, same, keep it, normal, regular
            cualquier hora, cualquiera, cuando sea, cuando quieras, siempre, si, esta bien, vale, da igual, me da igual, all hours, 24/7
            all the time, sounds good
        """)
    )
    + r")\b"
)


def read_hours(text: str) -> Answered | None:
    """The hours a text asks for, as "HH:MM-HH:MM" local time ("9 to 5", "after 6pm", "evenings"; "any time" is 09:00-20:00).

    Clipped inside 08:00-21:00 and at least an hour wide; None when nothing of what was asked lies in there, or nothing was asked.
    """
    if len(text) > _LONGEST:
        return None
    plain = _MERIDIAN.sub(r"\1m", bare(text))
    return _read(_noon(_NOT_AFTER.sub("until", _NOT_BEFORE.sub("from", plain))))


@lru_cache(maxsize=1024)
def _read(plain: str) -> Answered | None:
    for reader in (_range, _open_ended, _part, _moment):
        found = reader(plain)
        if found:
            return _answer(*found)
    return Answered("09:00-20:00", 0.9, "hours_any") if _ANY.search(plain) and not plain.startswith(("no ", "not ")) else None


def _noon(plain: str) -> str:
    """Noon as a clock time beside other clock times."""
    timed = any(mark.isdigit() for mark in plain) or "after noon" in plain
    return _NOON.sub("12pm", plain).replace("midnight", "11:59pm") if timed else plain


def _range(plain: str) -> tuple[int, int, float] | None:
    match = _RANGE.search(plain)
    if not match:
        return None
    start, end = _minutes(match, 1), _minutes(match, 4)
    if start is None or end is None:
        return None
    start = start + 720 if match[6] and match[6][0] == "p" and not match[3] and start + 720 < end else start
    if not match[6] and end <= start and end < 720:
        end += 720
    if not match[3] and not match[6] and start < 7 * 60:  # "5 to 8" are evening hours
        start, end = start + 720, end + 720 if end < 720 else end
    return start, end, 0.95


def _open_ended(plain: str) -> tuple[int, int, float] | None:
    after, before = _AFTER.search(plain), _BEFORE.search(plain)
    if not (after or before):
        return None
    start = _guess(after) if after else _DEFAULT[0]
    end = _guess(before) if before else None
    if start is None or (before and end is None):
        return None
    if end is None:
        end = _DEFAULT[1] if start < _DEFAULT[1] else _LATEST
    return min(start, end), end, 0.9


def _part(plain: str) -> tuple[int, int, float] | None:
    """Parts of the day, joined where several are named; one that is ruled out leaves the rest of the day."""
    found = [(match, list(_PARTS.values())[(match.lastindex or 1) - 1]) for match in _PART.finditer(plain)]
    wanted = [hours for match, hours in found if not _NOT.search(plain[: match.start()])]
    if wanted:
        return min(start for start, _ in wanted), max(end for _, end in wanted), 0.9
    if not found:
        return None
    shunned = found[0][1]
    return (shunned[1], _DEFAULT[1], 0.75) if shunned[0] < 12 * 60 else (_DEFAULT[0], shunned[0], 0.75)


def _moment(plain: str) -> tuple[int, int, float] | None:
    """A single clock time: the hour that begins there."""
    match = _AT.match(plain)
    start = _guess(match) if match else None
    return None if start is None or not match or not (match[3] or match[2]) else (start, start + 60, 0.7)


def _guess(match: re.Match[str]) -> int | None:
    """Minutes of the day; a bare hour before 8 is in the evening."""
    minutes = _minutes(match, 1)
    return minutes + 720 if minutes is not None and not match[3] and minutes < _EARLIEST else minutes


def _minutes(match: re.Match[str], group: int) -> int | None:
    hour, minute, half = int(match[group]), int(match[group + 1] or 0), (match[group + 2] or "")[:1]
    if hour > 24 or minute > 59 or (half in ("a", "p") and not 1 <= hour <= 12):
        return None
    if half in ("a", "p"):
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute


def _answer(start: int, end: int, confidence: float) -> Answered | None:
    """Clipped to the lawful hours; None where nothing is left of it."""
    if end <= start or start >= _LATEST or end <= _EARLIEST:
        return None
    start, end = max(start, _EARLIEST), min(end, _LATEST)
    if end - start < _LEAST:
        start, end = max(end - _LEAST, _EARLIEST), max(end, _EARLIEST + _LEAST)
    return Answered(f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}", confidence, "hours")
