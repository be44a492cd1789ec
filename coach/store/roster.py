"""Participants as a list that is searched, filtered, sorted and paged. The number of statements does not grow with the list.

Names and numbers are found through their keyed hashes only: exact, once case and spaces are folded. Must not know how a list looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select

from coach.core.effects import AlertKind
from coach.core.model import Phase
from coach.store.seeing import Cards, alive, visible
from coach.store.tables import alert, journey, number, opt_out, participant

NOBODY = "nobody"
ANY = "any"
DANGER = "danger"
UNDER_WAY = "under_way"
ON_THE_WAY = (Phase.ACTIVE.value, Phase.PAUSED.value, Phase.HELD.value)
"""The phases of those who have begun and have not come to an end."""
DANGERS = (AlertKind.DANGER_A.value, AlertKind.DANGER_B.value)
UNTAKEN: ColumnElement[bool] = literal_column("alert.acknowledged_at IS NULL")
FIRST_DUE = select(alert.c.journey_id, func.min(alert.c.deadline).label("deadline")).where(UNTAKEN).group_by(alert.c.journey_id).subquery()
SORTS: dict[str, ColumnElement[Any]] = {
    "heard": journey.c.heard_at.desc().nulls_last(),
    "quiet": func.coalesce(journey.c.heard_at, journey.c.created_at).asc(),
    "new": journey.c.created_at.desc(),
    "due": journey.c.wake_at.asc().nulls_last(),
    "stage": journey.c.stage_since.asc().nulls_last(),
    "alert": FIRST_DUE.c.deadline.asc().nulls_last(),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for. Everything left empty lets everybody pass.

    ``words``: a name, or a journey's id. ``phone``: E.164, where the words are a number. ``coach``: an id, or ``NOBODY``.
    ``version``: of the program, where not None. ``phase``: one, or ``UNDER_WAY``: any of ``ON_THE_WAY``.
    ``quiet_since``: nothing was heard from them since then (nor did they join since). ``noticed``: went silent, and the bot has noticed.
    ``alert``: a kind, ``DANGER`` or ``ANY``: one of that kind is open. ``sort``: a key of ``SORTS``.
    """

    words: str = ""
    phone: str = ""
    program: str = ""
    version: int | None = None
    stage: str = ""
    phase: str = ""
    coach: str = ""
    quiet_since: datetime | None = None
    noticed: bool = False
    alert: str = ""
    sort: str = "heard"


class RosterReads(Cards):
    """The list. ``seen_by``: whose eyes, a coach's id; None: eyes that see everybody."""

    def roster(self, wanted: Wanted, seen_by: str | None, limit: int, offset: int = 0) -> tuple[list[str], int]:
        """The journeys that pass, sorted, from ``offset`` on; and how many pass in all."""
        matching = self._matching(wanted, seen_by)
        total = self.connection.scalar(select(func.count()).select_from(matching.subquery())) or 0
        sort = SORTS.get(wanted.sort, SORTS["heard"])
        if wanted.sort == "alert":
            matching = matching.join(FIRST_DUE, FIRST_DUE.c.journey_id == journey.c.id, isouter=True)
        found: Iterable[str] = self.connection.scalars(matching.order_by(sort, journey.c.id).limit(limit).offset(offset))
        return list(found), total

    def seen_among(self, journey_ids: Collection[str], seen_by: str | None) -> list[str]:
        """Those of these journeys that these eyes may see, in the order given; erased people are not among them."""
        alive = _alive().where(visible(seen_by), journey.c.id.in_(journey_ids))
        found: set[Any] = set(self.connection.scalars(alive)) if journey_ids else set()
        return [one for one in dict.fromkeys(journey_ids) if one in found]

    def open_kinds(self, journey_ids: Collection[str]) -> dict[str, list[str]]:
        """The kinds of the open alerts of these journeys, the first to fall due in front."""
        found = (
            select(alert.c.journey_id, alert.c.kind)
            .where(UNTAKEN, alert.c.journey_id.in_(journey_ids))
            .group_by(alert.c.journey_id, alert.c.kind)
            .order_by(func.min(alert.c.deadline), alert.c.kind)
        )
        kinds: dict[str, list[str]] = {}
        for journey_id, kind in self.connection.execute(found) if journey_ids else ():
            kinds.setdefault(journey_id, []).append(kind)
        return kinds

    def barred(self, phones: Collection[str]) -> dict[str, str]:
        """Those of these numbers (E.164) that nobody may invite, and why: "opted_out", or "known": a participant already."""
        blinds = {self.sealer.number_index(phone): phone for phone in phones}
        told_us = select(opt_out.c.number).where(opt_out.c.number.in_(list(blinds)))
        gone = {blinds[blind]: "opted_out" for blind in self.connection.scalars(told_us)} if blinds else {}
        return dict.fromkeys(self.find_participants(phones), "known") | gone

    def _matching(self, wanted: Wanted, seen_by: str | None) -> Select[tuple[str]]:
        return _alive().where(visible(seen_by), *self._search(wanted), *_exactly(wanted), *_quiet(wanted), *_alarmed(wanted))

    def _search(self, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
        if wanted.phone:
            theirs = select(participant.c.id).join(number).where(number.c.blind == self.sealer.number_index(wanted.phone))
            yield journey.c.participant_id.in_(theirs)
        elif wanted.words:
            yield or_(journey.c.name_blind == self.sealer.name_index(wanted.words), journey.c.id == wanted.words)


def _alive() -> Select[tuple[str]]:
    return select(journey.c.id).where(alive())


def _exactly(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for name in ("program", "stage"):
        if getattr(wanted, name):
            yield journey.c[name] == getattr(wanted, name)
    if wanted.version is not None:
        yield journey.c.program_version == wanted.version
    if wanted.phase:
        yield journey.c.phase.in_(ON_THE_WAY if wanted.phase == UNDER_WAY else (wanted.phase,))
    if wanted.coach:
        yield journey.c.coach.is_(None) if wanted.coach == NOBODY else journey.c.coach == wanted.coach


def _quiet(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.quiet_since:
        yield func.coalesce(journey.c.heard_at, journey.c.created_at, type_=journey.c.heard_at.type) <= wanted.quiet_since
    if wanted.noticed:
        yield journey.c.silent_since.is_not(None)


def _alarmed(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if not wanted.alert:
        return
    open_ones = exists().where(alert.c.journey_id == journey.c.id, UNTAKEN)
    kinds = {ANY: (), DANGER: DANGERS}.get(wanted.alert, (wanted.alert,))
    yield open_ones.where(alert.c.kind.in_(kinds)) if kinds else open_ones
