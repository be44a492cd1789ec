"""What is on record: promises and how they went, answers, and the ledger of consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from coach.core.conditions import SETTLED, run_kept
from coach.core.state import Kept as Standing
from coach.core.state import Promise
from coach.store.found import Consent, Kept
from coach.store.work import View
from coach.web.console.participant_case import Case

LATELY = timedelta(days=30)
MOST = 300


@dataclass(frozen=True, slots=True)
class Tally:
    """How promises went: ``kept`` of ``settled`` ever, the same of the last 30 days, and the present run of kept ones."""

    kept: int
    settled: int
    kept_lately: int
    settled_lately: int
    run: int


@dataclass(frozen=True, slots=True)
class Record:
    """Newest first. ``more``: answers there are beyond those shown."""

    promises: tuple[Promise, ...]
    tally: Tally
    answers: tuple[Kept, ...]
    more: int
    consents: tuple[Consent, ...]
    opted_out: bool
    zone: str


def record_of(view: View, case: Case) -> Record:
    """Everything on record."""
    promises, answers = view.promises(case.id), view.answers(case.id)
    phone = case.card.phone
    return Record(
        promises=tuple(reversed(promises)),
        tally=tallied(case, promises),
        answers=tuple(reversed(answers))[:MOST],
        more=max(len(answers) - MOST, 0),
        consents=tuple(reversed(view.consents(phone))),
        opted_out=view.opted_out(phone),
        zone=case.zone,
    )


def tallied(case: Case, promises: list[Promise]) -> Tally:
    """The counts. A promise that was dropped counts neither way."""
    settled = sorted((one for one in promises if one.kept in SETTLED), key=lambda one: one.settled_at or one.made_at)
    lately = [one for one in settled if (one.settled_at or one.made_at) > case.now - LATELY]
    return Tally(_kept(settled), len(settled), _kept(lately), len(lately), run_kept(settled))


def _kept(promises: list[Promise]) -> int:
    return sum(one.kept is Standing.KEPT for one in promises)
