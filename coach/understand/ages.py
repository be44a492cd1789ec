"""Reads whether someone is 18 or older, from an age, a year of birth, or a yes or no. Knows nothing of what follows from it.

Consent hangs on it (CTIA Messaging Principles: minors are not to be enrolled), so a stated age decides over a yes beside it, and what
contradicts itself is no answer. The wordings are in ``lexicon/ages.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from coach.understand.answered import Answered
from coach.understand.lexicon_file import AGES, read_rules
from coach.understand.normalise import bare
from coach.understand.numbers import find_numbers
from coach.understand.when import read_when
from coach.understand.yes_no import read_yes_no

ADULT = 18  # years
_YOUNGEST, _OLDEST = 4, 115  # years that somebody who texts may say they are
_LONGEST = 300  # characters: beyond that it is a story
_CENTURY = 1900
_GLUED = re.compile(r"(?<=\d)(?=[a-z])|(?<=\d)\.(?=\d+\b)\d+")


def read_age(text: str, now: datetime, zone: str, language: str) -> Answered | None:
    """True: 18 or older on the day of ``now`` (local, naive). False: younger. None: not understood, or two things that disagree."""
    if len(text) > _LONGEST:
        return None
    said = read_yes_no(text, language)
    yes = said.value if said is not None and isinstance(said.value, bool) else None
    plain = _spoken(text, language)
    grown = _by_birth(plain, now, zone, language) if _rule("born").search(plain) or _rule("date").match(plain) else _by_age(plain)
    if grown is None and _rule("born").search(plain):
        return None
    if grown is not None:
        return None if grown and yes is False and not _rule("under").search(plain) else Answered(grown, 0.95, "age.stated")
    return _by_words(plain, said)


def _spoken(text: str, language: str) -> str:
    """The plain words with every number in digits, and none that is another person's age or no age at all."""
    glued = _GLUED.sub(" ", bare(text).replace("+", " plus "))
    tokens, found = find_numbers(glued, language)
    if _rule("year").search(glued) or any("/" in str(token) for token in tokens):
        return glued
    spans = {number.first: number for number in found}
    words, at = [], 0
    while at < len(tokens):
        number = spans.get(at)
        words.append(str(int(number.value)) if number and abs(number.value) < 10**6 else str(tokens[at]))
        at = number.end if number else at + 1
    return " ".join(words).replace(" ' ", "'")


def _by_age(plain: str) -> bool | None:
    ages = [grown for grown in _ages(_rule("others").sub(" ", plain)) if grown is not None]
    return all(ages) if ages else None


def _ages(plain: str) -> Iterator[bool | None]:
    """What each stated age says; a limit is no age unless it settles the matter."""
    for pattern, judge in ((_rule("over"), _if_over), (_rule("under"), _if_under), (_rule("coming"), _if_coming)):
        for found in pattern.finditer(plain):
            yield judge(_years(found))
        plain = pattern.sub(" ", plain)
    for found in _rule("stated").finditer(_rule("none").sub(" ", plain)):
        years = _years(found)
        yield years >= ADULT if _YOUNGEST <= years <= _OLDEST else None


def _years(found: re.Match[str]) -> int:
    digits = next(group for group in found.groups() if group)
    return int(digits[:4])


def _if_over(years: int) -> bool | None:
    return True if ADULT - 1 <= years <= _OLDEST else None


def _if_under(years: int) -> bool | None:
    return False if years <= ADULT else None


def _if_coming(years: int) -> bool | None:
    return years > ADULT if _YOUNGEST <= years <= _OLDEST else None


def _by_birth(plain: str, now: datetime, zone: str, language: str) -> bool | None:
    short = _rule("short-year").search(plain)
    year = _rule("year").search(plain)
    if year is None:
        return _since(_century(int(short[1]), now), now.date()) if short else _by_age(plain)
    born = read_when(re.sub(r"[^\d/.\- a-z]", " ", plain[_start(plain) :]), now, zone, language)
    if born is not None and isinstance(born.value, str) and born.value.startswith(year[1]) and re.search(r"\d\D+\d", plain):
        return _reached(date.fromisoformat(born.value[:10]), now.date())
    return _since(int(year[1]), now.date())


def _start(plain: str) -> int:
    found = _rule("born").search(plain)
    return found.end() if found else 0


def _century(short: int, now: datetime) -> int:
    return short + (2000 if short <= now.year % 100 else _CENTURY)


def _since(year: int, today: date) -> bool | None:
    """None in the year of the eighteenth birthday: the day is not known."""
    years = today.year - year
    return None if years == ADULT or not _YOUNGEST <= years <= _OLDEST else years > ADULT


def _reached(born: date, today: date) -> bool:
    return (today.year - born.year, (today.month, today.day)) >= (ADULT, (born.month, born.day)) or today.year - born.year > ADULT


def _by_words(plain: str, said: Answered | None) -> Answered | None:
    if _rule("no-minor").search(plain):
        return Answered(True, 0.9, "age.grown")
    if _rule("minor").search(plain):
        return Answered(False, 0.9, "age.minor")
    if _rule("doubt").search(plain) or (said is not None and not isinstance(said.value, bool)):
        return None
    if said is not None:
        return Answered(said.value, said.confidence, "age.said")
    return Answered(True, 0.9, "age.grown") if _rule("grown").search(plain) and not _rule("not").search(plain) else None


def _rule(name: str) -> re.Pattern[str]:
    return _rules()[f"age.{name}"]


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {rule.name: re.compile(rule.source) for rule in read_rules(AGES)}
