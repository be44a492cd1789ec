"""Works out which words set off each rule of the lexicon, and writes them to ``coach/understand/lexicon/cues.json``.

    python scripts/lexicon_cues.py

A rule is only tried on a text that holds one of its cues: that keeps a reading fast. Whatever a pattern matches holds at least one
word of its cues, and they are the cheapest such words: seldom heard in ordinary texts. "kill*" stands for every word that begins so.
Run it after every change to a rule; a test compares.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coach.understand.lexicon_file import DANGER, INTENTS, Rule, read_rules  # noqa: E402 - the path comes first
from scripts.pattern_parts import Alt, Any, Look, Parser, Part, Rep, Seq, Word  # noqa: E402


class Cover:
    """Finds the cheapest words one of which is in everything a pattern matches."""

    def __init__(self, common: Counter[str]) -> None:
        self.common = common

    def of(self, parts: Seq, start: bool | None, end: bool) -> frozenset[str] | None:
        """The cheapest cover of ``parts``. ``start``: they begin where a word does; ``end``: a word ends after them."""
        found: list[frozenset[str]] = []
        for at, part in enumerate(parts):
            rest = _begins_with_space(parts[at + 1 :], end)
            found.extend(self._covers(part, start, rest))
            start = _at_start(part, start)
        return min(found, key=lambda words: (self.price(words), sorted(words)), default=None)

    def _covers(self, part: Part, start: bool | None, end: bool) -> list[frozenset[str]]:
        if isinstance(part, Word):
            return list(_words(part.text, start, end))
        if isinstance(part, Alt):
            return self._union([self.of(branch, start, end) for branch in part.branches])
        if isinstance(part, Rep) and part.least:
            return self._union([self.of(part.body, start, False)])
        return []

    def _union(self, covers: list[frozenset[str] | None]) -> list[frozenset[str]]:
        known = [cover for cover in covers if cover is not None]
        return [frozenset().union(*known)] if len(known) == len(covers) else []

    def price(self, words: frozenset[str]) -> float:
        """How often an ordinary text would set the rule off, roughly."""
        return sum(self._price(word) for word in words)

    def _price(self, word: str) -> float:
        stem = word.rstrip("*")
        if word.endswith("*"):
            return 1 + sum(count for other, count in self.common.items() if other.startswith(stem))
        return 1 + self.common[word]


def _words(text: str, start: bool | None, end: bool) -> list[frozenset[str]]:
    pieces = text.split(" ")
    found = []
    for at, piece in enumerate(pieces):
        whole_end = at < len(pieces) - 1 or end
        if piece.isalnum() and (at > 0 or start) and (whole_end or len(piece) > 2):
            found.append(frozenset([piece if whole_end else piece + "*"]))
    return found


def _at_start(part: Part, before: bool | None) -> bool | None:
    if isinstance(part, Look):
        return before
    if isinstance(part, Word):
        return part.text.endswith(" ")
    if isinstance(part, Any):
        return False
    ends = {_last(branch, before) for branch in (part.branches if isinstance(part, Alt) else [part.body])}
    if isinstance(part, Rep) and not part.least:
        ends.add(before)
    return ends.pop() if len(ends) == 1 else None


def _last(parts: Seq, before: bool | None) -> bool | None:
    for part in parts:
        before = _at_start(part, before)
    return before


def _begins_with_space(parts: Seq, end: bool) -> bool:
    for at, part in enumerate(parts):
        if isinstance(part, Look):
            continue
        if isinstance(part, Word):
            return part.text.startswith(" ")
        if isinstance(part, Any):
            return False
        after = _begins_with_space(parts[at + 1 :], end)
        if isinstance(part, Alt):
            return all(_begins_with_space(branch, after) for branch in part.branches)
        return _begins_with_space(part.body, after) and (bool(part.least) or after)
    return end


def cues(rule: Rule, cover: Cover) -> list[str]:
    """The cues of ``rule``; ends the program when it has none, for then the rule would never be tried."""
    found = cover.of(Parser(rule.source).parse(), True, True)
    if found is None:
        sys.exit(f"{rule.name}: no word is sure to be in what it matches; split it")
    return sorted(found)


def written() -> dict[str, list[str]]:
    """Cues by rule name, for every rule of the lexicon."""
    common: Counter[str] = Counter()
    for path in sorted((ROOT / "tests/understand/phrases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            common.update(set(re.findall(r"[a-z]+", json.loads(line)["text"].lower())))
    cover = Cover(common)
    return {rule.name: cues(rule, cover) for rule in [*read_rules(DANGER), *read_rules(INTENTS)]}


def main() -> None:
    """Writes the file."""
    text = json.dumps(written(), indent=0, sort_keys=True)
    (ROOT / "coach/understand/lexicon/cues.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
