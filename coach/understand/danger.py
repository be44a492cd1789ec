"""Finds danger in a text: suicide and self-harm, violence suffered, done or meant, and harm to a child.

Rules of ``lexicon/danger*.txt`` decide; a small linear model (``danger_model.py``) speaks up where no rule did. Figures of speech are
put out of sight first. What is told of the past, and what is denied, weighs less but is never ignored. The order of safety over
everything else is the reader's business. Knows nothing of questions, journeys or what follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from coach.core.model import Danger, DangerKind, Tier
from coach.understand.danger_model import likelihood, likely_kind
from coach.understand.danger_text import plain
from coach.understand.lexicon_file import DANGER, DANGER_TONE, Lexicon, Rule, read_lexicon, read_rules
from coach.understand.wordlists import words as words_of

_HIDDEN = " _ "
_MEANS = "self.means-ready self.gun-self self.buy-means self.injure self.cutting self.gun-here self.means-use self.hand"
_YIELDS = tuple(
    (words_of(ours), tuple(others.split()), tone)
    for ours, others, tone in (
        (_MEANS, "recv. done. child.", ""),
        (_MEANS, "other.", "them"),
        ("self.wish-dead self.want-die self.jump self.drive", "other.", ""),
        ("recv.hit-me", "self.hit-by", ""),
        ("recv.weapon recv.trap recv.injury recv.push recv.throw-at recv.threat", "done.", "mine"),
        ("other.kill other.will-hit other.ass", "done.threat done.afraid-self", ""),
        ("done.hit done.hands done.push done.bare", "other.will-hit other.want-hurt other.going-hurt other.kill other.ass", "meant"),
        ("other.will-hit other.kill other.snap", "recv.afraid recv.threat recv.kill-me", ""),
        ("done.rage done.bare", "recv.", "theirs"),
    )
)  # rules that give way, to which others, and in which tone
_PREPARED = words_of(
    """
    self.the-pills self.do-something self.alone-plan self.picked self.last-time self.give-things self.counting self.took-all self.hand
    self.high self.letters-left self.doing-it es.self.listo es.self.cartas es.self.hoy
    """
)  # signs of a plan, which a person in no danger may give as well; beside any other sign they are a plan
_LIKELY = 0.75  # at this likelihood some 2 of 100 calm phrases of unseen themes are taken for danger (scripts/train_danger.py)


@dataclass(frozen=True, slots=True)
class Found:
    """One danger found: what it is, how sure (0 to 1), and the rule that says so."""

    danger: Danger
    confidence: float
    rule: str


def read_danger(text: str) -> Found | None:
    """The gravest danger that ``text`` speaks of, or None. Both languages are always read, as people mix them."""
    return _judge(plain(text))


def sight(text: str) -> tuple[str, bool]:
    """What the model sees of ``text``, and whether a rule calls it danger; for training the model."""
    rest, fired = _fired(plain(text))
    return rest, bool(fired)


@lru_cache(maxsize=4096)
def _judge(words: str) -> Found | None:
    rest, fired = _fired(words)
    return _gravest(fired, words) if fired else _by_model(rest)


def _fired(words: str) -> tuple[str, list[Rule]]:
    """The words without figures of speech, and the rules that fit what is left."""
    rules = _lexicon().set_off(words.split())
    rest = _out_of_sight(words, [rule for rule in rules if rule.tier == "-"])
    return rest, [rule for rule in rules if rule.tier != "-" and rule.fits(rest)]


@cache
def _lexicon() -> Lexicon:
    return read_lexicon(DANGER)


def _out_of_sight(words: str, figures: list[Rule]) -> str:
    for figure in figures:
        words = figure.pattern.sub(_HIDDEN, words)
    return " ".join(words.split())


def _gravest(fired: list[Rule], words: str) -> Found:
    """Tier A before B; within a tier a child first, then the order of the files."""
    less = _weighs_less(words)
    first = min(_without_yielding(fired, words), key=lambda rule: (less or rule.tier == "B", rule.kind != DangerKind.CHILD, rule.order))
    tier = Tier.B if less or (first.tier == "B" and not _is_plan(first, fired)) else Tier.A
    return Found(Danger(DangerKind(first.kind), tier), 0.95 if tier is Tier.A else 0.85, f"danger.{first.name}")


def _is_plan(first: Rule, fired: list[Rule]) -> bool:
    """Means at hand, a place, a farewell: together with one another sign of wanting to die, or of preparing for it."""
    names = {rule.name for rule in fired if rule.kind == DangerKind.SELF_HARM}
    return first.name in names and len(names) > 1 and not _PREPARED.isdisjoint(names)


def _weighs_less(words: str) -> bool:
    """Told of the past with nothing of the present, feared rather than done, or denied."""
    return _sounds("softer", words) or (_sounds("past", words) and not _sounds("present", words))


def _without_yielding(fired: list[Rule], words: str) -> list[Rule]:
    """Some words fit two rules; the one that says less about who does what gives way."""
    names = [rule.name for rule in fired]
    giving = {
        name
        for ours, others, tone in _YIELDS
        if not ours.isdisjoint(names) and any(name.startswith(others) for name in names) and _told(tone, words)
        for name in ours
    }
    return [rule for rule in fired if rule.name not in giving] or fired


def _told(tone: str, words: str) -> bool:
    """Whether the words have the tone; "theirs": the first person named is not oneself; "" asks for none."""
    return not _sounds("mine", words) if tone == "theirs" else not tone or _sounds(tone, words)


def _sounds(tone: str, words: str) -> bool:
    return _tones()[f"tone.{tone}"].fits(words)


@cache
def _tones() -> dict[str, Rule]:
    return {rule.name: rule for rule in read_rules(DANGER_TONE)}


def _by_model(words: str) -> Found | None:
    """What no rule knows, but sounds like what people in danger say: tier B, for in doubt we ask."""
    share = likelihood(words)
    if share < _LIKELY:
        return None
    return Found(Danger(likely_kind(words), Tier.B), round(0.6 + 0.2 * (share - _LIKELY) / (1 - _LIKELY), 2), "danger.model")
