"""A practice with people to write to, and the acts of a coach who does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coach.carrier.simulated.inprocess import InProcess
from coach.core.model import Profile
from coach.engine.broadcasting import carry_out
from coach.engine.receipts import take_receipts
from coach.store.broadcasts_found import Broadcast, Fate
from tests.console.world import World

CASTS = "/console/broadcast"
TEXT = "{name}, the group meets on Friday at 6."
QUIET = "We meet on Friday at 6."
NAMES = ("Sam", "Kim", "Lee", "Zoe", "Max", "Ida", "Tom", "Eva", "Jon", "Mia", "Ben", "Ute")


def one(console: World, name: str, nth: int, *, discreet: bool = False, language: str = "en", **fields: Any) -> str:
    """Somebody on the way."""
    profile = Profile(zones=("America/New_York",), name=name, zone_told=True, discreet=discreet, language=language)
    return console.begun(f"{name}{nth}", f"+1202555{3000 + nth}", profile=profile, **fields)


def some(console: World, people: int, **fields: Any) -> list[str]:
    """So many on the way."""
    return [one(console, NAMES[nth % len(NAMES)], nth, **fields) for nth in range(people)]


def looks(console: World, client: FlaskClient, text: str = TEXT, **form: str) -> TestResponse:
    """Fill in the form and have a look."""
    return console.post(client, f"{CASTS}/new", **{"words-en": text, **{key.replace("_", "-"): value for key, value in form.items()}})


def drafted(console: World, client: FlaskClient, text: str = TEXT, **form: str) -> str:
    """The address of the draft."""
    answer = looks(console, client, text, **form)
    assert answer.status_code == 303, answer.text
    return answer.location


def begun(console: World, client: FlaskClient, text: str = TEXT, people: int = 0, **form: str) -> str:
    """Looked at and confirmed; its address."""
    place = drafted(console, client, text, **form)
    assert console.post(client, f"{place}/start", people=str(people)).location == place
    return place


def passes(console: World, **time: float) -> None:
    """Time goes by, then everything happens that is due, the carrier's receipts included."""
    console.clock.at += timedelta(**time)
    engine = console.desk.engine
    for _ in range(9):
        done = carry_out(console.parts, engine.door) + engine.sender.drain()
        hear(console)
        if not done:
            return


def hear(console: World) -> None:
    carrier = console.parts.carrier
    assert isinstance(carrier, InProcess)
    take_receipts(console.parts, console.desk.engine.door, carrier.receipts())


def kept(console: World, place: str) -> Broadcast:
    with console.store.reading() as view:
        found = view.broadcast(place.rsplit("/", 1)[1].partition("?")[0])
    assert found is not None
    return found


def fates(console: World, place: str) -> dict[Fate, int]:
    with console.store.reading() as view:
        return {fate: count for fate, count in view.tally_of(kept(console, place).id).counts.items() if count}


def out(console: World, place: str, fate: Fate = Fate.LEFT_OUT) -> dict[str, int]:
    with console.store.reading() as view:
        return dict(view.tally_of(kept(console, place).id).reasons(fate))


def texts_to(console: World, nth: int) -> list[str]:
    """What came to a handset from us."""
    with console.store.reading() as view:
        number = f"+1202555{3000 + nth}"
        ref = view.find_participants([number])[number]
        return [text.body or "" for text in view.thread(ref.id) if not text.inbound and text.state in ("accepted", "sent", "delivered")]
