"""What can be asked of an open database. ``View``: to look; ``Work``: to look and to change, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coach.store.alerts import AlertReads
from coach.store.attempts import Attempts
from coach.store.audit import AuditReads, AuditWrites
from coach.store.batches import BatchReads, BatchWrites
from coach.store.broadcast_sending import Broadcasting
from coach.store.broadcasts import BroadcastReads
from coach.store.canned import CannedReads, CannedWrites
from coach.store.claiming import Claiming
from coach.store.coaches import CoachReads, CoachWrites
from coach.store.consents import ConsentReads
from coach.store.conversation import Conversation
from coach.store.database import translated, undone_alone
from coach.store.erasing import Erasing, ErasureReads
from coach.store.inbox import InboxWrites
from coach.store.insight import InsightReads, InsightWrites
from coach.store.moving import MovingReads, MovingWrites
from coach.store.notes import NoteReads, NoteWrites
from coach.store.outbox import OutboxReads
from coach.store.practice import PracticeReads, PracticeWrites
from coach.store.programs_seen import ProgramReads
from coach.store.receipts import Receipts
from coach.store.roster import RosterReads
from coach.store.running import RunningReads, RunningWrites
from coach.store.saving import Saving
from coach.store.senders import SenderReads
from coach.store.today import TodayReads, TodayWrites
from coach.store.views import ViewReads, ViewWrites
from coach.store.withdrawing import Withdrawing


class View(
    TodayReads,
    RosterReads,
    ProgramReads,
    AlertReads,
    ConsentReads,
    ErasureReads,
    OutboxReads,
    InsightReads,
    RunningReads,
    Conversation,
    NoteReads,
    CannedReads,
    BatchReads,
    BroadcastReads,
    ViewReads,
    MovingReads,
    CoachReads,
    AuditReads,
    PracticeReads,
    SenderReads,
):
    """A look at one moment of the database."""


class Work(
    InboxWrites,
    Saving,
    Claiming,
    Receipts,
    Erasing,
    InsightWrites,
    RunningWrites,
    TodayWrites,
    CoachWrites,
    AuditWrites,
    Attempts,
    NoteWrites,
    CannedWrites,
    Withdrawing,
    BatchWrites,
    Broadcasting,
    ViewWrites,
    MovingWrites,
    PracticeWrites,
    View,
):
    """One transaction: when its block ends all of it is kept, and when it raises nothing is."""

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What is done inside is undone when it raises; the rest of the transaction goes on.

        Raises: what was raised inside, the driver's errors translated: ``BrokenLaw``, ``StaleState``, ``Away``.
        """
        before = dict(self.fresh)
        try:
            with translated(), undone_alone(self.connection):
                yield
        except BaseException:
            self.forget()
            self.fresh.update(before)
            raise
