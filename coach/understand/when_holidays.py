"""The days that people in the United States and Canada name instead of a date. Knows the calendar, not the words.

Rules of the days: 5 U.S.C. 6103 for the federal holidays; Easter by the Gregorian computus as in Meeus, Astronomical Algorithms, chapter 8.
"""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "independence": (7, 4),
    "st patrick": (3, 17),
    "veterans": (11, 11),
    "labour": (5, 1),
    "juneteenth": (6, 19),
    "ides": (3, 15),
    "three kings": (1, 6),
    "groundhog": (2, 2),
}
_NTH = {  # month, weekday, which of the month (-1: the last), days after it
    "labor day": (9, 0, 1, 0),
    "memorial": (5, 0, -1, 0),
    "mother": (5, 6, 2, 0),
    "father": (6, 6, 3, 0),
    "mlk": (1, 0, 3, 0),
    "presidents": (2, 0, 3, 0),
    "thanksgiving": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1),
}
_FROM_EASTER = {"easter": 0, "good friday": -2}


def holiday(name: str, year: int) -> date | None:
    """The day of that name in ``year``; None for a name it does not know."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH:
        return _nth(year, *_NTH[name])
    return easter(year) + timedelta(days=_FROM_EASTER[name]) if name in _FROM_EASTER else None


def _nth(year: int, month: int, weekday: int, which: int, later: int) -> date:
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1) + later)


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year."""
    golden, century = year % 19, year // 100
    rest = year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
