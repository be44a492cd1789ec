"""``coach carrier``: the simulated carrier alone, for trying the live set-up without a phone."""

from __future__ import annotations

import argparse
import secrets

from coach.carrier.account import TwilioAccount
from coach.carrier.simulated import NUMBER, Network
from coach.carrier.simulated.server import main
from coach.cli.opening import settings_here
from coach.clock import SystemClock
from coach.engine.assembly import canned, library_of
from coach.programs.segments import count
from coach.settings import Settings

ACCOUNT = "AC" + "0" * 32
HOW = """The carrier listens at {url}. For the other processes set:
  TWILIO_API_BASE={url}
  TWILIO_ACCOUNT_SID={account.account_sid}
  TWILIO_AUTH_TOKEN={account.auth_token}
  TWILIO_FROM={number}
  COACH_PUBLIC_URL={account.public_url}
Text from a handset: POST {url}/_carrier/handsets/+12125550123/texts with {{"body": "JOIN"}}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``carrier``."""
    parser.add_argument("--port", type=int, default=4010, help="where it listens, on this machine only (default %(default)s; 0: any free)")


def simulated_account(settings: Settings, public_url: str, token: str, api_base: str | None = None) -> TwilioAccount:
    """The account at the simulated carrier: that of the settings where one is set, else one whose token was made up for this run."""
    twilio = settings.twilio
    if twilio is None:
        return TwilioAccount(ACCOUNT, token, public_url, NUMBER, api_base=api_base)
    return TwilioAccount(twilio.account_sid, twilio.auth_token, public_url, twilio.sender or NUMBER, twilio.service, api_base=api_base)


def run(given: argparse.Namespace) -> int:
    """Serve until interrupted."""
    settings = settings_here()
    account = simulated_account(settings, settings.public_url or f"http://127.0.0.1:{settings.port}", secrets.token_hex(16))
    replies = canned(settings, library_of(settings))
    network = Network(SystemClock(), count_segments=lambda text: count(text).segments, number=account.from_, replies=replies)
    main(
        given.port,
        network=network,
        account=account,
        sms_url=f"{account.base}/twilio/sms",
        announce=lambda url: print(HOW.format(url=url, account=account, number=account.from_), flush=True),
    )
    return 0
