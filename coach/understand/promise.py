"""Catches a promise in someone's own words: what they undertook, and by when. Knows nothing of keeping it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from coach.core.model import SpokenPromise
from coach.understand.lexicon_file import PROMISE, read_rules
from coach.understand.when import read_when

LONGEST = 100  # characters of what was promised
_TIME_TAKES = 10  # words at the most, from the beginning or to the end

_PLACE = re.compile(r"^(?:the|my|her|his|a|an|church|work|bed|school|court|sleep)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?:won't|wont|will not)[:,]?\s*$", re.IGNORECASE)
_MEAL = re.compile(r"(?:lunch|dinner|breakfast|work|bed|and|or|to|a|an)\b", re.IGNORECASE)
_REPEATING = re.compile(r"\b(?:every|each|daily|nightly|weekly|cada|todos los|todas las|always)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:how|what|why|when|who|where|which|should|does|did|is|are|am)\b.*|^do (?:i|you|u|we|they|people)\b.*"
    r"|^(?:can|could|will|would) (?:i|you|u|we|they|he|she|it|this|that|there|my|the|her|his|some ?one|any ?one)\b.*|.*\?\s*$",
    re.IGNORECASE | re.DOTALL,
)  # "do the taxes by friday" and "will call her" ask nothing
_AMOUNT = re.compile(r"[$€£]\s?\d[\d.,]*|\b(?:the|los|las|back|half of) \d+(?![\d:.]|st|nd|rd|th|\s?[ap]\.?m)\b|\b(?!20\d\d\b)\d{3,}\b")


def read_promise(text: str, now: datetime, zone: str, language: str, *, asked: bool = False) -> SpokenPromise | None:
    """The promise that ``text`` makes, or None. ``now`` is local and naive.

    Hopes, questions and what others promised are none. ``asked``: we asked for a promise, so that any act will do ("cook dinner
    sunday"). ``what`` keeps the person's own words without the time, 100 characters at most.
    """
    straight = text.replace("’", "'").replace("‘", "'").strip()
    if _QUESTION.fullmatch(straight):
        return None
    act, before = _marked(straight)
    if act is None and asked and not _rule("empty").match(straight):
        act, before = straight, ""
    if act is None:
        return None
    return _dated(_rule("cut").sub("", act), before, now, zone, language)


def _marked(text: str) -> tuple[str | None, str]:
    """What follows the words that make it a promise, and what stands before them."""
    for mark in _rule("mark").finditer(text):
        before, act = text[: mark.start()], text[mark.end() :]
        if _rule("not-mine").search(before) or not _is_act(act, mark[0]):
            continue
        return (f"not {act}" if _NEGATIVE.search(mark[0]) else act), before
    doing = _rule("doing").search(text)
    if doing and not _rule("not-mine").search(text[: doing.start()]) and _rule("timely").search(text):
        return text[doing.end() :], text[: doing.start()]
    return None, ""


def _is_act(act: str, mark: str) -> bool:
    if _NEGATIVE.search(mark):
        return bool(_rule("again").search(act)) and not _rule("no-act").match(f"not {act}")
    if mark.lower().strip() == "ill" and not _rule("timely").search(act) and len(act.split()) < 3:
        return False
    if mark.lower().rstrip().endswith("going to") and _PLACE.match(act):
        return False
    return bool(re.search(r"[^\W\d_]{2}", act)) and not _rule("no-act").match(act)


def _dated(act: str, before: str, now: datetime, zone: str, language: str) -> SpokenPromise | None:
    what, due = _split(act, now, zone, language)
    if due is None and before and _rule("timely").search(before):
        due = _moment(before, now, zone, language)
    what = _tidy(what)
    return SpokenPromise(what[:LONGEST].rstrip(), due) if re.search(r"[^\W\d_]{2}", what) else None


def _split(act: str, now: datetime, zone: str, language: str) -> tuple[str, str | None]:
    """The act without the time at its end or at its beginning, and that time."""
    if not _rule("timely").search(act) or _REPEATING.search(act):
        return act, None
    words = list(re.finditer(r"\S+", act))
    for word in words[1:][-_TIME_TAKES:]:
        due = _time_of(act[word.start() :], now, zone, language)
        if due is not None:
            return act[: word.start()], due
    for word in reversed(words[:-1][:_TIME_TAKES]):
        due = _time_of(act[: word.end()], now, zone, language)
        if due is not None:
            return act[word.end() :], due
    return act, _moment(_AMOUNT.sub(" ", act), now, zone, language)


def _time_of(span: str, now: datetime, zone: str, language: str) -> str | None:
    """The moment that ``span`` names, if it names nothing else."""
    if _MEAL.match(span) or not _rule("time-starts").match(span) or not all(_rule("time-word").fullmatch(word) for word in span.split()):
        return None
    return _moment(span, now, zone, language)


def _moment(span: str, now: datetime, zone: str, language: str) -> str | None:
    found = read_when(span, now, zone, language)
    if found is None or not isinstance(found.value, str):
        return None
    return found.value if found.value[:10] >= now.date().isoformat() else None


def _tidy(what: str) -> str:
    while True:
        shorter = _rule("filler").sub("", _rule("link").sub("", what.strip(" .,;:!-\"'\n\t")))
        if shorter == what:
            return what
        what = shorter


def _rule(name: str) -> re.Pattern[str]:
    return _rules()[f"promise.{name}"]


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {rule.name: re.compile(rule.source, re.IGNORECASE | re.DOTALL) for rule in read_rules(PROMISE)}
