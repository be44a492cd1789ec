"""The lists coaches come back to: a name for a filter, each coach's own. Nobody's name or number may stand in one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from coach.store.either import or_renewed
from coach.store.session import Session
from coach.store.tables import saved_view

KEEPING = or_renewed(saved_view, key=("coach_id", "name"), news=("query",))


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter by name. ``query``: as an address holds it, in clear."""

    id: int
    name: str
    query: str


class ViewReads(Session):
    """The views, read."""

    def saved_views(self, coach_id: str) -> list[SavedView]:
        """This coach's, by name."""
        columns = select(saved_view.c.id, saved_view.c.name, saved_view.c.query).where(saved_view.c.coach_id == coach_id)
        return [SavedView(*row) for row in self.connection.execute(columns.order_by(saved_view.c.name, saved_view.c.id))]


class ViewWrites(ViewReads):
    """The views, changed."""

    def save_view(self, coach_id: str, name: str, query: str) -> None:
        """Keep this; one of the same name is replaced."""
        self.run(self.ours(KEEPING), [{"coach_id": coach_id, "name": name, "query": query}])

    def drop_view(self, coach_id: str, view_id: int) -> None:
        """Forget one of this coach's; another's is left alone."""
        self.connection.execute(saved_view.delete().where(saved_view.c.id == view_id, saved_view.c.coach_id == coach_id))
