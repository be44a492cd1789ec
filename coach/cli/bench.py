"""``coach bench``: measure, on data of your own."""

from __future__ import annotations

import argparse
from pathlib import Path

from coach.errors import BadRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``bench``."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    speech = kinds.add_parser("speech", help="score the understanding of replies on labelled JSON Lines files")
    speech.add_argument("files", nargs="+", metavar="FILE", type=Path)


def run(given: argparse.Namespace) -> int:
    """Print the scores. Raises: ``BadRequest`` when a file cannot be read."""
    from coach.understand.speech import report

    missing = [str(file) for file in given.files if not file.is_file()]
    if missing:
        raise BadRequest(f"no such file: {', '.join(missing)}")
    print(report(given.files))
    return 0
