"""How days, times and lengths are written in a language: the few names and forms that templates need.

The names follow the Unicode CLDR for the language. Knows nothing of templates; dates in, words out. A date is written for the
person's own calendar: whatever comes in is local already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

DAY = 86_400
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Locale:
    """The words of one language. ``days`` begin on Monday; ``spans``: singular and plural of hour, day, week."""

    days: tuple[str, ...]
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    dated: str
    at: str
    half_days: bool
    spans: tuple[tuple[str, str], ...]


ENGLISH = Locale(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    dated="{day} {number} {month}",
    at="{day} at {clock}",
    half_days=True,
    spans=(("hour", "hours"), ("day", "days"), ("week", "weeks")),
)
SPANISH = Locale(
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    short_days=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    dated="{day} {number} de {month}",
    at="{day} a las {clock}",
    half_days=False,
    spans=(("hora", "horas"), ("día", "días"), ("semana", "semanas")),
)
LOCALES = {"en": ENGLISH, "es": SPANISH}


def day(locale: Locale, moment: str, today: str | None = None) -> str:
    """An ISO date or date-time as a day: "Tuesday" when it falls within six days after ``today``, else "Tue 3 March".

    Raises: ``ValueError`` when ``moment`` is no ISO date.
    """
    when = date.fromisoformat(moment[:10])
    if today is not None and 0 < (when - date.fromisoformat(today[:10])).days < 7:
        return locale.days[when.weekday()]
    return locale.dated.format(day=locale.short_days[when.weekday()], number=when.day, month=locale.months[when.month - 1])


def clock(locale: Locale, moment: str) -> str:
    """An ISO date-time or "19:30" as a time of day: "7:30 pm", "7 pm"; "19:30" where the day has 24 hours.

    Raises: ``ValueError`` when ``moment`` has no time.
    """
    at = datetime.fromisoformat(moment).time() if _timed(moment) else time.fromisoformat(moment)
    if not locale.half_days:
        return f"{at:%H:%M}"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


def moment(locale: Locale, when: str, today: str | None = None) -> str:
    """An ISO date as its day; a date-time as "Tuesday at 7 pm".

    Raises: ``ValueError`` when ``when`` is neither.
    """
    if not _timed(when):
        return day(locale, when, today)
    return locale.at.format(day=day(locale, when, today), clock=clock(locale, when))


def days(locale: Locale, seconds: float) -> str:
    """A length in seconds in the largest unit that fits it whole: "2 weeks", "10 days", "1 hour"."""
    hour, one_day, week = locale.spans
    for size, names in ((7 * DAY, week), (DAY, one_day)):
        if seconds >= size and seconds % size == 0:
            return _counted(round(seconds / size), names)
    if seconds > 2 * DAY:
        return _counted(round(seconds / DAY), one_day)
    return _counted(max(1, round(seconds / HOUR)), hour)


def _counted(number: int, names: tuple[str, str]) -> str:
    return f"{number} {names[0] if number == 1 else names[1]}"


def _timed(moment: str) -> bool:
    return len(moment) > len("2026-03-08")
