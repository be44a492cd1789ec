"""What was asked and answered, after which text people left, and what the texts cost. Must not know what they said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from coach.insight.life import Life, Sent
from coach.insight.road import Road

Count = tuple[tuple[str | int, ...], int]
PROMPT, OPT_OUT = "prompt", "opt_out"
LEFT_WITHIN = timedelta(days=7)  # an opt-out later than this is not laid at a text's door
STOPPED = "stopped"


def of_texts(life: Life, road: Road) -> Iterator[Count]:
    """Texts and people: asked, answered, missed; sent, lost, kept; segments by month (UTC)."""
    asked = _asked(life, road)
    yield from _by_prompt(asked)
    yield from _by_hour(asked, life)
    yield from _losses(life)
    yield from _costs(life)


def _asked(life: Life, road: Road) -> list[tuple[Sent, bool]]:
    """Every text that put a question of the program, and whether it was answered before the same was put again."""
    by_key: dict[str, list[Sent]] = defaultdict(list)
    for text in life.texts:
        if text.asks and text.arrived and text.key.startswith(f"{road.program}/"):
            by_key[text.key].append(text)
    moments: dict[str, list[datetime]] = defaultdict(list)
    for one in life.answers:
        moments[one.prompt].append(one.at)
    return [pair for key, texts in by_key.items() for pair in _paired(texts, moments[key])]


def _paired(texts: Sequence[Sent], answered: Sequence[datetime]) -> Iterator[tuple[Sent, bool]]:
    left = iter(answered)
    answer = next(left, None)
    for place, text in enumerate(texts):
        until = texts[place + 1].at if place + 1 < len(texts) else None
        while answer is not None and answer < text.at:
            answer = next(left, None)
        yield text, answer is not None and (until is None or answer < until)


def _by_prompt(asked: Sequence[tuple[Sent, bool]]) -> Iterator[Count]:
    yield from _rates("", [(text.key, answered) for text, answered in asked])


def _by_hour(asked: Sequence[tuple[Sent, bool]], life: Life) -> Iterator[Count]:
    """By the hour on their own clock, only texts whose hour the program chose."""
    yield from _rates("hour ", [(text.at.astimezone(life.clock).hour, answered) for text, answered in asked if text.kind == PROMPT])


def _rates(what: str, asked: Sequence[tuple[str | int, bool]]) -> Iterator[Count]:
    for of, answered in asked:
        yield (f"{what}asked", of), 1
        if answered:
            yield (f"{what}answered", of), 1
    for of in {of for of, _ in asked}:
        yield (f"{what}asked people", of), 1
    for of, answered in set(asked):
        yield (f"{what}answered people" if answered else f"{what}missed people", of), 1


def blamed(text: Sent) -> str:
    """What an opt-out after this text is counted under: a prompt's own key, else the kind."""
    return text.key if text.kind == PROMPT else f"~{text.kind}"


def _losses(life: Life) -> Iterator[Count]:
    ends = [turn.at for turn in life.turns if turn.phase_after == STOPPED != turn.phase_before]
    texts = [text for text in life.texts if text.kind != OPT_OUT]
    last = [max((text for text in texts if end - LEFT_WITHIN <= text.at <= end), key=lambda text: text.at, default=None) for end in ends]
    lost = {blamed(text) for text in last if text is not None}
    for key in {blamed(text) for text in texts if text.arrived} | lost:
        yield ("sent people", key), 1
        yield ("lost people" if key in lost else "kept people", key), 1


def _costs(life: Life) -> Iterator[Count]:
    kinds: set[tuple[str, str]] = set()
    for text in life.texts:
        month = text.at.isoformat()[:7]
        kinds.add((month, text.kind))
        yield ("cost", month, text.kind), text.cost
        yield ("cost total", month), text.cost
    for month, kind in kinds:
        yield ("cost kind people", month, kind), 1
    for month in {month for month, _ in kinds}:
        yield ("cost people", month), 1
