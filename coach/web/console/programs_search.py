"""Which text says that? Every wording a person in a program may read, searched for words; and the nearest ones where none has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape
from rapidfuzz import fuzz, process

from coach.programs.gsm import smart
from coach.web.console.programs_book import Bubble

MOST = 60
NEAREST = 6
NEAR = 62.0


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found. ``total``: of all that have the words, also those not shown; ``near``: none has them, these come nearest."""

    bubbles: tuple[Bubble, ...]
    total: int
    near: bool = False


def plain(words: str) -> str:
    """Words as they are compared: signs made plain, in small letters, single spaces."""
    return " ".join(smart(words).casefold().split())


def search(bubbles: Iterable[Bubble], words: str) -> Hits:
    """The wordings that hold these very words together; else all of them somewhere; else the nearest."""
    wanted, among = plain(words), list(bubbles)
    said = [plain(one.said if one.said is not None else one.raw) for one in among]
    for needles in ((wanted,), tuple(wanted.split())):
        found = [one for one, text in zip(among, said, strict=True) if all(needle in text for needle in needles)]
        if found:
            return Hits(tuple(found[:MOST]), len(found))
    near = process.extract(wanted, said, scorer=fuzz.partial_ratio, limit=NEAREST, score_cutoff=NEAR)
    return Hits(tuple(among[at] for _, _, at in near), 0, near=True)


def marked(text: str, words: str) -> Markup:
    """The text with what was searched for marked, ready for a page."""
    wanted = plain(words)
    needles = [wanted] if wanted in plain(text) else sorted(wanted.split(), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, filter(None, needles))), re.IGNORECASE)
    if not pattern.pattern:
        return escape(text)
    made, at = Markup(), 0
    for found in pattern.finditer(text):
        made += escape(text[at : found.start()]) + Markup("<mark>{}</mark>").format(found.group())
        at = found.end()
    return made + escape(text[at:])
