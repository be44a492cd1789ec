"""Reads which time zone someone lives in, from a city, a state or the zone's own name. The United States and Canada come first.

Knows no clock: a name is looked up, nothing is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.wordlists import words
from coach.understand.zone_iana import IANA
from coach.understand.zone_tables import AMBIGUOUS, CITIES, STATES, ZONE_WORDS

_LONGEST = 100  # characters
_WORD = re.compile(r"[a-z]+(?:\.[a-z])*(?:'[a-z]+)?|,")
_LETTERS = re.compile(r"\b[A-Z]{2}\b")
_FILLER = words("""
    i i'm im am in at near live lives living stay the time timezone zone standard daylight my is it's its us usa u.s we we're by around
    close to just outside of area city county from and currently right now here downtown suburb suburbs state canada en de vivo zona
    horaria hora soy estoy think guess for me on y cerca a please thanks it would be set use follow go with live's metro greater also same
    as st yes ok well um so region
""")
_WEAK = words("la chi et ct mt pt lv kc sf in or me hi ok oh ma pa al co id mo de central")
_CODES = {letters.lower(): name for name, (letters, _, _) in STATES.items()}
_UNSAFE_CODES = words("in or me hi ok oh ma pa al co id mo de la")  # words of their own: only in capitals or after a comma
_SURE, _STRANGE_LIMIT = 0.97, 4


@dataclass(frozen=True, slots=True)
class _Place:
    """A place found: its zone, the letters of its state, and whether it is a "zone", "city", "state", or "open" (no zone follows)."""

    kind: str
    zone: str
    letters: str = ""
    sure: float = _SURE
    weak: bool = False


def read_zone(text: str) -> Answered | None:
    """The IANA name of the zone a text means ("Chicago", "TX", "eastern time", "America/Denver").

    None when it names no place, one that spans zones ("canada")
    or two in different zones. Below 0.8 only most of the place keeps that zone.
    """
    if len(text) > _LONGEST:
        return None
    spelled = _IANA_NAMES.get(text.strip().lower().replace(" ", "_"))
    return Answered(spelled, 1.0, "zone_name") if spelled else _read(text.strip())


@lru_cache(maxsize=2048)
def _read(text: str) -> Answered | None:
    capitals = frozenset(code.lower() for code in _LETTERS.findall(text)) if not text.isupper() or len(text) == 2 else frozenset()
    tokens = _WORD.findall(bare(text))
    places, strange = _find(tokens, capitals)
    strong = [place for place in places if not place.weak and place.kind != "open"]
    kept = strong or ([place for place in places if place.kind != "open"] if not strange else [])
    if kept:
        return _settle(kept) if strange <= _STRANGE_LIMIT else None
    return (
        None
        if any(place.kind == "open" for place in places)
        else _closest([word for word in tokens if word not in _FILLER and word != ","])
    )


def _find(tokens: list[str], capitals: frozenset[str]) -> tuple[list[_Place], int]:
    """Every place, the longest name first, and how many words were neither places nor filler."""
    places: list[_Place] = []
    strange, at = 0, 0
    while at < len(tokens):
        place, width = _place_at(tokens, at, capitals)
        if place:
            places.append(place)
        elif tokens[at] != "," and tokens[at] not in _FILLER:
            strange += 1
        at += width
    return places, strange


def _place_at(tokens: list[str], at: int, capitals: frozenset[str]) -> tuple[_Place | None, int]:
    for width in (4, 3, 2, 1):
        name = " ".join(tokens[at : at + width])
        place = _PLACES.get(name) if at + width <= len(tokens) else None
        if place and not (width == 1 and name in _FILLER):
            return (replace(place, weak=False) if name in capitals else place), width
    return _code(tokens, at, capitals), 1


def _code(tokens: list[str], at: int, capitals: frozenset[str]) -> _Place | None:
    """A state by its two letters: in capitals, alone, after a comma, or at the end where it is no other word."""
    name = _CODES.get(tokens[at])
    if name is None:
        return None
    told = tokens[at] in capitals or len(tokens) == 1 or (at > 0 and tokens[at - 1] == ",")
    if told or (at == len(tokens) - 1 and tokens[at] not in _UNSAFE_CODES):
        return _PLACES.get(name)
    return None


def _settle(places: list[_Place]) -> Answered | None:
    """One zone out of all places: a city within its state, else the state, unless the zone itself was named."""
    zones = [place for place in places if place.kind == "zone"]
    states = [place for place in places if place.kind == "state"]
    cities = [place for place in places if place.kind == "city"]
    local = [city for city in cities if any(city.letters == state.letters for state in states)]
    chosen = local or (states if cities and states else cities or states)
    if zones and not any(place.zone == "America/Phoenix" for place in chosen):
        chosen = zones
    if len({place.zone for place in chosen}) != 1:
        return None
    return Answered(chosen[0].zone, max(place.sure for place in chosen), f"zone_{chosen[0].kind}")


def _closest(tokens: list[str]) -> Answered | None:
    """A place one slip of the thumb away."""
    name = " ".join(tokens)
    if len(name) < 5 or len(tokens) > 3:
        return None
    found = process.extractOne(name, _NAMES, scorer=OSA.normalized_similarity, score_cutoff=0.82)
    place = _PLACES[found[0]] if found else None
    return Answered(place.zone, 0.8, "zone_spelling") if place and place.kind != "open" else None


def _all_places() -> dict[str, _Place]:
    """Name -> place; what is named later wins, so that the places of the United States and Canada outrank their namesakes."""
    places = {zone.rpartition("/")[2].replace("_", " ").lower(): _Place("city", zone) for zone in IANA}
    places |= {name: _Place("city", zone, letters, 0.95, name in _WEAK) for name, (letters, zone) in CITIES.items()}
    places |= {name: _Place("state", zone, letters, sure) for name, (letters, zone, sure) in STATES.items() if name not in CITIES}
    places |= {name: _Place("zone", zone, "", _SURE, name in _WEAK) for name, zone in ZONE_WORDS.items()}
    places |= {name: _Place("open", "") for name in AMBIGUOUS}
    return places


_IANA_NAMES = {zone.lower(): zone for zone in (*IANA, "UTC", "US/Eastern", "US/Central", "US/Mountain", "US/Pacific")}
_PLACES = _all_places()
_NAMES = [name for name in _PLACES if len(name) >= 5]
