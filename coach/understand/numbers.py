"""Reads how many, from digits and words. Knows English and Spanish, and nothing of scales or times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from coach.understand.answered import Answered
from coach.understand.normalise import bare, unhyphenated
from coach.understand.number_parts import number_at
from coach.understand.number_tables import SPELT_ELSEWHERE, TONGUES, Tongue
from coach.understand.number_words import Token
from coach.understand.numerals import DIGITS, read_digits
from coach.understand.wordlists import words

_LONGEST = 300  # characters: beyond that it is a story, not an answer
_SHORT_SCALE = re.compile(r"(?<=\d)\s?(K|k|MM|M|G|B|b|T)(?![\w'])")
_SCALES = {
    False: {"k": "thousand", "mm": "million", "m": "million", "g": "billion", "b": "billion", "t": "trillion"},
    True: {"k": "mil", "mm": "millones", "m": "millones", "g": "mil millones", "b": "mil millones", "t": "billones"},
}
_POWER = re.compile(r"([-+]?)\s?([\d.,]*\d)\s?(?:(x|\*)\s?(10)\s?)?(?:\^|(e))\s?([-+]?[\d.,]*\d)")
_SIGN = "\N{MINUS SIGN}"  # a hyphen that makes a number negative
_MINUS = re.compile(r"(?<![^\s(])-\s?(?=[.,]?\d)")
_TOKEN = re.compile(rf"(?:{DIGITS.pattern})[a-z]*|[a-z]+|&|[^\s\w]|_")
_UNITS = words("""
    min mins minute minutes h hour hours day days week weeks month months year years sec secs second seconds d w m s times time x xs ish
    st nd rd th pct lb lbs km mi usd dias horas semanas meses veces anos
""")
_NEVER = re.compile(
    r"\W*(?:(?:no|nope|nah|honestly|lol|um|uh|sorry)\W+)?"
    r"(?:not (?:even )?(?:once|one(?: time)?|a (?:single )?(?:time|one))|never(?: ever| once)?|nunca|jamas"
    r"|ni (?:una|uno)(?: sola?)?(?: vez)?|ningun[oa]?(?: vez)?|(?:i |we |he |she )?"
    r"(?:have ?n'?t|has ?n'?t|did ?n'?t|do ?n'?t|have not|did not|never)"
    r"(?: \w+){0,4}? (?:at all|once|any|one|a single time|it))"
    r"(?:\W+(?:this week|yet|lol|sorry|tbh|today|esta semana|so far|honestly|though))*\W*"
)  # not once: none
_DIGIT = frozenset("0123456789")
_SPOKEN = {"once": 1, "twice": 2, "thrice": 3, "none": 0, "nada": 0, "ninguno": 0, "ninguna": 0, "zip": 0}
_NO_COUNT = words("this that which no any some every another each other the")  # "this one" counts nothing
_ONE_OF = words("of another thing person who that is was i you day")


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text. ``first`` and ``end``: its place among the tokens; ``of`` how many tokens there were."""

    value: float
    first: int
    end: int


def read_number(text: str, language: str) -> Answered | None:
    """The one number a text names; None when it names none, or several, or only hints ("a few").

    ``language`` decides what a lone comma or dot means (Spanish: ``4,8`` and ``1.000``) and whose number words come first.
    """
    if len(text) > _LONGEST:
        return None
    return _read(text, "es" if language == "es" else "en")


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> Answered | None:
    if _NEVER.fullmatch(bare(text)):
        return Answered(0, 0.9, "number_never")
    power = _power(text)
    if power is not None:
        return Answered(tidy(power), 0.9, "number_power")
    tokens, found = find_numbers(text, language)
    if len(found) != 1:
        return None
    alone = found[0].end - found[0].first >= len(tokens) - 1
    return Answered(tidy(found[0].value), 0.98 if alone else 0.88, "number")


def find_numbers(text: str, language: str) -> tuple[list[Token], list[Found]]:
    """The tokens of ``text`` and every number in them; two for what cannot be read as one, such as a date or a time."""
    tongue = TONGUES[language]
    tokens = tokens_of(text, tongue)
    found = _scan(tokens, tongue)
    if not found and language == "es":
        return tokens, _scan(tokens, TONGUES["en"])
    if not found and language == "en":
        foreign = _scan(tokens, TONGUES["es"])
        return tokens, [number for number in foreign if tokens[number.first] not in SPELT_ELSEWHERE]
    return tokens, found


def tokens_of(text: str, tongue: Tongue) -> list[Token]:
    """Words, marks, and numbers where digits stand; digits that are no number become the mark ``?``."""
    short = _SCALES[tongue.comma]
    plain = bare(_SHORT_SCALE.sub(lambda match: " " + short[match[1].lower()], text))
    plain = _MINUS.sub(_SIGN, unhyphenated(plain))
    return [_token(match[0], tongue) for match in _TOKEN.finditer(plain)]


def _token(written: str, tongue: Tongue) -> Token:
    if written[0] in _DIGIT or written[1:2].isdigit():
        digits = written.rstrip(ascii_lowercase)
        value = read_digits(digits, tongue.comma)
        return "?" if value is None or (digits != written and written[len(digits) :] not in _UNITS) else value
    return next(iter(tongue.minus)) if written == _SIGN else written


def _scan(tokens: list[Token], tongue: Tongue) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        number = _counted(tokens, at, tongue)
        if number:
            found.append(Found(number[0], at, number[1]))
        at = number[1] if number else at + 1
    return found


def _counted(tokens: list[Token], at: int, tongue: Tongue) -> tuple[float, int] | None:
    """A number at ``at`` that counts something."""
    word = tokens[at]
    if word in _SPOKEN and (len(tokens) < 4 or word in ("twice", "thrice")) and word not in tongue.plain:
        return (_SPOKEN[str(word)], at + 1)
    if word in ("one", "un", "una", "uno") and _is_pronoun(tokens, at):
        return None
    return number_at(tokens, at, tongue)


def _is_pronoun(tokens: list[Token], at: int) -> bool:
    if tokens[at] != "one":
        return len(tokens) > 4 and tokens[at + 1 : at + 2] != ["sobre"]
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    return after != "time" and (before in _NO_COUNT or after in _ONE_OF)


def _power(text: str) -> float | None:
    """Exponents: "1.1^23", "1.3e6", "6x10^-4". The sign in front applies to the whole."""
    match = _POWER.fullmatch(text.strip().lower())
    if not match:
        return None
    base, exponent = (float(side.replace(",", ".")) for side in (match[2], match[6]))
    if abs(exponent) > 60 or base > 10**9:
        return None
    worth = base * 10**exponent if match[3] or match[5] else base**exponent if base else 0.0
    return -worth if match[1] == "-" else worth


def tidy(value: float) -> int | float:
    """A whole number as int."""
    return int(value) if value == int(value) else value
