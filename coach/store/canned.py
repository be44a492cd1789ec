"""The replies coaches keep ready. Nobody's words, so they stand in clear. Must not know where the first ones come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from coach.store.session import Session
from coach.store.tables import canned, mark

SEEDED = "canned replies"


@dataclass(frozen=True, slots=True)
class Canned:
    """A reply kept ready. ``language``: of its words. ``id`` 0: not kept in the database yet."""

    title: str
    body: str
    language: str = "en"
    id: int = 0


class CannedReads(Session):
    """The replies, read."""

    def canned(self) -> list[Canned] | None:
        """The replies in their order; None: nobody has ever changed any, those that come with the product stand."""
        if self.connection.scalar(select(mark.c.name).where(mark.c.name == SEEDED)) is None:
            return None
        rows = self.connection.execute(select(canned).order_by(canned.c.place, canned.c.id))
        return [Canned(row.title, row.body, row.language, row.id) for row in rows]


class CannedWrites(CannedReads):
    """The replies, changed."""

    def keep_canned(self, replies: Sequence[Canned], now: datetime) -> None:
        """From now on these are the replies, in this order; none of those that were there before is left."""
        self.run(self.insert(mark).on_conflict_do_nothing(index_elements=["name"]), [{"name": SEEDED, "at": now, "value": ""}])
        self.connection.execute(canned.delete())
        rows = [{name: value for name, value in asdict(one).items() if name != "id"} for one in replies]
        self.run(canned.insert(), [{"place": place, **row} for place, row in enumerate(rows)])
