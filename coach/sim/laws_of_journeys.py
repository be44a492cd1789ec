"""The laws about journeys: STOP and HELP, filing answers, edges and dwell, no-contact, waking, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from coach.core.effects import RecordAnswer, RecordConsent, TextKind, WithdrawUnsent
from coach.core.events import CoachMoved, TextReceived, Woken
from coach.core.model import Intent, Phase
from coach.core.program import Program, Stage
from coach.core.state import About, Kept
from coach.sim.seen import HELP, Memory, Seen, intent_of

FARTHEST = timedelta(days=35)
WAKINGS_A_DAY = 24
LATEST_END = timedelta(days=744)  # 24 months are 731 days at most; a last text may wait a week for a free moment
LIVING = frozenset({Phase.INVITED, Phase.INTAKE, Phase.ACTIVE, Phase.PAUSED, Phase.HELD})
BEGUN = frozenset({Phase.ACTIVE, Phase.PAUSED, Phase.HELD})


def silence_after_stop(memory: Memory, seen: Seen) -> Iterator[str]:
    """Law 2: one confirmation at most, then nothing until START, which reopens paused and asks."""
    came = intent_of(seen.event)
    if memory.opted_out:
        if came is Intent.OPT_IN:
            if seen.after.phase not in (Phase.PAUSED, Phase.INTAKE) or seen.after.question is None:
                yield "START did not reopen paused and ask"
        elif seen.after.phase is not Phase.STOPPED or any(text.key != HELP for text in seen.texts):
            yield "spoke or moved after STOP"
    elif seen.after.phase is Phase.STOPPED:
        yield from _stopping(seen)


def _stopping(seen: Seen) -> Iterator[str]:
    replied = not isinstance(seen.event, TextReceived) or seen.event.carrier_replied
    if [text.kind for text in seen.texts] != ([] if replied else [TextKind.OPT_OUT]):
        yield "STOP is confirmed once, and not where the carrier did"
    if not any(isinstance(effect, WithdrawUnsent) and not effect.kinds for effect in seen.decision.effects):
        yield "STOP left texts in the outbox"
    if not any(isinstance(effect, RecordConsent) and effect.change == "revoked" for effect in seen.decision.effects):
        yield "STOP is not in the ledger"


def help_answered(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 2: HELP is answered in every phase, by us or the carrier, never both."""
    if isinstance(seen.event, TextReceived) and seen.event.reading.intent is Intent.HELP:
        wanted = [] if seen.event.carrier_replied else [HELP]
        if [text.key for text in seen.texts] != wanted:
            yield "HELP was not answered once"


def filed_right(_: Memory, seen: Seen) -> Iterator[str]:
    """Law 4: an answer is filed under the question it answers, or the one before."""
    for effect in seen.decision.effects:
        if type(effect) is RecordAnswer:
            asked = seen.before.previous if effect.late else seen.before.question
            if asked is None or asked.about is not About.PROMPT or asked.ref != effect.prompt:
                yield f"an answer filed under {effect.prompt}, which was not asked"


def edges(memory: Memory, seen: Seen) -> Iterator[str]:
    """Law 6: the bot keeps dwell and the declared edges; only a coach's override undercuts dwell."""
    since, at = seen.before.stage_since, seen.before.stage
    for reason in seen.decision.reasons:
        if reason.code == "began":
            since, at = seen.now, memory.program.start
        elif reason.code == "stage":
            to = str(reason.facts["now"])
            if not isinstance(seen.event, CoachMoved) and not _leads(memory.program, at, to, since, seen.now):
                yield f"{at} led to {to} too early or by no edge"
            since, at = seen.now, to
    if seen.after.stage not in (at, "") or (seen.after.stage and seen.after.stage_since != seen.now):
        yield f"{seen.before.stage or '-'} became {seen.after.stage} without a word"


def _leads(program: Program, at: str, to: str, since: datetime | None, now: datetime) -> bool:
    if not at:
        return False
    stage: Stage = program.stages[at]
    if to == program.letting_go or (to in stage.ways and to != stage.next):
        return True
    return to == stage.next and since is not None and now >= since + timedelta(days=stage.dwell)


def silence_of_no_contact(memory: Memory, seen: Seen) -> Iterator[str]:
    """Law 7: under no-contact nothing coaches contact, and outside letting go nothing comes unasked."""
    state = seen.after
    if not state.no_contact:
        return
    for text in seen.texts:
        if text.key in memory.of_contact or text.key.startswith("promise/"):
            yield f"{text.key} under no-contact"
        if text.kind is TextKind.PROMPT and seen.before.phase in BEGUN and seen.before.stage != memory.program.letting_go:
            yield f"{text.key} unasked under no-contact"
    if not seen.before.no_contact:
        yield from _flagging(seen)


def _flagging(seen: Seen) -> Iterator[str]:
    withdrawn = {kind for effect in seen.decision.effects if isinstance(effect, WithdrawUnsent) for kind in effect.kinds or TextKind}
    if not {TextKind.PROMPT, TextKind.REPLY} <= withdrawn:
        yield "no-contact left texts in the outbox"
    question = seen.after.question
    if question is not None and question.about not in (About.LETTING_GO, About.INTAKE):
        yield "a question stayed open under no-contact"
    if any(promise.kept in (Kept.PROPOSED, Kept.OPEN) for promise in seen.after.promises):
        yield "a promise stayed open under no-contact"


def wakes(memory: Memory, seen: Seen) -> Iterator[str]:
    """Law 10: a living journey wakes in the future, within 35 days; an ended one never; none wakes without end."""
    at = seen.after.wake_at
    if seen.after.phase not in LIVING:
        if at is not None:
            yield f"{seen.after.phase.value} and still to be woken"
    elif at is None or not seen.now < at <= seen.now + FARTHEST:
        yield f"{seen.after.phase.value}, to be woken at {at}"
    if isinstance(seen.event, Woken) and seen.before.wake_at is not None and seen.now >= seen.before.wake_at:
        today = seen.now.astimezone(UTC).date()
        memory.wakings = memory.wakings + 1 if memory.woken_on == today else 1
        memory.woken_on = today
        if memory.wakings > WAKINGS_A_DAY:
            yield f"woken {memory.wakings} times on {today}"


def ends(_: Memory, seen: Seen) -> Iterator[str]:
    """A journey ends within 24 months, whatever happens (once it is woken)."""
    began = seen.before.began_at
    late = began is not None and seen.after.began_at == began and seen.now > began + LATEST_END
    if late and isinstance(seen.event, Woken) and seen.after.phase in BEGUN:
        yield f"still {seen.after.phase.value} after {(seen.now - (began or seen.now)).days} days"
