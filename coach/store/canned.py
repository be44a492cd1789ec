"""The replies coaches keep ready. Nobody's words, so they stand in clear. Must not know where the first ones come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from coach.store.session import Session
from coach.store.tables import canned, mark

SEEDED = "canned replies"


@dataclass(frozen=True, slots=True)
class Canned:
    """A reply kept ready. ``language``: of its words. ``id`` 0: not kept in the database yet. ``retired``: no longer offered."""

    title: str
    body: str
    language: str = "en"
    id: int = 0
    retired: bool = False


class CannedReads(Session):
    """The replies, read."""

    def canned(self) -> list[Canned] | None:
        """The replies that are offered, in their order; None: nobody has ever changed any, those that come with the product stand."""
        kept = self.all_canned()
        return None if kept is None else [one for one in kept if not one.retired]

    def all_canned(self) -> list[Canned] | None:
        """The same, with those that were retired."""
        if self.connection.scalar(select(mark.c.name).where(mark.c.name == SEEDED)) is None:
            return None
        rows = self.connection.execute(select(canned).order_by(canned.c.place, canned.c.id))
        return [Canned(row.title, row.body, row.language, row.id, row.retired) for row in rows]


class CannedWrites(CannedReads):
    """The replies, changed."""

    def keep_canned(self, replies: Sequence[Canned], now: datetime) -> None:
        """From now on these are the replies, in this order; none of those that were there before is left."""
        self.run(self.insert(mark).on_conflict_do_nothing(index_elements=["name"]), [{"name": SEEDED, "at": now, "value": ""}])
        self.connection.execute(canned.delete())
        rows = [{name: value for name, value in asdict(one).items() if name != "id"} for one in replies]
        self.run(canned.insert(), [{"place": place, **row} for place, row in enumerate(rows)])

    def add_canned(self, one: Canned) -> int:
        """One more reply, after the others. Answers its id."""
        last = self.connection.scalar(select(func.max(canned.c.place)))
        row = {"place": 0 if last is None else last + 1, "title": one.title, "body": one.body, "language": one.language}
        found: int = self.connection.execute(canned.insert().returning(canned.c.id), [row]).scalar_one()
        return found

    def edit_canned(self, one: Canned) -> None:
        """Keep the words, the language and the standing of a reply that is there already; its place stays."""
        changed = canned.update().where(canned.c.id == one.id)
        self.connection.execute(changed.values(title=one.title, body=one.body, language=one.language, retired=one.retired))

    def swap_canned(self, one: int, other: int) -> None:
        """Two replies change places."""
        places = {row.id: row.place for row in self.connection.execute(select(canned).where(canned.c.id.in_([one, other])))}
        for reply, place in ((one, places[other]), (other, places[one])):
            self.connection.execute(canned.update().where(canned.c.id == reply).values(place=place))
