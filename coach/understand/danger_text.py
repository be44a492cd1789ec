"""Brings a text into the plain words that danger rules are written in. Knows how people spell and hide words, not what they mean.

Contractions are written out without apostrophes ("i'll" -> "i will", "dont" -> "do not"), letters swapped for digits or signs are
put back ("k1ll", "su!cide"), spelled-out words are joined ("k m s"), common misspellings of dangerous words are mended, and every
mark that ends a clause becomes " . ", so that no rule reaches across two sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coach.understand.danger_spelling import MENDED
from coach.understand.normalise import bare

_SWAPS = str.maketrans({"1": "i", "!": "i", "3": "e", "0": "o", "4": "a", "@": "a", "$": "s", "5": "s", "7": "t", "*": "i", "|": "l"})
_SWAPPED = re.compile(
    r"(?<![\w@$])(?=[\w@$!*|]*[a-z])(?=[\w@$!*|]*[\d@$!*|])(?:[a-z]+[\d@$*!|][\w@$!*|]*[a-z]+|[@$\d][a-z@$\d!*|]*[a-z]|[a-z]+[\d@$])(?![\w@$])"
)
_SIGN = re.compile(r"[\d@$!*|]")  # without one of these no letter was swapped
_CLOCK = re.compile(r"\d+(?:st|nd|rd|th|am|pm|a|p|h|hr|hrs|min|mins|m|s|k|x|d|w|y|yo|yr|yrs|ish|lbs?|mg|years?|days?|weeks?|ft|km|mi)")
_SPELLED = re.compile(r"(?<![\w'])(?:[a-z][ .\-_]){2,}[a-z](?![\w'])")
_OVERDOSED = re.compile(r"(?<!\w)o\.?d['’]?e?d(?!\w)(?<!odd)")
_BETWEEN = re.compile(r"[ .\-_]")
_GLUED = {"iwanttodie": "i want to die", "killmyself": "kill myself", "wanttodie": "want to die", "endmylife": "end my life", "kms": "kms"}
_SHORT = re.compile(r"(\w)'(ll|re|ve|m|d)(?!\w)")
_LONG = {"ll": " will", "re": " are", "ve": " have", "m": " am", "d": " would"}
_BREAK = re.compile(r"[.!?;,\n:()\"/]+(?:\s|$)|\s-+\s|\n|[;()\"]|\.\.+")
_OTHER = re.compile(r"[^a-z0-9. ]+")
_SPACE = re.compile(r"(?: ?\. ?)+(?:\. ?)*| +")
_WORDS = {
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not", "wont": "will not",
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "hasnt": "has not", "havent": "have not", "aint": "is not",
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "can't": "can not", "won't": "will not",
    "wouldn't": "would not", "couldn't": "could not", "shouldn't": "should not", "isn't": "is not", "aren't": "are not",
    "wasn't": "was not", "weren't": "were not", "hasn't": "has not", "haven't": "have not", "ain't": "is not",
    "im": "i am", "ive": "i have", "id": "i would", "ill": "i will", "hes": "he is", "shes": "she is", "he's": "he is", "she's": "she is",
    "it's": "it is", "its": "it is", "that's": "that is", "thats": "that is", "there's": "there is", "theres": "there is",
    "what's": "what is", "whats": "what is", "who's": "who is", "theyre": "they are", "theyll": "they will", "theyd": "they would",
    "youre": "you are", "shell": "she will", "hed": "he would", "shed": "she would", "let's": "let us",
    "gonna": "going to", "gunna": "going to", "ima": "i am going to", "imma": "i am going to", "finna": "going to", "bouta": "about to",
    "boutta": "about to", "bout": "about", "wanna": "want to", "gotta": "got to", "tryna": "trying to", "gon": "going to", "rly": "really",
    "2": "to", "abt": "about", "rn": "right now", "u": "you", "ur": "your", "cuz": "because", "bc": "because", "w": "with", "hv": "have",
    "fkn": "fucking", "fking": "fucking", "effing": "fucking", "gf": "girlfriend", "bf": "boyfriend", "wit": "with",
    "tryin": "trying", "d1e": "die", "n": "and", "anymore": "any more", "gonne": "going to",
}  # fmt: skip
_NOT_WILL = re.compile(r"\b(am|was|is|feel|feeling|very|so|really|mentally|terminally|get|got|too) i will\b")
_HE_WILL = re.compile(r"\bhell (?=(?:kill|hurt|hit|lose|come|find|beat|do|be|never|get|shake|blow|snap|know|see|take|make|go|shoot)\b)")
_S = re.compile(r"(\w)'s(?!\w)")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text as plain words a-z and digits, one space between them, clauses parted by " . ". Never raises."""
    low = bare(_OVERDOSED.sub("overdosed", _SPELLED.sub(_joined, text.lower())))
    if _SIGN.search(low):
        low = _SWAPPED.sub(_swap, low)
    if "'" in low:
        low = _S.sub(r"\1s", _SHORT.sub(_written, low))
    words = _OTHER.sub(" ", _BREAK.sub(" . ", _apostrophes(low)))
    mended = " ".join(_word(word) for word in words.replace(".", " . ").split())
    if " i will" in mended:
        mended = _NOT_WILL.sub(r"\1 ill", mended)
    if "hell " in mended:
        mended = _HE_WILL.sub("he will ", mended)
    return _SPACE.sub(_space, mended).strip(" .") if "." in mended else mended


def _joined(found: re.Match[str]) -> str:
    return _BETWEEN.sub("", found[0])


def _swap(found: re.Match[str]) -> str:
    word = found[0]
    return word if _CLOCK.fullmatch(word) or (word.endswith("!") and word[:-1].isalpha()) else word.translate(_SWAPS)


def _written(found: re.Match[str]) -> str:
    return found[1] + _LONG[found[2]]


def _apostrophes(low: str) -> str:
    if "'" not in low:
        return low
    return " ".join(_WORDS.get(word, word) for word in low.replace("' ", " ").split(" ")).replace("'", "")


def _word(word: str) -> str:
    known = _WORDS.get(word)
    if known is not None:
        return known
    return MENDED.get(word) or _GLUED.get(word, word)


def _space(found: re.Match[str]) -> str:
    return " . " if "." in found[0] else " "
