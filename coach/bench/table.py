"""What was measured, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from coach.bench.console import TARGET, Compared
from coach.bench.timing import Measured

HEAD = f"{'page':<52}{'statements':>12}{'p50 ms':>16}{'p95 ms':>16}{'cpu p95':>10}{'ratio':>8}"


def table(found: Sequence[Compared], left_out: Sequence[str]) -> str:
    """Small and large side by side; ratio: of the two p50. Files, and what is over the target, are marked."""
    lines = [HEAD, *(_line(one) for one in sorted(found, key=lambda one: (one.large.file, one.large.name)))]
    slow = [one.large.name for one in found if is_slow(one.large)]
    told = f"slower than {TARGET:.0f} ms at p95: {', '.join(slow)}" if slow else f"every page is under {TARGET:.0f} ms at p95"
    return "\n".join([*lines, told, *(f"not measured: {one}" for one in left_out)])


def is_slow(one: Measured) -> bool:
    """Whether a page, not a file, takes longer than it may, or does not answer at all."""
    return one.broken or (not one.file and one.most > TARGET)


def _line(one: Compared) -> str:
    small, large = one.small, one.large
    mark = f" BROKEN {large.status}" if large.broken else " file" if large.file else " SLOW" if is_slow(large) else ""
    grows = " GROWS" if small is not None and large.statements > small.statements else ""
    statements = _pair(small.statements if small else None, large.statements, 0)
    half, most = _pair(small.half if small else None, large.half, 1), _pair(small.most if small else None, large.most, 1)
    ratio = f"{large.half / small.half:.1f}" if small else ""
    return f"{large.name:<52}{statements:>12}{half:>16}{most:>16}{large.busy:>10.1f}{ratio:>8}{mark}{grows}"


def _pair(small: float | None, large: float, digits: int) -> str:
    return f"{small:.{digits}f} / {large:.{digits}f}" if small is not None else f"{large:.{digits}f}"
