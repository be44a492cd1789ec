"""Keeps what decisions made of journeys: state, texts, answers and all the rest, guarded by the version, or nothing at all.

Written for many at once: a statement a table, however many journeys. Must not know why anything was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, or_

from coach.core.effects import HELP, TextKind
from coach.core.state import Promise
from coach.errors import StaleState
from coach.store.alerts import AlertWrites
from coach.store.codec import Detail, encode_detail
from coach.store.consents import ConsentWrites
from coach.store.either import adding, or_renewed
from coach.store.journeys import JourneyWrites, columns
from coach.store.outbox import IS_BEING_SENT, IS_PENDING, place
from coach.store.prepared import Prepared
from coach.store.rows import AnswerRow, Entry, NumberText, Saved, TextRow, Withdrawal
from coach.store.sealing import Box
from coach.store.session import Owner
from coach.store.tables import Sending, answer, journal, journey, outbound, promise

PRIORITY = {TextKind.SAFETY: 0, TextKind.OPT_OUT: 0, TextKind.REPLY: 1, TextKind.COACH: 1, TextKind.PROMPT: 2}
FOLLOWS = ("phase", "stage", "stage_since", "wake_at", "began_at", "state", "name_blind", "erase", "hold", "heard_at", "silent_since")
GUARDED = Prepared(
    journey.update()
    .where(journey.c.id == bindparam("journey"), journey.c.version == bindparam("expected"))
    .values({name: bindparam(name) for name in FOLLOWS})
    .values(version=bindparam("version_after"))
)
WITHDRAWN = (
    outbound.update()
    .where(IS_PENDING, outbound.c.journey_id == bindparam("journey"))
    .values(state=Sending.CANCELLED.value, error_code=bindparam("reason"), settled_at=bindparam("at"))
)
OUTLIVED = (  # one that may be on its way cannot be called back, but if it comes back unsent it has expired
    outbound.update().where(IS_BEING_SENT, outbound.c.journey_id == bindparam("journey")).values(expires_at=bindparam("at"))
)
SENDING, ANSWERING, JOURNALLING = Prepared(outbound.insert()), Prepared(answer.insert()), Prepared(journal.insert())
SENDING_ONCE = adding(
    outbound,
    lambda insert: insert.on_conflict_do_nothing(index_elements=["number_id", "dedupe"], index_where=outbound.c.journey_id.is_(None)),
)
PROMISING = Prepared(or_renewed(promise, key=("journey_id", "id"), news=("sealed", "stage", "due", "kept", "settled_at", "moved")))
NO_VALUE: dict[str, Any] = {"number": None, "flag": None, "word": None, "sealed": None}


class Saving(JourneyWrites, AlertWrites, ConsentWrites):
    """Keeping what was decided."""

    def save(self, decided: Sequence[Saved]) -> None:
        """Keep all of these.

        Raises: ``StaleState`` when any journey is no longer at the version expected, or was erased; let it end the transaction,
        or the savepoint, for some may already have been written. ``BrokenLaw`` when a constraint refuses.
        """
        ordered = sorted(decided, key=lambda saved: saved.journey_id)  # always the same order: two batches never wait for each other
        owners = self.owners([saved.journey_id for saved in ordered])
        if len(owners) < len(ordered):
            raise StaleState("a journey is not there, or its participant was erased")
        boxes = self.boxes(owner.number_id for owner in owners.values())
        sealed = [(saved, owners[saved.journey_id], boxes[owners[saved.journey_id].number_id]) for saved in ordered]
        self._save_states(sealed)
        self._withdraw(ordered)
        self.run(SENDING, [row for saved, owner, box in sealed for row in text_rows(saved, owner, box)])
        self.run(ANSWERING, [answer_row(one, saved.journey_id, box) for saved, _, box in sealed for one in saved.answers])
        self.run(PROMISING, [promise_row(one, saved.journey_id, box) for saved, _, box in sealed for one in saved.promises])
        self.keep_consents([(one, owner, box) for saved, owner, box in sealed for one in saved.consents])
        self.keep_alerts([(one, saved.journey_id, owner.number_id) for saved, owner, _ in sealed for one in saved.alerts])
        self.run(JOURNALLING, [row for saved, _, box in sealed for row in journal_rows(saved, box)])

    def send_to_numbers(self, texts: Sequence[NumberText], now: datetime) -> None:
        """Texts for numbers that may be nobody's; of those with the same ``once`` for a number only the first is ever kept."""
        numbers = self.numbers({one.phone for one in texts}, now)
        boxes = self.boxes(numbers.values())
        rows = [text_row(one.text, numbers[one.phone], None, one.once, boxes[numbers[one.phone]], now) for one in texts]
        self.run(self.ours(SENDING_ONCE), rows)

    def _save_states(self, sealed: Sequence[tuple[Saved, Owner, Box]]) -> None:
        rows = [state_row(saved, columns(self.sealer, saved.state, box, saved.version)) for saved, _, box in sealed]
        if self.run(GUARDED, rows) != len(rows):
            raise StaleState("somebody else saved one of these journeys first")
        self.fresh.update((saved.journey_id, (saved.version, saved.state)) for saved, _, _ in sealed)

    def _withdraw(self, decided: Iterable[Saved]) -> None:
        by_kinds: dict[tuple[TextKind, ...], list[dict[str, Any]]] = {}
        for saved in decided:
            for one in saved.withdrawals:
                by_kinds.setdefault(one.kinds, []).append(withdrawal_row(one, saved))
        for kinds, rows in by_kinds.items():
            for statement in withdrawing(kinds):
                self.run(statement, rows)


