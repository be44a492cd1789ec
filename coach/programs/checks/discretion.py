"""What discreet mode sends must tell a stranger at the lock screen nothing."""

from __future__ import annotations

from collections.abc import Iterator

from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample
from coach.programs.checks.vocabulary import VOCABULARIES

SHOWN = 40
"""Characters a lock screen surely shows (NNEDV Safety Net, texting practice: keep the first line neutral)."""

PERSONAL = frozenset({"name", "quote"})
ALWAYS = "intake"
"""The room whose texts are all sent before anybody was asked about discretion."""


def sent_discreetly(sample: Sample) -> bool:
    """Whether discreet mode would send this very wording: a discreet variant, or a plain text that has none."""
    return sample.file.discreet or sample.room == ALWAYS or not sample.wording.has_discreet(sample.file.key, sample.language)


def indiscreet(sample: Sample) -> Iterator[Finding]:
    """Words, variables or a beginning that would give the matter away."""
    if not sent_discreetly(sample):
        return
    vocabulary = VOCABULARIES.get(sample.language)
    mend = f"write {sample.file.key}.discreet.txt without it" if not sample.file.discreet else "put it another way"
    if personal := sorted(sample.variables & PERSONAL):
        yield sample.finding("indiscreet", f"discreet mode would fill in the {' and the '.join(personal)}", mend)
    if vocabulary is None:
        return
    if hidden := vocabulary.hidden.search(sample.words):
        yield sample.finding("indiscreet", f'discreet mode would say "{hidden.group()}"', mend)
    if telling := vocabulary.telling.search(sample.usual[:SHOWN]):
        yield sample.finding("telling-start", f'a lock screen would show "{telling.group()}"', f"{mend}, or begin otherwise")
