"""After an outage: what is too late is skipped with a reason, nothing comes twice, and the rest goes on as planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from coach.core.effects import TextKind
from coach.core.model import Intent, Reading
from coach.core.program import Measured, Prompt, Reply, Stage
from tests.core import lives, programs

DAY = timedelta(days=1)
TELLS = Stage("tell", "tells", 400, (), "letting-go", tuple(Prompt(f"walk/tell/{at}", every=60) for at in range(60)), rhythm=(1, 2, 3))
TELLING = programs.program(TELLS, programs.LETTING_GO)


def outage(hours, life=None):
    """A life that was not woken for so many hours after its moment."""
    life = life or lives.begun(TELLING)
    life.passes(4.9)
    at = life.state.wake_at
    sent = len(life.sent)
    life.wakes(timedelta(hours=hours))
    return life, at, life.sent[sent:]


def test_up_to_six_hours_late_a_prompt_still_comes():
    _, _, sent = outage(5)
    assert len(sent) == 1


def test_more_than_six_hours_late_it_is_skipped_with_a_reason_and_the_next_comes_as_planned():
    life, at, sent = outage(7)
    assert ([reason.code for reason in life.last.reasons], sent) == (["skipped_late"], [])
    assert life.last.reasons[0].facts["hours"] == 7
    assert life.state.wake_at.date() == (at + 3 * DAY).date()


def test_after_days_nothing_comes_twice_and_each_skipped_one_has_its_reason_once():
    life, _, sent = outage(24 * 9)
    assert len(sent) <= 1
    told = [reason.facts["key"] for reason in life.last.reasons if reason.code == "skipped_late"]
    assert len(told) == len(set(told)) > 0
    assert life.state.wake_at - life.now < 4 * DAY


def test_a_text_of_theirs_after_an_outage_does_not_bring_the_late_prompt():
    life = lives.begun(TELLING)
    life.passes(4.9)
    life.now = life.state.wake_at + timedelta(hours=8)
    life.says(Reading(Intent.WORDS, "hm"))
    sent = len(life.sent)
    life.passes(0.5)
    assert len(life.sent) == sent


def test_what_becomes_due_later_counts_from_that_day_and_is_not_late():
    later = Prompt("walk/wait/later", every=60, needs=(Measured("level", least=1),))
    stage = Stage(
        "wait", "waits", 400, (), "letting-go", (Prompt("walk/wait/ask", "level", programs.SCALE, replies=(Reply(),)), later), rhythm=(2,)
    )
    life = lives.begun(programs.program(stage, programs.LETTING_GO))
    life.passes(12.2)
    life.says(Reading(Intent.ANSWER, 4))
    life.passes(2)
    assert life.sent[-1].key == "walk/wait/later"
    assert "skipped_late" not in [reason.code for _, _, _, made in life.past for reason in made.reasons]


def test_a_prompt_late_when_the_window_is_closed_waits_for_the_next_day():
    life = lives.begun(programs.program(replace(TELLS, prompts=(Prompt("walk/tell/0", every=9, at=time(19)),)), programs.LETTING_GO))
    at = life.state.wake_at
    life.wakes(timedelta(hours=4))
    assert not life.last.effects
    life.passes(2)
    assert len([text for text in life.sent if text.kind is TextKind.PROMPT]) == 1
    assert life.now > at
