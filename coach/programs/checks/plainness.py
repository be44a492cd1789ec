"""Plain words for everybody: a reading grade of 6 at most, and nothing that says what the other person is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample
from coach.programs.checks.syllables import syllables
from coach.programs.checks.vocabulary import VOCABULARIES

GRADE = 6.0
LEAST_WORDS = 12

_WORDS = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_ENDS = re.compile(r"[.!?]+['\"]?(?=\s|$)")


def grade(text: str) -> float:
    """The reading grade of an English text in US school years.

    Source: Kincaid, Fishburne, Rogers & Chissom 1975, Research Branch Report 8-75 (the Flesch-Kincaid grade level).
    """
    words = _WORDS.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_ENDS.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def hard_to_read(sample: Sample) -> Iterator[Finding]:
    """An English wording of a dozen words or more above grade 6."""
    if sample.language != "en" or len(_WORDS.findall(sample.usual)) < LEAST_WORDS:
        return
    found = grade(sample.usual)
    if found > GRADE:
        yield sample.finding("hard-to-read", f"its reading grade is {found:.1f}", "use shorter words and sentences (6.0 at most)")


def gendered(sample: Sample) -> Iterator[Finding]:
    """A pronoun or noun that says whether the other is a man or a woman."""
    vocabulary = VOCABULARIES.get(sample.language)
    found = vocabulary and vocabulary.gendered.search(sample.words)
    if found:
        yield sample.finding("gendered", f'it says "{found.group()}"', "say they, or leave the person out")
