"""The whole of one journey as a value. Saved after every decision; nothing about a person is remembered anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coach.core.model import Asked, Phase, Profile
from coach.core.program import Level


class About(StrEnum):
    """What an open question is about, and so who takes its answer."""

    INTAKE = "intake"
    PROMPT = "prompt"
    PROMISE_CONFIRM = "promise_confirm"
    PROMISE_DUE = "promise_due"  # when will it be? asked when no time was named, or to renegotiate
    PROMISE_KEPT = "promise_kept"
    GO_ON = "go_on"  # after silence, or at month 18
    RESUME = "resume"  # after START
    LETTING_GO = "letting_go"  # after no-contact, or after the person spoke of giving up


@dataclass(frozen=True, slots=True)
class Question:
    """The one open question, or the one before it, for late answers. ``ref``: prompt key, intake step or promise id."""

    about: About
    ref: str
    asked: Asked
    text: str  # the text key it was asked with
    wording: int
    at: datetime
    asks: int = 1  # how often it has been put, re-asks and "please say it again" included
    unclear: int = 0  # replies that were not understood


@dataclass(frozen=True, slots=True)
class Answer:
    """One stored answer. ``value``: True, False, "unsure", a number, or words (300 characters at most)."""

    measure: str
    value: Level
    at: datetime
    stage: str
    prompt: str


class Kept(StrEnum):
    """Where a promise stands."""

    PROPOSED = "proposed"  # caught, not yet confirmed
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"  # not confirmed, or never answered for


@dataclass(frozen=True, slots=True)
class Promise:
    """What the participant undertook. ``due``: ISO local date or date-time, None until named. ``moved``: times renegotiated."""

    id: str
    what: str
    stage: str
    made_at: datetime
    due: str | None = None
    kept: Kept = Kept.PROPOSED
    settled_at: datetime | None = None
    moved: int = 0
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """How often a prompt was sent in this visit of its stage, when last, when a reply wants it again, and whether it was answered."""

    times: int = 0
    last: date | None = None
    again_on: date | None = None
    answered: bool = False


@dataclass(frozen=True)  # without slots: its fields are copied whole, many times in a decision (see ``decision.changed``)
class State:
    """One journey. Bounded: answers, promises, wordings and caps are pruned, so that it never grows past a few kilobytes.

    ``next_on``: the local date of the next prompt. ``unsolicited``: moments of the last eight days' unsolicited texts (for caps).
    ``spoken``: text key and wording -> local date it was last said (60 days). ``unanswered``: prompts
    that asked, in a row since they last texted; asking again does not count.
    """

    journey: str
    program: str
    version: int
    profile: Profile
    role: str = "self"
    phase: Phase = Phase.INVITED
    invited: bool = False  # by a coach, with evidence; otherwise the first text was theirs
    consented_at: datetime | None = None
    adult: bool | None = None
    began_at: datetime | None = None
    stage: str = ""
    stage_since: datetime | None = None
    question: Question | None = None
    previous: Question | None = None
    answers: tuple[Answer, ...] = ()
    promises: tuple[Promise, ...] = ()
    used: Mapping[str, Use] = field(default_factory=dict)
    spoken: Mapping[str, date] = field(default_factory=dict)
    unsolicited: tuple[datetime, ...] = ()
    acknowledged: tuple[datetime, ...] = ()  # moments of the last hour's answers to words that nobody asked for
    run_since: datetime | None = None  # where the run of kept promises began anew
    slot: int = 0  # which step of the stage's rhythm comes next
    next_on: date | None = None
    reask_on: date | None = None
    unanswered: int = 0
    silent_since: datetime | None = None  # when "go on?" was asked after silence
    heard_at: datetime | None = None
    no_contact: bool = False
    hold: str | None = None  # "danger" or "takeover"
    paused_until: datetime | None = None
    quiet_until: date | None = None  # nothing unsolicited before this local date
    danger_at: datetime | None = None  # when danger of either tier was last read
    danger_b_at: datetime | None = None
    undelivered: int = 0  # texts in a row that did not arrive
    went_on: bool = False  # asked at month 18
    milestone_told: bool = False
    milestone_since: datetime | None = None  # where the milestone's time began anew: pauses and stops do not count
    gentle: bool = False  # after a danger hold: the first text asks nothing
    erase: bool = False  # erase as soon as the last text is out
    wake_at: datetime | None = None
