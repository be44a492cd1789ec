"""What each error code of Twilio asks of us, as data. It must not know how a code came: by an answer or by a receipt.

Source: Twilio's error and warning dictionary (https://www.twilio.com/docs/api/errors). ``docs/carrier.md`` shows the same
table to operators, and a test keeps the two alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coach.carrier.port import Action


class Meaning(NamedTuple):
    """What a code says, in our words, and what to do about it."""

    action: Action
    words: str


CODES: Mapping[int, Meaning] = {
    10001: Meaning(Action.CONFIG, "account not active"),
    14107: Meaning(Action.DROP, "too many replies between two numbers: a loop"),
    20003: Meaning(Action.CONFIG, "wrong account or token"),
    20009: Meaning(Action.LATER, "the text is still on its way and cannot be changed yet"),
    20404: Meaning(Action.CONFIG, "no such account or text"),
    20422: Meaning(Action.CONFIG, "a parameter is not valid"),
    20429: Meaning(Action.LATER, "too many requests at once; not processed"),
    21211: Meaning(Action.BAD_NUMBER, "the To number is not valid"),
    21212: Meaning(Action.CONFIG, "the From number is not valid"),
    21217: Meaning(Action.BAD_NUMBER, "the To number is not valid"),
    21219: Meaning(Action.BAD_NUMBER, "the To number is not verified (trial account)"),
    21266: Meaning(Action.BAD_NUMBER, "To and From are the same number"),
    21408: Meaning(Action.BAD_NUMBER, "no permission to text this region"),
    21602: Meaning(Action.DROP, "the text has no body"),
    21603: Meaning(Action.CONFIG, "no sender was given"),
    21604: Meaning(Action.BAD_NUMBER, "no To number was given"),
    21606: Meaning(Action.CONFIG, "the From number is not ours or cannot text"),
    21608: Meaning(Action.BAD_NUMBER, "the To number is not verified (trial account)"),
    21609: Meaning(Action.CONFIG, "the status callback is not a valid address"),
    21610: Meaning(Action.OPTED_OUT, "the person told the carrier STOP"),
    21611: Meaning(Action.LATER, "the sender's queue is full"),
    21612: Meaning(Action.BAD_NUMBER, "this To cannot be reached from this From"),
    21614: Meaning(Action.BAD_NUMBER, "the To number is not a mobile"),
    21617: Meaning(Action.DROP, "the body is longer than 1600 characters"),
    21635: Meaning(Action.BAD_NUMBER, "the To number is a landline"),
    21703: Meaning(Action.CONFIG, "the messaging service has no usable sender"),
    21704: Meaning(Action.CONFIG, "the messaging service has no sender"),
    21705: Meaning(Action.CONFIG, "the messaging service is not valid"),
    30001: Meaning(Action.LATER, "the queue overflowed"),
    30002: Meaning(Action.CONFIG, "the account is suspended"),
    30003: Meaning(Action.SOFT, "the phone is off or out of reach"),
    30004: Meaning(Action.OPTED_OUT, "blocked by the person or their network; taken as an opt-out"),
    30005: Meaning(Action.BAD_NUMBER, "the number is unknown or no longer in use"),
    30006: Meaning(Action.BAD_NUMBER, "a landline, or a network that cannot be reached"),
    30007: Meaning(Action.DROP, "filtered as spam; look at the words and the registration"),
    30008: Meaning(Action.SOFT, "unknown reason"),
    30017: Meaning(Action.SOFT, "the network is congested"),
    30022: Meaning(Action.LATER, "over the campaign's rate"),
    30023: Meaning(Action.LATER, "over the campaign's daily cap"),
    30024: Meaning(Action.LATER, "the sender is still being provisioned"),
    30027: Meaning(Action.LATER, "over the network's daily cap"),
    30032: Meaning(Action.CONFIG, "the toll-free number is not verified"),
    30034: Meaning(Action.CONFIG, "the number is not registered for US texts"),
    30035: Meaning(Action.LATER, "the sender is still being provisioned"),
    30036: Meaning(Action.DROP, "its time to be valid ran out in the queue"),
    30039: Meaning(Action.DROP, "filtered to stop a loop"),
    30047: Meaning(Action.LATER, "held back for quiet hours and could not be moved"),
    30409: Meaning(Action.DROP, "the text is not scheduled, so it cannot be cancelled"),
    30410: Meaning(Action.SOFT, "the network did not answer in time"),
    30610: Meaning(Action.LATER, "held back for quiet hours"),
    35111: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35112: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35113: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35114: Meaning(Action.CONFIG, "the time to send at is too near or too far"),
    35115: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35116: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35117: Meaning(Action.CONFIG, "the schedule parameters are wrong"),
    35118: Meaning(Action.CONFIG, "scheduling needs a messaging service"),
    35125: Meaning(Action.CONFIG, "too many scheduled texts in the account"),
    63016: Meaning(Action.CONFIG, "outside the channel's 24 hours; needs a template"),
    63018: Meaning(Action.LATER, "over the channel's limit"),
    63038: Meaning(Action.LATER, "over the account's daily limit"),
    90010: Meaning(Action.CONFIG, "account not active"),
}


def action_of(code: int) -> Action:
    """What to do about ``code``. A code we do not know is SOFT: not delivered this time, not repeated now, seen by a coach."""
    known = CODES.get(code)
    return known.action if known else Action.SOFT


def words_of(code: int) -> str:
    """What ``code`` means, in our words; never the carrier's own sentence, which may hold a number."""
    known = CODES.get(code)
    return known.words if known else "a code this table does not know"
