"""What the carrier says of a text, in whatever order it says it: a text only ever moves forward.

Receipts come doubled, reversed and before the answer to our own request (Twilio docs: "Track the status of outbound
messages": callbacks are not guaranteed to arrive in order). Must not know what is done about a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from coach.core.effects import TextKind
from coach.store.found import Moved
from coach.store.outbox import CLEARED, OutboxWrites
from coach.store.prepared import Among, Prepared
from coach.store.rows import Receipt
from coach.store.tables import Sending, journey, outbound

RANK: dict[str, int] = {
    Sending.PENDING: 0,
    Sending.CLAIMED: 0,
    Sending.UNKNOWN: 0,
    Sending.ACCEPTED: 1,
    Sending.SENT: 2,
    Sending.DELIVERED: 3,
    Sending.UNDELIVERED: 3,
    Sending.FAILED: 3,
    Sending.CANCELLED: 3,
    Sending.SKIPPED: 3,
}
TAKEN = (Sending.ACCEPTED.value, Sending.SENT.value)
TOLD_OF = (
    select(*(outbound.c[name] for name in ("id", "journey_id", "kind", "key", "state", "sid")), journey.c.participant_id)
    .join_from(outbound, journey, isouter=True)
    .with_for_update(of=outbound)
)
BY_ID, BY_SID = Among(outbound.c.id, "ids"), Among(outbound.c.sid, "sids")
TOLD_BY_ID, TOLD_BY_EITHER = Prepared(TOLD_OF.where(BY_ID)), Prepared(TOLD_OF.where(or_(BY_SID, BY_ID)))
ENDED = Prepared(  # the usual one, of a text that was ``TAKEN``: nothing else is news, and what is not written needs no index renewed
    outbound.update()
    .where(outbound.c.id == bindparam("row"))
    .values(state=bindparam("new_state"), error_code=bindparam("code"), settled_at=bindparam("settled"))
)
MOVED = Prepared(
    outbound.update()
    .where(outbound.c.id == bindparam("row"))
    .values(state=bindparam("new_state"), sid=bindparam("carrier_sid"), error_code=bindparam("code"), settled_at=bindparam("settled"))
    .values(accepted_at=func.coalesce(outbound.c.accepted_at, bindparam("at", type_=outbound.c.accepted_at.type)), **CLEARED)
)


class Receipts(OutboxWrites):
    """Taking the carrier's word."""

    def receipt(self, one: Receipt, at: datetime) -> Moved | None:
        """One receipt; see ``receipts``. None: it told nothing new, or of no text of ours."""
        return next(iter(self.receipts([one], at)), None)

    def receipts(self, told: Sequence[Receipt], at: datetime) -> list[Moved]:
        """The rows these receipts moved forward, at most one change for each receipt, in their order.

        A receipt finds its text by our id, else by the carrier's. One that names our id but another carrier's id than the one
        we hold is of an earlier try, and changes nothing.
        """
        rows = self._rows(told)
        moved = [change for one in told if (change := _move(rows, one)) is not None]
        last = {change.id: change for change in moved}
        taken = {change.id for change in last.values() if rows[change.id]["was"] in TAKEN}
        self.run(ENDED, [_update(change, at) for change in last.values() if change.id in taken])
        later = [
            {**_update(change, at), "carrier_sid": rows[change.id]["sid"], "at": at} for change in last.values() if change.id not in taken
        ]
        self.run(MOVED, later)
        return moved

    def _rows(self, told: Sequence[Receipt]) -> dict[int | str, dict[str, Any]]:
        """The rows they speak of, by both of their names."""
        if not told:
            return {}
        ids, sids = {one.id for one in told if one.id is not None}, {one.sid for one in told if one.id is None}
        names = {"ids": list(ids), **({"sids": sorted(sids)} if sids else {})}
        found = [{**row._asdict(), "was": row.state} for row in self.rows(TOLD_BY_EITHER if sids else TOLD_BY_ID, **names)]
        return {name: row for row in found for name in (row["id"], row["sid"]) if name is not None}


def _move(rows: dict[int | str, dict[str, Any]], one: Receipt) -> Moved | None:
    row = rows.get(one.id) if one.id is not None else rows.get(one.sid)
    if row is None or row["sid"] not in {None, one.sid}:
        return None
    before, after = row["state"], one.delivery
    if RANK[after] <= RANK[before]:
        return None
    row["state"], row["sid"] = after, one.sid
    rows[one.sid] = row
    return Moved(row["id"], row["journey_id"], row["participant_id"], TextKind(row["kind"]), row["key"], before, after, one.code)


def _update(change: Moved, at: datetime) -> dict[str, Any]:
    settled = at if RANK[change.state] == RANK[Sending.DELIVERED] else None
    return {"row": change.id, "new_state": change.state, "code": change.code, "settled": settled}
