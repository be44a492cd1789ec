"""Faults on demand: what shall go wrong, how often, and with which seed. It must not know how a fault is acted out."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from random import Random

from coach.errors import BadRequest


class Fault(StrEnum):
    """Everything that can be made to go wrong. "Before": the text is not taken. "After": it is, and the answer is lost."""

    DOWN = "down"  # connection refused, for ``seconds``
    TOO_MANY = "too_many"  # 429
    ERROR_BEFORE = "error_before"  # 503
    ERROR_AFTER = "error_after"  # 500
    RESET_BEFORE = "reset_before"  # connection closed without an answer
    RESET_AFTER = "reset_after"
    HANG_BEFORE = "hang_before"  # no answer for ``seconds``
    HANG_AFTER = "hang_after"
    GARBLED = "garbled"  # taken, and answered with what is no JSON
    REFUSE = "refuse"  # 400 with ``code``
    FAIL = "fail"  # taken, and later failed or undelivered with ``code``
    QUEUE_SLOW = "queue_slow"  # waits in the queue for ``seconds``
    RECEIPTS_LATE = "receipts_late"  # by ``seconds``
    RECEIPTS_DOUBLED = "receipts_doubled"
    RECEIPTS_REVERSED = "receipts_reversed"
    RECEIPTS_MISSING = "receipts_missing"
    LIST_LAGS = "list_lags"  # shows nothing younger than ``seconds``
    LIST_FAILS = "list_fails"  # 503
    INBOUND_LOST = "inbound_lost"  # the webhook is not called
    INBOUND_DOUBLED = "inbound_doubled"


@dataclass(frozen=True, slots=True)
class Odds:
    """How often a fault strikes: the ``next`` so many times, then with probability ``share``; and its size.

    ``seconds``: how long, where the fault has a length. ``code``: Twilio's error code, where it has one.
    """

    share: float = 0.0
    next: int = 0
    seconds: float = 0.0
    code: int = 0


@dataclass(slots=True)
class Faults:
    """The faults that are set. The same seed and the same calls strike alike."""

    seed: int = 0
    odds: dict[Fault, Odds] = field(default_factory=dict)
    _random: Random = field(init=False, repr=False, compare=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - the dice of a rehearsal, not a secret

    def __bool__(self) -> bool:
        return bool(self.odds)

    def set(self, fault: Fault, odds: Odds | None = None, /, **size: float) -> None:
        """Let ``fault`` strike by ``odds``, or by the named sizes; with neither ``share`` nor ``next`` it always strikes."""
        self.odds[fault] = odds or _odds(fault, size)

    def clear(self, seed: int | None = None) -> None:
        """Let nothing go wrong any more; with ``seed``, throw the dice anew from it."""
        self.odds.clear()
        if seed is not None:
            self.seed = seed
            self._random = Random(seed)  # noqa: S311 - as above

    def strike(self, fault: Fault) -> Odds | None:
        """The size of ``fault`` if it strikes now, else None. Uses up one of its ``next``."""
        if not self.odds:
            return None
        with self._lock:
            odds = self.odds.get(fault)
            if odds is None:
                return None
            if odds.next > 0:
                self._use_up(fault, odds)
                return odds
            return odds if self._random.random() < odds.share else None

    def first(self, *faults: Fault) -> tuple[Fault, Odds] | None:
        """The first of ``faults`` that strikes now, with its size."""
        if not self.odds:
            return None
        return next(((fault, odds) for fault in faults if (odds := self.strike(fault))), None)

    def as_json(self) -> dict[str, object]:
        """What is set, in the shape ``load`` reads."""
        return {"seed": self.seed} | {
            fault.value: {part.name: getattr(odds, part.name) for part in fields(odds)} for fault, odds in self.odds.items()
        }

    def load(self, wanted: Mapping[str, object]) -> None:
        """Set what a JSON object says: fault names with their sizes, ``{}`` for always, null to end one, and ``seed``.

        Raises: ``BadRequest`` naming what is not understood; nothing is set then.
        """
        read = {_fault(name): _size(name, size) for name, size in wanted.items() if name != "seed"}
        if "seed" in wanted:
            seed = int(_float("seed", wanted["seed"]))
            self.seed, self._random = seed, Random(seed)  # noqa: S311 - as above
        for fault, odds in read.items():
            self.odds.pop(fault, None)
            if odds:
                self.odds[fault] = odds

    def _use_up(self, fault: Fault, odds: Odds) -> None:
        left = replace(odds, next=odds.next - 1)
        if left.next or left.share:
            self.odds[fault] = left
        else:
            del self.odds[fault]


def _fault(name: str) -> Fault:
    try:
        return Fault(name)
    except ValueError:
        raise BadRequest(f"{name}: no such fault; there are {', '.join(Fault)} (and seed).") from None


def _size(name: str, size: object) -> Odds | None:
    if size is None:
        return None
    if not isinstance(size, Mapping):
        raise BadRequest(f'{name}: write an object, as {{"next": 3}} or {{"share": 0.1, "seconds": 5}}.')
    return _odds(name, {str(part): _float(f"{name}.{part}", value) for part, value in size.items()})


def _odds(name: str, size: Mapping[str, float]) -> Odds:
    known = {part.name for part in fields(Odds)}
    if strange := sorted(set(size) - known):
        raise BadRequest(f"{name}.{strange[0]}: not understood; the parts are {', '.join(sorted(known))}.")
    always = "share" not in size and "next" not in size
    return Odds(
        share=1.0 if always else float(size.get("share", 0.0)),
        next=int(size.get("next", 0)),
        seconds=float(size.get("seconds", 0.0)),
        code=int(size.get("code", 0)),
    )


def _float(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise BadRequest(f"{name}: write a number, zero or more.")
    return float(value)
