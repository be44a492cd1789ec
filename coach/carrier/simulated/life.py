"""The life of a text after the carrier took it: which states it goes through, when, and which receipts tell of it.

It must not keep anything nor read the clock: it answers with seconds after the text was taken.

Sources: Twilio docs, "Outbound message status in status callbacks" (the first status has no callback; *failed* means never
handed over, *undelivered* means a network refused it) and error 30036 (ValidityPeriod ran out in the queue).
"""

from __future__ import annotations

from typing import NamedTuple

from coach.carrier.simulated.faults import Fault, Faults

EXPIRED = 30036
OPTED_OUT = 21610
NEVER_SENT = frozenset({OPTED_OUT, 30001, 30002, EXPIRED, 30047, 30610})
"""Codes with which a text fails before any network has it."""


class Step(NamedTuple):
    """``after`` so many seconds the text is ``status``, with the error ``code`` if it went wrong."""

    after: float
    status: str
    code: int | None = None


class Plan(NamedTuple):
    """The states a text will go through, and the receipts that will be posted for them."""

    states: tuple[Step, ...]
    receipts: tuple[Step, ...]


def plan(faults: Faults, *, pace: float, valid: int, service: bool, blocked: bool) -> Plan:
    """What will become of a text. ``pace``: seconds from one state to the next. ``blocked``: its owner said STOP."""
    states = _states(faults, pace, valid, blocked)
    told = (Step(0.0, "queued"), *states) if service else states
    return Plan(states, _receipts(faults, told) if faults else told)


def _states(faults: Faults, pace: float, valid: int, blocked: bool) -> tuple[Step, ...]:
    slow = faults.strike(Fault.QUEUE_SLOW) if faults else None
    sent = pace + (slow.seconds if slow else 0.0)
    if blocked:
        return (Step(sent, "failed", OPTED_OUT),)
    if sent > valid:
        return (Step(float(valid), "failed", EXPIRED),)
    ill = faults.strike(Fault.FAIL) if faults else None
    if ill and ill.code in NEVER_SENT:
        return (Step(sent, "failed", ill.code),)
    end = Step(sent + pace, "undelivered", ill.code) if ill else Step(sent + pace, "delivered")
    return (Step(sent, "sent"), end)


def _receipts(faults: Faults, told: tuple[Step, ...]) -> tuple[Step, ...]:
    if faults.strike(Fault.RECEIPTS_MISSING):
        return ()
    if faults.strike(Fault.RECEIPTS_REVERSED):
        told = tuple(step._replace(after=at.after) for at, step in zip(told, reversed(told), strict=True))
    if late := faults.strike(Fault.RECEIPTS_LATE):
        told = tuple(step._replace(after=step.after + late.seconds) for step in told)
    if faults.strike(Fault.RECEIPTS_DOUBLED):
        told = tuple(step for step in told for _ in range(2))
    return told
