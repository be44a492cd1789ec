"""``coach invite``: text somebody who agreed to be texted, with the evidence that they did."""

from __future__ import annotations

import argparse

from coach.carrier.phones import masked, parse
from coach.cli.opening import open_door
from coach.core.events import CoachInvited


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``invite``."""
    parser.add_argument("number", help="the phone number, +1...")
    parser.add_argument("--evidence", required=True, help="when and how they agreed to be texted; kept in the ledger")
    parser.add_argument("--by", required=True, help="your name")
    parser.add_argument("--name", default="", help="their first name")


def run(given: argparse.Namespace) -> int:
    """Invite one number. Raises: ``BadRequest`` when it may not be invited."""
    phone = parse(given.number)
    with open_door() as (_, door):
        journey = door.invite(phone, CoachInvited(given.by, given.evidence, given.name))
    print(f"{masked(phone)} is invited (journey {journey}); the text goes out in their window")
    return 0
