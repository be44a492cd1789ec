"""The command line: thin. Each command imports what it needs when it is run, so that ``coach --help`` answers at once."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from coach import __version__
from coach.errors import CoachError

COMMANDS = {
    "run": "everything in one process; a simulated carrier unless Twilio is configured",
    "web": "the web process: webhooks and pages",
    "worker": "the worker: makes time pass, decides and sends",
    "migrate": "bring the database to this release",
    "doctor": "check settings, database, carrier and public address, and say the mend",
    "carrier": "run the simulated carrier alone",
    "talk": "play a participant in the terminal",
    "simulate": "let personas live months of a program in virtual time",
    "coaches": "who may sign in to the console: add, list, role, reset, remove",
    "alerts": "list alerts, acknowledge one, or end a hold",
    "invite": "invite a number that agreed to be texted",
    "programs": "check, show or draw programs",
    "explain": "say how a reply, a text's segments or a local time is understood",
    "bench": "measure understanding on labelled speech, and the console on a crowd",
}


class _Wide(argparse.HelpFormatter):
    """One line a command."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=110)


def parser() -> argparse.ArgumentParser:
    """The command line's grammar, without any command's own."""
    top = argparse.ArgumentParser(prog="coach", description="A text-message coach for people rebuilding trust.", formatter_class=_Wide)
    top.add_argument("--version", action="version", version=f"coach {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, about in COMMANDS.items():
        commands.add_parser(name, help=about, add_help=False)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Answers the exit status: 0 done, 1 findings, 2 unusable input or settings."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen, rest = parser().parse_known_args(arguments[:1])[0].command, arguments[1:]
    module = importlib.import_module(f"coach.cli.{chosen}")
    own = argparse.ArgumentParser(prog=f"coach {chosen}", description=COMMANDS[chosen])
    module.add_arguments(own)
    try:
        return int(module.run(own.parse_args(rest)))
    except CoachError as error:
        print(f"coach {chosen}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away; say no more
        return 1
