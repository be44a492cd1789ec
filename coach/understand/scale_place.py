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
    if though although tho still for with after before by today tonight now right atm lately most feeling overall really honestly honest tbh
    maybe probably perhaps prob def definitely guess think out on is was feels seems not no yes yeah lol haha sorry please pls
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
    hasta desde por tuve tengo hice dormi perdi las los
""")
_AT_THE = words("the best most least worst")
_AT = words("am m be is it s still stuck sitting put stays stay now me at or a somewhere")


def is_article(tokens: list[Token], number: Found) -> bool:
    """Whether it is no number but the Spanish "a" before one: "un 7"."""
    after = tokens[number.end : number.end + 1]
    return tokens[number.first] in ("un", "una") and bool(after) and not isinstance(after[0], str)


def stands_for_a_mark(tokens: list[Token], number: Found) -> bool:
    """Whether a number may be a mark where it stands: it counts nothing, and it opens the text, is led to, or the text is short."""
    if _counts_what_follows(tokens[number.end : number.end + 2]):
        return False
    before = [str(token) for token in tokens[: number.first]]
    if all(token in _LEAD or not token.isalnum() for token in before):
        return True
    nearest = before[-1]
    if nearest == "at":
        return before[-2] in _AT if len(before) > 1 else number.end == len(tokens)
    if nearest in _COUNTS:
        return False
    return not nearest.isalnum() or nearest in _LEADS_TO or sum(token.isalnum() for token in before) <= _FEW


def _counts_what_follows(after: list[Token]) -> bool:
    """Whether the number goes with the word after it: "4 hours", "two steps"; but not "6 today", "3 bad day", "5 hopefully"."""
    if not after or not isinstance(after[0], str) or not after[0].isalpha() or after[0] in _AFTER or after[0].endswith("ly"):
        return False
    beyond = str(after[1]) if len(after) > 1 else ""
    if after[0] == "at":
        return beyond not in _AT_THE
    return not (after[0] in _OF_A_DAY and not beyond.endswith("s"))
