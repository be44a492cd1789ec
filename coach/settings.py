"""What the operator sets, read once from the environment and checked as a whole. Must not know what the values are used for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import available_timezones

from coach.errors import BadSetting
from coach.resources import data


@dataclass(frozen=True, slots=True)
class Known:
    """One setting: its name, what it is for, its default in words, and whether its value must never be shown."""

    name: str
    about: str
    default: str = ""
    secret: bool = False


KNOWN = (
    Known("DATABASE_URL", "where everything is kept: sqlite:///file or postgresql://...", "sqlite:///coach.sqlite3 in the current folder"),
    Known("COACH_SECRET_KEY", "seals everything personal: 32 bytes in base64 or hex", "a key file, with the simulated carrier only", True),
    Known("COACH_PUBLIC_URL", "how the carrier reaches us, https://...", "this machine, with the simulated carrier only"),
    Known("COACH_NAME", "what the service calls itself, 20 characters at most", "CoachLine"),
    Known(
        "COACH_CONTACT", "how to reach people, named in HELP, 40 characters at most", "coach@example.org, with the simulated carrier only"
    ),
    Known("COACH_OPTOUT_REPLIES", "who answers STOP, START and HELP: carrier or app", "carrier"),
    Known("COACH_PROGRAM", "the program a JOIN leads to", "the one marked as the entrance"),
    Known("COACH_PROGRAMS", "the folder of program files", "the one shipped"),
    Known("COACH_TEMPLATES", "the folder of texts and pages", "the one shipped"),
    Known("COACH_HOME_ZONE", "the zone that coaches read times in, an IANA name", "UTC"),
    Known("COACH_SETTLE_SECONDS", "how long an unknown send waits before the carrier's list is asked", "120"),
    Known("COACH_RESEND_SECONDS", "how long it must be missing from that list before it is sent again", "900"),
    Known("COACH_COACHES_SEE", "whom coaches see in the console: assigned (theirs and nobody's) or all", "assigned"),
    Known("COACH_SECOND_FACTOR", "whether owners and coaches need a second factor: required or optional", "required"),
    Known("COACH_PROXIES", "how many proxies of yours stand in front and tell where a call came from (X-Forwarded-For)", "0"),
    Known("TWILIO_ACCOUNT_SID", "the account, AC and 32 hex digits"),
    Known("TWILIO_AUTH_TOKEN", "its token", "", True),
    Known("TWILIO_AUTH_TOKEN_NEXT", "a second token, accepted while tokens are rotated", "", True),
    Known("TWILIO_FROM", "the number we send from, +1..."),
    Known("TWILIO_MESSAGING_SERVICE_SID", "or the messaging service, MG and 32 hex digits"),
    Known("TWILIO_API_BASE", "another carrier's address, for tests"),
    Known("PORT", "the port run and web listen on", "8000"),
)
A_DAY = 86_400
SETTLES_SAFELY = {"COACH_SETTLE_SECONDS": 30, "COACH_RESEND_SECONDS": 300}  # the least, in seconds, where a second text would reach a phone
SID = {
    "TWILIO_ACCOUNT_SID": r"AC[0-9a-fA-F]{32}",
    "TWILIO_MESSAGING_SERVICE_SID": r"MG[0-9a-fA-F]{32}",
    "TWILIO_FROM": r"\+[1-9]\d{6,14}|\d{5,6}",
}


@dataclass(frozen=True, slots=True)
class TwilioSettings:
    """A whole set of Twilio settings; ``api_base`` is empty for Twilio itself."""

    account_sid: str
    auth_token: str = field(repr=False)
    next_token: str = field(repr=False, default="")
    sender: str = ""
    service: str = ""
    api_base: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator decided. ``twilio`` None: the simulated carrier. ``secret_key`` empty: a key file is used."""

    database_url: str
    secret_key: str = field(repr=False, default="")
    public_url: str = ""
    name: str = "CoachLine"
    contact: str = "coach@example.org"
    optout_replies: str = "carrier"
    program: str = ""
    programs: Path = field(default_factory=lambda: data("schedules"))
    templates: Path = field(default_factory=lambda: data("templates"))
    home_zone: str = "UTC"
    settle_seconds: int = 120
    resend_seconds: int = 900
    coaches_see: str = "assigned"
    second_factor: str = "required"
    proxies: int = 0
    twilio: TwilioSettings | None = None
    port: int = 8000

    @property
    def live(self) -> bool:
        """Whether texts reach real phones."""
        return self.twilio is not None and not self.twilio.api_base


