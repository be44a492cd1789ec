"""Notes what each matched piece of a clock time or part of the day says. Knows kinds of tokens, but no calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coach.understand.when_clock import Clock, clock_of, shared
from coach.understand.when_forms import Token
from coach.understand.when_heard import Heard


def _past(heard: Heard, tokens: Sequence[Token]) -> None:
    """Half past seven, twenty minutes to two."""
    cut = next(place for place, token in enumerate(tokens) if token.kind in "pt")
    clock = clock_of([token for token in tokens[cut + 1 :] if token.kind != "A"])
    if clock is None or clock.minute or heard.clock:
        return
    amount = next(token for token in tokens if token.kind in "NH")
    minutes = int(amount.number * 60) if amount.kind == "H" else int(amount.number)
    if minutes > 59:
        return
    if tokens[cut].kind == "p":
        heard.clock = Clock(clock.hour, minutes, 0, clock.half, clock.fixed)
    else:
        heard.clock = Clock((clock.hour - 1) or 12, 60 - minutes, 0, clock.half, clock.fixed)


def _clocks(heard: Heard, tokens: Sequence[Token]) -> None:
    """A range of clock times: its start. Two bare numbers need a word of time beside them."""
    cut = next(place for place, token in enumerate(tokens) if token.kind in "t&/")
    first, second = (clock_of([t for t in side if t.kind not in "rwA"]) for side in (tokens[:cut], tokens[cut + 1 :]))
    if first is None or second is None or heard.clock:
        return
    if [token.kind for token in tokens if token.kind not in "t/"] == ["N", "N"]:
        heard.lone = heard.lone or shared(first, second)
    else:
        heard.clock = shared(first, second)


def _clock(heard: Heard, tokens: Sequence[Token]) -> None:
    if heard.clock is None:
        kinds = "".join(token.kind for token in tokens)
        if (kinds == "Nj" and not heard.dated) or tokens[0].name == "-":  # "4a" may be a flat, "-2015" part of a number
            heard.lone = clock_of(tokens)
        else:
            heard.clock = clock_of([token for token in tokens if token.kind not in "Abgrt"])


def _part(heard: Heard, tokens: Sequence[Token]) -> None:
    name = tokens[-1].name
    edge = next((token.name for token in tokens if token.kind == "e"), heard.edge)
    heard.part = heard.part if heard.part and heard.part != "tonight" else name
    heard.edge = edge
    if any(token.name in ("this", "este", "esta") for token in tokens) and heard.shift is None:
        heard.shift = 0
    elif tokens[0].kind == "X" and heard.shift is None and tokens[0].name != "last":
        heard.shift = 1


def _zone(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.zone = tokens[0].name


def _from_now(heard: Heard, _tokens: Sequence[Token]) -> None:
    heard.now = heard.from_now = True


def _now(heard: Heard, _tokens: Sequence[Token]) -> None:
    heard.now = True


def _dotted(heard: Heard, tokens: Sequence[Token]) -> None:
    if tokens[0].name == "h":
        heard.clock = heard.clock or clock_of(tokens)
    else:
        heard.dotted = heard.dotted or tokens[0].parts


def _lone(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.lone = heard.lone or clock_of(tokens)


def _any_edge(heard: Heard, tokens: Sequence[Token]) -> None:
    heard.edge = heard.edge or tokens[0].name


CLOCK_RULES: dict[str, Callable[[Heard, Sequence[Token]], None]] = {
    "past": _past,
    "clocks": _clocks,
    "clock": _clock,
    "part": _part,
    "zone": _zone,
    "from_now": _from_now,
    "now": _now,
    "dotted": _dotted,
    "lone": _lone,
    "any_edge": _any_edge,
}
"""What to do with a piece, by the name of the pattern that found it."""
