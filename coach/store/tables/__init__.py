"""Every table. `docs/store.md` says why each is there; the migrations build the same, and a test compares.

Checks hold the laws that a constraint can hold. Must not know how rows are read or written.
"""

from coach.store.tables.base import among, metadata
from coach.store.tables.batches import batch, batch_row, saved_view
from coach.store.tables.broadcasts import broadcast, broadcast_row
from coach.store.tables.coaches import account, attempt, audit
from coach.store.tables.insight import insight
from coach.store.tables.journeys import alert, answer, journal, journey, promise
from coach.store.tables.notes import canned, note
from coach.store.tables.people import consent, data_key, erasure, number, opt_out, participant
from coach.store.tables.practice import practice
from coach.store.tables.running import mark, sender
from coach.store.tables.texts import NOT_OUT, Sending, inbound, outbound

__all__ = [
    "NOT_OUT",
    "Sending",
    "account",
    "alert",
    "among",
    "answer",
    "attempt",
    "audit",
    "batch",
    "batch_row",
    "broadcast",
    "broadcast_row",
    "canned",
    "consent",
    "data_key",
    "erasure",
    "inbound",
    "insight",
    "journal",
    "journey",
    "mark",
    "metadata",
    "note",
    "number",
    "opt_out",
    "outbound",
    "participant",
    "practice",
    "promise",
    "saved_view",
    "sender",
]
