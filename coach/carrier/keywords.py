"""The words a carrier answers itself. It must not know what we would answer.

Source: Twilio help centre, "Twilio support for opt-out keywords (SMS STOP filtering)": on long codes and toll-free numbers
a text that is nothing but one of these words, in any case, is acted on by Twilio before we hear of it. REVOKE and OPTOUT
were added in 2025, after 47 CFR 64.1200(a)(10). "STOP PLEASE" is no keyword.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Keyword = Literal["STOP", "START", "HELP"]

STOPS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
STARTS = frozenset({"START", "YES", "UNSTOP"})
HELPS = frozenset({"HELP", "INFO"})

KEYWORDS: Mapping[str, Keyword] = {
    **dict.fromkeys(STOPS, "STOP"),
    **dict.fromkeys(STARTS, "START"),
    **dict.fromkeys(HELPS, "HELP"),
}


def keyword(body: str) -> Keyword | None:
    """What the carrier takes the whole of ``body`` for, blanks at the ends aside; None when it is no keyword."""
    return KEYWORDS.get(body.strip().upper())
