"""Tables as CSV files (RFC 4180). No cell begins a formula: whoever opens the file in a spreadsheet runs nothing (OWASP, CSV Injection)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

RISKY = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A file to be kept. ``name``: with its ending, of letters, digits, dots and dashes."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    answer = Response(written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def plain(cell: Cell) -> Cell:
    """A cell that is read as what it says: words that would begin a formula get an apostrophe in front. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
