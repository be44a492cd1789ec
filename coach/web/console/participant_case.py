"""Whom a participant's page is about: read once, for every part of it. Must not know how anything looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort

from coach.core.decision import bounded
from coach.core.program import Program
from coach.core.state import State
from coach.store.seeing import Card
from coach.store.work import View
from coach.web.console.acting import must_see
from coach.web.console.here import here


@dataclass(frozen=True, slots=True)
class Case:
    """A journey at one moment. ``names``: of coaches by id. ``now``: UTC, the coached clock's."""

    card: Card
    program: Program
    names: Mapping[str, str]
    now: datetime

    @property
    def id(self) -> str:
        """The journey's id."""
        return self.card.journey.id

    @property
    def participant_id(self) -> str:
        """Whose journey it is."""
        return self.card.journey.participant_id

    @property
    def state(self) -> State:
        """Where they stand, within the practice's bounds of today."""
        return bounded(self.card.journey.state, self.program.bounds)

    @property
    def zone(self) -> str:
        """The zone their clock is read in; the likeliest, while it is a guess."""
        return self.state.profile.zones[0]


def case_of(view: View, journey_id: str) -> Case:
    """The journey that is looked at. 404 when it is not there any more."""
    card = view.cards([journey_id]).get(journey_id)
    if card is None:
        abort(404)
    console, state = here(), card.journey.state
    return Case(card, console.parts.program(state.program, state.version), view.coach_names(), console.now)


def looked_at(journey_id: str) -> Case:
    """The journey, for those who may see it, in a look of its own. 404 for everybody else."""
    must_see(journey_id)
    with here().parts.store.reading() as view:
        return case_of(view, journey_id)
