"""Finds the pieces of times and dates in a run of tokens: one regular expression over their kinds. Knows no calendar.

Kinds are explained in :mod:`when_words` and :mod:`when_tokens`. Each pattern has a rule in
:mod:`when_day_pieces` or :mod:`when_clock_pieces`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.understand.when_clock import CLOCK, LOOSE
from coach.understand.when_clock_pieces import CLOCK_RULES
from coach.understand.when_day_pieces import DAY_RULES
from coach.understand.when_forms import Token
from coach.understand.when_heard import Heard
from coach.understand.when_lengths import LENGTH

_DAY = "[NOo]"
_NO_CLOCK = r"(?![mjvNU?%])"
_AFTER_AT = r"(?![?%U:])"

_PATTERNS = (
    ("iso", r"I"),
    ("past", rf"A?(?:(?:NU|N|H)p|(?:NU|H)t|HNp)A?{LOOSE}"),
    ("lasting", rf"fX?{LENGTH}"),
    ("nth_week", rf"[Oo]U{_DAY}?M"),
    ("counted", r"[Nc]W[ly]"),
    ("relative", rf"i?{LENGTH}[rgb](?=[RLKWMNODIoX])|U[rg](?=[RLWMNODI])"),
    ("offset_range", r"iN[t/]NU"),
    ("offset", rf"[ig]X?{LENGTH}|{LENGTH}[lyB](?!X)|i(?:XN|NX|Xc|cX|X)U(?:&NU)?"),
    ("nth_weekday", r"(?:[Oo]|X)Wi?(?:M|X?U)"),
    ("coming", r"X(?:N|a?c)U|NXU|a?cXU"),
    ("of_span", rf"[rw]?{_DAY}(?:[t&]{_DAY})?U?i?XU|[Oo]UU"),
    ("of_month", r"[Oo]U(?!U)"),
    ("edge", r"[ey]X?U|[ey]UX"),
    ("span", r"UgX|i?XU|aUX|UX(?!U)"),
    ("weekend", r"EX|bX?E|X?E"),
    ("weekday_dom", r"W,?(?:O(?!M)|o(?!M)|N(?![mvjtNMUpX?%]))"),
    ("weekday", r"WgX|XW|WX(?!U)|W"),
    ("dates", rf"[rw]?{_DAY}[t&]{_DAY}M(?:,?Q)?"),
    ("month_day", r"[rw]?M,?(?:O|o|N(?![mvjN]))(?:[t&](?:O|o|N(?![mvjNM])))?(?:,?Q)?"),
    ("day_month", rf"[rw]?{_DAY},?M(?:,?Q)?"),
    ("month", r"X?MQ?"),
    ("figures", r"D(?!U)"),
    ("shift", r"R"),
    ("holiday", r"L"),
    ("clocks", rf"[rwA]A?{LOOSE}[t&/]A?{LOOSE}|{CLOCK}[t/]A?{LOOSE}|{LOOSE}[t/]A?{CLOCK}|N[t/]N"),
    ("clock", rf"rA?[NTQ]N?(?=f)|[Abgt]A?(?:{CLOCK}|[NTQ]&H|NNU|[NTQ]N?{_AFTER_AT}|d{_AFTER_AT})|{CLOCK}"),
    ("part", r"[iX]?e?P|eP"),
    ("zone", r"(?<=[Cmndv])Z|(?<=NN)Z|(?<=[AtT]N)Z"),
    ("from_now", r"[rw]K[t&]"),
    ("now", r"K"),
    ("alone", LENGTH),
    ("dotted", r"d"),
    ("dom", r"O(?![U?%])"),
    ("lone", r"(?<![?%])(?:Q|T|NN?)(?![?%U])"),
    ("any_edge", r"[ey]"),
)
_PIECES = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_RULES = DAY_RULES | CLOCK_RULES


def hear(tokens: Sequence[Token]) -> Heard:
    """All pieces that the tokens hold."""
    heard = Heard()
    kinds = "".join(token.kind for token in tokens)
    for match in _PIECES.finditer(kinds):
        _RULES[str(match.lastgroup)](heard, tokens[match.start() : match.end()])
    return heard
