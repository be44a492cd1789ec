"""Answers ``coach explain reply``: one text as plain data in, its reading as plain data out. Knows the form of both and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from coach.core.model import Asked, AskKind, Danger, Reading, SpokenPromise, Value
from coach.errors import BadRequest
from coach.understand.read import read

NOW = datetime.fromisoformat("2026-03-01T10:00:00")
ZONE = "America/New_York"
_LANGUAGES = ("en", "es")
_LOW, _HIGH = 1, 7


@dataclass(frozen=True, slots=True)
class Line:
    """One line of questions, checked: everything :func:`read` needs, and the caller's ``id``."""

    id: Any
    text: str
    asked: Asked | None
    now: datetime
    zone: str
    language: str


def explain_reply(line: Mapping[str, Any]) -> dict[str, Any]:
    """The reading of ``line["text"]``, as JSON can hold it; every key is always there.

    ``line`` may hold ``id``, ``asked`` (None, or ``kind`` and for a scale ``from`` and ``to``, 1 and 7 unless given), ``now`` (ISO,
    local, or with an offset), ``zone`` (IANA) and ``language`` ("en" or "es"); other keys are ignored.

    Raises:
        BadRequest: when one of them is unusable; the text says which, and the mend.
    """
    checked = check(line)
    return _answer(checked.id, read(checked.text, checked.asked, checked.now, checked.zone, checked.language))


def check(line: Mapping[str, Any]) -> Line:
    """``line`` with defaults filled in; raises :class:`BadRequest` as :func:`explain_reply` does."""
    text = line.get("text")
    if not isinstance(text, str):
        raise BadRequest('"text" is missing or no string; give the text as it came in')
    zone = _zone(line.get("zone"))
    return Line(line.get("id"), text, _asked(line.get("asked")), _now(line.get("now"), zone), zone, _language(line.get("language")))


def plain_value(value: Value) -> Any:
    """A reading's value as JSON can hold it."""
    return {"kind": value.kind.value, "tier": value.tier.value} if isinstance(value, Danger) else value


def _answer(given: Any, reading: Reading) -> dict[str, Any]:
    return {
        "id": given,
        "intent": reading.intent.value,
        "value": plain_value(reading.value),
        "confidence": reading.confidence,
        "rule": reading.rule,
        "also": [{"intent": other.intent.value, "value": plain_value(other.value)} for other in reading.also],
        "promise": _promise(reading.promise),
    }


def _promise(promise: SpokenPromise | None) -> dict[str, str | None] | None:
    return None if promise is None else {"what": promise.what, "due": promise.due}


def _asked(given: Any) -> Asked | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise BadRequest('"asked" must be null or an object with a "kind"')
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in set(AskKind):
        raise BadRequest(f'"asked.kind" {kind!r} is unknown; use one of {", ".join(AskKind)}')
    low, high = _bound(given, "from", _LOW), _bound(given, "to", _HIGH)
    if low >= high:
        raise BadRequest('"asked.from" must be below "asked.to"')
    return Asked(AskKind(kind), low, high, _choices(given.get("choices")))


def _bound(given: Mapping[str, Any], key: str, default: int) -> int:
    bound = given.get(key)
    if bound is None:
        return default
    if isinstance(bound, bool) or not isinstance(bound, int):
        raise BadRequest(f'"asked.{key}" must be a whole number')
    return bound


def _choices(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(choice, str) for choice in given):
        raise BadRequest('"asked.choices" must be a list of strings')
    return tuple(given)


def _zone(given: Any) -> str:
    if given is None:
        return ZONE
    try:
        ZoneInfo(given)
    except (ValueError, OSError, TypeError, LookupError) as error:
        raise BadRequest(f'"zone" {given!r} is no IANA zone; use a name such as {ZONE}') from error
    return str(given)


def _now(given: Any, zone: str) -> datetime:
    if given is None:
        return NOW
    try:
        now = datetime.fromisoformat(given)
        return now if now.tzinfo is None else now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRequest(f'"now" {given!r} is no ISO local time; write it like {NOW.isoformat()}') from error


def _language(given: Any) -> str:
    if given is None:
        return _LANGUAGES[0]
    if given not in _LANGUAGES:
        raise BadRequest(f'"language" {given!r} is unknown; use one of {", ".join(_LANGUAGES)}')
    return str(given)
