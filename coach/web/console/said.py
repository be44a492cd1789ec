"""How moments, numbers and names are written on pages. Filters for the templates."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from markupsafe import Markup, escape

from coach.carrier.phones import masked
from coach.core.state import State
from coach.web.console.here import here

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNITS = ((60 * DAY, 30 * DAY, "mo"), (2 * DAY, DAY, "d"), (HOUR, HOUR, "h"), (MINUTE, MINUTE, "min"))


def add_filters(app: Flask) -> None:
    """``|ago``, ``|lasting``, ``|until``, ``|clock``, ``|day``, ``|masked``, ``|initial``, ``|spaced``, ``|due``."""
    app.jinja_env.filters.update(
        ago=ago, lasting=lasting, until=until, clock=clock, day=day, masked=shown_number, initial=initial, spaced=spaced, due=due
    )


def length(span: timedelta) -> str:
    """A span of time in its largest fitting unit: "12 min", "3 h", "4 d", "2 mo"; "under a minute"."""
    for least, unit, word in UNITS:
        if span >= least:
            return f"{span // unit} {word}"
    return "under a minute"


def ago(moment: datetime) -> Markup:
    """How long ago, kept current by the page's script: "12 min ago"."""
    return _kept_current(moment, "since", f"{length(here().now - moment)} ago")


def lasting(moment: datetime) -> Markup:
    """For how long already, kept current by the page's script: "12 min"."""
    return _kept_current(moment, "lasting", length(here().now - moment))


def until(moment: datetime) -> Markup:
    """How long until, kept current by the page's script: "in 12 min", "12 min late"."""
    left = moment - here().now
    return _kept_current(moment, "until", f"in {length(left)}" if left > timedelta() else f"{length(-left)} late")


def clock(moment: datetime, zone: str | None = None) -> Markup:
    """The hour on the coaches' wall clock, or in another zone."""
    local = _local(moment, zone)
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="minutes"), f"{local:%H:%M}")


def day(moment: datetime, zone: str | None = None) -> Markup:
    """The day and the hour on the coaches' wall clock, or in another zone: "Tue 3 Mar, 14:05"; the year where it is another."""
    local, today = _local(moment, zone), _local(here().now, zone)
    year = "" if local.year == today.year else f" {local.year}"
    words = f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="minutes"), words)


def due(named: str) -> Markup:
    """The local day a promise is due, as it is kept (ISO), with its hour where one was named: "Tue 3 Mar, 18:00"."""
    moment, today = datetime.fromisoformat(named), _local(here().now, None)
    year = "" if moment.year == today.year else f" {moment.year}"
    hour = f", {moment:%H:%M}" if "T" in named else ""
    return Markup('<time datetime="{}">{}</time>').format(named, f"{moment:%a} {moment.day} {moment:%b}{year}{hour}")


def shown_number(phone: str) -> str:
    """A number, masked: "+1 ... 4567"."""
    return masked(phone).replace("...", "•••")


def initial(state: State) -> str:
    """The first letter of a name; a dash where we know none."""
    return state.profile.name[:1].upper() or "–"


def spaced(key: str) -> str:
    """A key of a program as words: "give-space" as "give space"."""
    return key.replace("-", " ").replace("_", " ")


def _local(moment: datetime, zone: str | None) -> datetime:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone) if zone else here().zone)


def _kept_current(moment: datetime, way: str, words: str) -> Markup:
    return Markup('<time datetime="{}" data-{}>{}</time>').format(moment.isoformat(timespec="seconds"), escape(way), words)
