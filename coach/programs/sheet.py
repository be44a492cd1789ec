"""Reads a YAML file as plain values that remember their lines.

Yes, no, on and dates stay the words they are (YAML 1.1 would turn them into booleans and dates), keys are words and come once,
and every fault names file, line and mend. Knows nothing of programs; a file is a tree of mappings, lists, words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from coach.errors import BadSchedule

Place = tuple[str | int, ...]
Tree = dict[str, "Tree"] | list["Tree"] | str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file. ``tree``: its values; ``lines``: where each of them stands, counted from 1."""

    path: Path
    tree: Tree
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of the deepest step of ``place`` that the file has; steps it does not have are passed over."""
        known: Place = ()
        for step in place:
            if (*known, step) in self.lines:
                known = (*known, step)
        return self.lines.get(known, 1)

    def problem(self, place: Place, what: str, mend: str) -> str:
        """A finding in the form every author sees: ``path:line: what is wrong; how to mend it``."""
        return f"{self.path}:{self.line(place)}: {what}; {mend}"


class _Loader(yaml.SafeLoader):
    """Resolves whole and decimal numbers and nothing else; refuses anchors, which would hide where a value came from."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the base class names it so

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.get_mark()
            raise yaml.composer.ComposerError(None, None, "an alias (*name) stands here", mark)
        return super().compose_node(parent, index)


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+\Z"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+\Z"), list("-+.0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])

_SCALARS = {"tag:yaml.org,2002:int": int, "tag:yaml.org,2002:float": float, "tag:yaml.org,2002:str": str}


@dataclass(slots=True)
class _Reader:
    path: Path
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def read(self, node: yaml.Node, place: Place) -> Tree:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._entries(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, at)) for at, item in enumerate(node.value)]
        return self._scalar(node)

    def _entries(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Tree]]:
        seen: set[str] = set()
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                self._fault(key, "a key must be a word", "put it in quotes")
                continue
            if key.value in seen:
                self._fault(key, f'the key "{key.value}" stands here twice', "keep one of the two")
            seen.add(key.value)
            self.lines.setdefault((*place, key.value), key.start_mark.line + 1)
            yield key.value, self.read(value, (*place, key.value))

    def _scalar(self, node: yaml.Node) -> Tree:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        if node.tag not in _SCALARS:
            self._fault(node, f"the tag {node.tag} is not used here", "write a plain word or number")
            return None
        value: Tree = _SCALARS[node.tag](node.value)
        return value

    def _fault(self, node: yaml.Node, what: str, mend: str) -> None:
        self.problems.append(f"{self.path}:{node.start_mark.line + 1}: {what}; {mend}")


def read_sheet(path: Path) -> Sheet:
    """The file as a tree with lines.

    Raises: ``BadSchedule`` with every fault of form: not YAML, keys doubled or no words, aliases, unknown tags.
    """
    node = _composed(path)
    reader = _Reader(path)
    tree = reader.read(node, ()) if node is not None else None
    if reader.problems:
        raise BadSchedule(reader.problems)
    return Sheet(path, tree, reader.lines)


def _composed(path: Path) -> yaml.Node | None:
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSchedule([f"{path}:1: cannot be read ({fault}); check that it is there and is UTF-8"]) from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise BadSchedule([f"{path}:{line}: not well-formed: {fault.problem}; mend the line, or write the value out"]) from fault
    except yaml.YAMLError as fault:
        raise BadSchedule([f"{path}:1: not well-formed: {fault}; remove the odd characters"]) from fault
    return node
