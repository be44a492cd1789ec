"""Reads whether someone is 18 or older, from an age, a year of birth, or a yes or no. Knows nothing of what follows from it.

Consent hangs on it (CTIA Messaging Principles: minors are not to be enrolled), so a stated age decides over a yes beside it, and what
contradicts itself is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.numbers import find_numbers
from coach.understand.when import read_when
from coach.understand.yes_no import read_yes_no

ADULT = 18  # years
_YOUNGEST, _OLDEST = 4, 115  # years that somebody who texts may say they are
_LONGEST = 300  # characters: beyond that it is a story
_FIRST_YEAR = 1900
_GLUED = re.compile(r"(?<=\d)(?=[a-z])|(?<=\d)\.(?=\d+\b)\d+")
_OTHERS = re.compile(
    r"\b(?:(?:my|our|the|mi|her|his) [a-z' ]{2,24}?|she|he|ex|wife|husband|son|daughter|hij[oa])(?: only| just| already)?(?: is|'s| are| was| turned"
    r"| turns| tiene| tenia)? \d+|\b\d+(?:-| )?(?:year|yr|month|week|day|mo)s?(?:-| )old (?:\w+ )?(?:son|daughter|kid|boy|girl|child|baby|twins?)\b"
)
_NO_AGE = re.compile(
    r"\b(?:was|were|since (?:i was )?|from|at|when i was|met at|hace|for|after|desde(?: los)?|married|together|sober|clean|casad[oa]) (?:only |just |like )?\d+(?! or (?:older|over))\b"
    r"|\b\d+ ?(?:%|percent|kids?|children|hijos|times|am|pm|minutes?|hours?|days?|weeks?|months?|meses|years? (?:ago|together|married|sober|with|of"
    r"|in|into)|(?:/|-)\d)|\b(?:reply|number|text) \d+"
)
_BORN = re.compile(r"\b(?:born|birthday|birthdate|dob|b ?day|birth|naci\w*|nacid[oa]|cumpleanos)\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATE = re.compile(r"\W*(?:y\b|yes\b|yeah\b|si\b)?\W*(?:\d{1,2}\s?[/.\- ]\s?\d{1,2}\s?[/.\- ]\s?)?(?:19|20)\d\d\W*$")  # a date of birth and nothing else
_SHORT_YEAR = re.compile(r"\b(?:born|naci|nacid[oa]) (?:in |en (?:el )?|el )?'?(\d\d)\b(?! ?(?:th|st|nd|rd|of|de|/))")
_WHEN = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*|summer|spring|fall|autumn|winter|week|month|year|mayo|ener\w*|abril"
    r"|agosto|diciembre|lunes|martes|jueves|viernes|sabado|domingo"
)
_FUTURE = re.compile(
    r"\b(?:almost|nearly|not quite|not yet|about to (?:be|turn)|turn(?:ing)?|turns|will be|i'll be|ill be|going to be|gonna be|close to|soon|until i'm|till i'm|shy of|before"
    rf"|casi|voy a cumplir|cumplo|por cumplir|a punto de)\b[^.;]{{0,24}}?\b(\d+)\b|\b(\d+)\b (?:soon|next|in (?:a|an|two|one|\d+)|(?:in|on|this|en|el) (?:{_WHEN})|tomorrow|manana|this coming|pronto)\b"
)
_UNDER = re.compile(
    r"\b(?:under|below|less than|younger than|not|isn't|ain't|menos de|menor de|menor que|no tengo|not even) (?:the age of |over |yet |even )?(\d+)\b"
)
_OVER = re.compile(
    r"\b(?:over|above|past|older than|more than|at least|not under|not below|not younger than|mas de|mayor de|mayor que)"
    r" (?:the age of |my |like )?(\d+)\b|\b(\d+) ?(?:\+|plus\b|(?:or|and|&|o|y) (?:older|over|up|above|mas|mayor))"
)
_STATED = re.compile(r"\b(\d+)\b")
_MINOR = re.compile(
    r"(?<!not )(?<!not a )(?<!no soy )\b(?:too young|under ?age\w*|minor|menor de edad|a (?:kid|teen|teenager|child)|still in (?:high|middle) school"
    r"|not old enough|i am a teenager|high ?schooler)\b|\bnot (?:\w+ )?(?:an )?adult\b|\bno soy (?:mayor|adult[oa])|\b(?:younger|not older|im not of age)\b"
)
_NO_MINOR = re.compile(r"\b(?:not|no soy|ain't|isn't) (?:a |un |una )?(?:minor|kid|child|menor)\b")
_GROWN = re.compile(
    r"\b(?:adult|grown|old enough|of (?:legal )?age|mayor de edad|adult[oa]|senior|retired|legal|(?:way|much|well|lot|far|definitely|yes|y|am|i'm)(?: \w+)? "
    r"(?:older|over|past)|older(?: than that)?|not a (?:minor|kid|child)|no soy menor)\b"
)
_DOUBT = re.compile(r"\b(?:wish|why|what if|does it matter|how come|sort of|kinda|kind of|not sure|maybe|who(?:'s| is) asking)\b")


def read_age(text: str, now: datetime, zone: str, language: str) -> Answered | None:
    """True: 18 or older on the day of ``now`` (local, naive). False: younger. None: not understood, or two things that disagree."""
    if len(text) > _LONGEST:
        return None
    said = read_yes_no(text, language)
    yes = said.value if said is not None and isinstance(said.value, bool) else None
    plain = _spoken(text, language)
    grown = _by_birth(plain, now, zone, language) if _BORN.search(plain) or _DATE.match(plain) else _by_age(plain)
    if grown is None and _BORN.search(plain):
        return None
    if grown is not None:
        return None if grown and yes is False and not _UNDER.search(plain) else Answered(grown, 0.95, "age.stated")
    return _by_words(plain, said)


def _spoken(text: str, language: str) -> str:
    """The plain words with every number in digits, and none that is another person's age or no age at all."""
    glued = _GLUED.sub(" ", bare(text).replace("+", " plus "))
    tokens, found = find_numbers(glued, language)
    if _YEAR.search(glued) or any("/" in str(token) for token in tokens):
        return glued
    spans = {number.first: number for number in found}
    words, at = [], 0
    while at < len(tokens):
        number = spans.get(at)
        words.append(str(int(number.value)) if number and abs(number.value) < 10**6 else str(tokens[at]))
        at = number.end if number else at + 1
    return " ".join(words)


