"""``coach alerts``: what a coach must see, by deadline, until there is a page for it."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from coach.cli.opening import open_door, settings_here
from coach.clock import SystemClock
from coach.core.events import CoachResumed
from coach.errors import BadRequest
from coach.store.found import Alert


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``alerts``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    listing = acts.add_parser("list", help="open alerts, the most pressing first")
    listing.add_argument("--all", action="store_true", help="acknowledged ones too")
    ack = acts.add_parser("ack", help="take an alert on, by name")
    ack.add_argument("alert", type=int)
    ack.add_argument("--by", required=True, help="your name")
    ack.add_argument("--why", default="", help="what you did or will do")
    resume = acts.add_parser("resume", help="end the hold of an alert's journey; acknowledges it too")
    resume.add_argument("alert", type=int)
    resume.add_argument("--by", required=True, help="your name")
    resume.add_argument("--reason", required=True, help="why it is right to go on")


def run(given: argparse.Namespace) -> int:
    """Do one act. Raises: ``BadRequest`` when there is no such alert."""
    acts = {"list": _list, "ack": _ack, "resume": _resume}
    return acts[given.act](given)


def _list(given: argparse.Namespace) -> int:
    zone = ZoneInfo(settings_here().home_zone)
    with open_door() as (store, _), store.reading() as view:
        alerts = view.alerts(open_only=not given.all)
    now = SystemClock().now()
    for alert in alerts:
        late = " LATE" if alert.acknowledged_at is None and alert.deadline < now else ""
        taken = f" taken by {alert.acknowledged_by}" if alert.acknowledged_by else ""
        due = alert.deadline.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        print(f"{alert.id:>6}  {alert.kind:<15} by {due}{late}  {alert.journey_id or '-'}  {alert.detail}{taken}")
    if not alerts:
        print("no alerts are open")
    return 0


def _ack(given: argparse.Namespace) -> int:
    with open_door() as (store, _), store.transaction() as work:
        if not work.acknowledge(given.alert, given.by, SystemClock().now(), given.why):
            raise BadRequest(f"alert {given.alert} is not open: `coach alerts list` shows those that are")
    print(f"alert {given.alert} is yours, {given.by}")
    return 0


def _resume(given: argparse.Namespace) -> int:
    with open_door() as (store, door):
        with store.reading() as view:
            alert = _find(view.alerts(open_only=False), given.alert)
        if alert.journey_id is None:
            raise BadRequest(f"alert {given.alert} belongs to no journey: acknowledge it with `coach alerts ack`")
        decision = door.act(alert.journey_id, CoachResumed(given.by, given.reason))
        with store.transaction() as work:
            work.acknowledge(alert.id, given.by, SystemClock().now(), given.reason)
    print(f"journey {alert.journey_id} is {decision.state.phase.value}: " + "; ".join(str(reason) for reason in decision.reasons))
    return 0


def _find(alerts: list[Alert], wanted: int) -> Alert:
    for alert in alerts:
        if alert.id == wanted:
            return alert
    raise BadRequest(f"there is no alert {wanted}: `coach alerts list --all` shows them all")
