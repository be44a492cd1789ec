"""What tests of Settings do again and again: send a form of it, wake a journey, let somebody in danger text."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from werkzeug.test import TestResponse

from coach.core.model import Danger, DangerKind, Intent, Reading, Tier
from coach.engine.door import Door
from coach.store.coaches_found import Role
from coach.store.found import Alert, ThreadText
from coach.store.rows import Arrived
from tests.console.world import ACCOUNT, World

HOURS = {"start": "11:00", "end": "18:00", "sunday": "13:00", "week": "2", "faster": "3"}
SAFE = {"emergency-say": "911", "crisis-say": "call or text 988", "violence-say": "1-800-799-7233", "child-say": "1-800-422-4453"}
USUAL = {
    "danger_a": "15",
    "undecided": "15",
    "danger_b": "8",
    "no_contact": "4",
    "wants_coach": "4",
    "delivery": "24",
    "not_understood": "24",
    "milestone": "72",
}
THERE = ZoneInfo("America/New_York")
DANGER = Reading(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.A))


def send(console: World, page: str, **form: str) -> TestResponse:
    """Send a form of Settings as the owner."""
    return console.post(console.client(Role.OWNER), f"/console/settings/{page}", "/console/settings", **form)


def change(console: World, page: str, **form: str) -> None:
    """Change a setting from how it stands."""
    shown = console.client(Role.OWNER).get(f"/console/settings/{page}").text
    made_from = re.search(r'name="after" value="(\d+)"', shown)
    assert made_from is not None
    answer = send(console, page, after=made_from[1], **form)
    assert answer.status_code == 303, re.findall(r'class="wrong"[^>]*>([^<]+)', answer.text)


def next_prompt(console: World, journey: str) -> datetime:
    """Let time pass until the bot texts unasked; the moment on the person's own clock."""
    for _ in range(20):
        with console.store.reading() as view:
            wake_at = view.load_journeys(journey_ids=[journey])[0].state.wake_at
        assert wake_at is not None
        console.clock.at = max(console.clock.at, wake_at)
        console.desk.engine.door.wake_due()
        if texts(console, journey):
            return console.clock.at.astimezone(THERE)
    raise AssertionError("nothing was sent")


def texts(console: World, journey: str) -> list[ThreadText]:
    """What was decided to be sent to somebody."""
    with console.store.reading() as view:
        participant = view.load_journeys(journey_ids=[journey])[0].participant_id
        return [text for text in view.thread(participant) if not text.inbound]


def in_danger(console: World, number: str = "+12025550101") -> None:
    """Somebody texts that they are in danger, and it is decided."""
    parts = replace(console.parts, read=lambda *_: DANGER)
    sid = f"SM{secrets.token_hex(8)}"
    with console.store.transaction() as work:
        work.file_inbound([Arrived(sid, number, ACCOUNT.from_ or "", "words", console.clock.at, {})])
    Door(parts).take_inbox()


def alerts(console: World) -> list[Alert]:
    """The open alerts."""
    with console.store.reading() as view:
        return view.alerts()
