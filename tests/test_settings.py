"""Settings: every one is read, every mistake is named together with its mend, and half a set of Twilio's never starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import BadSetting
from coach.settings import KNOWN, Settings, read_settings, secrets_of

HERE = Path("/somewhere")
SID, SERVICE, KEY = "AC" + "0a" * 16, "MG" + "0b" * 16, "a" * 64
TWILIO = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": "token", "TWILIO_FROM": "+15005550006"}
LIVE = TWILIO | {
    "COACH_SECRET_KEY": KEY,
    "COACH_PUBLIC_URL": "https://coach.example.org",
    "COACH_NAME": "Mend",
    "COACH_CONTACT": "help@example.org",
}


def said(environ: dict[str, str]) -> str:
    """Why these are refused."""
    with pytest.raises(BadSetting) as refused:
        read_settings(environ, HERE)
    return str(refused.value)


def everything(folder: Path) -> dict[str, str]:
    """Every setting there is, each with a value that is not its default."""
    return LIVE | {
        "DATABASE_URL": "postgresql://coach@db/coach",
        "COACH_OPTOUT_REPLIES": "app",
        "COACH_PROGRAM": "win-back",
        "COACH_PROGRAMS": str(folder),
        "COACH_TEMPLATES": str(folder),
        "COACH_HOME_ZONE": "America/Chicago",
        "COACH_SETTLE_SECONDS": "60",
        "COACH_RESEND_SECONDS": "600",
        "COACH_COACHES_SEE": "all",
        "COACH_SECOND_FACTOR": "optional",
        "COACH_PROXIES": "1",
        "TWILIO_AUTH_TOKEN_NEXT": "next",
        "TWILIO_MESSAGING_SERVICE_SID": SERVICE,
        "TWILIO_API_BASE": "http://127.0.0.1:4010/",
        "PORT": "9000",
    }


def test_with_nothing_set_everything_has_a_default_and_the_carrier_is_simulated() -> None:
    settings = read_settings({}, HERE)
    assert settings.database_url == "sqlite:////somewhere/coach.sqlite3"
    assert (settings.twilio, settings.live, settings.port, settings.optout_replies) == (None, False, 8000, "carrier")
    assert settings.programs.is_dir()
    assert settings.templates.is_dir()


def test_every_setting_that_is_known_is_read(tmp_path: Path) -> None:
    given = everything(tmp_path)
    assert sorted(given) == sorted(known.name for known in KNOWN)
    whole = outcome(given)
    for name in given:
        assert outcome({other: value for other, value in given.items() if other != name}) != whole, name


def outcome(given: dict[str, str]) -> str:
    """The settings, or what is wrong with them, in words."""
    try:
        read = read_settings(given, HERE)
    except BadSetting as refused:
        return str(refused)
    return repr((read, secrets_of(read)))


def test_empty_is_as_good_as_not_set_and_blanks_around_a_value_do_not_matter() -> None:
    assert read_settings({"PORT": " 9000 ", "TWILIO_FROM": "", "COACH_NAME": "  "}, HERE) == read_settings({"PORT": "9000"}, HERE)


@pytest.mark.parametrize("missing", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"])
def test_half_a_set_of_twilios_is_refused_and_never_simulated(missing: str) -> None:
    told = said({name: value for name, value in LIVE.items() if name != missing})
    assert missing in told
    assert "unset every TWILIO_ setting" in told


def test_a_messaging_service_stands_for_a_number() -> None:
    given = {name: value for name, value in LIVE.items() if name != "TWILIO_FROM"} | {"TWILIO_MESSAGING_SERVICE_SID": SERVICE}
    twilio = read_settings(given, HERE).twilio
    assert twilio is not None
    assert (twilio.sender, twilio.service) == ("", SERVICE)


@pytest.mark.parametrize("missing", ["COACH_SECRET_KEY", "COACH_PUBLIC_URL", "COACH_NAME", "COACH_CONTACT"])
def test_live_nothing_that_matters_is_left_to_a_default(missing: str) -> None:
    assert missing in said({name: value for name, value in LIVE.items() if name != missing})


def test_live_the_public_address_is_https() -> None:
    assert "https://" in said(LIVE | {"COACH_PUBLIC_URL": "http://coach.example.org"})


def test_against_another_carrier_nothing_is_live() -> None:
    settings = read_settings(LIVE | {"TWILIO_API_BASE": "http://127.0.0.1:4010", "COACH_PUBLIC_URL": "http://127.0.0.1:8000"}, HERE)
    assert not settings.live
    assert settings.twilio is not None


@pytest.mark.parametrize("name", ["COACH_SETTLE_SECONDS", "COACH_RESEND_SECONDS"])
def test_live_nothing_is_sent_again_before_the_list_can_have_caught_up(name: str) -> None:
    assert name in said(LIVE | {name: "5"})
    assert read_settings(LIVE | {name: "5", "TWILIO_API_BASE": "http://127.0.0.1:4010"}, HERE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_MESSAGING_SERVICE_SID", SID),
        ("TWILIO_FROM", "555-0123"),
        ("COACH_NAME", "a name that is far too long"),
        ("COACH_CONTACT", "x" * 41),
        ("COACH_OPTOUT_REPLIES", "both"),
        ("COACH_PROGRAMS", "/nowhere/at/all"),
        ("COACH_TEMPLATES", "/nowhere/at/all"),
        ("COACH_HOME_ZONE", "Eastern"),
        ("COACH_SETTLE_SECONDS", "-1"),
        ("COACH_RESEND_SECONDS", "soon"),
        ("COACH_COACHES_SEE", "some"),
        ("COACH_SECOND_FACTOR", "maybe"),
        ("COACH_PROXIES", "²"),
        ("PORT", "70000"),
        ("PORT", "9" * 5000),
    ],
)
def test_a_value_that_will_not_do_is_named(name: str, value: str) -> None:
    assert said(LIVE | {name: value}).startswith(name)


def test_a_name_that_is_nearly_right_is_told() -> None:
    assert "COACH_OPTOUT_REPLY is no setting: COACH_OPTOUT_REPLIES is" in said({"COACH_OPTOUT_REPLY": "app"})


def test_every_mistake_is_told_at_once() -> None:
    told = said({"TWILIO_FROM": "x", "PORT": "x", "COACH_HOME_ZONE": "x"}).splitlines()
    assert {line.split()[0] for line in told} >= {"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "PORT", "COACH_HOME_ZONE"}


def test_no_secret_is_ever_shown() -> None:
    settings = read_settings(LIVE | {"TWILIO_AUTH_TOKEN": "quite-secret", "TWILIO_AUTH_TOKEN_NEXT": "secret-next"}, HERE)
    assert secrets_of(settings) == (KEY, "quite-secret", "secret-next")
    assert not any(secret in repr(settings) for secret in secrets_of(settings))
    assert secrets_of(Settings("sqlite://")) == ()
    assert {known.name for known in KNOWN if known.secret} == {"COACH_SECRET_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_NEXT"}
