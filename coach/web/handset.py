"""What the phone page shows of one handset, as values ready for a template. Must not know how the page looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import groupby

import phonenumbers

from coach.carrier import phones
from coach.core.conditions import holds
from coach.core.decision import stage_of
from coach.core.model import Phase
from coach.core.program import Condition, Program
from coach.core.stages import dwell_over
from coach.core.state import State
from coach.core.timing import local
from coach.engine.parts import Parts
from coach.programs.describe import condition
from coach.store.found import JournalRow, Journey
from coach.web.desk import Handsets
from coach.web.reasons import Reasons

DECISIONS = 3
ONE_DAY = timedelta(days=1)
BEGUN = (Phase.ACTIVE, Phase.PAUSED, Phase.HELD, Phase.STOPPED, Phase.DONE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment on the participant's wall clock. ``iso``: the same in UTC."""

    day: str
    at: str
    iso: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text on the handset. ``by``: person, bot or carrier; ``status``: how far it got, in the carrier's words."""

    by: str
    body: str
    at: Moment
    status: str


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a gate asks, and whether it holds."""

    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a journey stands in its program. ``dwell``, ``left``: the least time there, and what is left of it, in days."""

    stage: str
    about: str
    since: Moment | None
    dwell: int
    left: int
    gate: tuple[Need, ...]

    @property
    def met(self) -> int:
        """How many of the gate's conditions hold."""
        return sum(need.met for need in self.gate)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a journey stands. ``place`` None: not begun; ``wake_at`` None: nothing is due by itself."""

    phase: str
    place: Place | None
    wake_at: Moment | None
    hold: str
    no_contact: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: when, on what kind of event, and why so."""

    at: Moment
    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole page. ``zone_told``: the participant named their zone; otherwise it is guessed from the number."""

    number: str
    clock: Moment
    zone: str
    zone_told: bool
    days: tuple[tuple[str, tuple[Bubble, ...]], ...]
    title: str
    stages: tuple[str, ...]
    way_out: str
    standing: Standing | None
    decisions: tuple[Decided, ...]

    @property
    def stamp(self) -> str:
        """The same for the same view, so that a page is sent again only when something changed."""
        return blake2b(repr(self).encode(), digest_size=8).hexdigest()


def view_of(parts: Parts, handsets: Handsets, reasons: Reasons, number: str) -> View:
    """What there is to see of this handset now. Decisions come newest first."""
    journey, journal = _found(parts, number)
    profile = journey.state.profile if journey else None
    zone = profile.zones[0] if profile else phones.zones(number)[0]
    program = parts.program(journey.state.program, journey.state.version) if journey else parts.entrance
    return View(
        number=number,
        clock=moment(parts.clock.now(), zone),
        zone=zone,
        zone_told=profile is not None and profile.zone_told,
        days=_by_day(handsets.thread(number), zone),
        title=program.title,
        stages=tuple(key for key in program.stages if key != program.letting_go),
        way_out=program.letting_go,
        standing=_standing(journey.state, program, parts.clock.now()) if journey else None,
        decisions=tuple(_decided(row, reasons, zone) for row in reversed(journal)),
    )


def moment(at: datetime, zone: str) -> Moment:
    """A moment as the participant's clock shows it."""
    here = local(at, zone)
    return Moment(f"{here:%A}, {here.day} {here:%B %Y}", f"{here:%H:%M}", at.isoformat(timespec="minutes"))


def spoken(number: str) -> str:
    """A number as people write it: "+1 212-555-0123"."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _found(parts: Parts, number: str) -> tuple[Journey | None, list[JournalRow]]:
    with parts.store.reading() as view:
        ref = view.find_participants([number]).get(number)
        journeys = view.load_journeys(participant_ids=[ref.id]) if ref else []
        return (journeys[-1], view.journal(journeys[-1].id, DECISIONS)) if journeys else (None, [])


def _by_day(texts: Iterable[Mapping[str, str]], zone: str) -> tuple[tuple[str, tuple[Bubble, ...]], ...]:
    ordered = sorted(texts, key=lambda text: datetime.fromisoformat(text["at"]))
    bubbles = [Bubble(text["by"], text["body"], moment(datetime.fromisoformat(text["at"]), zone), text["status"]) for text in ordered]
    return tuple((day, tuple(group)) for day, group in groupby(bubbles, key=lambda bubble: bubble.at.day))


def _standing(state: State, program: Program, now: datetime) -> Standing:
    zone = state.profile.zones[0]
    return Standing(
        phase=state.phase.value,
        place=_place(state, program, now) if state.stage and state.phase in BEGUN else None,
        wake_at=moment(state.wake_at, zone) if state.wake_at else None,
        hold=state.hold or "",
        no_contact=state.no_contact,
    )


def _place(state: State, program: Program, now: datetime) -> Place:
    stage, ended = stage_of(state, program), state.phase is Phase.DONE
    return Place(
        stage=stage.key,
        about=" ".join(stage.about.split()),
        since=moment(state.stage_since, state.profile.zones[0]) if state.stage_since else None,
        dwell=stage.dwell,
        left=0 if ended else max(-((now - dwell_over(state, program)) // ONE_DAY), 0),
        gate=() if ended else tuple(Need(_words(each), holds(each, state, now)) for each in stage.gate),
    )


def _words(stated: Condition) -> str:
    """A condition in words: the names of measures are written with low lines in programs."""
    return condition(stated).replace("_", " ")


def _decided(row: JournalRow, reasons: Reasons, zone: str) -> Decided:
    return Decided(moment(row.at, zone), row.kind, tuple(reasons.told(reason).replace("_", " ") for reason in row.reasons))
