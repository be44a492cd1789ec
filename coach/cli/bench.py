"""``coach bench``: measure, on data of your own or on invented people."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from coach.errors import BadRequest

DATABASE = "coach-bench.sqlite3"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``bench``."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    speech = kinds.add_parser("speech", help="score the understanding of replies on labelled JSON Lines files")
    speech.add_argument("files", nargs="+", metavar="FILE", type=Path)
    pace = kinds.add_parser("pace", help="how many decisions a second, alone and on the whole way, beside what SQLite alone can do")
    pace.add_argument("--people", type=int, default=100, help="how many live through the program (default %(default)s)")
    pace.add_argument("--days", type=int, default=60, help="for how long (default %(default)s)")
    pace.add_argument("--seed", type=int, default=1, help="whose lives (default %(default)s)")
    console = kinds.add_parser("console", help="time every page of the console on a large database of invented people")
    console.add_argument("--database", metavar="URL", help=f"an empty one, or one that was filled so before (default: {DATABASE} here)")
    console.add_argument("--people", type=int, default=10_000, help="how many participants (default %(default)s)")
    console.add_argument("--texts", type=int, default=1_000_000, help="how many texts, about (default %(default)s)")
    console.add_argument("--rounds", type=int, default=40, help="how often each page is asked for (default %(default)s)")


def run(given: argparse.Namespace) -> int:
    """Print the figures; of ``console``, status 1 when a page is too slow. Raises: ``BadRequest`` when a file cannot be read."""
    return KINDS[given.kind](given)


def _speech(given: argparse.Namespace) -> int:
    from coach.understand.speech import report

    missing = [str(file) for file in given.files if not file.is_file()]
    if missing:
        raise BadRequest(f"no such file: {', '.join(missing)}")
    print(report(given.files))
    return 0


def _pace(given: argparse.Namespace) -> int:
    from coach.bench.pace import measured, told
    from coach.settings import read_settings
    from coach.sim.hush import hushed

    if given.people < 1 or given.days < 1:
        raise BadRequest("--people and --days are 1 or more")
    kept = {name: value for name, value in os.environ.items() if name.startswith("COACH_")}
    with hushed():
        print(told(measured(read_settings(kept, Path.cwd()), given.people, given.days, given.seed)))
    return 0


def _console(given: argparse.Namespace) -> int:
    from coach.bench.console import Size, compare
    from coach.bench.table import is_slow, table

    if given.people < 1 or given.texts < given.people or given.rounds < 1:
        raise BadRequest("--people and --rounds are 1 or more, --texts at least as many as people")
    small = max(1, given.people // 50)
    sizes = Size(small, small * given.texts // given.people), Size(given.people, given.texts)
    url = given.database or f"sqlite:///{Path.cwd() / DATABASE}"
    found, left_out = compare(url, *sizes, given.rounds, lambda words: print(f"\r{words}", end="", file=sys.stderr, flush=True))
    print(f"\n{sizes[0].people:,} people beside {given.people:,}\n\n{table(found, left_out)}")
    return int(any(is_slow(one.large) for one in found))


KINDS = {"speech": _speech, "pace": _pace, "console": _console}
