"""One finding of a check: where, what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

NOTES = frozenset({"fact", "unchecked"})
"""Kinds that inform and need no mending before a release can be cut."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding. ``path``: the file, from the folder that holds it; ``line``: from 1, None for the file as a whole."""

    path: str
    line: int | None
    kind: str
    what: str
    mend: str

    @property
    def is_note(self) -> bool:
        """Whether it only informs."""
        return self.kind in NOTES

    def __str__(self) -> str:
        """``path:line: kind: what; mend``."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.kind}: {self.what}" + (f"; {self.mend}" if self.mend else "")
