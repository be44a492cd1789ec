"""Which zones a number's area allows, where the library's data are too fine or too coarse. It must not know a person.

Sources: the North American Numbering Plan Administrator's map of area codes against the zone borders of 49 CFR part 71 and
of the Canadian provinces; the IANA zone database for which islands keep a clock of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"

EVERYWHERE: tuple[str, ...] = (
    "America/St_Johns",
    "America/Halifax",
    _EASTERN,
    _CENTRAL,
    _MOUNTAIN,
    "America/Phoenix",
    _PACIFIC,
    "America/Anchorage",
    "Pacific/Honolulu",
)
"""The main zones of the US and Canada. From the first to the last is 7.5 hours at most, so an eight-hour day still meets."""

_ALL_OVER = 20  # a number "allowing" more zones than this is not geographic: it allows its whole numbering plan

_AREAS: Mapping[tuple[str, ...], str] = {
    (_EASTERN, _CENTRAL): "219 270 364 423 448 574 606 812 850 906 930 931",
    (_CENTRAL, _MOUNTAIN): "308 605 620 701 785",
    (_MOUNTAIN, _PACIFIC): "208 458 541 775 986",
    ("America/Phoenix", _MOUNTAIN): "928",
    ("America/Anchorage", "America/Adak"): "907",
    ("America/Vancouver", "America/Edmonton"): "236 250 672 778",
    ("America/Regina", "America/Edmonton"): "306 474 639",
    ("America/Toronto", "America/Winnipeg"): "807",
    ("America/Toronto", "America/Halifax"): "367 418 581",
    ("America/Halifax", "America/St_Johns"): "709 879",
    ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Whitehorse"): "867",
}
_STRADDLING: Mapping[str, tuple[str, ...]] = {area: names for names, areas in _AREAS.items() for area in areas.split()}

_ODD = frozenset(
    {
        "Asia/Almaty",  # Kazakhstan shares +7 with Russia and has its own mobiles
        "Asia/Anadyr",
        "Asia/Aqtobe",
        "Asia/Kamchatka",
        "Atlantic/Azores",
        "Australia/Eucla",
        "Australia/Lord_Howe",
        "Europe/Bucharest",
        "Europe/Guernsey",
        "Europe/Isle_of_Man",
        "Europe/Jersey",
        "Indian/Christmas",
        "Indian/Cocos",
        "Pacific/Chatham",
        "Pacific/Easter",
        "Pacific/Galapagos",
    }
)
"""Left out beside a main zone: few people live by them, or they only repeat their neighbour's clock."""

_FOLDED: Mapping[str, str] = {"America/Boise": _MOUNTAIN, "America/North_Dakota/Center": _CENTRAL, "America/Juneau": "America/Anchorage"}
"""Zones that have kept their neighbour's clock for years: one name is enough."""


def straddled(area: str) -> tuple[str, ...]:
    """The zones of a North American area code that a zone border runs through; empty when none does."""
    return _STRADDLING.get(area, ())


def narrowed(names: Iterable[str]) -> tuple[str, ...]:
    """The named zones without odd ones and repetitions; empty when nothing is known of the number's place."""
    known = dict.fromkeys(_FOLDED.get(name, name) for name in names if name != "Etc/Unknown")
    if len(known) > _ALL_OVER:
        return ()
    return tuple(name for name in known if name not in _ODD) or tuple(known)
