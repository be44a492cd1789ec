"""A phone network in memory: texts, handsets, keyword blocking, and what becomes of every text as time goes on.

It must not know HTTP: ``server`` puts Twilio's interface in front of it, ``inprocess`` the port of this package.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from coach.carrier.codes import action_of, words_of
from coach.carrier.keywords import KEYWORDS, Keyword
from coach.carrier.port import Handed, Outgoing
from coach.carrier.simulated.faults import Fault, Faults
from coach.carrier.simulated.life import OPTED_OUT, Step, plan
from coach.carrier.simulated.texts import By, Handset, Replies, Text
from coach.clock import Clock
from coach.errors import Refused

NUMBER = "+15005550006"
"""The number the simulated carrier gives us unless told otherwise: Twilio's own test sender, which nobody owns."""


class Notice(NamedTuple):
    """A receipt that is due: ``text`` became ``status``, with ``code`` if it went wrong."""

    text: Text
    status: str
    code: int | None


class Arrival(NamedTuple):
    """A text from a handset. ``opt_out_type``: STOP, START or HELP where the carrier tells that it has answered, else ""."""

    text: Text
    opt_out_type: str


class _Due(NamedTuple):
    at: datetime
    order: int
    text: Text
    step: Step
    told: bool  # a receipt to post; otherwise a state to take on


