"""What a reply can mean and who a participant is: the values that every room speaks in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Phase(StrEnum):
    """Where a journey stands with the person."""

    INVITED = "invited"
    INTAKE = "intake"
    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"
    STOPPED = "stopped"
    DONE = "done"


class Intent(StrEnum):
    """What a reply was understood to want; the order of reading is that of safety."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"
    DANGER = "danger"
    NO_CONTACT = "no_contact"
    PAUSE = "pause"
    RESUME = "resume"
    SLOWER = "slower"
    FASTER = "faster"
    COACH = "coach"
    ANSWER = "answer"
    WORDS = "words"
    UNCLEAR = "unclear"


class AskKind(StrEnum):
    """What kind of answer a question wants. The last seven belong to intake and to promises."""

    YES_NO = "yes_no"
    SCALE = "scale"
    NUMBER = "number"
    WHEN = "when"
    WORDS = "words"
    AGE = "age"  # whether they are 18 or older: True or False, whatever words or years say it
    READY = "ready"  # the typed word that opens the programme: READY (no carrier keyword)
    NAME = "name"
    ZONE = "zone"
    HOURS = "hours"
    CHOICE = "choice"  # any of ``choices``, or "nothing"
    PROMISE = "promise"  # words that hold a promise and, with luck, when it falls due


class Signal(StrEnum):
    """What free words let on besides their answer; never enough to act on danger, which has its own intent."""

    LET_GO = "let_go"  # wants to give up on the other and move on
    LIED = "lied"  # owns up to a lie told to the other
    BROKE_PROMISE = "broke_promise"
    PUSHED = "pushed"  # notices that they pushed too hard
    QUESTION = "question"  # asks us something
    GOOD_NEWS = "good_news"
    LOW = "low"  # sad, tired, grieving, but no danger
    ANGRY = "angry"
    WRONG_NUMBER = "wrong_number"
    REPEAT = "repeat"  # asks to hear the last question again


class DangerKind(StrEnum):
    """Who is in danger, from whom."""

    SELF_HARM = "self_harm"
    VIOLENCE_RECEIVED = "violence_received"
    VIOLENCE_DONE = "violence_done"
    HARM_TO_OTHER = "harm_to_other"
    CHILD = "child"


class Tier(StrEnum):
    """A: intent, plan or act, now. B: hopeless, afraid, past or unclear."""

    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class Danger:
    """What was read as danger."""

    kind: DangerKind
    tier: Tier


Value = bool | int | float | str | Danger | None
"""The value of a reading. Yes, no, unsure: True, False, "unsure". A number or a mark on a scale: int or float.
A moment: ISO local date ("2026-03-08") or date-time ("2026-03-08T19:00:00") in the person's zone. A length: seconds.
Choices: the chosen ones joined by ","; hours: "HH:MM-HH:MM"; a zone: its IANA name; a name or free words: the words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of answer an open question wants; ``low`` and ``high`` bound a scale, both included.

    ``choices``: what a choice is made from. For yes or no, "not yet" there says that it is offered as a third answer, "unsure".
    """

    kind: AskKind
    low: int = 1
    high: int = 7
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Also:
    """A second thing a reply said beside its primary intent."""

    intent: Intent
    value: Value = None


@dataclass(frozen=True, slots=True)
class SpokenPromise:
    """A promise caught in someone's own words. ``due``: ISO local date or date-time, or None when no time was named."""

    what: str
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reply was understood to mean. ``confidence`` runs from 0 to 1; ``rule`` names what decided."""

    intent: Intent
    value: Value = None
    confidence: float = 1.0
    rule: str = ""
    also: tuple[Also, ...] = ()
    promise: SpokenPromise | None = None
    signals: frozenset[Signal] = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    """The person's local hours for unsolicited texts; ``sunday`` is the earliest hour on a Sunday."""

    start: time = time(9)
    end: time = time(20)
    sunday: time = time(12)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a practice allows at most, whatever a program would: local hours for unsolicited texts, and how many in seven days.

    It only ever takes away: see ``timing.allowed`` and ``caps.most_a_week``. The widest hours are those of 47 CFR 64.1200(c)(1):
    8:00 to 21:00, local. ``faster``: for those who asked for more than is usual. ``version``: which of its settings these are.
    """

    start: time = time(8)
    end: time = time(21)
    sunday: time = time(8)
    week: int = 4
    faster: int = 7
    version: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What we know of the participant. Until a zone is told, ``zones`` holds every zone the number allows."""

    zones: tuple[str, ...]
    country: str = "US"
    language: str = "en"
    name: str = ""
    zone_told: bool = False
    window: Window = Window()
    prompt_at: time | None = None
    discreet: bool = True  # until the question is answered, every text is discreet
    shares: tuple[str, ...] = ()
    pace: int = 0  # -2 (slowest) to 2 (fastest)
    bounds: Bounds | None = None  # the practice's, as they stood at the last decision
