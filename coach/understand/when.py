"""Reads when: the day, the moment or the length of time a text names. Knows English and Spanish, and nothing of what falls due."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from coach.understand.answered import Answered
from coach.understand.when_clock import Clock, likely, placed
from coach.understand.when_dates import day_of
from coach.understand.when_heard import Heard
from coach.understand.when_lengths import after, place_of
from coach.understand.when_rules import hear
from coach.understand.when_tokens import Token, tokenise
from coach.understand.when_words import PARTS

_LONGEST = 300  # characters: beyond that it is a story, not an answer
_OPEN = re.compile(r"[WRLMOD],?/X?[WRLMOD]|![AibtXfg]?[WRLMODKE]")
_DATE, _MOMENT = "when_date", "when_moment"


def read_when(text: str, now: datetime, zone: str, language: str) -> Answered | None:
    """When a text means, seen from ``now`` (local time in the IANA zone ``zone``, naive).

    The value is an ISO local date ("2026-03-08") or date-time ("2026-03-08T19:00:00"), or, for a length of time ("for 2 weeks"), its
    seconds. Of a range it is the first moment, of a deadline the deadline; a clock time without a day is the next such time after
    ``now``. None when the text names no time, or none that can exist.
    """
    if len(text) > _LONGEST:
        return None
    tokens = _tokens(text, "es" if language == "es" else "en")
    if not tokens:
        return None
    heard = hear(tokens)
    value = _value(heard, tokens, now.replace(microsecond=0), zone, day_first=language == "es")
    if value is None:
        return None
    rule = "when_length" if isinstance(value, int) else _MOMENT if "T" in value else _DATE
    return Answered(value, _confidence(heard, tokens), rule)


def read_length(text: str, language: str) -> int | None:
    """The length of time a text names, in seconds ("2 weeks", "a fortnight"); None when it names none, or a date instead."""
    if len(text) > _LONGEST:
        return None
    heard = hear(_tokens(text, "es" if language == "es" else "en"))
    length = heard.lasting or (heard.offset if not heard.anchored and heard.sign > 0 else None)
    return length.in_seconds if length and not heard.dated else None


@lru_cache(maxsize=4096)
def _tokens(text: str, language: str) -> tuple[Token, ...]:
    return tuple(tokenise(text, language))


def _value(heard: Heard, tokens: tuple[Token, ...], now: datetime, zone: str, *, day_first: bool) -> str | int | None:
    if len(heard.iso) > 10:
        return datetime.fromisoformat(heard.iso.upper().replace(" ", "T")).isoformat()
    _weigh_number(heard, now.date())
    _weigh_lone(heard)
    if heard.offset:
        return _from_offset(heard, now, zone, day_first)
    day = day_of(heard, now.date(), day_first=day_first)
    if (day is None and heard.dated) or _torn(tokens):
        return None
    if day is None and not heard.timed:
        return _undated(heard, tokens, now)
    return _moment(heard, day, now, zone)


def _torn(tokens: tuple[Token, ...]) -> bool:
    """Whether two days are left open ("tuesday or wednesday"), or one is ruled out ("not today")."""
    return bool(_OPEN.search("".join(token.kind for token in tokens)))


def _weigh_number(heard: Heard, today: date) -> None:
    """ "Friday 23" is the 23rd; "friday 5" too when that friday is near, else five o'clock."""
    if not heard.number:
        return
    trial = Heard(weekday=heard.weekday, dom=heard.number)
    day = day_of(trial, today, day_first=False) if heard.number <= 31 else None
    if day and (heard.number > 12 or day - today < timedelta(days=31)):
        heard.dom = heard.dom or heard.number
    elif heard.clock is None and heard.number <= 23:
        heard.clock = Clock(heard.number)


def _weigh_lone(heard: Heard) -> None:
    """Bare numbers are an hour beside a day or a part of one; two with a dot are one beside a month."""
    if heard.lone and heard.clock is None and (heard.dated or heard.part) and not heard.lone.hour == 0:
        heard.clock = heard.lone
    if heard.dotted and heard.clock is None and (heard.month is not None or heard.shift is not None):
        hour, minute = heard.dotted[:2]
        heard.clock = Clock(hour, minute, fixed=hour > 12) if hour < 24 and minute < 60 else None
    if heard.month is not None or heard.shift is not None:
        heard.dotted = ()


