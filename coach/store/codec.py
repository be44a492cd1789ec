"""States and events to JSON and back, the way they are kept. Must not know where.

Fields that an older row lacks take their defaults, and fields it has too many are ignored: so the dataclasses of
``coach.core`` may grow a field with a default, and old journeys still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import msgspec
from msgspec import Struct

from coach.core.effects import Reason
from coach.core.events import Event
from coach.core.state import State


class Detail(Struct, frozen=True):
    """What a journal row keeps sealed: the event as ``encode_event`` made it, what was done, and why.

    ``bounds``: which of the practice's bounds held then; 0: none.
    """

    event: str
    effects: tuple[str, ...]
    reasons: tuple[Reason, ...]
    bounds: int = 0


_to_json = msgspec.json.Encoder(order="deterministic")  # sets sorted: the same event gives the same bytes in every process
_plain = msgspec.json.Encoder()
_state = msgspec.json.Decoder(State)
_detail = msgspec.json.Decoder(Detail)
_fields = msgspec.json.Decoder(dict[str, str])
_tagged = msgspec.json.Decoder(dict[str, msgspec.Raw])
_events = {kind.__name__: msgspec.json.Decoder(kind) for kind in get_args(Event)}


def encode_state(state: State) -> bytes:
    """A state as JSON bytes."""
    return _plain.encode(state)


def decode_state(raw: bytes) -> State:
    """The state again, equal to the one encoded. Raises: ``msgspec.DecodeError``."""
    return _state.decode(raw)


def encode_event(event: Event) -> bytes:
    """An event as JSON bytes, tagged with its class name: ``{"Woken":{}}``."""
    return _to_json.encode({type(event).__name__: event})


def decode_event(raw: bytes | str) -> Event:
    """The event again. Raises: ``msgspec.DecodeError``, ``KeyError`` for a kind that is not known any more."""
    [(name, body)] = _tagged.decode(raw).items()
    event: Event = _events[name].decode(body)
    return event


def encode_detail(detail: Detail) -> bytes:
    """A journal row's sealed part as JSON bytes."""
    return _plain.encode(detail)


def decode_detail(raw: bytes) -> Detail:
    """A journal row's sealed part again."""
    return _detail.decode(raw)


def encode_fields(fields: Mapping[str, str]) -> bytes:
    """Named words as JSON bytes."""
    return _plain.encode(fields)


def decode_fields(raw: bytes) -> dict[str, str]:
    """The named words again."""
    return _fields.decode(raw)
