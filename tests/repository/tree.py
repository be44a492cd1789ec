"""What of the checkout is ours: every file that git would hold, found without git, so that it works in an unpacked archive too."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {".git", "node_modules", "vendor", "dist", "build", "var", "htmlcov", "test-results"}
"""Folders that are made, not written; so are all caches, whose names begin with a dot and end in ``cache``, and ``.venv``."""


def made(folder: str) -> bool:
    """Whether a folder of this name holds nothing of ours."""
    return folder in MADE or re.fullmatch(r"\.venv.*|__pycache__|\..*cache|\.hypothesis|\.idea|\.vscode", folder) is not None


def written() -> list[Path]:
    """Every file of the repository, sorted."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not made(name)]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def words(path: Path) -> str:
    """The text of a file, undecodable bytes replaced."""
    return path.read_text(encoding="utf-8", errors="replace")
