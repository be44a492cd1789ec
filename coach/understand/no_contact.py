"""Hears that the other person, or a court, wants no contact: being blocked, an order, a plain request, or signs of seeking them out.

Coaching contact against such a wish can harm, and against an order it can be a crime; so signs count. That the participant cut the
contact themselves ("I blocked her") does not. The rules are in ``lexicon/intents.txt``. Knows nothing of what follows.
"""

from __future__ import annotations

from coach.understand.intent_rules import first_of


def read_no_contact(words: str) -> str | None:
    """The rule by which the plain ``words`` tell that contact is not wanted or not allowed, or None."""
    return first_of("no_contact", words)
