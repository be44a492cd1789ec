"""A transcript as a page: plain text that a coach reads, and that both players read and print.

A page has a title (``# ...``, one line or more), a head (``program:``, ``who: Sam, America/New_York, +12125550101``, ``start:``, and
where needed ``seed:``, ``discreet: yes``, ``shares: home, work``, ``hours: 5pm to 8pm``, ``intake: yes`` for a page that begins with a
stranger), and lines. A line has a local date and time, who it comes from, and words::

    Mon  2 Mar 2026 10:12  bot      Could you forgive this and try again? Reply Y or N.
                    18:40  Sam      I think so, yes
                           +        answer would_take_back = Y
                           bot      That is a fair place to begin.

What is left out is as in the line above; words that run on are indented below themselves. Of these lines the participant's and
the ones from ``~`` (what the outside does: ``~ outage``, ``~ coach resumes: ...``, ``~ end``) are played; ``bot``, ``coach``,
``carrier``, ``lost`` (a text that never arrived) and ``+`` (what was kept and decided) are what must come of it. A line that
begins with ``#`` is a remark, kept before the line that it stands above. It must not know how a page is played.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

STAMP = 21
WHO = 9
LEFT = STAMP + 2 + WHO
WIDTH = 92
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = re.compile(r"(?P<weekday>[A-Z][a-z]{2})\s+(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})")
LINE = re.compile(rf"(?:(?P<date>{DATE.pattern})\s+)?(?:(?P<clock>\d\d:\d\d)\s+)?(?P<who>~|\S+)(?:\s*(?P<words>.*))")
HEAD = re.compile(r"(?P<name>[a-z]+): (?P<value>.+)")
OUTSIDE = "~"
REMARK = "#"
ZONE = "zone "  # this directive sets the page's clock, maybe back


class BadPage(Exception):
    """A page that cannot be read; says where."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``at``: on the wall clock of the page's zone, which ``~ zone`` sets anew. A remark has no time of its own."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """A whole transcript."""

    title: tuple[str, ...]
    head: Mapping[str, str]
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Who is coached."""
        return self.head["who"].split(",")[0].strip()

    @property
    def zone(self) -> str:
        """The IANA zone that the page's clock begins in."""
        return self.head["who"].split(",")[1].strip()

    @property
    def phone(self) -> str:
        """The number, E.164."""
        return self.head["who"].split(",")[2].strip()

    @property
    def start(self) -> datetime:
        """Local date and time at which it begins."""
        return datetime.fromisoformat(self.head["start"])

    def says(self, name: str) -> bool:
        """Whether the head has ``name: yes``."""
        return self.head.get(name) == "yes"

    def played(self) -> Iterator[Line]:
        """The lines that are input, remarks included."""
        return (line for line in self.lines if line.who in (self.name, OUTSIDE, REMARK))

    def without(self, who: str) -> Page:
        """The same page without the lines of one sender."""
        return Page(self.title, self.head, tuple(line for line in self.lines if line.who != who))


def read(path: Path) -> Page:
    """The page in a file. Raises: ``BadPage`` naming file, line and the mend."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str = "page") -> Page:
    """The page in a text. Raises: ``BadPage`` naming line and mend."""
    numbered = [(number, line.rstrip()) for number, line in enumerate(text.splitlines(), 1)]
    title = [line.removeprefix("#").strip() for _, line in _while(numbered, lambda line: line.startswith("#"))]
    head = {}
    for number, line in _while(numbered, lambda line: line != ""):
        found = HEAD.fullmatch(line)
        if found is None:
            raise BadPage(f'{name}:{number}: the head has lines such as "start: 2026-03-01T10:00", and ends with an empty one')
        head[found["name"]] = found["value"]
    missing = {"program", "who", "start"} - head.keys()
    if missing or not title:
        raise BadPage(f"{name}:1: the page needs a title and a head with {', '.join(sorted(missing)) or 'its lines'}")
    return Page(tuple(title), head, tuple(_lines(numbered, datetime.fromisoformat(head["start"]), name)))


def _while(numbered: list[tuple[int, str]], holds: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    while numbered and holds(numbered[0][1]):
        yield numbered.pop(0)


def _lines(numbered: Iterable[tuple[int, str]], at: datetime, name: str) -> Iterator[Line]:
    last: Line | None = None
    for number, raw in numbered:
        if raw.strip() == "":
            continue
        if last is not None and raw[:LEFT].isspace():
            last = Line(last.at, last.who, f"{last.words} {raw.strip()}")
            continue
        if last is not None:
            yield last
        moved = last is not None and last.who == OUTSIDE and last.words.startswith(ZONE)
        last = _line(raw, at, f"{name}:{number}", may_go_back=moved)
        at = last.at
    if last is not None:
        yield last


def _line(raw: str, before: datetime, where: str, *, may_go_back: bool = False) -> Line:
    if raw.startswith(REMARK):
        return Line(before, REMARK, raw.removeprefix(REMARK).strip())
    found = LINE.fullmatch(raw.strip())
    if found is None:
        raise BadPage(f'{where}: not a line; write "Mon 2 Mar 2026 10:00  Sam  words"')
    day = _day(found, where) if found["date"] else before.date()
    clock = time.fromisoformat(found["clock"]) if found["clock"] else before.time()
    who, words = found["who"], found["words"]
    if who.startswith(OUTSIDE):
        who, words = OUTSIDE, f"{who[1:]} {words}".strip()
    at = datetime.combine(day, clock)
    if at < before and not may_go_back:
        raise BadPage(f"{where}: time runs backwards, from {before} to {at}")
    return Line(at, who, words)


def _day(found: re.Match[str], where: str) -> date:
    if found["month"] not in MONTHS:
        raise BadPage(f"{where}: there is no month {found['month']!r}")
    day = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
    if day.strftime("%a") != found["weekday"]:
        raise BadPage(f"{where}: {day} is a {day:%a}, not a {found['weekday']}")
    return day


def stamp(at: datetime) -> str:
    """Date and time as they stand on a page."""
    return f"{at:%a} {at.day:>2} {MONTHS[at.month - 1]} {at.year} {at:%H:%M}"


def shown(page: Page) -> str:
    """A page as text: what ``parse`` reads, always in the same form."""
    head = [f"# {line}".rstrip() for line in page.title] + [f"{name}: {value}" for name, value in page.head.items()]
    return "\n".join([*head, "", *_shown(page.lines)]) + "\n"


def _shown(lines: Iterable[Line]) -> Iterator[str]:
    last: datetime | None = None
    turned = False
    for line in lines:
        if line.who == REMARK:
            yield from ("", f"# {line.words}")
            turned, last = False, None
            continue
        new_day = last is None or line.at.date() != last.date()
        if new_day and turned:
            yield ""
            turned = False
        yield from _wrapped(line, "" if line.at == last else stamp(line.at) if new_day else f"{line.at:%H:%M}")
        turned = turned or (line.who == "+" and line.words.startswith(("stage ", "phase ")))
        last = line.at


def _wrapped(line: Line, when: str) -> Iterator[str]:
    parts = textwrap.wrap(line.words, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    yield f"{when:>{STAMP}}  {line.who:<{WHO - 1}} {parts[0]}".rstrip()
    yield from (" " * LEFT + part for part in parts[1:])
