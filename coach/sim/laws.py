"""The laws of coaching, checked from outside: a witness watches every decision of one journey and says which law it broke.

Windows, caps, dwell and wordings are counted anew, from the effects alone. Cheap on purpose (about ten microseconds a
decision), so that a simulation of many years can have a witness beside every journey.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.core.decision import Decision
from coach.core.effects import SendText, TextKind
from coach.core.events import BroadcastTakenBack, Event, Failure, SendFailed
from coach.core.model import Phase
from coach.core.program import Program
from coach.core.state import State
from coach.sim import laws_of_journeys as journeys
from coach.sim import laws_of_texts as texts
from coach.sim.seen import Law, Memory, Seen, here, is_unasked

ALWAYS: tuple[tuple[str, Law], ...] = (
    ("stop", journeys.silence_after_stop),
    ("help", journeys.help_answered),
    ("wake", journeys.wakes),
    ("end", journeys.ends),
    ("no-contact", journeys.silence_of_no_contact),
)
WITH_EFFECTS: tuple[tuple[str, Law], ...] = (("answer", journeys.filed_right),)
WITH_TEXTS: tuple[tuple[str, Law], ...] = (
    ("window", texts.window),
    ("confirm", texts.coach_confirms),
    ("caps", texts.caps),
    ("question", texts.one_question),
    ("hold", texts.silence_of_hold),
    ("wording", texts.fresh_words),
    ("silence", texts.waits_in_silence),
)
ON_MOVING: tuple[tuple[str, Law], ...] = (("edge", journeys.edges),)
LAWS = (*ALWAYS, *WITH_EFFECTS, *WITH_TEXTS, *ON_MOVING)


@dataclass(frozen=True, slots=True)
class Broken:
    """A law that did not hold: its name, and what was seen (no words of theirs)."""

    law: str
    what: str


class Witness:
    """Watches one journey, decision by decision, in order."""

    def __init__(self, program: Program) -> None:
        of_contact = frozenset(p.key for stage in program.stages.values() for p in stage.prompts if p.contact or stage.contact)
        self.memory = Memory(program, of_contact)

    def saw(self, before: State, event: Event, now: datetime, decision: Decision) -> list[Broken]:
        """Every law this decision broke; an empty list when all hold.

        Args:
            before: the state it was decided on.
            event: what happened.
            now: the moment, UTC.
            decision: what was decided.
        """
        said = [effect for effect in decision.effects if type(effect) is SendText]
        seen = Seen(before, event, now, decision, decision.state, said, [text for text in said if is_unasked(text, before, now)])
        laws = ALWAYS
        if decision.effects:
            laws += WITH_EFFECTS + (WITH_TEXTS if said else ())
        if decision.state.stage != before.stage:
            laws += ON_MOVING
        found = [Broken(name, what) for name, law in laws for what in law(self.memory, seen)]
        self._remember(seen)
        return found

    def _remember(self, seen: Seen) -> None:
        memory = self.memory
        memory.unsolicited += [seen.now] * len(seen.unasked)
        for text in seen.unasked:
            memory.prompted[text.key] = seen.now
        for text in seen.texts:
            memory.said[text.key, text.wording] = here(seen.now, seen.after)
        if isinstance(seen.event, SendFailed):
            self._never_arrived(seen.event)
        if isinstance(seen.event, BroadcastTakenBack):  # it never left, so it was none
            memory.unsolicited = [moment for moment in memory.unsolicited if moment != seen.event.at]
        memory.opted_out = seen.after.phase is Phase.STOPPED

    def _never_arrived(self, event: SendFailed) -> None:
        memory, key = self.memory, event.key
        said = [(on, wording) for (name, wording), on in memory.said.items() if name == key]
        if said:
            del memory.said[key, max(said)[1]]
        if event.failure is Failure.SKIPPED and event.kind == TextKind.PROMPT:  # it never left, so the caps do not count it
            taken_back = memory.prompted.pop(key, None)
            memory.unsolicited = [moment for moment in memory.unsolicited if moment != taken_back]
