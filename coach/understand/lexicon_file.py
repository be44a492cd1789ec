"""Reads the rule files of ``lexicon/``: named patterns, each tried only when a word of the text can set it off.

A file holds macros (``= name : pattern``, used as ``<name>``) and rules (``TIER KIND NAME : PATTERN``). A pattern may go on in indented
lines; ``unless : pattern`` below a rule is what rules it out. Patterns match whole words and are compiled when they are first tried.
Which words set a rule off is in ``cues.json``, written by ``scripts/lexicon_cues.py``. Knows nothing of what the rules are about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from coach.errors import BadSchedule

DANGER = ("danger.en.txt", "danger_means.txt", "danger_violence.en.txt", "danger.es.txt", "danger_veiled.txt", "danger_broad.txt")
DANGER_TONE = ("danger_tone.txt",)
INTENTS = ("intents.txt",)
PROMISE = ("promise.txt",)
AGES = ("ages.txt",)
_MACRO = re.compile(r"<([a-z0-9.]+)>")
_FOLDER = Path(__file__).with_name("lexicon")
_LOOKS = (("(?! ", "(?!(?: ", r")(?!\S)"), ("(?=.*(?:", r"(?=.*\b(?:", r"\b"), ("(?!.*(?:", r"(?!.*\b(?:", r"\b"))
_REMEMBERED = 20_000
_LONGEST_CUE = 12


@dataclass(frozen=True)
class Rule:
    """One rule: tier, kind and name before the colon, the pattern after it. ``order``: its place among all."""

    tier: str
    kind: str
    name: str
    source: str
    order: int
    denial: str = ""

    def fits(self, words: str) -> bool:
        """Whether the plain ``words`` hold what this rule is about, and nothing that rules it out."""
        return self.pattern.search(words) is not None and (self.unless is None or self.unless.search(words) is None)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, matching whole words only."""
        return _whole(self.source)

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What rules it out, or None."""
        return _whole(self.denial) if self.denial else None


@dataclass(slots=True)
class Lexicon:
    """Rules by what sets them off. ``exact``: by a whole word; ``starts``: by how a word begins."""

    exact: dict[str, list[Rule]] = field(default_factory=dict)
    starts: dict[str, list[Rule]] = field(default_factory=dict)
    _known: dict[str, list[Rule]] = field(default_factory=dict)

    def set_off(self, words: Iterable[str]) -> list[Rule]:
        """The rules that any of ``words`` sets off, in the order of the files."""
        found: dict[int, Rule] = {}
        for word in set(words):
            known = self._known.get(word)
            for rule in self._by_word(word) if known is None else known:
                found[rule.order] = rule
        return [found[order] for order in sorted(found)]

    def _by_word(self, word: str) -> list[Rule]:
        rules = [*self.exact.get(word, ()), *self._begins(word)]
        if len(self._known) < _REMEMBERED:
            self._known[word] = rules
        return rules

    def _begins(self, word: str) -> Iterator[Rule]:
        for length in range(3, min(len(word), _LONGEST_CUE) + 1):
            yield from self.starts.get(word[:length], ())


def read_lexicon(names: tuple[str, ...]) -> Lexicon:
    """The rules of the files ``names``, ready to be set off."""
    cues: dict[str, list[str]] = json.loads((_FOLDER / "cues.json").read_text(encoding="utf-8"))
    lexicon = Lexicon()
    for rule in read_rules(names):
        for cue in cues[rule.name]:
            table = lexicon.starts if cue.endswith("*") else lexicon.exact
            table.setdefault(cue.rstrip("*"), []).append(rule)
    return lexicon


def read_rules(names: tuple[str, ...]) -> list[Rule]:
    """The rules of the files in order; macros of an earlier file are known in the later ones."""
    rules: list[Rule] = []
    macros: dict[str, str] = {}
    for name in names:
        for line in _joined((_FOLDER / name).read_text(encoding="utf-8").splitlines()):
            _take(line, macros, rules)
    return rules


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Whole lines, each with the indented ones that continue it; without comments."""
    whole = ""
    for line in lines:
        if line.startswith("    "):
            whole += line.strip("\n")[4:]
        else:
            yield whole
            whole = "" if line.startswith("#") else line
    yield whole


def _take(line: str, macros: dict[str, str], rules: list[Rule]) -> None:
    head, colon, source = line.partition(" :")
    if not colon:
        return
    source = _whole_looks(_MACRO.sub(lambda used: macros[used[1]], source.removeprefix(" ")))
    if head.startswith("= "):
        macros[head[2:]] = source
    elif head.strip() == "unless":
        rules[-1] = replace(rules[-1], denial=source)
    else:
        tier, kind, name = head.split()
        rules.append(Rule(tier, kind, name, source, len(rules)))


def _whole(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{source})(?!\S)")


def _whole_looks(source: str) -> str:
    """Makes look-arounds keep to whole words: "not followed by a" must not rule out "again", nor "he" be found in "heat"."""
    for opening, before, after in _LOOKS:
        at = source.find(opening)
        while at >= 0:
            end = _closing(source, at)
            inner = source[at + len(opening) : end]
            source = f"{source[:at]}{before}{inner}{after}){source[end + 1 :]}"
            at = source.find(opening, at + len(before))
    return source


def _closing(source: str, at: int) -> int:
    depth = 0
    for place in range(at, len(source)):
        depth += {"(": 1, ")": -1}.get(source[place], 0)
        if depth == 0:
            return place
    raise BadSchedule([f"lexicon: a bracket stays open in {source[at : at + 40]!r}; close it"])
