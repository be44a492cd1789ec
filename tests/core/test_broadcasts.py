"""A coach's text to many, as one journey meets it: in the person's hours, under their caps, or left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.broadcasts import against, chance, filled
from coach.core.effects import SendText, TextKind
from coach.core.events import BroadcastTakenBack, CoachBroadcast, Words
from coach.core.model import Danger, DangerKind, Intent, Phase, Reading, Tier
from tests.core import lives

PLAIN = Words("en", False, "{name}, the group meets on Friday at 6.")
VEILED = Words("en", True, "We meet on Friday at 6.")
BOTH = (PLAIN, VEILED)
NIGHT = timedelta(hours=11)


def comes(life, words=BOTH, days=3.0):
    """The text that goes out, or why not."""
    made = life.happens(CoachBroadcast("kim", "b1", words, life.now + timedelta(days=days)))
    sent = [effect for effect in made.effects if isinstance(effect, SendText)]
    return sent[0] if sent else made.reasons[-1]


def test_it_comes_as_a_prompt_does_counted_and_not_beyond_the_window():
    life = lives.begun()
    text = comes(life)
    assert (text.kind, text.key, text.body) == (TextKind.PROMPT, "broadcast/b1", "Sam, the group meets on Friday at 6.")
    assert text.expires_at == life.now + timedelta(hours=4)
    assert life.state.unsolicited == (life.now,)
    assert life.last.reasons[-1].code == "broadcast_sent"


def test_it_is_no_reply_even_within_the_hour_of_their_own_text():
    life = lives.begun()
    life.says(Reading(Intent.WORDS, "hm"))
    comes(life)
    assert comes(life).code == "broadcast_waits", "the second of a day waits"


def test_outside_their_hours_it_waits_for_the_next_opening():
    life = lives.begun()
    life.now += NIGHT
    reason = comes(life)
    at = chance(life.state, "b1", life.now)
    assert (reason.code, reason.facts["on"]) == ("broadcast_waits", "2026-01-06")
    assert (at.astimezone(lives.here(life).tzinfo).hour, at - life.now < timedelta(hours=12.5)) == (9, True)
    life.now = at
    assert isinstance(comes(life), SendText)


def test_it_never_comes_at_or_after_the_moment_it_was_good_for():
    life = lives.begun()
    life.now += NIGHT
    assert comes(life, days=0.2).facts == {"why": "too_late"}
    life = lives.begun()
    assert comes(life, days=0).facts == {"why": "too_late"}
    assert comes(life, days=0.1).expires_at == life.now + timedelta(days=0.1)


def test_after_a_full_week_it_waits_for_a_free_day():
    life = lives.begun()
    life.state = replace(life.state, unsolicited=tuple(life.now - timedelta(days=days) for days in (4, 3, 2, 1)))
    life.witness.memory.unsolicited = list(life.state.unsolicited)
    assert comes(life).code == "broadcast_left_out", "no day is free within three"
    assert comes(life, days=9).code == "broadcast_waits"


@pytest.mark.parametrize(
    ("phase", "why"), [(Phase.PAUSED, "paused"), (Phase.HELD, "takeover"), (Phase.STOPPED, "opted_out"), (Phase.DONE, "done")]
)
def test_whoever_is_not_on_the_way_is_left_out(phase, why):
    life = lives.in_phase(lives.begun(), phase)
    assert comes(life).facts == {"why": why}


def test_whoever_has_not_begun_is_left_out():
    life = lives.Life()
    assert comes(life).facts == {"why": "not_begun"}
    life.says(Reading(Intent.OPT_IN))
    assert comes(life).facts == {"why": "not_begun"}


def test_after_danger_it_is_left_out_or_discreet():
    life = lives.begun()
    life.says(Reading(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.A)))
    assert comes(life).facts == {"why": "danger"}
    life = lives.begun()
    life.says(Reading(Intent.DANGER, Danger(DangerKind.SELF_HARM, Tier.B)))
    assert comes(life).code == "broadcast_waits", "a quiet day comes first"
    life.now += timedelta(days=3)
    assert comes(life).body == VEILED.body


@pytest.mark.parametrize(
    ("change", "why"),
    [({"consented_at": None}, "no_consent"), ({"no_contact": True}, "no_contact"), ({"silent_since": lives.BEGIN}, "silent")],
)
def test_without_consent_under_no_contact_or_in_silence_it_is_left_out(change, why):
    life = lives.begun()
    assert against(replace(life.state, **change), BOTH, life.now) == why


def test_only_a_discreet_wording_reaches_a_discreet_person_and_no_name_is_in_it():
    life = lives.begun(discreet=True)
    assert comes(life, (PLAIN,)).facts == {"why": "no_discreet"}
    assert comes(life, (PLAIN, Words("en", True, "{name}, see you Friday"))).body == "See you Friday"


def test_whoever_reads_another_language_is_left_out():
    life = lives.begun()
    assert comes(life, (Words("es", False, "Hola"), Words("es", True, "Hola"))).facts == {"why": "no_language"}
    veiled = lives.begun(discreet=True)
    assert comes(veiled, (Words("es", False, "Hola"),)).facts == {"why": "no_language"}


def test_taken_back_before_it_left_it_counts_no_more():
    life = lives.begun()
    comes(life)
    life.happens(BroadcastTakenBack("kim", "b1", life.now))
    assert life.state.unsolicited == ()
    assert isinstance(comes(life), SendText)


@pytest.mark.parametrize(
    ("body", "named", "nameless"),
    [
        ("Hi {name}, see you", "Hi Sam, see you", "Hi, see you"),
        ("{name}, see you", "Sam, see you", "See you"),
        ("See you, {name}!", "See you, Sam!", "See you!"),
        ("See you", "See you", "See you"),
        ("{name}", "Sam", ""),
    ],
)
def test_a_name_that_is_not_known_leaves_no_gap(body, named, nameless):
    assert (filled(body, "Sam"), filled(body, "")) == (named, nameless)