def _from_offset(heard: Heard, now: datetime, zone: str, day_first: bool) -> str | None:
    """So long from now, or from the day that was named."""
    offset = heard.offset
    if offset is None or offset.months > 1200 or offset.days > 36500 or offset.seconds > 10**9:
        return None
    base = now
    if heard.anchored and not heard.now:
        day = day_of(heard, now.date(), day_first=day_first)
        base = datetime.combine(day, now.time()) if day else now
        if offset.precise and heard.clock:
            base = datetime.combine(base.date(), placed(heard.clock, heard.part).at())
    there = after(offset, base, zone, heard.sign)
    if offset.precise:
        return there.isoformat()
    day = there.date()
    if heard.weekday is not None and not heard.anchored:
        day += timedelta(days=heard.weekday - day.weekday())
    return _moment(heard, day, now, zone) if heard.timed else day.isoformat()


def _undated(heard: Heard, tokens: tuple[Token, ...], now: datetime) -> str | int | None:
    """No day and no clock time: now, or a length of time."""
    if heard.now and (len(tokens) < 6 or tokens[0].kind in "wr"):
        return now.isoformat()
    strange = sum(token.kind == "?" for token in tokens)
    if heard.lasting is None or (heard.alone and strange > 1) or heard.lasting.in_seconds == 0:
        return None
    return heard.lasting.in_seconds


def _moment(heard: Heard, day: date | None, now: datetime, zone: str) -> str:
    """The day with the clock time or part of the day that goes with it."""
    part = heard.part
    if heard.clock is not None:
        return _at_clock(heard, day, placed(heard.clock, part), now, zone)
    if part and part in PARTS:
        return _in_part(heard, day, now)
    assert day is not None  # noqa: S101 - the caller has one of the three
    if heard.edge == "end" and (heard.shift is not None or (heard.weekday is not None and heard.span is None)):
        return datetime.combine(day, time(23, 59, 59)).isoformat()
    if heard.edge == "mid" and heard.shift is not None:
        return datetime.combine(day, time(12)).isoformat()
    if heard.shift == 0 and heard.edge in ("later", "late"):
        return max(now + timedelta(hours=2), datetime.combine(day, time(15))).isoformat()
    return day.isoformat()


def _at_clock(heard: Heard, day: date | None, clock: Clock, now: datetime, zone: str) -> str:
    if heard.zone:
        now = now.replace(tzinfo=place_of(zone)).astimezone(place_of(heard.zone)).replace(tzinfo=None)
    moment = _next(clock, now) if day is None else _on_day(heard, day, clock, now)
    if heard.zone:
        moment = moment.replace(tzinfo=place_of(heard.zone)).astimezone(UTC).astimezone(place_of(zone)).replace(tzinfo=None)
    return moment.isoformat()


def _next(clock: Clock, now: datetime) -> datetime:
    """The next such time strictly after ``now``; an open one may be in either half of the day."""
    today = datetime.combine(now.date(), clock.at())
    step = timedelta(hours=12 if clock.open else 24)
    while today <= now:
        today += step
    return today


def _on_day(heard: Heard, day: date, clock: Clock, now: datetime) -> datetime:
    """Today it is still to come where it can be; a weekday named on that very day may be today."""
    if heard.weekday is not None and _may_be_today(heard) and day - timedelta(days=7) == now.date():
        today = datetime.combine(now.date(), likely(clock).at())
        if today > now:
            return today
    if day == now.date() and clock.open:
        return _next(clock, now)
    moment = datetime.combine(day, likely(clock).at())
    small_hours = heard.part in ("night", "tonight", "late") and moment.hour < 5 and not clock.next_day
    return moment + timedelta(days=1 if clock.next_day or small_hours or (heard.part and not heard.weekday and moment <= now) else 0)


def _may_be_today(heard: Heard) -> bool:
    return not heard.which and not heard.count and heard.dom is None and heard.month is None and heard.span is None


def _in_part(heard: Heard, day: date | None, now: datetime) -> str:
    """Where a part of the day begins; the present when it has begun, the next day when it is over and no day was named."""
    begin, end = PARTS[heard.part]
    begin = {"early": begin - 1, "late": begin + 2, "later": begin + 2}.get(heard.edge, begin)
    start = datetime.combine(day or now.date(), time(begin))
    over = datetime.combine(day or now.date(), time(23, 59) if end == 24 else time(end))
    if start <= now and day is None and heard.part in ("morning", "early"):
        start += timedelta(days=1)
    elif start <= now < over:
        start = min(now + timedelta(minutes=30), over)
    elif start <= now and day is None:
        start += timedelta(days=1)
    return start.isoformat()


def _confidence(heard: Heard, tokens: tuple[Token, ...]) -> float:
    """Lower the more words stood around it, and where people differ about what the words mean."""
    strange = sum(token.kind == "?" for token in tokens)
    sure = 0.97 - 0.06 * min(strange, 4)
    if heard.which in ("next", "after") and heard.weekday is not None:
        sure -= 0.1
    if any(token.kind == "/" for token in tokens):
        sure -= 0.3
    return round(max(sure - (0.1 if heard.clock and heard.clock.open else 0), 0.5), 2)
