"""Reads numbers written in digits, with the separators of either language. Knows nothing of words."""

from __future__ import annotations

import re

DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d.,]\d|\d)|[.,]?\d+(?:[.,:/]\d+)*")
"""One written number with whatever joins its digits; what it is worth, :func:`read_digits` says."""

_LONGEST = 24  # characters: what is longer counts nothing
_GROUPED = {",": re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}"), ".": re.compile(r"\d{1,3}(?:\.\d{3})+")}


def read_digits(written: str, comma: bool) -> float | None:
    """The worth of ``written``: "1,250.5", "1 000", "3/4", ".5". ``comma``: a comma alone marks decimals, as in Spanish.

    None for what is no number: times, dates, addresses ("3:15", "5/17/2018", "192.168.1.2").
    """
    if len(written) > _LONGEST:
        return None
    if written.isdigit():
        return int(written)
    if ":" in written:
        return None
    if "/" in written:
        return _ratio(written.split("/"), comma)
    return _separated(written.replace(" ", ""), comma)


def _ratio(sides: list[str], comma: bool) -> float | None:
    if len(sides) != 2:
        return None
    above, below = (read_digits(side, comma) for side in sides)
    return above / below if above is not None and below else None


def _separated(written: str, comma: bool) -> float | None:
    """Digits with dots and commas: the last kind of mark is the decimal one where there are both."""
    dot_at, comma_at = written.rfind("."), written.rfind(",")
    if dot_at >= 0 and comma_at >= 0:
        mark = "." if dot_at > comma_at else ","
        return _decimal(written, mark, "," if mark == "." else ".")
    mark = "." if dot_at >= 0 else ","
    if mark not in written:
        return int(written)
    is_decimal = (mark == ",") == comma
    if written.count(mark) > 1 or not is_decimal:
        if _GROUPED[mark].fullmatch(written) and not written.startswith("0"):
            return int(written.replace(mark, ""))
        if written.count(mark) > 1:
            return None
    return float(written.replace(mark, "."))


def _decimal(written: str, mark: str, group: str) -> float | None:
    whole, _, rest = written.rpartition(mark)
    if mark in whole or not _GROUPED[group].fullmatch(whole):
        return None
    return float(f"{whole.replace(group, '')}.{rest}")
