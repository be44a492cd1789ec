"""The words of a broadcast as a coach writes them: read from the form, weighed, and what is wrong with them. Must not know to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coach.core.broadcasts import NAME, filled
from coach.core.events import Words
from coach.programs.checks.discretion import SHOWN
from coach.programs.checks.vocabulary import VOCABULARIES
from coach.programs.gsm import fits
from coach.programs.segments import GSM7, count
from coach.web.console.here import here
from coach.web.console.participant_draft import plain

LANGUAGES = ("en", "es")  # those that participants can have today, and any the texts are in
MOST_SEGMENTS = 3
LONGEST_NAME = "M" * 20  # as long as the program lets a name be
SAMPLE_NAME = "Alexandra"
BRACES = re.compile(r"[{}]")
ODD_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """One wording on paper. ``shown``: with a name in it. ``segments``: with the longest name there can be.

    ``odd``: letters that make it cost more. ``asks``: it seems to put a question. ``wrong``: codes of what stands against it, and
    ``hidden`` the word that does. ``unchecked``: nobody has listed the words that give it away in this language.
    """

    key: str
    words: Words
    shown: str
    segments: int
    encoding: str
    odd: tuple[str, ...]
    asks: bool
    wrong: tuple[str, ...] = ()
    hidden: str = ""
    unchecked: bool = False


def languages() -> tuple[str, ...]:
    """The languages a broadcast can be written in."""
    return tuple(dict.fromkeys((*LANGUAGES, *here().parts.wording.languages)))


def key_of(words: Words) -> str:
    """The field of a wording: "en", "en-discreet"."""
    return f"{words.language}-discreet" if words.discreet else words.language


def words_in(form: Mapping[str, str]) -> tuple[Words, ...]:
    """The wordings that are not empty."""
    found = (
        Words(language, discreet, plain(form.get(_field(language, discreet), ""))) for language in languages() for discreet in (False, True)
    )
    return tuple(one for one in found if one.body)


def _field(language: str, discreet: bool) -> str:
    return f"words-{language}{'-discreet' if discreet else ''}"


def form_of(words: tuple[Words, ...]) -> dict[str, str]:
    """And back: the fields of a form."""
    return {_field(one.language, one.discreet): one.body for one in words}


def weighed(words: Words, name: str = LONGEST_NAME) -> Weighed:
    """What a wording costs, and what is wrong with it."""
    vocabulary = VOCABULARIES.get(words.language) if words.discreet else None
    hidden = vocabulary.hidden.search(words.body) if vocabulary else None
    telling = vocabulary.telling.search(words.body[:SHOWN]) if vocabulary else None
    counted = count(filled(words.body, "" if words.discreet else name))
    odd = () if counted.encoding == GSM7 else tuple(dict.fromkeys(letter for letter in words.body if not fits(letter)))[:ODD_SHOWN]
    found = {
        "braces": BRACES.search(words.body.replace(NAME, "")) is not None,
        "named": words.discreet and NAME in words.body,
        "hidden": hidden is not None,
        "telling": hidden is None and telling is not None,
        "long": counted.segments > MOST_SEGMENTS,
    }
    return Weighed(
        key=key_of(words),
        words=words,
        shown=filled(words.body, "" if words.discreet else SAMPLE_NAME),
        segments=counted.segments,
        encoding=counted.encoding,
        odd=odd,
        asks="?" in words.body,
        wrong=tuple(code for code, so in found.items() if so),
        hidden=next((found.group() for found in (hidden, telling) if found), ""),
        unchecked=words.discreet and vocabulary is None,
    )


def faults(words: tuple[Words, ...]) -> dict[str, tuple[str, str]]:
    """What must be mended before anybody can get it: by field, a code and a fact. "long" waits for the real names."""
    if not words:
        return {_field(languages()[0], discreet=False): ("empty", "")}
    weights = [weighed(one) for one in words]
    wrong = ((one, code) for one in weights for code in one.wrong if code != "long")
    return {_field(one.words.language, one.words.discreet): (code, one.hidden) for one, code in wrong}
