"""The bench of understanding: reads labelled texts and counts how many were read right. Reports; never changes a reading.

A file is UTF-8 JSON Lines, each ``{"id","text","asked","now","zone","language","expect","tags"}``. ``expect.intent`` and
``expect.value`` are the right reply, ``expect.accept`` others as good (one without a value accepts any), ``expect.never`` intents that
must not come. Values: true, false, "unsure", a number; a date, or any moment of that day; a date-time, right within a minute; a clock
time of any day; seconds (a length, or that long after now); ``{"start","end"}``, any moment inside counts: a side that is null is open, and
two clock times are compared by the time of day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from coach.clock import stopwatch
from coach.core.model import Intent, Reading
from coach.errors import BadRequest
from coach.understand.explain import Line, check, plain_value
from coach.understand.read import read

_MINUTE = 60.0
_DAY = 86_400.0


@dataclass(slots=True)
class Scores:
    """What one file came to. ``tags``: (right, all) by tag; ``danger``/``opt_out``: (found, there, false alarms, others).

    ``times``: seconds of each reading.
    """

    name: str
    right: int = 0
    total: int = 0
    times: list[float] = field(default_factory=list)
    tags: dict[str, tuple[int, int]] = field(default_factory=dict)
    danger: tuple[int, int, int, int] = (0, 0, 0, 0)
    opt_out: tuple[int, int, int, int] = (0, 0, 0, 0)
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right readings in percent."""
        return 100.0 * self.right / self.total if self.total else 0.0

    @property
    def microseconds(self) -> float:
        """The middle of the times of one reading: the first few also load and compile the rules."""
        return 1e6 * median(self.times) if self.times else 0.0


def score(path: Path | str) -> Scores:
    """Reads every line of the file at ``path`` and counts; raises :class:`BadRequest` where a line is no labelled text."""
    path = Path(path)
    scores = Scores(path.name)
    for number, row in _rows(path):
        line = _checked(row, path, number)
        began = stopwatch()
        reading = read(line.text, line.asked, line.now, line.zone, line.language)
        scores.times.append(stopwatch() - began)
        _count(scores, row, line, reading)
    return scores


def report(paths: Iterable[Path | str]) -> str:
    """The scores of every file, by tag, as a table for people."""
    lines: list[str] = []
    for path in paths:
        scores = score(path)
        lines.append(
            f"{scores.name}: {scores.right}/{scores.total} right ({scores.share:.1f} %), {scores.microseconds:.0f} microseconds a reading"
        )
        lines.extend(
            f"    {tag:<24} {right:>5}/{total:<5} {100 * right / total:5.1f} %" for tag, (right, total) in sorted(scores.tags.items())
        )
        lines.extend(_alarms("danger", scores.danger) + _alarms("opt_out", scores.opt_out))
    return "\n".join(lines)


def is_right(expect: Mapping[str, Any], line: Line, reading: Reading) -> bool:
    """Whether ``reading`` is what ``expect`` asks for."""
    if reading.intent.value in expect.get("never", ()):
        return False
    if expect.get("intent") is None:
        return True
    wanted = [expect, *expect.get("accept", ())]
    return any(_fits(one, line, reading) for one in wanted)


def _rows(path: Path) -> Iterable[tuple[int, Any]]:
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path} cannot be read ({error}); give a UTF-8 JSON Lines file") from error
    for number, row in enumerate(written.splitlines(), 1):
        if row.strip():
            yield number, _parsed(row, path, number)


def _parsed(row: str, path: Path, number: int) -> Any:
    try:
        return json.loads(row)
    except json.JSONDecodeError as error:
        raise BadRequest(f"{path} line {number}: no JSON ({error})") from error


def _checked(row: Any, path: Path, number: int) -> Line:
    if not isinstance(row, dict) or not isinstance(row.get("expect"), dict):
        raise BadRequest(f'{path} line {number}: "expect" is missing; say what the right reading is')
    try:
        return check(row)
    except BadRequest as error:
        raise BadRequest(f"{path} line {number}: {error}") from error


def _count(scores: Scores, row: Mapping[str, Any], line: Line, reading: Reading) -> None:
    expect = row["expect"]
    right = is_right(expect, line, reading)
    scores.total += 1
    scores.right += right
    for tag in row.get("tags", ()):
        known, total = scores.tags.get(tag, (0, 0))
        scores.tags[tag] = (known + right, total + 1)
    scores.danger = _alarm(scores.danger, Intent.DANGER, expect, reading)
    scores.opt_out = _alarm(scores.opt_out, Intent.OPT_OUT, expect, reading)
    if not right:
        scores.wrong.append(f"{row.get('id')}: {line.text!r} was {reading.intent.value} {plain_value(reading.value)!r} ({reading.rule})")


