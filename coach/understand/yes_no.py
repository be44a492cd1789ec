"""Reads a yes, a no or an "I don't know" from how people really say it. Knows nothing of what was asked.

A text is cut into clauses, every phrase of a clause becomes one letter (its role, see :mod:`yes_no_words`), and a clause means
what its letters add up to. A sentence that merely holds a "no" or a "good" among many other words is not an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coach.understand.answered import Answered
from coach.understand.normalise import bare, unhyphenated
from coach.understand.yes_no_words import PHRASES

_NOT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should|ca)n? not\b")
_OTHER_NOT = ((re.compile(r"\bcannot\b"), "can't"), (re.compile(r"\bwill not\b"), "won't"), (re.compile(r"\bi am not\b"), "i'm not"))
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:[/-]\d+)?|[%&,.;:!?\n()\"]|[^\w\s]")
_SILENT = str.maketrans("", "", ".C?")  # roles that weigh nothing by themselves
_BREAKS = frozenset(",.;:!?\n()")
_LONGEST = 400  # characters: beyond that it is a story, not an answer

Said = bool | Literal["unsure"]


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one clause says. ``explicit``: by a yes or no of its own. ``pure``: nothing else was in it. ``corrects``: takes back."""

    said: Said | None
    confidence: float = 0.0
    explicit: bool = False
    pure: bool = False
    corrects: bool = False


def read_yes_no(text: str, language: str) -> Answered | None:
    """True, False or "unsure"; None where the text is no answer. English and Spanish are both read whatever ``language`` says.

    Confidence 0.9 and more: said outright. Below 0.7: only by implication.
    """
    return _read(text) if len(text) <= _LONGEST and language else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Answered | None:
    roles = list(_clauses(_contract(bare(text))))
    if any("0" in clause for clause in roles):
        return None
    clauses = [clause for clause in map(_weigh, roles) if clause.said is not None or clause.corrects]
    said = _settle(clauses)
    return Answered(said.said, round(said.confidence, 2), "yes_no") if said and said.said is not None else None


def _contract(text: str) -> str:
    """``do not`` as ``don't`` and ``uh-huh`` as ``uh huh``, so that the tables need only one of them."""
    text = unhyphenated(text)
    if "not" not in text:
        return text
    for pattern, short in _OTHER_NOT:
        text = pattern.sub(short, text)
    return _NOT.sub(lambda match: f"{match[1]}n't", text)


def _clauses(text: str) -> Iterator[str]:
    """Each clause as a word of roles; ``.`` stands for a word the tables do not hold."""
    tokens = _TOKEN.findall(text)
    clause, at = "", 0
    while at < len(tokens):
        if tokens[at] in _BREAKS:
            role, width = "|", 1
        else:
            role, width = _phrase(tokens, at)
        if role in "|C":
            yield clause
            clause = ""
        clause += role.strip("|")
        at += width
    yield clause


def _phrase(tokens: list[str], at: int) -> tuple[str, int]:
    """The role of the longest phrase that begins at ``at``, and how many tokens it takes."""
    for phrase, role in PHRASES.get(tokens[at], ()):
        width = len(phrase)
        if width == 1 or tuple(tokens[at : at + width]) == phrase:
            return role, width
    return (".", 1) if tokens[at].isalnum() or "'" in tokens[at] else ("F", 1)


def _weigh(roles: str) -> _Clause:
    """What a clause of these roles says."""
    heard = roles.replace("F", "")
    strange = heard.count(".")
    corrects = "C" in heard
    core = heard.translate(_SILENT)
    if not core:
        return _Clause(None, corrects=corrects)
    for weigh in (_unsure, _explicit, _claimed, _denied, _hedged):
        found = weigh(heard.replace("C", "").replace("?", ""), core, strange)
        if found:
            return _Clause(found[0], found[1], found[2], pure=not strange, corrects=corrects)
    return _Clause(None, corrects=corrects)


_Found = tuple[Said, float, bool] | None


def _unsure(_heard: str, core: str, strange: int) -> _Found:
    if "U" in core:
        return None if core[0] == "Y" and strange > 1 else ("unsure", 0.92 if strange < 3 else 0.8, False)
    if "u" in core and strange < 2 and core[0] not in "NX" and core[-1] != "Y":
        return ("unsure", 0.8, False)
    if "M" in core and strange < 4 and core[0] not in "YN":
        return (False, 0.75, False) if "X" in core[: core.index("M")] else ("unsure", 0.85, False)
    return None


def _explicit(heard: str, _core: str, strange: int) -> _Found:
    """A yes or no of its own: anywhere in a short clause, only in front of a long one."""
    usable = "YN" if strange > 1 else "YNyn"
    spot = next((place for place, role in enumerate(heard) if role in usable), None)
    if spot is None or (spot > 0 and strange > 3):
        return None
    said = heard[spot] in "Yy"
    rest = heard[spot + 1 :]
    if said and rest in ("N", "X", "n"):  # "yeah no"
        return (False, 0.75, True)
    sure = 0.98 if not strange else 0.9 if spot == 0 else 0.7
    return (said, sure - 0.3 if _contradicts(said, rest) else sure, True)


def _contradicts(said: bool, rest: str) -> bool:
    """Whether a yes goes on as a plain no, or a no as a plain yes ("no that's right")."""
    claim = _claimed(rest, rest.replace(".", ""), rest.count("."))
    return claim is not None and claim[0] != said and "." not in rest


def _claimed(heard: str, core: str, strange: int) -> _Found:
    """A claim that agrees or disagrees, turned round by an odd number of negations before it."""
    place = next((place for place, role in enumerate(core) if role in "PQ"), None)
    if place is None:
        by_verb = "X" not in core and (heard.startswith("A") or heard == "B")
        return (True, 0.9 if not strange else 0.72, False) if by_verb else None
    if strange > 2 or (strange == 2 and heard.endswith(".")):
        return None
    turned = core[:place].count("X") % 2 == 1
    return ((core[place] == "P") != turned, 0.92 if not strange else 0.75 if strange < 2 else 0.6, False)


def _denied(heard: str, core: str, strange: int) -> _Found:
    """Only a negation ("i didn't", "not that one")."""
    if "X" not in core or heard.find("X") > 1:
        return None
    return (False, 0.9 if not strange else 0.75 if strange < 3 else 0.65, False)


def _hedged(_heard: str, core: str, strange: int) -> _Found:
    if "I" in core:
        return (True, 0.95, False) if strange < 2 else None
    return (True, 0.75, False) if "W" in core and strange < 2 else None


def _settle(clauses: list[_Clause]) -> _Clause | None:
    """What several clauses say together: a correction outranks, then plain doubt, then a yes or no of its own, then the first."""
    told = [clause for clause in clauses if clause.said is not None]
    if len(told) < 2:
        return told[0] if told else None
    if any(clause.corrects for clause in clauses[1:]):
        return told[-1]
    doubt = next((clause for clause in told[1:] if clause.said == "unsure" and clause.pure), None)
    if doubt and told[0].pure:
        return doubt
    first = told[0] if told[0].explicit else next((clause for clause in told if clause.explicit), told[0])
    against = any(clause.said != first.said for clause in told)
    return _Clause(first.said, first.confidence - 0.15 if against else first.confidence)
