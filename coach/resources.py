"""Finds the data that travels with the package: ``schedules/`` and ``templates/``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def data(kind: str) -> Path:
    """The folder ``schedules`` or ``templates``: inside the installed wheel, else beside the package in a checkout."""
    packed = Path(str(files("coach"))) / "_data" / kind
    return packed if packed.is_dir() else Path(__file__).resolve().parent.parent / kind
