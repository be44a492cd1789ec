"""Nobody reads the same words twice within 60 days: enough wordings for how often a prompt comes, and truly different ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil

from rapidfuzz import fuzz

from coach.core.program import Program, Prompt
from coach.programs.checks.finding import Finding
from coach.programs.checks.samples import Sample
from coach.programs.texts import PLAIN

FRESH_DAYS = 60
ALIKE_IN_ONE_TEXT = 88.0
ALIKE_ANYWHERE = 94.0
LEAST_LETTERS = 20

_HOW_TO = re.compile(r"\b(?:Reply|Text|Answer)\b[^.!?]*[.!?]?")
_ODD = re.compile(r"[^a-z0-9 ]+")


def wanted(program: Program, prompt: Prompt) -> tuple[int, str]:
    """How many wordings a prompt needs, and why."""
    if prompt.every is not None:
        return ceil(_stay(program, prompt) / prompt.every), f"it comes every {prompt.every} days"
    if any(reply.again is not None for reply in prompt.replies):
        return 2, "a reply has it asked again"
    if prompt.opening and _stage_of(prompt) in _returned_to(program):
        return 2, "a journey may come back to its stage"
    return 1, ""


def _stay(program: Program, prompt: Prompt) -> int:
    """The days that count: a stage without a gate is left when its dwell is over, any other may last."""
    stage = program.stages[_stage_of(prompt)]
    return FRESH_DAYS if stage.gate else min(FRESH_DAYS, stage.dwell)


def _stage_of(prompt: Prompt) -> str:
    return prompt.key.split("/")[1]


def _returned_to(program: Program) -> frozenset[str]:
    """Stages that some other stage leads back to."""
    order = list(program.stages)
    return frozenset(to for at, key in enumerate(order) for to in program.stages[key].ways if to in order[: at + 1])


def too_few(program: Program, language: str) -> Iterator[Finding]:
    """Prompts whose wordings would run out."""
    for prompt in program.prompts.values():
        need, why = wanted(program, prompt)
        have = program.texts.get(prompt.key, 0)
        if 0 < have < need:
            path = f"sms/{language}/{prompt.key}{PLAIN}"
            yield Finding(path, None, "few-wordings", f"{have} wordings, but {why}", f"write {need}, parted by lines with only ---")


def essence(words: str) -> str:
    """What a wording says, without how to answer it, in small letters."""
    return " ".join(_ODD.sub(" ", _HOW_TO.sub(" ", words).lower()).split())


def alike(samples: Sequence[Sample]) -> Iterator[Finding]:
    """Two plain wordings of programs that say the same in nearly the same words; re-asks and commands may repeat themselves."""
    told = [(essence(sample.words), sample) for sample in samples if not sample.file.discreet and not sample.is_common]
    for (words, sample), (others, other) in combinations(told, 2):
        if min(len(words), len(others)) < LEAST_LETTERS:
            continue
        least = ALIKE_IN_ONE_TEXT if sample.file.key == other.file.key else ALIKE_ANYWHERE
        score = fuzz.ratio(words, others, score_cutoff=least)
        if score:
            where = f"{sample.file.key}:{sample.file.wordings[sample.number].line}"
            yield other.finding("alike", f"it says nearly what {where} says ({score:.0f} of 100)", "say it in other words, or drop one")
