"""What a text costs, and whether it reads well without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.programs import gsm, segments
from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample

MOST = {"en": (segments.GSM7, 2), "es": (segments.UCS2, 3)}
"""Language -> the encoding it is written for and the most segments a text may take in it."""

_ODD_START = re.compile(r"\A[\s,;:.!?-]|\s[,;:.!?](?:\s|\Z)")


def too_long(sample: Sample) -> Iterator[Finding]:
    """More segments than the language allows, with every variable at its longest."""
    encoding, most = MOST.get(sample.language, MOST["en"])
    counted = segments.count(sample.longest)
    if counted.segments > most:
        room = segments.ROOM[counted.encoding].part * most
        what = f"{counted.units} units in {counted.encoding} make {counted.segments} segments with its variables at their longest"
        yield sample.finding("too-long", what, f"cut it to {most} segments ({room} units)")
    if encoding == segments.GSM7 and not gsm.fits(sample.words):
        odd = gsm.strangers(sample.words)
        yield sample.finding("not-gsm-7", f"{odd!r} is not of the GSM-7 set", "write it in plain characters")


def too_long_again(sample: Sample, leads: Iterable[Sample]) -> Iterator[Finding]:
    """A question that takes more than one segment more than a text may, once the longest words for asking again lead it."""
    alike = [lead.longest for lead in leads if lead.file.discreet == sample.file.discreet]
    encoding, most = MOST.get(sample.language, MOST["en"])
    counted = segments.count(f"{max(alike, key=len, default='')} {sample.longest}")
    if counted.segments > most + 1:
        what = f"asked once more it makes {counted.segments} segments in {counted.encoding} with its variables at their longest"
        yield sample.finding("too-long", what, f"cut it to {segments.ROOM[encoding].part * most} units")


def nameless(sample: Sample) -> Iterator[Finding]:
    """A hole where the name would be."""
    if "name" in sample.variables and _ODD_START.search(sample.nameless):
        mend = "write {% if name %}{{ name }}, {% endif %} and let the sentence stand without it"
        yield sample.finding("needs-name", f'without a name it reads "{sample.nameless[:40]}"', mend)
