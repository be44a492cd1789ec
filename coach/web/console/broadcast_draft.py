"""A broadcast on paper: everybody it is for, decided by the real machine, and what it would cost. Nobody is texted.

The people are kept with the draft: what is confirmed is what was looked at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coach.core.broadcasts import NAME, chance, filled, wording_for
from coach.core.events import CoachBroadcast, Words
from coach.core.machine import decide
from coach.core.state import State
from coach.programs.segments import count
from coach.store.broadcasts_found import DRAFT, Broadcast, Turn
from coach.store.seeing import Card
from coach.web.console.broadcast_words import MOST_SEGMENTS, key_of
from coach.web.console.here import here, seen_by, viewer
from coach.web.console.people_list import FILTERS, given_in, wanted

AT_MOST = 2000
KEPT = timedelta(hours=24)
DAYS = (1, 3, 7)
USUAL_DAYS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """Of those who would get one wording: how many, whose name makes it longest, how many segments that is, in which encoding."""

    journey_id: str
    people: int
    segments: int
    encoding: str


def days_of(given: Mapping[str, str]) -> int:
    """For how many days it may wait for people's hours."""
    days = int(given["days"]) if given.get("days", "").isdigit() else USUAL_DAYS
    return days if days in DAYS else USUAL_DAYS


def filter_of(given: Mapping[str, str]) -> dict[str, str]:
    """The filter alone, without what says nothing."""
    return {key: given[key] for key in FILTERS if given.get(key)}


def people_of(query: str) -> list[str]:
    """Whoever passes the filter, of those one may see; one more than may be, where there are too many."""
    console = here()
    with console.parts.store.reading() as view:
        return view.roster(wanted(given_in(query), console.now), seen_by(), AT_MOST + 1)[0]


def drafted(words: tuple[Words, ...], given: Mapping[str, str], journey_ids: list[str]) -> str:
    """Look at it on paper and keep it, in place of the draft this coach had before; its id."""
    console = here()
    now, ref = console.now, console.parts.new_id()
    until = now + timedelta(days=days_of(given))
    with console.parts.store.reading() as view:
        cards = view.cards(view.seen_among(journey_ids, seen_by()))
    turns, samples = rehearsed([cards[one] for one in journey_ids if one in cards], CoachBroadcast(viewer().name, ref, words, until), now)
    kept = {**filter_of(given), "days": str(days_of(given)), "samples": packed(samples)}
    one = Broadcast(ref, viewer().id, seen_by(), now, DRAFT, words, kept)
    with console.parts.store.transaction() as work:
        work.drop_broadcast_drafts(viewer().id, now - KEPT)
        work.draft_broadcast(one, turns)
    return ref


def rehearsed(cards: list[Card], event: CoachBroadcast, now: datetime) -> tuple[list[Turn], dict[str, Sample]]:
    """Each one's turn, and of each wording a sample. Too long with somebody's name: that person is left out."""
    turns: list[Turn] = []
    samples: dict[str, Sample] = {}
    weights = Weights()
    for card in cards:
        state, why = _decided(card.journey.state, event, now)
        words = wording_for(state, event.words, now)
        if why or words is None:
            turns.append(Turn(card.journey.id, now, 0, why or "no_language"))
            continue
        segments, encoding = weights.of(words, state.profile.name)
        if segments > MOST_SEGMENTS:
            turns.append(Turn(card.journey.id, now, 0, "too_long"))
            continue
        turns.append(Turn(card.journey.id, chance(state, event.ref, now), segments))
        samples[key_of(words)] = _longer(
            samples.get(key_of(words)), Sample(card.journey.id, 1, segments, encoding), weights.longest(words, state)
        )
    return turns, samples


def _decided(state: State, event: CoachBroadcast, now: datetime) -> tuple[State, str]:
    """The state as the machine sees it, and why it would leave them out; empty: it would not."""
    decision = decide(state, event, now, here().parts.program(state.program, state.version))
    why = next((str(reason.facts["why"]) for reason in decision.reasons if reason.code == "broadcast_left_out"), "")
    return replace(decision.state, unsolicited=state.unsolicited), why


class Weights:
    """Counts each name once: in a crowd many are called the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[int, str]] = {}
        self._longest: dict[str, int] = {}

    def of(self, words: Words, name: str) -> tuple[int, str]:
        """Segments and encoding of a wording with a name in it."""
        name = "" if words.discreet or NAME not in words.body else name
        known = self._known.get((key_of(words), name))
        if known is None:
            counted = count(filled(words.body, name))
            known = self._known[key_of(words), name] = (counted.segments, counted.encoding)
        return known

    def longest(self, words: Words, state: State) -> bool:
        """Whether nobody before had a longer name, for this wording."""
        before = self._longest.get(key_of(words), -1)
        self._longest[key_of(words)] = max(before, len(state.profile.name))
        return len(state.profile.name) > before


def _longer(before: Sample | None, one: Sample, longest: bool) -> Sample:
    if before is None:
        return one
    shown = one.journey_id if longest else before.journey_id
    dearest = max(before, one, key=lambda sample: sample.segments)
    return Sample(shown, before.people + 1, dearest.segments, dearest.encoding)


def packed(samples: Mapping[str, Sample]) -> str:
    """Samples as words, to be kept with the draft; no name is in them."""
    return json.dumps({key: [one.journey_id, one.people, one.segments, one.encoding] for key, one in samples.items()})


def unpacked(words: str) -> dict[str, Sample]:
    """And back."""
    return {key: Sample(*one) for key, one in json.loads(words or "{}").items()}
