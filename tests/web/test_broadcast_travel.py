"""Time travel takes a text to many along: it comes at its own moment, not when the journey through time ends."""

from __future__ import annotations

from datetime import timedelta

from coach.core.broadcasts import chance
from coach.core.events import Words
from coach.core.timing import local
from coach.store.broadcasts_found import DRAFT, Broadcast, Turn
from tests.web.service import SAM, Service


def test_a_text_to_many_comes_in_the_persons_hours_on_the_way(begun: Service) -> None:
    parts = begun.desk.engine.parts
    now, journey = parts.clock.now(), begun.journey()
    words = tuple(Words("en", discreet, "We are closed on Friday.") for discreet in (False, True))
    with parts.store.transaction() as work:
        work.draft_broadcast(Broadcast("b1", "c-ana", None, now, DRAFT, words, {}), [Turn(journey.id, now, 1)])
        work.start_broadcast("b1", now, now + timedelta(days=7), {journey.id: chance(journey.state, "b1", now)})
    begun.travel("week")
    with parts.store.reading() as view:
        texts = view.thread(begun.journey(SAM).participant_id)
    [came] = [text for text in texts if text.key == "broadcast/b1"]
    assert came.state == "delivered"
    assert came.at - now < timedelta(days=3)
    assert 9 <= local(came.at, "America/Chicago").hour < 20
