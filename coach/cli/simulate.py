"""``coach simulate``: personas live months of a program in virtual time, and every law is checked."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from coach.clock import stopwatch
from coach.errors import BadRequest
from coach.settings import read_settings
from coach.sim.crowd import Crowd
from coach.sim.hush import hushed
from coach.sim.personas import PERSONAS
from coach.sim.summary import page, summary, transcript

BAR = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``simulate``."""
    parser.add_argument("--program", required=True, help="the program's name")
    parser.add_argument("--people", type=int, default=100, help="how many (default %(default)s)")
    parser.add_argument("--days", type=int, default=183, help="for how long (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes (default %(default)s)")
    parser.add_argument("--persona", choices=sorted(PERSONAS), help="everyone of this kind (default: a mixed crowd)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--transcript", metavar="ID", help="print one person's texts, by number from 1")


def run(given: argparse.Namespace) -> int:
    """Simulate. Exit status 1 when a law was broken. Raises: ``BadRequest``."""
    if given.people < 1 or given.days < 1:
        raise BadRequest("--people and --days are 1 or more")
    kept = {name: value for name, value in os.environ.items() if name.startswith("COACH_")}
    settings = replace(read_settings(kept, Path.cwd()), program=given.program)
    began = stopwatch()
    with hushed() as logged:
        crowd = Crowd(settings, given.people, given.days, given.seed, given.persona)
        crowd.live(lambda day: _progress(day, given.days))
    seconds = stopwatch() - began
    figures = summary(crowd, given.seed)
    print(f"\n{seconds:.1f} s, {crowd.decisions / seconds:.0f} decisions a second", *logged.lines(), sep="\n", file=sys.stderr)
    if given.transcript:
        print(transcript(crowd, given.transcript))
    else:
        print(json.dumps(figures, indent=1) if given.json else page(figures))
    return int(bool(figures["laws_broken"]))


def _progress(day: int, days: int) -> None:
    """A bar on standard error, when someone is watching."""
    if sys.stderr.isatty():
        done = BAR * day // days
        print(f"\r[{'#' * done}{'.' * (BAR - done)}] day {day} of {days}", end="", file=sys.stderr, flush=True)
