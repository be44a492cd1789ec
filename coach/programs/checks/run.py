"""Puts the checks together: one call, every finding, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coach.core.program import Program
from coach.core.speaking import AGAIN
from coach.programs.checks import asking, discretion, files, graph, lengths, plainness, rotation, samples
from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample
from coach.programs.checks.vocabulary import VOCABULARIES
from coach.programs.lines import Lines
from coach.programs.wording import Wording

TEXT_CHECKS: tuple[Callable[[Sample], Iterator[Finding]], ...] = (
    lengths.too_long,
    lengths.nameless,
    discretion.indiscreet,
    asking.forbidden_answer,
    plainness.hard_to_read,
    plainness.gendered,
)
"""Checks of one wording that can be filled in."""


def check(program: Program, wording: Wording, language: str = "en") -> list[Finding]:
    """Everything that is wrong with a program and the texts it may send in one language, common texts included; and a few facts.

    ``Finding.is_note`` tells what only informs. An empty list of the rest means: it may be published.
    Raises: ``BadSchedule`` when the lines of safety cannot be read.
    """
    texts = list(samples.samples(wording, language, samples.rooms_of(program.name)))
    found = [*_shape(program, wording, language), *_texts(program, texts), *_lines(wording)]
    if language not in VOCABULARIES:
        found.append(
            Finding(f"sms/{language}", None, "no-vocabulary", f"discreet and gendered words of {language} are unknown", "add them")
        )
    return sorted(set(found), key=lambda finding: (finding.path, finding.line or 0, finding.kind, finding.what))


def _shape(program: Program, wording: Wording, language: str) -> Iterator[Finding]:
    for shape_check in graph.CHECKS:
        yield from shape_check(program)
    yield from files.missing(program, wording, language)
    yield from files.unused(program, wording, language)
    yield from files.counts(program, language)
    yield from rotation.too_few(program, language)


def _texts(program: Program, texts: Sequence[Sample]) -> Iterator[Finding]:
    whole = []
    for sample in texts:
        broken = list(samples.unfillable(sample))
        yield from broken
        if not broken:
            whole.append(sample)
    for sample in whole:
        for text_check in TEXT_CHECKS:
            yield from text_check(sample)
        yield from asking.unclear_question(program, sample)
        yield from asking.misplaced_quote(program, sample)
    yield from _again(program, whole)
    yield from rotation.alike(whole)


def _again(program: Program, texts: Sequence[Sample]) -> Iterator[Finding]:
    """Questions that may be put twice, with the words that then lead them."""
    leads = [sample for sample in texts if sample.file.key == AGAIN]
    asking_again = {key for key, prompt in program.prompts.items() if prompt.asked is not None} | {"promise/kept-yet"}
    for sample in texts:
        if sample.file.key in asking_again or sample.room == "intake":
            yield from lengths.too_long_again(sample, leads)


def _lines(wording: Wording) -> Iterator[Finding]:
    lines = Lines(wording.root)
    path = lines.path.relative_to(wording.root).as_posix()
    for line in lines.unchecked():
        what = f'nobody has checked "{line.say}" ({line.country}, {line.kind})'
        yield Finding(path, line.at, "unchecked", what, f"hold it against {line.source} and date it")
