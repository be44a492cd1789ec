"""Says a decision's reasons in plain sentences, from ``templates/console/reasons.yaml``."""

from __future__ import annotations

from pathlib import Path

import yaml

from coach.core.effects import Reason
from coach.errors import BadWording


class Reasons:
    """The sentences by reason code. Raises: ``BadWording`` when the file is not a table of sentences."""

    def __init__(self, templates: Path) -> None:
        path = templates / "console" / "reasons.yaml"
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(loaded, dict) or not all(isinstance(words, str) for words in loaded.values()):
            raise BadWording(f"{path}: each line maps a code to one sentence in quotes")
        self._sentences: dict[str, str] = loaded

    def told(self, reason: Reason) -> str:
        """One reason as a sentence; a code without one is shown as it is."""
        sentence = self._sentences.get(reason.code)
        return sentence.format_map(_Facts(reason.facts)) if sentence is not None else str(reason)


class _Facts(dict[str, str | int]):
    """Facts by name; one that is missing shows its name."""

    def __missing__(self, name: str) -> str:
        return name
