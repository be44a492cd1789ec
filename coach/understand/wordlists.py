"""Reads the small tables of words that the readers are made of. Knows their form, not what they say."""

from __future__ import annotations


def words(lines: str) -> frozenset[str]:
    """Words parted by any white space."""
    return frozenset(lines.split())


def phrases(lines: str) -> tuple[str, ...]:
    """Phrases parted by commas or line ends, in the order given."""
    parts = (part.strip() for line in lines.splitlines() for part in line.split(","))
    return tuple(part for part in parts if part)


def meanings(lines: str) -> dict[str, str]:
    """``meaning: word word word`` a line, turned into word -> meaning; a meaning may have several lines."""
    pairs: dict[str, str] = {}
    for line in lines.strip().splitlines():
        meaning, _, listed = line.partition(":")
        pairs.update(dict.fromkeys(listed.split(), meaning.strip()))
    return pairs


def alternatives(options: tuple[str, ...]) -> str:
    """The phrases as one regular expression group body, longest first, so that no phrase hides a longer one."""
    return "|".join(sorted(options, key=len, reverse=True))