def _alarm(counts: tuple[int, int, int, int], intent: Intent, expect: Mapping[str, Any], reading: Reading) -> tuple[int, int, int, int]:
    found, there, false, others = counts
    said = reading.intent is intent or any(other.intent is intent for other in reading.also)
    if expect.get("intent") == intent.value:
        return found + said, there + 1, false, others
    if intent.value in expect.get("never", ()):
        return found, there, false + said, others + 1
    return counts


def _alarms(name: str, counts: tuple[int, int, int, int]) -> list[str]:
    found, there, false, others = counts
    lines = [f"    {name} recall {found}/{there} ({100 * found / there:.1f} %)"] if there else []
    return lines + ([f"    {name} false alarms {false}/{others} ({100 * false / others:.1f} %)"] if others else [])


def _fits(wanted: Mapping[str, Any], line: Line, reading: Reading) -> bool:
    if reading.intent.value != wanted.get("intent"):
        return False
    return "value" not in wanted or _same(wanted["value"], plain_value(reading.value), line)


def _same(wanted: Any, got: Any, line: Line) -> bool:
    if isinstance(wanted, bool) or isinstance(got, bool) or wanted is None:
        return wanted is got
    if isinstance(wanted, Mapping):
        return _inside(wanted, got, line) if "start" in wanted else bool(wanted == got)
    if isinstance(wanted, (int, float)):
        return _number(wanted, got, line)
    return _moment(str(wanted), got)


def _number(wanted: float, got: Any, line: Line) -> bool:
    if isinstance(got, (int, float)):
        return abs(wanted - got) <= 1e-9 * max(1.0, abs(wanted))
    moment = _time(got)
    return moment is not None and abs((moment - line.now).total_seconds() - wanted) <= _MINUTE


def _moment(wanted: str, got: Any) -> bool:
    if not isinstance(got, str):
        return False
    if wanted == got:
        return True
    moment, clock = _time(got), _clock(wanted)
    if clock is not None:
        return moment is not None and "T" in got and abs(_since_midnight(moment) - _since_midnight(clock)) <= _MINUTE
    if "T" not in wanted:
        return got.startswith(wanted) and moment is not None
    right = _time(wanted)
    return right is not None and moment is not None and "T" in got and abs((moment - right).total_seconds()) <= _MINUTE


def _inside(wanted: Mapping[str, Any], got: Any, line: Line) -> bool:
    """Whether ``got`` lies between the two. A side that is None is open; one that says "before 5pm" is met by its end itself."""
    moment = line.now + timedelta(seconds=got) if isinstance(got, (int, float)) else _time(got)
    start, end = wanted.get("start"), wanted.get("end")
    if moment is None:
        return False
    if any(_clock(str(side)) for side in (start, end) if side is not None):
        return not (isinstance(got, str) and "T" not in got) and _in_hours(start, end, _since_midnight(moment))
    return _between(_time(start), _time(end), moment, whole_day=isinstance(got, str) and "T" not in got)


def _in_hours(start: Any, end: Any, second: float) -> bool:
    """By the time of day alone, past midnight too ("22:00:00" to "02:00:00")."""
    first = 0.0 if start is None else _second(start)
    last = _DAY if end is None else _second(end)
    if start is None:
        return second <= last
    return first <= second < last if first < last else second >= first or second < last


def _between(start: datetime | None, end: datetime | None, moment: datetime, *, whole_day: bool) -> bool:
    if start is None or end is None:
        return (start is None or start <= moment) and (end is None or moment <= end)
    return start <= moment < end or (whole_day and start.date() <= moment.date() < end.date())


def _second(written: Any) -> float:
    clock = _clock(str(written))
    return 0.0 if clock is None else _since_midnight(clock)


def _time(written: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except (ValueError, TypeError):
        return None


def _clock(written: str) -> datetime | None:
    return _time(f"2000-01-01T{written}") if len(written) == len("hh:mm:ss") and written[2] == ":" else None


def _since_midnight(moment: datetime) -> float:
    return moment.hour * 3600.0 + moment.minute * 60.0 + moment.second
