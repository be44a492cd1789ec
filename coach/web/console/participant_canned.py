"""The replies coaches keep ready: those they keep in the database, or those that come with the product. Must not know any words."""

from __future__ import annotations

from pathlib import Path

import yaml

from coach.errors import BadWording
from coach.store.canned import Canned
from coach.store.work import View

FILE = ("console", "canned.yaml")


def canned_of(view: View, templates: Path, language: str) -> tuple[Canned, ...]:
    """The replies in one language, in their order. Raises: ``BadWording`` when the product's own cannot be read."""
    kept = view.canned()
    replies = shipped(templates) if kept is None else kept
    return tuple(one for one in replies if one.language == language)


def shipped(templates: Path) -> list[Canned]:
    """The replies that come with the product, for every language. Raises: ``BadWording``."""
    path = templates.joinpath(*FILE)
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return [Canned(str(one["title"]), str(one["body"]), str(language)) for language, replies in loaded.items() for one in replies]
    except (AttributeError, KeyError, TypeError) as fault:
        raise BadWording(f"{path}: each language holds a list of replies, each with title and body") from fault
