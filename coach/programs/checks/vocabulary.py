"""Words that matter to the checks, English so far: what discreet mode hides, carrier keywords, gendered words.

A language without an entry here is not checked for them, and the checks say so. Plain tables; knows nothing of texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CARRIER_KEYWORDS = frozenset(
    ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP", "INFO"]
)
"""A text that is one of these is taken by the carrier, not by a question (Twilio docs: default opt-out keywords)."""

COMMANDS = frozenset({"STOP", "START", "HELP"})
"""The carrier keywords that common texts may name, for what they are."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns of one language.

    ``hidden``: never in discreet mode; ``telling``: not in what a lock screen shows; ``gendered``: says what the other person is;
    ``instructs``: tells how to answer; ``reply``: begins a request to type something.
    """

    hidden: re.Pattern[str]
    telling: re.Pattern[str]
    gendered: re.Pattern[str]
    instructs: re.Pattern[str]
    reply: re.Pattern[str]


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems)})\b", re.IGNORECASE)


ENGLISH = Vocabulary(
    hidden=_words(
        r"cheat(?:s|ed|er|ers|ing)?",
        r"affairs?",
        r"ex(?:es)?",
        r"(?:dis|mis|en)?trust(?:s|ed|ing|ful|worthy|worthiness)?",
        r"untrust\w+",
        r"betray(?:s|ed|ing|al|als|er|ers)?",
        r"partners?|partnerships?",
    ),
    telling=_words(
        r"unfaithful\w*|infidelity",
        r"break-?ups?|broke up|split up",
        r"relationships?|marriage|married|divorce\w*",
        r"lied|liar|lying to|lies? to|(?:a|any|the|one|no|your|that|more|told|small|white) lies?",
        r"forgiv\w+",
        r"girlfriend|boyfriend|wife|husband|spouse|lover",
        r"sex\w*|romance\w*|romantic\w*|dating",
        r"(?:the person|someone|who) you (?:hurt|wronged|love|loved)",
        r"win (?:them )?back|get back together",
    ),
    gendered=_words(
        r"he|she|him|her|his|hers|himself|herself",
        r"(?:he|she)'(?:s|d|ll)",
        r"wi(?:fe|ves)|husbands?|girlfriends?|boyfriends?|fianc[eé]+s?",
        r"m[ae]n|wom[ae]n|girls?|boys?|guys?|lad(?:y|ies)|gentlem[ae]n",
    ),
    instructs=_words(
        r"reply|text|answer|write|send|type|tell me|give|pick|choose|name|say|share|describe|put|list|try it here|in (?:a|one|your)\b.*"
    ),
    reply=re.compile(
        r"(?:^|[,:;-]\s*|\b(?:or|and|then|please|just|can|could)\s+)(?:reply|text back|text|answer|send|type|write|say)\b", re.IGNORECASE
    ),
)

VOCABULARIES = {"en": ENGLISH}
