"""Tells a mark from a number that counts or dates something, by the words beside it ("a 6 today", "6 hours"). Knows no scale."""

from __future__ import annotations

import re

from coach.understand.number_words import Token
from coach.understand.numbers import Found
from coach.understand.wordlists import words

NO_MARK = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|thrice"
    r"|primer[oa]?s?|segund[oa]s?|tercer[oa]?s?|cuart[oa]s?|quint[oa]s?|sext[oa]s?|septim[oa]s?|octav[oa]s?|noven[oa]s?|decim[oa]s?)\b"
)
"""Words that order or repeat, and never say how much."""
_FEW = 4  # words before a number at most, for it to need no word that leads to it
_LEAD = words("""
    a an i'd i say its it's about around like maybe um id d s it is today today's was my mark un una a solid probably guess
    hmm well ok okay so honestly yeah yes no still just only def prob definitely perhaps roughly almost nearly approx hi hey
    bueno pues creo como casi quizas digo diria seria es hoy
""")
_AFTER = words("""
    i im me my he she they we you u it its that this these there ish or and y o a but because cause cos cuz bc since so as while when
    if though although tho still for with after before by today tonight now right atm lately most feeling would
    overall really honestly honest tbh maybe probably perhaps prob def definitely guess think say said id
    ive im thats idk ig ngl rn fr imo suppose reckon out on is was feels seems not no yes yeah lol haha sorry please pls
    thanks thank then again too also max tops to up down just given compared due plus minus only ok
    porque pero hoy ahora creo supongo ya que mas menos aunque pues para con en esta estoy hace gracias
""")
_OF_A_DAY = words(
    "good bad ok okay great awful terrible rough hard better worse fine meh sad tired low high shit shitty crap alright nice calm"
)
_LEADS_TO = words("""
    a an say said it that with is was be maybe around about like roughly probably prob guess think put call rate score number mark today so
    feel felt feeling feels to still now s d m solid almost nearly only just be been yes no hmm well honestly them this us me
    un una es digo diria seria como casi doy pongo daria pondria esta estoy sea
""")
_COUNTS = words("""
    till until by since for after before in the had have has got get took take drank ate lost spent slept waited cried fought
    called texted rang sent saw met made did did need needs want wants missed last next every another these those all both of
    day week month year page room part step
    hasta desde por tuve tengo hice dormi perdi las los
""")
_SOMEBODY = words("he she son daughter boy girl kid baby oldest youngest")  # "he is 6" tells an age
_COUNTED = words("""
    of in more am pm percent people person children men women half hundred thousand year month week day night hour hr minute min second
    step time way old yesterday last ago ayer anos dias horas veces personas mil
""")
_AT_THE = words("the best most least worst")
_AT = words("am m be is it s still stuck sitting put stays stay now me at or a somewhere")


def is_article(tokens: list[Token], number: Found) -> bool:
    """Whether it is no number but the Spanish "a" before one: "un 7"."""
    after = tokens[number.end : number.end + 1]
    return tokens[number.first] in ("un", "una") and bool(after) and not isinstance(after[0], str)


def stands_for_a_mark(tokens: list[Token], number: Found) -> bool:
    """Whether a number may be a mark where it stands: it counts nothing, and it opens the text, is led to, or the text is short."""
    before, after = [str(token) for token in tokens[: number.first]], tokens[number.end : number.end + 2]
    opens = all(token in _LEAD or not token.isalnum() for token in before)
    if _goes_with(after, loosely=opens and number.value > 1):
        return False
    return opens or _is_led_to(before, alone=number.end == len(tokens))


def _is_led_to(before: list[str], *, alone: bool) -> bool:
    nearest = before[-1]
    if nearest == "at":
        return before[-2] in _AT if len(before) > 1 else alone
    if nearest in _COUNTS or not _SOMEBODY.isdisjoint(before[-3:-1] if nearest in ("is", "s", "was") else ()):
        return False
    return not nearest.isalnum() or nearest in _LEADS_TO or sum(token.isalnum() for token in before) <= _FEW


def _goes_with(after: list[Token], *, loosely: bool) -> bool:
    """Whether the number goes with the word after it: "4 hours", "two steps"; but not "6 today", "3 bad day", "5 hopefully".

    ``loosely``: at the beginning, where mostly a mark stands, only with what is plainly counted.
    """
    word, beyond = ([*map(str, after), "", ""])[:2]
    if not after or not isinstance(after[0], str) or not word.isalpha() or word in _AFTER or word.endswith("ly"):
        return False
    if word == "at":
        return beyond not in _AT_THE
    if word in _OF_A_DAY:
        return beyond.endswith("s")
    return not loosely or word.endswith("s") or word in _COUNTED
