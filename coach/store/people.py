"""Numbers and the participants behind them. Must not know what they write."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from coach.store.either import adding, unless_there
from coach.store.found import ParticipantRef
from coach.store.prepared import Among, Prepared
from coach.store.rows import NewParticipant
from coach.store.sealing import Box
from coach.store.session import Session
from coach.store.tables import data_key, journey, number, participant

SIZES = (1, 4, 16, 64)  # how many blind indexes a statement takes; bytes do not travel in JSON (see ``Among``)
BLINDS = tuple(number.c.blind.in_([bindparam(str(nth)) for nth in range(size)]) for size in SIZES)
BY_BLIND = tuple(Prepared(select(number.c.id, number.c.blind, data_key.c.wrapped).join(data_key).where(those)) for those in BLINDS)
FOUND = tuple(
    Prepared(select(number.c.blind, participant.c.id, participant.c.country).join_from(number, participant).where(those))
    for those in BLINDS
)
PHONES = Prepared(
    select(number.c.id, number.c.phone, number.c.blind, data_key.c.wrapped).join_from(number, data_key).where(Among(number.c.id, "ids"))
)
ADDING_NUMBERS = adding(
    number, lambda insert: insert.on_conflict_do_nothing(index_elements=["blind"]).returning(number.c.id, number.c.blind)
)
ADDING_PARTICIPANTS = unless_there(participant, "number_id")
ADDING_KEYS = data_key.insert()


def sealed_phone(box: Box, phone: str, blind: bytes) -> bytes:
    """A phone number as its row keeps it."""
    return box.seal(phone.encode(), f"phone:{blind.hex()}")


def opened_phone(box: Box, sealed: bytes, blind: bytes) -> str:
    """The phone number again."""
    return box.open(sealed, f"phone:{blind.hex()}").decode()


class PeopleReads(Session):
    """Finding people."""

    def find_participants(self, phones: Collection[str]) -> dict[str, ParticipantRef]:
        """Those of these numbers (E.164) who are participants, by number."""
        blinds = {self.sealer.number_index(phone): phone for phone in phones}
        rows = self._by_blind(FOUND, list(blinds))
        return {blinds[row.blind]: ParticipantRef(row.id, blinds[row.blind], row.country) for row in rows}

    def _by_blind(self, statements: Sequence[Prepared], blinds: list[bytes]) -> list[Any]:
        """What the statement, one for each of ``SIZES``, finds for all these; the last is repeated where there are fewer than it takes."""
        found: list[Any] = []
        for begin in range(0, len(blinds), SIZES[-1]):
            some = blinds[begin : begin + SIZES[-1]]
            which = bisect_left(SIZES, len(some))
            filled = [*some, *some[-1:] * (SIZES[which] - len(some))]
            found += self.rows(statements[which], **{str(nth): blind for nth, blind in enumerate(filled)})
        return found

    def participants(self, participant_ids: Collection[str]) -> dict[str, ParticipantRef]:
        """These participants, by id; erased ones are not among them."""
        rows = self.connection.execute(
            select(participant.c.id, participant.c.country, participant.c.number_id).where(
                participant.c.id.in_(participant_ids), participant.c.erased_at.is_(None)
            )
        ).all()
        phones = self.phones(row.number_id for row in rows)
        return {row.id: ParticipantRef(row.id, phones[row.number_id], row.country) for row in rows}

    def phones_of(self, participant_ids: Collection[str]) -> dict[str, str]:
        """Their phone numbers (E.164), by participant; erased ones are not among them."""
        return {found.id: found.phone for found in self.participants(participant_ids).values()}

    def named(self, name: str) -> list[str]:
        """The ids of those participants who gave this very name; case and spaces do not matter."""
        found = select(journey.c.participant_id).where(journey.c.name_blind == self.sealer.name_index(name)).distinct()
        return list(self.connection.scalars(found.order_by(journey.c.participant_id)))

    def phones(self, number_ids: Iterable[int]) -> dict[int, str]:
        """The phone numbers of these rows of ``number``; for this room only."""
        wanted = list(set(number_ids))
        rows = self.rows(PHONES, ids=wanted) if wanted else ()
        return {row.id: self.phone_of(row.id, row) for row in rows}

    def phone_of(self, number_id: int, row: Any) -> str:
        """The phone number in a row with ``phone``, ``blind`` and the ``wrapped`` key, whose box is remembered; for this room only."""
        box = self.sealer.box(row.wrapped)
        self.remember_box(number_id, box)
        return opened_phone(box, row.phone, row.blind)


class PeopleWrites(PeopleReads):
    """Getting to know people."""

    def add_participants(self, new: Sequence[NewParticipant], now: datetime) -> dict[str, ParticipantRef]:
        """These people by number, as they are now: somebody who was there already stays who they were."""
        numbers = self.numbers({one.phone for one in new}, now)
        rows = [{"id": one.id, "number_id": numbers[one.phone], "country": one.country, "joined_at": now} for one in new]
        self.run(self.ours(ADDING_PARTICIPANTS), rows)
        return self.find_participants([one.phone for one in new])

    def add_participant(self, phone: str, country: str, now: datetime, participant_id: str) -> ParticipantRef:
        """One person; see ``add_participants``."""
        return self.add_participants([NewParticipant(participant_id, phone, country)], now)[phone]

    def rewrap_keys(self, limit: int = 500) -> int:
        """Wrap data keys that an older master key wrapped with the newest one; how many it was, 0 when none is left."""
        old = select(data_key.c.number_id, data_key.c.wrapped).where(data_key.c.key_id != self.sealer.key_id).limit(limit)
        rows = [{"row": row.number_id, "new": self.sealer.rewrapped(row.wrapped)} for row in self.connection.execute(old)]
        newly = data_key.update().where(data_key.c.number_id == bindparam("row"))
        return self.run(newly.values(wrapped=bindparam("new"), key_id=self.sealer.key_id), rows)

    def numbers(self, phones: Collection[str], now: datetime) -> dict[str, int]:
        """The row of each number (E.164), made with a data key of its own where it was not known; for this room only."""
        blinds = {self.sealer.number_index(phone): phone for phone in sorted(phones)}  # sorted: the same rows in every run
        known = self._known(blinds)
        missing = blinds.keys() - known.keys()
        if missing:
            self._add_numbers({blind: blinds[blind] for blind in blinds if blind in missing}, now)
            known |= self._known(missing)
        return {blinds[blind]: number_id for blind, number_id in known.items()}

    def _known(self, blinds: Collection[bytes]) -> dict[bytes, int]:
        rows = self._by_blind(BY_BLIND, list(blinds))
        for number_id, _blind, wrapped in rows:
            self.remember_box(number_id, self.sealer.box(wrapped))
        return {blind: number_id for number_id, blind, _wrapped in rows}

    def _add_numbers(self, phones: Mapping[bytes, str], now: datetime) -> None:
        """Two may add the same number at once; the key of the one who came first counts, for only they add a key."""
        keys = {blind: self.sealer.new_key() for blind in phones}
        rows = [
            {"blind": blind, "phone": sealed_phone(self.sealer.box(keys[blind]), phone, blind), "created_at": now}
            for blind, phone in phones.items()
        ]
        added = self.connection.execute(self.ours(ADDING_NUMBERS), rows).all()
        key_rows = [{"number_id": row.id, "key_id": self.sealer.key_id, "wrapped": keys[row.blind]} for row in added]
        self.run(ADDING_KEYS, key_rows)
