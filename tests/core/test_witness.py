"""The witness sees every law broken: each is broken here once, by a decision nobody should make."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.decision import Decision
from coach.core.effects import Reason, RecordAnswer, SendText, TextKind, WithdrawUnsent
from coach.core.events import CoachWrote, TextReceived, Woken
from coach.core.model import Intent, Phase, Reading, SpokenPromise
from coach.core.promises import tidy
from coach.sim.laws import LAWS, Witness
from tests.core import lives, programs

DAY = timedelta(days=1)
NIGHT = timedelta(hours=14)


def prompt(life, key="walk/mirror/open", wording=0, **more):
    expires = life.now + timedelta(hours=1)
    return SendText(key, wording, TextKind.PROMPT, "en", discreet=False, **{"expires_at": expires, **more})


def reply(key="common/heard", **more):
    return SendText(key, 0, TextKind.REPLY, "en", discreet=False, **more)


def text(life, intent=Intent.WORDS, **more):
    return TextReceived("hm", Reading(intent, **more), life.now)


def saw(life, event, *effects, reasons=(), witness=None, **changes):
    """The names of the laws broken by a decision that would do this."""
    after = replace(life.state, **{"wake_at": life.now + DAY, **changes})
    witness = witness or Witness(life.program)
    return {broken.law for broken in witness.saw(life.state, event, life.now, Decision(after, effects, tuple(reasons)))}


def at_night(life):
    life.now += NIGHT
    return life


def stopped(life):
    """A witness that saw STOP."""
    witness = Witness(life.program)
    witness.memory.opted_out = True
    life.state = replace(life.state, phase=Phase.STOPPED)
    return witness


def woken_often(life):
    witness = Witness(life.program)
    life.state = replace(life.state, wake_at=life.now)
    for _ in range(24):
        saw(life, Woken(), witness=witness)
    return witness


def twice_today(life):
    witness = Witness(life.program)
    saw(life, Woken(), prompt(life), witness=witness)
    return saw(life, Woken(), prompt(life, "walk/mirror/tell"), witness=witness)


def five_in_a_week(life):
    witness, broken = Witness(life.program), set()
    for number in range(5):
        broken = saw(life, Woken(), prompt(life, wording=number), witness=witness)
        life.now += DAY
    return broken


def same_words(life, days=59):
    witness = Witness(life.program)
    saw(life, Woken(), prompt(life), witness=witness)
    life.now += timedelta(days=days)
    return saw(life, Woken(), prompt(life), witness=witness)


def moved(life, to, days=0, was="mirror", **more):
    life.state = replace(life.state, stage=was, stage_since=life.now - timedelta(days=days))
    reasons = [Reason("stage", {"was": life.state.stage, "now": to})]
    return saw(life, Woken(), reasons=reasons, **{"stage": to, "stage_since": life.now, **more})


def flagged(life, *effects, **changes):
    return saw(life, text(life, Intent.NO_CONTACT), *effects, no_contact=True, **changes)


def quiet(life, *effects):
    life.state = replace(life.state, no_contact=True)
    return saw(life, Woken(), *effects)


def with_promise():
    life = lives.begun(programs.program(programs.PROMISES, programs.LETTING_GO))
    life.says(Reading(Intent.WORDS, "i will", promise=SpokenPromise("call", "2026-02-01")))
    return life


WITHDRAWN = WithdrawUnsent((TextKind.PROMPT, TextKind.REPLY), "no_contact")
EVERYTHING = WithdrawUnsent((), "opted_out")


def held(life, *effects):
    life.state = replace(life.state, phase=Phase.HELD, hold="takeover")
    return saw(life, text(life), *effects)


def old(life, days=760):
    life.state = replace(life.state, began_at=life.now - timedelta(days=days))
    return saw(life, Woken())


def in_silence(life, key):
    life.state = replace(life.state, silent_since=life.now)
    return saw(life, Woken(), prompt(life, key))


BREACHES = {
    "a prompt at night": ("window", lambda life: saw(at_night(life), Woken(), prompt(life))),
    "a prompt that does not expire": ("window", lambda life: saw(life, Woken(), prompt(life, expires_at=None))),
    "a prompt that may come at night": ("window", lambda life: saw(life, Woken(), prompt(life, expires_at=life.now + NIGHT))),
    "an answer to nothing": ("window", lambda life: saw(life, Woken(), reply())),
    "a coach at night, unconfirmed": (
        "confirm",
        lambda life: saw(at_night(life), CoachWrote("kim", "Hello"), SendText("", 0, TextKind.COACH, "en", discreet=False)),
    ),
    "two prompts a day": ("caps", twice_today),
    "five prompts a week": ("caps", five_in_a_week),
    "the same words in 60 days": ("wording", same_words),
    "two questions at once": ("question", lambda life: saw(life, text(life), reply(asks=True), reply(asks=True))),
    "a question that is not open": ("question", lambda life: saw(life, text(life), reply(asks=True))),
    "an answer misfiled": ("answer", lambda life: saw(life, text(life), RecordAnswer("hope", 3, "mirror", "walk/mirror/hope"))),
    "HELP unanswered": ("help", lambda life: saw(life, text(life, Intent.HELP))),
    "STOP unconfirmed": ("stop", lambda life: saw(life, text(life, Intent.OPT_OUT), EVERYTHING, phase=Phase.STOPPED, wake_at=None)),
    "STOP with the outbox full": ("stop", lambda life: saw(life, text(life, Intent.OPT_OUT), phase=Phase.STOPPED, wake_at=None)),
    "a word after STOP": ("stop", lambda life: saw(life, text(life), reply(), witness=stopped(life), wake_at=None)),
    "START that just goes on": (
        "stop",
        lambda life: saw(life, text(life, Intent.OPT_IN), witness=stopped(life), phase=Phase.ACTIVE),
    ),
    "forward before dwell": ("edge", lambda life: moved(life, "space")),
    "no edge": ("edge", lambda life: moved(life, "befriend", days=99)),
    "a stage without a word": ("edge", lambda life: saw(life, Woken(), stage="space", stage_since=life.now)),
    "a stage with an old date": ("edge", lambda life: moved(life, "space", days=9, stage_since=lives.BEGIN - DAY)),
    "a move out of nowhere": ("edge", lambda life: moved(life, "space", was="")),
    "contact under no-contact": ("no-contact", lambda life: quiet(life, prompt(life, "walk/befriend/open"))),
    "a prompt under no-contact": ("no-contact", lambda life: quiet(life, prompt(life))),
    "a promise under no-contact": ("no-contact", lambda life: quiet(life, reply("promise/kept-yet"))),
    "no-contact and a full outbox": ("no-contact", lambda life: flagged(life)),
    "no-contact and an open promise": (
        "no-contact",
        lambda life: flagged(life, WITHDRAWN, question=None, promises=with_promise().state.promises),
    ),
    "no-contact and an open question": ("no-contact", lambda life: flagged(life, WITHDRAWN, question=with_promise().state.question)),
    "an answer while held": ("hold", lambda life: held(life, reply())),
    "no next waking": ("wake", lambda life: saw(life, Woken(), wake_at=None)),
    "a waking in the past": ("wake", lambda life: saw(life, Woken(), wake_at=life.now)),
    "a waking too far": ("wake", lambda life: saw(life, Woken(), wake_at=life.now + 36 * DAY)),
    "a waking after the end": ("wake", lambda life: saw(life, Woken(), phase=Phase.DONE)),
    "wakings without end": ("wake", lambda life: saw(life, Woken(), witness=woken_often(life))),
    "a journey without end": ("end", old),
    "a prompt into a silence asked about": ("silence", lambda life: in_silence(life, "walk/mirror/open")),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(breach):
    law, commit = BREACHES[breach]
    assert law in commit(lives.begun())


def test_every_law_is_broken_somewhere_above():
    assert {law for law, _ in BREACHES.values()} == {name for name, _ in LAWS}


LAWFUL = {
    "nothing": lambda life: saw(life, Woken()),
    "a prompt by day": lambda life: saw(life, Woken(), prompt(life)),
    "the same words after 61 days": lambda life: same_words(life, 61),
    "forward after dwell": lambda life: moved(life, "space", days=2),
    "out to letting go": lambda life: moved(life, "letting-go"),
    "no-contact, all withdrawn": lambda life: flagged(life, WITHDRAWN, question=None),
    "HELP while held": lambda life: held(life, reply("common/help")),
    "a pause into silence": lambda life: in_silence(life, "common/paused-silence"),
    "HELP after STOP": lambda life: saw(life, text(life, Intent.HELP), reply("common/help"), witness=stopped(life), wake_at=None),
}


@pytest.mark.parametrize("deed", LAWFUL)
def test_a_lawful_deed_is_no_breach(deed):
    assert LAWFUL[deed](lives.begun()) == set()


def test_what_never_arrived_may_be_said_again():
    life = lives.begun()
    witness = Witness(life.program)
    saw(life, Woken(), prompt(life), witness=witness)
    life.now += 2 * DAY
    saw(life, lives.SendFailed("walk/mirror/open", "prompt", lives.Failure.UNDELIVERED), witness=witness)
    assert "wording" not in saw(life, Woken(), prompt(life), witness=witness)
    saw(life, lives.SendFailed("never/said", "prompt", lives.Failure.UNDELIVERED), witness=witness)


def test_tidying_leaves_settled_promises_alone():
    life = with_promise()
    life.says(Reading(Intent.ANSWER, value=True))
    assert tidy(Decision(life.state)).effects == ()