def read_settings(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings of an environment.

    Args:
        environ: names and values.
        folder: where the database is kept unless DATABASE_URL says otherwise.

    Raises:
        BadSetting: naming every setting that is wrong and what to put there.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    wrong: list[str] = []
    twilio = _twilio(given, wrong)
    settings = Settings(
        database_url=given.get("DATABASE_URL", f"sqlite:///{folder / 'coach.sqlite3'}"),
        secret_key=given.get("COACH_SECRET_KEY", ""),
        public_url=given.get("COACH_PUBLIC_URL", "").rstrip("/"),
        name=_short(given, "COACH_NAME", "CoachLine", 20, wrong),
        contact=_short(given, "COACH_CONTACT", "coach@example.org", 40, wrong),
        optout_replies=_one_of(given, "COACH_OPTOUT_REPLIES", ("carrier", "app"), wrong),
        program=given.get("COACH_PROGRAM", ""),
        programs=_folder(given, "COACH_PROGRAMS", "schedules", wrong),
        templates=_folder(given, "COACH_TEMPLATES", "templates", wrong),
        home_zone=_zone(given, wrong),
        settle_seconds=_whole(given, "COACH_SETTLE_SECONDS", 120, A_DAY, wrong),
        resend_seconds=_whole(given, "COACH_RESEND_SECONDS", 900, A_DAY, wrong),
        coaches_see=_one_of(given, "COACH_COACHES_SEE", ("assigned", "all"), wrong),
        second_factor=_one_of(given, "COACH_SECOND_FACTOR", ("required", "optional"), wrong),
        proxies=_whole(given, "COACH_PROXIES", 0, 10, wrong),
        twilio=twilio,
        port=_whole(given, "PORT", 8000, 65_535, wrong),
    )
    wrong += _unsafe(settings, given) + _misspelt(given)
    if wrong:
        raise BadSetting("\n".join(wrong))
    return settings


def _twilio(given: Mapping[str, str], wrong: list[str]) -> TwilioSettings | None:
    """All of Twilio or none of it: half a set is a mistake, never a reason to simulate."""
    if not any(name.startswith("TWILIO_") for name in given):
        return None
    missing = [name for name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN") if name not in given]
    if "TWILIO_FROM" not in given and "TWILIO_MESSAGING_SERVICE_SID" not in given:
        missing.append("TWILIO_FROM (or TWILIO_MESSAGING_SERVICE_SID)")
    wrong += [f"{name} is missing: set it, or unset every TWILIO_ setting to simulate the carrier" for name in missing]
    about = {known.name: known.about for known in KNOWN}
    odd = [name for name, form in SID.items() if name in given and not re.fullmatch(form, given[name])]
    wrong += [f"{name} does not look right: {about[name]}" for name in odd]
    return TwilioSettings(
        account_sid=given.get("TWILIO_ACCOUNT_SID", ""),
        auth_token=given.get("TWILIO_AUTH_TOKEN", ""),
        next_token=given.get("TWILIO_AUTH_TOKEN_NEXT", ""),
        sender=given.get("TWILIO_FROM", ""),
        service=given.get("TWILIO_MESSAGING_SERVICE_SID", ""),
        api_base=given.get("TWILIO_API_BASE", "").rstrip("/"),
    )


def _unsafe(settings: Settings, given: Mapping[str, str]) -> list[str]:
    """What must not be left to a default once real phones can be reached."""
    if settings.twilio is None:
        return []
    wrong = []
    if not settings.secret_key:
        wrong.append("COACH_SECRET_KEY is missing: texts are sealed with it; `coach doctor --new-key` prints a fresh one")
    if not settings.public_url:
        wrong.append("COACH_PUBLIC_URL is missing: the address at which the carrier reaches us")
    return wrong + (_unsafe_live(settings, given) if settings.live else [])


def _unsafe_live(settings: Settings, given: Mapping[str, str]) -> list[str]:
    wrong = [
        f"{name} is missing: carriers ask that HELP names who texts and how to reach them"
        for name in ("COACH_NAME", "COACH_CONTACT")
        if name not in given
    ]
    if not settings.public_url.startswith("https://"):
        wrong.append("COACH_PUBLIC_URL must be the https:// address that Twilio calls")
    soon = {"COACH_SETTLE_SECONDS": settings.settle_seconds, "COACH_RESEND_SECONDS": settings.resend_seconds}
    wrong += [
        f"{name} is {soon[name]}: set {least} at least, for Twilio's list of texts may lag by minutes"
        for name, least in SETTLES_SAFELY.items()
        if soon[name] < least
    ]
    return wrong


def _short(given: Mapping[str, str], name: str, default: str, most: int, wrong: list[str]) -> str:
    value = given.get(name, default)
    if len(value) > most:
        wrong.append(f"{name} has {len(value)} characters: at most {most} fit into a text")
    return value


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...], wrong: list[str]) -> str:
    value = given.get(name, allowed[0]).lower()
    if value not in allowed:
        wrong.append(f"{name} is {value!r}: set it to {' or '.join(allowed)}")
    return value


def _folder(given: Mapping[str, str], name: str, kind: str, wrong: list[str]) -> Path:
    folder = Path(given[name]) if name in given else data(kind)
    if not folder.is_dir():
        wrong.append(f"{name}: there is no folder {folder}")
    return folder


def _zone(given: Mapping[str, str], wrong: list[str]) -> str:
    zone = given.get("COACH_HOME_ZONE", "UTC")
    if zone not in available_timezones():
        wrong.append(f"COACH_HOME_ZONE {zone!r} is no IANA zone: use a name such as America/New_York")
    return zone


def _whole(given: Mapping[str, str], name: str, default: int, most: int, wrong: list[str]) -> int:
    value = given.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) <= most):
        wrong.append(f"{name} is {value!r}: set a whole number, {most} at most")
        return default
    return int(value)


def _misspelt(given: Mapping[str, str]) -> list[str]:
    """A setting that is nearly one of ours would be left unread, and its default taken."""
    known = [setting.name for setting in KNOWN]
    strange = [name for name in given if name.startswith("COACH_") and name not in known]
    meant = [(name, get_close_matches(name, known, 1, 0.85)) for name in strange]
    return [f"{name} is no setting: {close[0]} is" for name, close in meant if close]


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Every value that must never be printed."""
    twilio = (settings.twilio.auth_token, settings.twilio.next_token) if settings.twilio else ()
    return tuple(value for value in (settings.secret_key, *twilio) if value)