@dataclass(eq=False)
class Network:
    """The network's whole state. Safe to use from several threads.

    ``clock`` dates everything, so time can be travelled. ``count_segments``: a body's segments. ``seed`` makes the ids; ``faults``
    have their own. ``pace``: seconds from queued to sent and from there to delivered. ``advanced_opt_out``: as Twilio's Advanced Opt-Out:
    webhooks say that a keyword was answered, START is always answered, and a blocked text fails later instead of at once.
    """

    clock: Clock
    _: KW_ONLY
    count_segments: Callable[[str], int]
    number: str = NUMBER
    seed: int = 0
    pace: float = 0.0
    advanced_opt_out: bool = False
    keywords: Mapping[str, Keyword] = field(default_factory=lambda: KEYWORDS)
    replies: Replies = field(default_factory=Replies)
    faults: Faults = field(default_factory=Faults)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), init=False, repr=False)
    _texts: dict[str, Text] = field(default_factory=dict, init=False, repr=False)
    _handsets: dict[str, Handset] = field(default_factory=dict, init=False, repr=False)
    _due: list[_Due] = field(default_factory=list, init=False, repr=False)
    _notices: list[Notice] = field(default_factory=list, init=False, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)

    def accept(self, text: Outgoing) -> Handed:
        """Take one text from the app. Raises: ``Refused``, 21610 when its owner said STOP, or the code of a fault."""
        taken = self.take(text)
        return Handed(taken.sid, taken.segments)

    def take(self, text: Outgoing, *, callback: str = "", service: bool = False) -> Text:
        """As ``accept``, and answers with the text as kept. ``callback``: where receipts are to be posted."""
        with self._lock:
            ill = self.faults.strike(Fault.REFUSE) if self.faults else None
            handset = self.handset(text.to)
            self._refuse(ill.code if ill else OPTED_OUT if handset.blocked and not self.advanced_opt_out else 0)
            taken = self._new(By.APP, self.number, text.to, text.body, status="accepted" if service else "queued")
            taken.valid, taken.callback, taken.outbox, taken.service = text.valid, callback, text.outbox, service
            handset.texts.append(taken)
            self._texts[taken.sid] = taken
            self._plan(taken, handset)
            return taken

    def text_from(self, number: str, body: str, *, to: str = "") -> Arrival:
        """A person writes ``body`` on the handset ``number``. Keywords are acted on and answered; the text arrives all the same."""
        with self._lock:
            handset = self.handset(number)
            text = self._new(By.PERSON, number, to or self.number, body, status="received")
            text.sent = text.arrived = text.created
            handset.texts.append(text)
            self._texts[text.sid] = text
            word = self.keywords.get(body.strip().upper())
            if word:
                self._obey(handset, word)
            return Arrival(text, word if word and self.advanced_opt_out else "")

    def settle(self) -> None:
        """Let everything happen that is due by now. Receipts that fall due wait for ``notices``."""
        with self._lock:
            now = self.clock.now()
            while self._due and self._due[0].at <= now:
                due = heappop(self._due)
                if due.told:
                    self._notices.append(Notice(due.text, due.step.status, due.step.code))
                else:
                    _become(due.text, due.step, due.at)

    def notices(self) -> list[Notice]:
        """The receipts that fell due since this was last asked, in their order."""
        with self._lock:
            self.settle()
            told, self._notices = self._notices, []
            return told

    def handset(self, number: str) -> Handset:
        """The phone with this number; a new one when it has never been heard of."""
        with self._lock:
            found = self._handsets.get(number)
            if found is None:
                found = self._handsets[number] = Handset(number)
            return found

    def handsets(self) -> list[Handset]:
        """Every phone, in the order they were first heard of."""
        with self._lock:
            return list(self._handsets.values())

    def find(self, sid: str) -> Text | None:
        """The text with this id, as the carrier keeps it."""
        return self._texts.get(sid)

    def search(self, *, to: str = "", sender: str = "") -> list[Text]:
        """The texts on the carrier's list, newest first, without those younger than the list's lag (a fault)."""
        with self._lock:
            self.settle()
            lag = self.faults.strike(Fault.LIST_LAGS) if self.faults else None
            before = self.clock.now() - timedelta(seconds=lag.seconds) if lag else None
            return [text for text in reversed(self._candidates(to, sender)) if not before or text.created <= before]

    def redact(self, sid: str) -> None:
        """Blank the carrier's copy. The handset still has its own."""
        with self._lock:
            self._texts[sid].redacted = True
            self._texts[sid].updated = self.clock.now()

    def delete(self, sid: str) -> None:
        """Take a text off the carrier's list. The handset still has it."""
        with self._lock:
            del self._texts[sid]

    def _candidates(self, to: str, sender: str) -> list[Text]:
        phone = self._handsets.get(to) or self._handsets.get(sender)
        among = phone.texts if phone else self._texts.values()
        return [text for text in among if to in ("", text.to) and sender in ("", text.sender) and text.sid in self._texts]

    def _new(self, by: By, sender: str, to: str, body: str, *, status: str) -> Text:
        now = self.clock.now()
        sid = "SM" + blake2b(b"%d:%d" % (self.seed, next(self._numbers)), digest_size=16).hexdigest()
        return Text(sid, by, sender, to, body, self.count_segments(body), status, now, now)

    def _refuse(self, code: int) -> None:
        if code:
            raise Refused(f"The carrier refused: {code}, {words_of(code)}.", code=code, action=action_of(code))

    def _plan(self, text: Text, handset: Handset) -> None:
        states, receipts = plan(self.faults, pace=self.pace, valid=text.valid, service=text.service, blocked=handset.blocked)
        for step in states:
            self._schedule(text, step, told=False)
        for step in receipts:
            self._schedule(text, step, told=True)

    def _schedule(self, text: Text, step: Step, *, told: bool) -> None:
        at = text.created + timedelta(seconds=step.after) if step.after else text.created
        heappush(self._due, _Due(at, next(self._numbers), text, step, told))

    def _obey(self, handset: Handset, word: Keyword) -> None:
        """Act on a keyword. One who is blocked already gets no second goodbye, and no help (Twilio help centre)."""
        was, handset.blocked = handset.blocked, {"STOP": True, "START": False}.get(word, handset.blocked)
        if {"STOP": not was, "HELP": not was, "START": was or self.advanced_opt_out}[word]:
            self._say(handset, {"STOP": self.replies.stop, "START": self.replies.start, "HELP": self.replies.help}[word])

    def _say(self, handset: Handset, body: str) -> None:
        """The carrier's own answer: on the handset, but on no list of the account."""
        text = self._new(By.CARRIER, self.number, handset.number, body, status="delivered")
        text.sent = text.arrived = text.created
        handset.texts.append(text)


def _become(text: Text, step: Step, at: datetime) -> None:
    text.status, text.code, text.updated = step.status, step.code, at
    if step.status == "sent":
        text.sent = at
    elif step.status == "delivered":
        text.arrived = at
