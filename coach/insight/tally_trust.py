"""How trust grew, week by week, and what became of promises. Must not know what was promised."""

from __future__ import annotations

from collections.abc import Iterator

from coach.insight.life import Life

Count = tuple[tuple[str | int | float, ...], int]
MEASURES = ("predictability", "dependability", "faith", "desire", "contact_quality")
WEEK = 7  # days
PROPOSED = "proposed"  # caught, never confirmed: no promise yet
SETTLED = ("kept", "broken")


def of_trust(life: Life) -> Iterator[Count]:
    """Readings and promises."""
    if life.began_at is not None:
        yield from _readings(life)
    yield from _promises(life)


def _readings(life: Life) -> Iterator[Count]:
    """Of each measure the last reading of every week since the beginning."""
    last: dict[tuple[str, int], float] = {}
    for one in life.answers:
        if one.measure in MEASURES and one.number is not None:
            last[one.measure, life.days(one.at) // WEEK] = one.number
    for (measure, week), value in last.items():
        yield ("week people", measure, week), 1
        yield ("week", measure, week, value), 1


def _promises(life: Life) -> Iterator[Count]:
    """By stage how they stand, and by month (UTC) how they ended."""
    people: set[tuple[str | int, ...]] = set()
    for one in life.promises:
        if one.kept == PROPOSED:
            continue
        keys: list[tuple[str | int, ...]] = [("promise", one.stage, one.kept), ("promise", one.stage, "made")]
        if one.kept in SETTLED and one.settled_at is not None:
            keys += [("month promise", one.settled_at.isoformat()[:7], way) for way in (one.kept, "made")]
        for key in keys:
            yield key, 1
            people.add((f"{key[0]} people", *key[1:]))
    for key in people:
        yield key, 1
