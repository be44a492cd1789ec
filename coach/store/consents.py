"""The ledger of consent, which only grows, and the list of those who opted out, which follows from it.

Both go by the number's keyed hash and outlive an erasure: whoever told us to stop stays told (47 CFR 64.1200(d)(6)
holds such requests for five years). Must not know the words that count as consent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from coach.errors import BadSetting
from coach.store.either import unless_there
from coach.store.found import Consent
from coach.store.people import PeopleReads, PeopleWrites
from coach.store.rows import ConsentRow
from coach.store.sealing import Box
from coach.store.session import Owner
from coach.store.tables import consent, number, opt_out, participant

RECORDING = consent.insert()
OPTING_OUT = unless_there(opt_out, "number")
COMING_BACK = opt_out.delete().where(opt_out.c.number == bindparam("back"))


def about(blind: bytes) -> str:
    """What a consent's evidence is sealed about."""
    return f"consent:{blind.hex()}"


class ConsentReads(PeopleReads):
    """Who agreed to what."""

    def opted_out(self, phone: str) -> bool:
        """Whether this number (E.164) told us to stop and has not come back since."""
        found = select(opt_out.c.number).where(opt_out.c.number == self.sealer.number_index(phone))
        return self.connection.scalar(found) is not None

    def consents(self, phone: str) -> list[Consent]:
        """The ledger of this number (E.164), oldest first."""
        blind = self.sealer.number_index(phone)
        rows = self.connection.execute(select(consent).where(consent.c.number == blind).order_by(consent.c.id)).all()
        box = self._box_of(blind)
        return [Consent(row.at, row.change, row.how, _evidence(row, box), row.sid, row.wording) for row in rows]

    def _box_of(self, blind: bytes) -> Box | None:
        number_ids = self.connection.scalars(select(number.c.id).where(number.c.blind == blind)).all()
        return next(iter(self.boxes(number_ids).values()), None)


class ConsentWrites(PeopleWrites, ConsentReads):
    """Adding to the ledger."""

    def record_consent(self, phone: str, one: ConsentRow) -> None:
        """A consent given or taken back by a number (E.164) that may be nobody's."""
        [number_id] = self.numbers([phone], one.at).values()
        participants = self.connection.scalars(select(participant.c.id).where(participant.c.number_id == number_id)).all()
        owner = Owner(next(iter(participants), None), number_id, self.sealer.number_index(phone))
        self.keep_consents([(one, owner, self.boxes([number_id])[number_id])])

    def keep_consents(self, consents: Sequence[tuple[ConsentRow, Owner, Box]]) -> None:
        """Add to the ledger, in this order; the last word of each number decides whether it is opted out."""
        if not consents:
            return
        self.run(RECORDING, [_row(one, owner, box) for one, owner, box in consents])
        last = {owner.blind: one for one, owner, _ in consents}
        granted = [{"back": blind} for blind, one in last.items() if one.change == "granted"]
        revoked = [{"number": blind, "at": one.at, "how": one.how} for blind, one in last.items() if one.change == "revoked"]
        self.run(COMING_BACK, granted)
        self.run(self.ours(OPTING_OUT), revoked)


def _row(one: ConsentRow, owner: Owner, box: Box) -> dict[str, Any]:
    return {
        "number": owner.blind,
        "participant_id": owner.participant_id,
        "change": one.change,
        "how": one.how,
        "evidence": box.seal(one.evidence.encode(), about(owner.blind)) if one.evidence else None,
        "sid": one.sid,
        "wording": one.wording,
        "at": one.at,
    }


def _evidence(row: Any, box: Box | None) -> str | None:
    """What was sealed before an erasure was sealed with another key, and stays shut."""
    if box is None or row.evidence is None:
        return None
    try:
        return box.open(row.evidence, about(row.number)).decode()
    except BadSetting:
        return None
