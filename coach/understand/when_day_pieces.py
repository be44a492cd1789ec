"""Notes what each matched piece of a date or length of time says. Knows kinds of tokens, but no calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coach.understand.when_clock import clock_of
from coach.understand.when_forms import Token
from coach.understand.when_heard import Heard
from coach.understand.when_lengths import length_of

_UP_TO = ("before", "antes de", "antes del")


def _iso(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.iso = heard.iso or tokens[0].name


def _lasting(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.lasting = heard.lasting or length_of(tokens[1:])


def _alone(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.lasting is None:
        heard.lasting, heard.alone = length_of(tokens), True


def _nth_week(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.week, heard.month = int(tokens[0].number), int(tokens[-1].number)


def _counted(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.count, heard.weekday = int(tokens[0].number), int(tokens[1].number)


def _relative(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.offset, heard.anchored = length_of(tokens[:-1]), True
    heard.sign = -1 if tokens[-1].kind == "b" else 1


def _offset(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.offset is None:
        heard.offset = length_of(tokens)
        heard.sign = -1 if tokens[-1].kind == "B" else 1


def _offset_range(heard: Heard, tokens: Sequence[Token]) -> None:
    """In two or three days: the earlier."""
    if heard.offset is None:
        heard.offset = length_of([tokens[1], tokens[-1]])


def _coming(heard: Heard, tokens: Sequence[Token]) -> None:
    """The next three days begin tomorrow, the next three hours in an hour; two upcoming days are the day after tomorrow."""
    length = length_of(tokens)
    which = next(token.name for token in tokens if token.kind == "X")
    unit = tokens[-1]
    if tokens[0].kind == "N" and unit.name == "month" and which != "upcoming":
        _of_span(heard, tokens)
        return
    if which == "upcoming" or unit.name in ("second", "minute") or which in ("last", "this"):
        heard.offset, heard.sign = length, -1 if which == "last" else 1
    elif unit.name in ("week", "month"):
        heard.span = heard.span or (unit.name, int(unit.number), "next")
    else:
        heard.offset = length_of([unit])


def _of_span(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.dom = next(int(token.number) for token in tokens if token.kind in "NOo")
    which = next((token.name for token in tokens if token.kind == "X"), "this")
    heard.span = (tokens[-1].name, 1, which)


def _of_month(heard: Heard, tokens: Sequence[Token]) -> None:
    if tokens[1].name == "month" and tokens[1].number == 1 and heard.dom is None:
        heard.dom = int(tokens[0].number)


def _nth_weekday(heard: Heard, tokens: Sequence[Token]) -> None:
    """The first monday of march, the last friday of next month; "next friday in march" is just a friday in march."""
    heard.weekday, last = int(tokens[1].number), tokens[-1]
    heard.nth = int(tokens[0].number) if tokens[0].kind != "X" else -1 if tokens[0].name == "last" else 0
    if last.kind == "M":
        heard.month = int(last.number)
    else:
        _span(heard, tokens[2:])
        heard.which = heard.which or (tokens[0].name if last.name == "week" else "")


def _edge(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.edge = tokens[0].name
    _span(heard, tokens[1:])


def _span(heard: Heard, tokens: Sequence[Token]) -> None:
    unit = next(token for token in tokens if token.kind == "U")
    which = next((token.name for token in tokens if token.kind == "X"), "this")
    which = "after" if tokens[-1].kind == "X" and any(token.kind == "g" for token in tokens) else which
    if unit.name in ("second", "minute", "hour"):
        return
    if unit.name == "day":
        heard.shift = 1 if which in ("next", "upcoming") else 0
    else:
        heard.span = heard.span or (unit.name, int(unit.number), which)


def _weekend(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.weekend = True
    if tokens[0].name in _UP_TO:
        heard.edge = heard.edge or "before"
    heard.which = heard.which or next((token.name for token in tokens if token.kind == "X"), "")


def _weekday(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.weekday is not None:
        return
    heard.weekday = next(int(token.number) for token in tokens if token.kind == "W")
    which = next((token.name for token in tokens if token.kind == "X"), "")
    heard.which = "after" if any(token.kind == "g" for token in tokens) else which


def _weekday_dom(heard: Heard, tokens: Sequence[Token]) -> None:
    if tokens[-1].kind == "N":
        heard.number = int(tokens[-1].number)
    elif heard.dom is None:
        heard.dom = int(tokens[-1].number)
    _weekday(heard, tokens)


def _dates(heard: Heard, tokens: Sequence[Token]) -> None:
    """Any order of a day, a month and perhaps a year; of a range the first day."""
    days = [token for token in tokens if token.kind in "NOo"]
    month = next(token for token in tokens if token.kind == "M")
    if heard.month is None and 1 <= days[0].number <= 31:
        heard.dom, heard.month = int(days[0].number), int(month.number)
        _year(heard, tokens)


def _month(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.month is None and heard.dom is None:
        heard.month = next(int(token.number) for token in tokens if token.kind == "M")
        heard.which = heard.which or next((token.name for token in tokens if token.kind == "X"), "")
        _year(heard, tokens)


def _year(heard: Heard, tokens: Sequence[Token]) -> None:
    """Four digits after a date are its year, or a clock time such as 1530."""
    digits = next((token for token in tokens if token.kind == "Q"), None)
    if digits is None:
        return
    if 1990 <= digits.number <= 2070 and digits.name != "0":
        heard.year = int(digits.number)
    elif heard.clock is None:
        heard.clock = clock_of([digits])


def _figures(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.figures = heard.figures or tokens[0].parts


def _shift(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.shift is None:
        heard.shift = int(tokens[0].number)
        heard.part = heard.part or ("tonight" if tokens[0].name == "tonight" else "")


def _holiday(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.holiday = heard.holiday or tokens[0].name


def _dom(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.dom is None and heard.month is None and 1 <= tokens[0].number <= 31:
        heard.dom = int(tokens[0].number)


DAY_RULES: dict[str, Callable[[Heard, Sequence[Token]], None]] = {
    "iso": _iso,
    "lasting": _lasting,
    "nth_week": _nth_week,
    "counted": _counted,
    "relative": _relative,
    "offset_range": _offset_range,
    "offset": _offset,
    "coming": _coming,
    "of_span": _of_span,
    "of_month": _of_month,
    "nth_weekday": _nth_weekday,
    "edge": _edge,
    "span": _span,
    "weekend": _weekend,
    "weekday_dom": _weekday_dom,
    "weekday": _weekday,
    "dates": _dates,
    "month_day": _dates,
    "day_month": _dates,
    "month": _month,
    "figures": _figures,
    "shift": _shift,
    "holiday": _holiday,
    "alone": _alone,
    "dom": _dom,
}
"""What to do with a piece, by the name of the pattern that found it."""
