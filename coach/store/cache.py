"""Remembers decoded states, so that a journey decided twice is opened once. Must not know how they are sealed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from coach.core.state import State


class States:
    """The states last saved or loaded, by journey; never older than the version asked for, because the version is asked for."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._states: OrderedDict[str, tuple[int, State]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, journey_id: str, version: int) -> State | None:
        """The state of that very version, or None."""
        with self._lock:
            found = self._states.get(journey_id)
            if found is None or found[0] != version:
                return None
            self._states.move_to_end(journey_id)
            return found[1]

    def keep(self, states: Mapping[str, tuple[int, State]]) -> None:
        """Remember these, all committed; the ones longest unused go."""
        with self._lock:
            for journey_id, versioned in states.items():
                self._states[journey_id] = versioned
                self._states.move_to_end(journey_id)
            while len(self._states) > self._size:
                self._states.popitem(last=False)

    def drop(self, journey_id: str) -> None:
        """Forget one: its participant was erased."""
        with self._lock:
            self._states.pop(journey_id, None)
