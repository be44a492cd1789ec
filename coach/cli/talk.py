"""``coach talk``: play a participant, by hand or from a pipe."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from coach.errors import BadRequest
from coach.settings import Settings, read_settings
from coach.sim.talk import Choices, Talk

GUIDE = "Each line is a text. +next, +3h, +1d, +2w move time; ? says where the journey stands; \\ sends the rest as it is."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``talk``."""
    parser.add_argument("program", metavar="PROGRAM", help="the program's name")
    parser.add_argument("--json", action="store_true", help="answer each line in JSON Lines")
    parser.add_argument("--start", default="2026-03-01T10:00", help="local date and time to begin at (default %(default)s)")
    parser.add_argument("--zone", default="America/New_York", help="the participant's zone (default %(default)s)")
    parser.add_argument("--language", default="en", help="the language of the texts (default %(default)s)")
    parser.add_argument("--role", default=None, help="the role in the program (default: its first)")
    parser.add_argument("--discreet", action="store_true", help="texts that give nothing away")
    parser.add_argument("--seed", type=int, default=0, help="another seed spreads times and wordings otherwise")
    parser.add_argument("--intake", action="store_true", help="begin as a stranger who texts JOIN")


def run(given: argparse.Namespace) -> int:
    """Play until the input ends. Exit status 1 when a line was not understood."""
    talk = Talk(_settings(given.program), _choices(given))
    if not given.json:
        print(GUIDE)
    status = 0
    for line in sys.stdin:
        try:
            answers = talk.play(line)
        except BadRequest as error:
            status = 1
            print(json.dumps({"turn": talk.turn, "error": str(error)}) if given.json else f"  ! {error}", flush=True)
            continue
        for answer in answers:
            print(json.dumps(answer, ensure_ascii=False) if given.json else _shown(answer, line), flush=True)
    return status


def _settings(program: str) -> Settings:
    """The settings that matter here: texts, programs and names; never the live carrier or its database."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COACH_")}
    return replace(read_settings(kept, Path.cwd()), program=program)


def _choices(given: argparse.Namespace) -> Choices:
    if given.zone not in available_timezones():
        raise BadRequest(f"--zone {given.zone}: no such zone; use a name such as America/New_York")
    try:
        start = datetime.fromisoformat(given.start)
    except ValueError:
        raise BadRequest(f"--start {given.start}: write a local date and time such as 2026-03-01T10:00") from None
    if start.tzinfo is not None:
        raise BadRequest(f"--start {given.start}: leave the offset out, --zone says where it is")
    return Choices(start, given.zone, given.language, given.role, given.discreet, given.seed, given.intake)


def _shown(answer: Mapping[str, object], line: str) -> str:
    if "text" in answer:
        return f"  {str(answer['at'])[:16].replace('T', ' ')}  {answer['from']}: {answer['text']}"
    place = f"[{answer['phase']} {answer['stage'] or '-'}]"
    if line.strip() == "?":
        reasons = "".join(f"\n    {reason}" for reason in answer["reasons"])  # type: ignore[attr-defined]  # a list of words
        return f"{place} next waking {answer['wake_at']}{reasons}"
    return place + (" the end" if "end" in answer else "")
