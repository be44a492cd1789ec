"""Reads when: the day, the moment or the length of time a text names. Knows English and Spanish, and nothing of what falls due."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.when_clock import Clock, placed
from coach.understand.when_dates import day_of
from coach.understand.when_forms import Token
from coach.understand.when_heard import Heard
from coach.understand.when_lengths import after
from coach.understand.when_moment import moment_of
from coach.understand.when_rules import hear
from coach.understand.when_tokens import tokenise

_LONGEST = 300  # characters: beyond that it is a story, not an answer
_OPEN = re.compile(r"[WRLMOD],?/X?[WRLMOD]|![AibtXfg]?[WRLMODKE]")
_SPANISH = re.compile(
    r"\b(?:semanas?|dias?|mes(?:es)?|anos?|horas?|minutos?|manana|hoy|noche|tarde|lunes|martes|miercoles|jueves|viernes|sabado|domingo|proxim[oa]|quincena"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)  # words of time that mix into English
_GONE = 0.5  # how sure at most of a day that is over: we ask for what is to come


def read_when(text: str, now: datetime, zone: str, language: str) -> Answered | None:
    """When a text means, seen from ``now`` (local time in the IANA zone ``zone``, naive).

    The value is an ISO local date ("2026-03-08") or date-time ("2026-03-08T19:00:00"), or, for a length of time ("for 2 weeks"), its
    seconds. Of a range it is the first moment, or the last day when it has begun ("this week"); of a deadline the deadline; a clock time
    without a day is the next such time after ``now``. None when the text names no time, or none that can exist.
    """
    if len(text) > _LONGEST:
        return None
    own = "es" if language == "es" else "en"
    return _read(text, now, zone, own) or (_read(text, now, zone, "es") if own == "en" and _SPANISH.search(bare(text)) else None)


def _read(text: str, now: datetime, zone: str, language: str) -> Answered | None:
    tokens = _tokens(text, language)
    if not tokens:
        return None
    heard = hear(tokens)
    value = _value(heard, tokens, now.replace(microsecond=0), zone, day_first=language == "es")
    if value is None:
        return None
    sure = _confidence(heard, tokens)
    if isinstance(value, int):
        return Answered(value, sure, "when_length")
    gone = value[:10] < now.date().isoformat()
    return Answered(value, min(sure, _GONE) if gone else sure, "when_moment" if "T" in value else "when_date")


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
    if len(heard.iso) > len("2026-03-08"):
        return _iso_moment(heard.iso)
    if heard.from_now:
        return now.isoformat()
    _weigh_number(heard, now.date())
    _weigh_lone(heard)
    if heard.offset:
        return _from_offset(heard, now, zone, day_first)
    day = day_of(heard, now.date(), day_first=day_first)
    if (day is None and heard.dated) or _torn(tokens):
        return None
    if day is None and not heard.timed:
        return _undated(heard, tokens, now)
    return moment_of(heard, day, now, zone)


def _iso_moment(written: str) -> str | None:
    """A written date-time in full ISO form; None for one that no calendar or clock has."""
    try:
        return datetime.fromisoformat(written.upper()).isoformat()
    except ValueError:
        return None


def _torn(tokens: tuple[Token, ...]) -> bool:
    """Whether two days are left open ("tuesday or wednesday"), or one is ruled out ("not today")."""
    return bool(_OPEN.search("".join(token.kind for token in tokens)))


def _weigh_number(heard: Heard, today: date) -> None:
    """A number after a weekday: "friday 23" is the 23rd; "friday 5" too when that friday is near, else five o'clock."""
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
    if heard.lone and heard.clock is None and (heard.dated or heard.part) and heard.lone.hour != 0:
        heard.clock = heard.lone
    if heard.dotted and (heard.month is not None or heard.shift is not None or (heard.part and heard.weekday is None)):
        hour, minute = heard.dotted[:2]
        if heard.clock is None and hour < 24 and minute < 60:
            heard.clock = Clock(hour, minute, fixed=hour > 12)
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
    return moment_of(heard, day, now, zone) if heard.timed else day.isoformat()


def _undated(heard: Heard, tokens: tuple[Token, ...], now: datetime) -> str | int | None:
    """No day and no clock time: now, or a length of time."""
    if heard.now and (len(tokens) < 6 or tokens[0].kind in "wr"):
        return now.isoformat()
    strange = sum(token.kind == "?" for token in tokens)
    if heard.lasting is None or (heard.alone and strange > 1) or heard.lasting.in_seconds == 0:
        return None
    return heard.lasting.in_seconds


def _confidence(heard: Heard, tokens: tuple[Token, ...]) -> float:
    """Lower the more words stood around it, and where people differ about what the words mean."""
    strange = sum(token.kind == "?" for token in tokens)
    sure = 0.97 - 0.06 * min(strange, 4)
    if heard.which in ("next", "after") and heard.weekday is not None:
        sure -= 0.1
    if any(token.kind == "/" for token in tokens):
        sure -= 0.3
    return round(max(sure - (0.1 if heard.clock and heard.clock.open else 0), 0.5), 2)
