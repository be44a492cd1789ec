"""Twilio's status words against ours, and the rank by which receipts move forward only. It must not know who asks.

Source: Twilio docs, "Outbound message status in status callbacks": callbacks can arrive out of order, and the last words of
a text are delivered, undelivered, failed, canceled and read.
"""

from __future__ import annotations

from collections.abc import Mapping

from coach.carrier.port import Delivery

STATUSES: Mapping[str, Delivery] = {
    "accepted": Delivery.ACCEPTED,
    "scheduled": Delivery.ACCEPTED,
    "queued": Delivery.ACCEPTED,
    "sending": Delivery.ACCEPTED,
    "sent": Delivery.SENT,
    "partially_delivered": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}

_RANKS: Mapping[Delivery, int] = {
    Delivery.ACCEPTED: 0,
    Delivery.SENT: 1,
    Delivery.UNDELIVERED: 2,
    Delivery.FAILED: 2,
    Delivery.DELIVERED: 2,
}


def delivery(status: str) -> Delivery:
    """Our word for Twilio's. A word of tomorrow counts as accepted, the lowest, so that it can overwrite nothing."""
    return STATUSES.get(status, Delivery.ACCEPTED)


def rank(of: Delivery) -> int:
    """How far along this is. A receipt counts only if its rank is higher than what is known; the first last word stays."""
    return _RANKS[of]
