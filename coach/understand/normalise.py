"""Brings a text message into one plain form before anything reads it. Knows spelling and thumbs, not meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from coach.understand.shorthand import CONTRACTIONS, DOUBLES, EXPANSIONS

_PUNCTUATION = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "′": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‒": "-",
        "‑": "-",
        "−": "-",
        "⁄": "/",
    }
)
_FRACTIONS = re.compile(r"(?<=\d)(?=[¼½¾⅐-⅞])")  # "2½" must not become "21/2"
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u00ad\u20e3\U0001f3fb-\U0001f3ff]"
)  # joiners, variants, keycaps, skin tones
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"(?<![\w'.])'?[^\W_][\w']*(?!\.\w)")
_WITH = re.compile(r"(?<!\w)w/(o\b)?\s*")
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?: - |-)(?=[^\W\d_])")
_WORDS = EXPANSIONS | CONTRACTIONS


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text in lower case, compatibility-normalised (Unicode Standard Annex 15, NFKC), with straight quotes and single spaces.

    Elongated words are shortened ("yesss" -> "yes"), texting shorthand is written out ("tmrw" -> "tomorrow", "dont" ->
    "don't"), skin tones and invisible characters go. Accents, punctuation and digits stay. Never raises.
    """
    plain = text if text.isascii() else _compose(text)
    plain = plain.lower()
    if _RUN.search(plain):
        plain = _LETTERS.sub(_shorten, plain)
    if "w/" in plain:
        plain = _WITH.sub(_with, plain)
    if not _WORDS.keys().isdisjoint(_WORD.findall(plain)):
        plain = _WORD.sub(_write_out, plain)
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The same as :func:`fold`, and without accents: people leave them out as often as they type them ("si", "manana")."""
    folded = fold(text)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def unhyphenated(text: str) -> str:
    """The text with a space for every hyphen between two words ("uh-huh", "twenty - one"); ranges of numbers keep theirs."""
    return _HYPHEN.sub(" ", text) if "-" in text else text


def _compose(text: str) -> str:
    """NFKC, with the typographic marks of phones made plain."""
    spaced = _FRACTIONS.sub(" ", text.translate(_PUNCTUATION))
    composed = unicodedata.normalize("NFKC", _INVISIBLE.sub("", spaced))
    return composed.translate(_PUNCTUATION)


def _shorten(match: re.Match[str]) -> str:
    """One letter for a run of three or more, two where that makes a word ("goood" -> "good", "noooo" -> "no")."""
    if not _RUN.search(match[0]):
        return match[0]
    doubled = _RUN.sub(r"\1\1", match[0])
    return doubled if doubled in DOUBLES else _RUN.sub(r"\1", match[0])


def _with(match: re.Match[str]) -> str:
    return "without " if match[1] else "with "


def _write_out(match: re.Match[str]) -> str:
    return _WORDS.get(match[0], match[0])
