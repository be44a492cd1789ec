"""People and texts to fill a store with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coach.core.effects import Reason, TextKind
from coach.core.events import Woken
from coach.core.model import Phase, Profile
from coach.core.state import State
from coach.store.codec import encode_event
from coach.store.rows import Arrived, Entry, NewJourney, Saved, TextRow
from coach.store.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAM = "+12025550101"
ALEX = "+12025550102"


def after(**parts: float) -> datetime:
    return NOON + timedelta(**parts)


def state(journey: str = "j-sam", **fields: object) -> State:
    given: dict[str, object] = {"phase": Phase.ACTIVE, "stage": "befriend", "wake_at": after(days=1), **fields}
    return State(journey, "win-back", 1, Profile(zones=("America/New_York",), name="Sam"), **given)  # type: ignore[arg-type]


def joined(store: Store, phone: str = SAM, name: str = "sam") -> str:
    """A participant with a journey at version 0; answers its id."""
    with store.transaction() as work:
        work.add_participant(phone, "US", NOON, f"p-{name}")
        work.begin_journeys([NewJourney(f"p-{name}", state(f"j-{name}"), "digest")], NOON)
    return f"j-{name}"


def entry(at: datetime = NOON, *, event: str | None = None) -> Entry:
    spoken = event or encode_event(Woken()).decode()
    return Entry(at, "Woken", spoken, Phase.ACTIVE, Phase.ACTIVE, "befriend", "befriend", ("SendText",), (Reason("due", {"day": 1}),))


def text(kind: TextKind = TextKind.PROMPT, body: str = "How was your day?", due: datetime = NOON) -> TextRow:
    return TextRow(kind, "win-back/befriend/day", 0, body, 1, due)


def saved(journey: str = "j-sam", expected: int = 0, *texts: TextRow, **fields: object) -> Saved:
    decided = fields.pop("state", None) or state(journey)
    return Saved(journey, expected, decided, (entry(),), texts, **fields)  # type: ignore[arg-type]


def wants(store: Store, *texts: TextRow, journey: str = "j-sam", expected: int = 0) -> None:
    """The outbox gets these texts."""
    with store.transaction() as work:
        work.save([saved(journey, expected, *texts)])


def arrived(sid: str, body: str = "hello", phone: str = SAM, at: datetime = NOON) -> Arrived:
    return Arrived(sid, phone, "+12025550199", body, at, {"NumMedia": "0"})
