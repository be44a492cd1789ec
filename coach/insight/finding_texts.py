"""Figures of texts: answered, the last before an opt-out, what they cost. Must not know how they are drawn."""

from __future__ import annotations

from coach.insight.figures import Cost, Loss, Rate
from coach.insight.shown import Seen

KINDS = ("prompt", "reply", "coach", "safety", "opt_out")


def rates(seen: Seen, what: str) -> tuple[Rate, ...]:
    """Questions put and answered, by prompt or by hour."""
    return tuple(_rate(seen, what, of) for of in seen.of(f"{what}asked people"))


def _rate(seen: Seen, what: str, of: str | float) -> Rate:
    asked, answered = ((f"{what}{way} people", of) for way in ("asked", "answered"))
    return Rate(
        str(of),
        seen.people(*asked),
        seen.amount((f"{what}asked", of), asked),
        seen.amount((f"{what}answered", of), asked, answered),
    )


def losses(seen: Seen) -> tuple[Loss, ...]:
    """After which text people left: the greatest share first, those that are not shown last."""
    found = [_loss(seen, str(of)) for of in seen.of("sent people")]
    return tuple(sorted(found, key=lambda one: (one.lost is None, -(one.lost or 0) / (one.people or 1), -(one.people or 0), one.of)))


def _loss(seen: Seen, of: str) -> Loss:
    return Loss(of, seen.people("sent people", of), seen.people("lost people", of))


def costs(seen: Seen) -> tuple[Cost, ...]:
    """Segments by month."""
    return tuple(_cost(seen, str(month)) for month in seen.of("cost people"))


def _cost(seen: Seen, month: str) -> Cost:
    people = ("cost people", month)
    by_kind = {kind: seen.amount(("cost", month, kind), ("cost kind people", month, kind)) for kind in KINDS}
    return Cost(month, seen.people(*people), seen.amount(("cost total", month), people), by_kind)
