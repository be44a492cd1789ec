"""Turns what arrived into an event: reads it against the open question, and against the one before when it does not fit."""

from __future__ import annotations

from datetime import datetime

from coach.carrier.keywords import keyword
from coach.core.events import TextReceived
from coach.core.model import Asked, Intent, Phase, Reading
from coach.core.state import Question, State
from coach.core.timing import local
from coach.engine.parts import Parts
from coach.store.found import InboundRow

OPT_OUT_TYPE = "OptOutType"


def heard(parts: Parts, state: State, row: InboundRow, known: Question | None) -> TextReceived:
    """The event of an inbound text. Words about time are read as of the moment it was sent, however late we decide.

    ``known``: the question that was open before anything of the same batch was decided. One that was put since, or after the
    text was sent, is no question its writer can have seen.
    """
    question = state.question
    unasked = question is not None and (question.at > row.received_at or not same(question, known))
    asked = question.asked if question is not None and not unasked and state.phase is not Phase.HELD else None
    reading = _read(parts, state, row.body, asked, row.received_at)
    late = None
    if reading.intent in (Intent.UNCLEAR, Intent.WORDS) and state.previous is not None and not unasked:
        late = _read(parts, state, row.body, state.previous.asked, row.received_at)
    return TextReceived(row.body, reading, row.received_at, late, _carrier_replied(parts, row), unasked)


def same(question: Question, known: Question | None) -> bool:
    """Whether two questions are one, however often it was put."""
    return known is not None and (question.about, question.ref) == (known.about, known.ref)


def _read(parts: Parts, state: State, body: str, asked: Asked | None, at: datetime) -> Reading:
    zone = state.profile.zones[0]
    here = local(at, zone).replace(tzinfo=None)
    return parts.read(body, asked, here, zone, state.profile.language)


def _carrier_replied(parts: Parts, row: InboundRow) -> bool:
    """Whether the carrier answers this keyword itself: it says so (Advanced Opt-Out), or it always does for this word."""
    if row.fields.get(OPT_OUT_TYPE):
        return True
    return parts.settings.optout_replies == "carrier" and keyword(row.body) in ("STOP", "HELP")
