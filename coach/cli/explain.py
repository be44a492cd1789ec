"""``coach explain``: JSON Lines in, JSON Lines out, with the code the bot itself uses."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from typing import BinaryIO
from zoneinfo import available_timezones

from coach.core.timing import next_at
from coach.errors import BadRequest

Explainer = Callable[[Mapping[str, object]], Mapping[str, object]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``explain``."""
    parser.add_argument("what", choices=("reply", "segments", "window"), help="what is to be explained")
    parser.add_argument("file", nargs="?", type=argparse.FileType("rb"), default=None, help="JSON Lines (default: standard input)")


def run(given: argparse.Namespace) -> int:
    """Answer one line for each line. Exit status 1 when any was bad."""
    explain, status = explainer(given.what), 0
    for answer in answers(given.file or sys.stdin.buffer, explain):
        status = max(status, int("error" in answer))
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    return status


def explainer(what: str) -> Explainer:
    """The function that explains this kind of line."""
    if what == "reply":
        from coach.understand.explain import explain_reply

        return explain_reply
    if what == "segments":
        from coach.programs.segments import explain_segments

        return explain_segments
    return explain_window


def answers(lines: BinaryIO, explain: Explainer) -> Iterator[Mapping[str, object]]:
    """One answer for each line; a bad line is answered with what is wrong, and the stream goes on."""
    for number, raw in enumerate(lines, 1):
        asked: object = None
        try:
            asked = json.loads(raw.decode("utf-8"))
            yield explain(_object(asked))
        except UnicodeDecodeError:
            yield {"id": None, "error": f"line {number}: not UTF-8; save the file as UTF-8"}
        except ValueError as error:
            yield {"id": None, "error": f"line {number}: not JSON ({error}); write one JSON object a line"}
        except BadRequest as error:
            yield {"id": asked.get("id") if isinstance(asked, dict) else None, "error": f"line {number}: {error}"}


def _object(asked: object) -> Mapping[str, object]:
    if not isinstance(asked, dict):
        raise BadRequest('each line is a JSON object such as {"id": "1", "text": "hello"}')
    return asked


def explain_window(asked: Mapping[str, object]) -> Mapping[str, object]:
    """The first moment strictly after ``after`` (UTC) at which the wall clock of ``zone`` shows ``at``. Raises: ``BadRequest``."""
    zone = asked.get("zone")
    if not isinstance(zone, str) or zone not in available_timezones():
        raise BadRequest('zone: give an IANA name such as "America/New_York"')
    after, at = _moment(asked.get("after")), _clock(asked.get("at"))
    try:
        found = next_at(after, at, zone)
    except OverflowError:
        raise BadRequest("after: too far from now to count in that zone; give a moment between the years 2 and 9998") from None
    return {"id": asked.get("id"), "utc": found.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value)) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadRequest('after: give a moment in UTC such as "2026-03-08T06:00:00Z"')
    return moment.astimezone(UTC)


def _clock(value: object) -> time:
    try:
        at = time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        raise BadRequest('at: give a local time such as "19:00"')
    return at