@lru_cache(maxsize=64)
def withdrawing(kinds: tuple[TextKind, ...]) -> tuple[Update, ...]:
    """What withdraws texts of these kinds, but no answer to HELP (empty: every text)."""
    those = [or_(*(outbound.c.kind == kind.value for kind in kinds)), outbound.c.key != HELP] if kinds else []
    return tuple(statement.where(*those) for statement in (WITHDRAWN, OUTLIVED))


def state_row(saved: Saved, state: Mapping[str, Any]) -> dict[str, Any]:
    """The guarded update of a journey."""
    return {"journey": saved.journey_id, "expected": saved.expected, "version_after": saved.version, **state}


def withdrawal_row(one: Withdrawal, saved: Saved) -> dict[str, Any]:
    """What a withdrawal changes."""
    return {"journey": saved.journey_id, "reason": one.reason, "at": saved.journal[-1].at}


def text_rows(saved: Saved, owner: Owner, box: Box) -> Iterator[dict[str, Any]]:
    """The texts of a decision. The version and the place within it make each unique: a decision saved twice would clash."""
    at = saved.journal[-1].at
    for nth, one in enumerate(saved.texts):
        yield text_row(one, owner.number_id, saved.journey_id, f"{saved.version}.{nth}", box, at)


def text_row(one: TextRow, number_id: int, journey_id: str | None, dedupe: str, box: Box, at: datetime) -> dict[str, Any]:
    """A text as the outbox keeps it."""
    return {
        "number_id": number_id,
        "journey_id": journey_id,
        "dedupe": dedupe,
        "kind": one.kind.value,
        "priority": PRIORITY[one.kind],
        "key": one.key,
        "wording": one.wording,
        "asks": one.asks,
        "sealed": box.seal(one.body.encode(), place(number_id, journey_id, dedupe)),
        "segments": one.segments,
        "state": "pending",
        "created_at": at,
        "due_at": one.due_at,
        "try_at": one.due_at,
        "expires_at": one.expires_at,
    }


def answer_row(one: AnswerRow, journey_id: str, box: Box) -> dict[str, Any]:
    """An answer: closed readings in clear, words sealed."""
    row = {"journey_id": journey_id, "measure": one.measure, "at": one.at, "stage": one.stage, "prompt": one.prompt, "late": one.late}
    return {**row, **NO_VALUE, **_value(one, journey_id, box)}


def _value(one: AnswerRow, journey_id: str, box: Box) -> dict[str, Any]:
    if isinstance(one.value, bool):
        return {"flag": one.value}
    if isinstance(one.value, int | float):
        return {"number": float(one.value)}
    if one.closed or one.value == "unsure":
        return {"word": one.value}
    return {"sealed": box.seal(one.value.encode(), f"answer:{journey_id}:{one.measure}")}


def promise_row(one: Promise, journey_id: str, box: Box) -> dict[str, Any]:
    """A promise; what was promised is sealed."""
    return {
        "journey_id": journey_id,
        "id": one.id,
        "sealed": box.seal(one.what.encode(), f"promise:{journey_id}:{one.id}"),
        "stage": one.stage,
        "made_at": one.made_at,
        "due": one.due,
        "kept": one.kept.value,
        "settled_at": one.settled_at,
        "moved": one.moved,
    }


def journal_rows(saved: Saved, box: Box) -> Iterator[dict[str, Any]]:
    """The decisions, numbered by the version each made."""
    for seq, entry in enumerate(saved.journal, saved.expected + 1):
        yield journal_row(entry, saved.journey_id, seq, box)


def journal_row(entry: Entry, journey_id: str, seq: int, box: Box) -> dict[str, Any]:
    """One decision: that it was made stands in clear, what was said and the facts of the reasons are sealed."""
    detail = Detail(entry.event, entry.effects, entry.reasons, entry.bounds)
    return {
        "journey_id": journey_id,
        "seq": seq,
        "at": entry.at,
        "kind": entry.kind,
        "phase_before": entry.phase_before.value,
        "phase_after": entry.phase_after.value,
        "stage_before": entry.stage_before,
        "stage_after": entry.stage_after,
        "codes": " ".join(reason.code for reason in entry.reasons),
        "sealed": box.seal(encode_detail(detail), f"journal:{journey_id}:{seq}"),
    }
