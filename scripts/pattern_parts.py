"""Takes the patterns of the lexicon apart: words, alternatives, repetitions, look-arounds. Knows only the forms the rules use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """Letters and spaces as they stand."""

    text: str


@dataclass(frozen=True)
class Any:
    """One letter of a class."""


@dataclass(frozen=True)
class Look:
    """Something that matches no letters: a look-around, an anchor."""


@dataclass(frozen=True)
class Alt:
    """One of several."""

    branches: tuple[Seq, ...]


@dataclass(frozen=True)
class Rep:
    """At least ``least`` times ``body``."""

    body: Seq
    least: int


Part = Word | Any | Look | Alt | Rep
Seq = tuple[Part, ...]


_ESCAPED: dict[str, Part] = {".": Word("."), "b": Look()}
_SIGNS: dict[str, Part] = {".": Any(), "^": Look(), "$": Look()}


class Parser:
    """Reads one pattern from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def parse(self) -> Seq:
        """The pattern's parts, from here to the end or to the closing bracket."""
        branches: list[list[Part]] = [[]]
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "|":
                self.at += 1
                branches.append([])
            else:
                branches[-1].append(self._repeated(self._part()))
        joined = tuple(_join(branch) for branch in branches)
        return joined[0] if len(joined) == 1 else (Alt(joined),)

    def _part(self) -> Part:
        letter = self.source[self.at]
        self.at += 1
        if letter == "(":
            return self._group()
        if letter == "[":
            self.at = self.source.index("]", self.at) + 1
            return Any()
        if letter == "\\":
            self.at += 1
            return _ESCAPED.get(self.source[self.at - 1], Any())
        return _SIGNS.get(letter, Word(letter))

    def _group(self) -> Part:
        look = self.source.startswith(("?=", "?!", "?<"), self.at)
        self.at = self.source.index(":", self.at) + 1 if self.source.startswith("?:", self.at) else self.at + (2 if look else 0)
        inner = self.parse()
        self.at += 1
        return Look() if look else Alt((inner,))

    def _repeated(self, part: Part) -> Part:
        sign = self.source[self.at : self.at + 1]
        if sign not in ("*", "+", "?", "{"):
            return part
        end = self.source.index("}", self.at) if sign == "{" else self.at
        least = int(self.source[self.at + 1 : end].split(",")[0]) if sign == "{" else int(sign == "+")
        self.at = end + 1
        return Rep((part,), least)


def _join(parts: list[Part]) -> Seq:
    """Letters that follow each other become one word."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, Word) and joined and isinstance(joined[-1], Word):
            joined[-1] = Word(joined[-1].text + part.text)
        else:
            joined.append(part)
    return tuple(joined)
