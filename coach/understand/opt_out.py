"""Hears that someone wants no more texts, in a keyword or in any wording; and, by keyword, that they want them again.

United States law: 47 CFR 64.1200(a)(10) makes "stop", "quit", "end", "revoke", "opt out", "cancel" and "unsubscribe" revocations by
themselves, and any other words that a reasonable person would understand so. Twilio's defaults add STOPALL and OPTOUT (Twilio docs:
"Twilio support for opt-out keywords"). The wordings are in ``lexicon/intents.txt``, the words one a line here. Knows nothing of what is
done about it, nor of why somebody might stop something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coach.understand.intent_rules import first_of


def _phrases(written: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in written.split(","))


_KEYWORDS = _phrases("""
    stop, stopall, stop all, unsubscribe, unsub, cancel, end, quit, revoke, optout, opt out, opt me out, unsubscribe all,
    cancel all, end all,
    stop it, stop this, stop that now, stop now, just stop, i said stop, said stop, i stop, stop me, text stop, stop txt, stop text,
    stop texts, stop msg, end this, no more, no texts, discontinue, remove, arret,
    stpo, sotp, tsop, stopp, sstop, stp, stoop, unsubscibe, unsuscribe, unsubcribe, quit it, quit this, cut it out, knock it off,
    alto, ya basta, no mas, parar, baja, cancelar, detener, para ya, pare, darme de baja, desuscribir
""")
_STRONG = _phrases("stop, stopall, stop all, unsubscribe, opt out, optout, just stop, stop now, stop it now, stop already")
_START = _phrases("""
    start, unstop, join, start again, opt in, optin, resubscribe, subscribe, sign me up, sign me back up, opt me in, opt me back in,
    start texting me again, text me again, i want to join, restart texts, inicio, empezar, unirme, comenzar, iniciar
""")
_WITHIN = frozenset(word for phrase in _KEYWORDS | _START for word in phrase.split())  # a text without any of these is no keyword
_POLITE = re.compile(
    r"(?<!\S)(?:please|pls|plz|thanks|thank you|thx|ty|now|right now|ok|okay|hi|hello|hey|sorry|sir|madam|immediately|asap|already|kindly|"
    r"por favor|gracias|ya|bot|coach|yall|guys|dude|man|bro|everything|today|forever|permanently|at once|actually)(?!\S)"
)
_REPEAT = re.compile(r"\b(\w+)(?: (?:\. )?\1\b)+")
_TOLD = re.compile(r"(?<!\S)(?:told|tell|tells|said|says|asked|kept|keeps|screamed|yelled|dijo|pidio|like)(?!\S)")
_LONGEST, _MOST = 80, 14  # characters of a keyword with its politeness; words of a text whose one sentence is a keyword


def read_opt_out(words: str) -> str | None:
    """The rule by which the plain ``words`` ask for no more texts, or None. "wrong_number" is one: the consent was another person's."""
    if _bare(words) in _KEYWORDS:
        return "keyword"
    return _clause(words) or first_of("opt_out", words)


def read_opt_in(words: str) -> str | None:
    """The rule by which the whole text asks to be texted (again), or None."""
    return "keyword" if _bare(words) in _START else None


@lru_cache(maxsize=4096)
def _bare(words: str) -> str:
    """Without politeness, repeats and marks between."""
    if len(words) > _LONGEST or _WITHIN.isdisjoint(words.split()):
        return words
    kept = " ".join(_POLITE.sub(" ", words).replace(".", " ").split())
    return _REPEAT.sub(r"\1", kept) or _REPEAT.sub(r"\1", words)


def _clause(words: str) -> str | None:
    """A keyword that stands as a sentence of its own, first or last, in a short text ("STOP. I mean it")."""
    clauses = words.split(" . ")
    if len(clauses) < 2 or words.count(" ") > _MOST or _TOLD.search(words):
        return None
    return "clause" if _STRONG & {_bare(clauses[0].strip()), _bare(clauses[-1].strip())} else None
