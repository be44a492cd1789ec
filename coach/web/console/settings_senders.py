"""Settings: what we send from, how it goes, and what the environment says. Secrets are never shown, only whether they are set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, render_template

from coach.carrier.codes import words_of
from coach.engine import breaker
from coach.engine.parts import Parts
from coach.settings import KNOWN, Settings
from coach.store.coaches_found import Role
from coach.store.senders import Load, Pace, Wrong
from coach.web.console.access import allowed
from coach.web.console.here import here

A_DAY = timedelta(hours=24)
TOLL_FREE = re.compile(r"\+1(?:800|833|844|855|866|877|888)\d{7}")
SET, UNSET = "set", "unset"


@dataclass(frozen=True, slots=True)
class Sender:
    """One number or service. ``kind``: a code the page words. ``variable``: what it is set by; empty: simulated."""

    address: str
    kind: str
    variable: str
    texts: int
    segments: int
    pace: Pace | None


@dataclass(frozen=True, slots=True)
class Told:
    """A code that came back, and what it means; ``ours``: not the carrier's, but a reason of our own."""

    code: str
    texts: int
    last: datetime
    words: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A setting of the environment. ``shown``: its value, or for secrets only whether it is set. ``default``: nobody set it."""

    name: str
    about: str
    shown: str
    default: bool


def add(bp: Blueprint) -> None:
    """The page."""
    bp.add_url_rule("/senders", view_func=page, endpoint="senders")


@allowed(Role.OWNER)
def page() -> str:
    """Every sender, what went wrong lately, and what the environment says."""
    console = here()
    midnight = datetime.combine(console.now.astimezone(console.zone).date(), time(), console.zone)
    with console.parts.store.reading() as view:
        loads, paces = view.loads(midnight), view.paces()
        wrong, stopped = view.went_wrong(console.now - A_DAY), view.marked(breaker.MARK)
    return render_template(
        "console/settings/senders.html",
        senders=senders(console.parts, loads, paces),
        wrong=[_told(one) for one in wrong],
        stopped=stopped if stopped is not None and stopped[1] else None,
        stopped_words=words_of(int(stopped[1])) if stopped is not None and stopped[1].isdigit() else "",
        opens=stopped[0] + breaker.OPEN_FOR if stopped is not None else None,
        simulated=console.parts.settings.twilio is None,
        given=environment(console.parts.settings),
    )


def senders(parts: Parts, loads: list[Load], paces: list[Pace]) -> list[Sender]:
    """What we send from. Texts whose row does not name a sender are counted to the first, the one that is set."""
    held = {one.address: one for one in paces}
    first, *others = _addresses(parts)
    counted = {one.sender: one for one in loads}
    unnamed = counted.get("", Load("", 0, 0))
    names = [first, *others, *((address, "TWILIO_MESSAGING_SERVICE_SID") for address in sorted({*counted} - {"", first[0]}))]
    found = []
    for place, (address, variable) in enumerate(names):
        load, more = counted.get(address, Load(address, 0, 0)), unnamed if place == 0 else Load("", 0, 0)
        kind = kind_of(address) if variable else "simulated"
        found.append(Sender(address, kind, variable, load.texts + more.texts, load.segments + more.segments, held.get(address)))
    return found


def _addresses(parts: Parts) -> list[tuple[str, str]]:
    twilio = parts.settings.twilio
    if twilio is None:
        return [(parts.simulated_number or "", "")]
    if twilio.service:
        return [(twilio.service, "TWILIO_MESSAGING_SERVICE_SID")]
    return [(twilio.sender, "TWILIO_FROM")]


def kind_of(address: str) -> str:
    """What kind of sender this is, as a code: by its form (Twilio docs: toll-free prefixes, short codes, messaging services)."""
    if address.startswith("MG"):
        return "service"
    if not address.startswith("+"):
        return "short_code"
    if TOLL_FREE.fullmatch(address):
        return "toll_free"
    return "long_code" if address.startswith("+1") else "abroad"


def _told(one: Wrong) -> Told:
    carriers = one.code.isdigit()
    return Told(one.code, one.texts, one.last, words_of(int(one.code)) if carriers else "", not carriers)


def environment(settings: Settings) -> list[Given]:
    """Every setting the environment may give, in the order of ``coach doctor``."""
    values, came = _values(settings), _values(Settings(""))
    return [Given(one.name, one.about, _shown(one.secret, values[one.name]), values[one.name] == came[one.name]) for one in KNOWN]


def _shown(secret: bool, value: str) -> str:
    return (SET if value else UNSET) if secret else value


def _values(settings: Settings) -> dict[str, str]:
    """The values by name; an address of a database without whoever signs in there."""
    twilio = settings.twilio
    return {
        "DATABASE_URL": _place(settings.database_url),
        "COACH_SECRET_KEY": settings.secret_key,
        "COACH_PUBLIC_URL": settings.public_url,
        "COACH_NAME": settings.name,
        "COACH_CONTACT": settings.contact,
        "COACH_OPTOUT_REPLIES": settings.optout_replies,
        "COACH_PROGRAM": settings.program,
        "COACH_PROGRAMS": settings.programs.name,
        "COACH_TEMPLATES": settings.templates.name,
        "COACH_HOME_ZONE": settings.home_zone,
        "COACH_SETTLE_SECONDS": str(settings.settle_seconds),
        "COACH_RESEND_SECONDS": str(settings.resend_seconds),
        "COACH_COACHES_SEE": settings.coaches_see,
        "COACH_SECOND_FACTOR": settings.second_factor,
        "COACH_PROXIES": str(settings.proxies),
        "TWILIO_ACCOUNT_SID": twilio.account_sid if twilio else "",
        "TWILIO_AUTH_TOKEN": twilio.auth_token if twilio else "",
        "TWILIO_AUTH_TOKEN_NEXT": twilio.next_token if twilio else "",
        "TWILIO_FROM": twilio.sender if twilio else "",
        "TWILIO_MESSAGING_SERVICE_SID": twilio.service if twilio else "",
        "TWILIO_API_BASE": twilio.api_base if twilio else "",
        "PORT": str(settings.port),
    }


def _place(url: str) -> str:
    """A database's address without user, password and path: what kind it is, and where."""
    parts = urlsplit(url)
    kind = "SQLite" if parts.scheme.startswith("sqlite") else "PostgreSQL" if parts.scheme else ""
    return f"{kind}, {parts.hostname}" if parts.hostname else kind