def _by_age(plain: str) -> bool | None:
    ages = [grown for grown in _ages(_OTHERS.sub(" ", plain)) if grown is not None]
    return all(ages) if ages else None


def _ages(plain: str) -> Iterator[bool | None]:
    """What each stated age says; a limit is no age unless it settles the matter."""
    for pattern, judge in ((_OVER, _if_over), (_UNDER, _if_under), (_FUTURE, _if_coming)):
        for found in pattern.finditer(plain):
            yield judge(_years(found))
        plain = pattern.sub(" ", plain)
    for found in _STATED.finditer(_NO_AGE.sub(" ", plain)):
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
    short = _SHORT_YEAR.search(plain)
    year = _YEAR.search(plain)
    if year is None:
        return _since(_century(int(short[1]), now), now.date()) if short else _by_age(plain)
    born = read_when(re.sub(r"[^\d/.\- a-z]", " ", plain[_start(plain) :]), now, zone, language)
    if born is not None and isinstance(born.value, str) and born.value.startswith(year[1]) and re.search(r"\d\D+\d", plain):
        return _reached(date.fromisoformat(born.value[:10]), now.date())
    return _since(int(year[1]), now.date())


def _start(plain: str) -> int:
    found = _BORN.search(plain)
    return found.end() if found else 0


def _century(short: int, now: datetime) -> int:
    return short + (2000 if short <= now.year % 100 else _FIRST_YEAR)


def _since(year: int, today: date) -> bool | None:
    """None in the year of the eighteenth birthday: the day is not known."""
    years = today.year - year
    return None if years == ADULT or not _YOUNGEST <= years <= _OLDEST else years > ADULT


def _reached(born: date, today: date) -> bool:
    return (today.year - born.year, (today.month, today.day)) >= (ADULT, (born.month, born.day)) or today.year - born.year > ADULT


def _by_words(plain: str, said: Answered | None) -> Answered | None:
    if _NO_MINOR.search(plain):
        return Answered(True, 0.9, "age.grown")
    if _MINOR.search(plain):
        return Answered(False, 0.9, "age.minor")
    if _DOUBT.search(plain) or (said is not None and not isinstance(said.value, bool)):
        return None
    if said is not None:
        return Answered(said.value, said.confidence, "age.said")
    return Answered(True, 0.9, "age.grown") if _GROWN.search(plain) and not re.search(r"\bnot?\b|n't\b", plain) else None
