"""Finds danger in a text: suicide and self-harm, violence suffered, done or meant, and harm to a child.

Rules of ``lexicon/danger*.txt`` decide; a small linear model (``danger_model.py``) speaks up where no rule did. Figures of speech are
put out of sight first. What is told of the past, and what is denied, weighs less but is never ignored. The order of safety over
everything else is the reader's business. Knows nothing of questions, journeys or what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from coach.core.model import Danger, DangerKind, Tier
from coach.understand.danger_model import likelihood, likely_kind
from coach.understand.danger_text import plain
from coach.understand.lexicon_file import DANGER, Lexicon, Rule, read_lexicon

_HIDDEN = " _ "
_PAST = re.compile(
    r"(?<!\S)(?:used to|(?:years?|decades?|months) ago|(?:a )?(?:long|while) (?:time )?ago|long ago|when i was (?:a |in |\d+|young|little|younger|married|"
    r"drinking|using|small)|in (?:high school|college|middle school|my (?:teens|twenties))|last (?:year|summer|winter|spring|fall)|"
    r"back (?:then|in|when)|in the past|as a (?:kid|child|teen|teenager|boy|girl)|growing up|in my past|years back|previously|"
    r"after the (?:divorce|affair|breakup)|when (?:she|he|they|it|we) \w+ (?:\w+ )?i (?:wanted|felt|thought|tried)|"
    r"when (?:we|i) (?:were|was) (?:together|married|dating|younger|kids)|(?:first|previous|old|former) (?:husband|wife|marriage|boyfriend|girlfriend|attempt)|"
    r"but (?:i am|i have been) (?:better|ok|good|fine)|not .{0,20} since|(?:hit|slapped|pushed|choked|kicked|punched|hurt|shoved|grabbed) (?:me|her|him) once|"
    r"once (?:when|in|years|before|a long)|i was (?:suicidal|violent|abused|abusive|in an abusive|beaten)|we separated because|never again|by an? ex|"
    r"in (?:19\d\d|20[01]\d|202[0-5])|(?:dv|assault|battery) charge|arrested|did time|served time|hace (?:\w+ )?(?:anos|meses|tiempo)|cuando era|"
    r"antes (?:me|le|la|lo)|de (?:nino|nina|joven)|estuve en|el ano pasado|en el pasado|(?:me|nos|le|la|lo) \w+aba)(?!\S)"
)
_PRESENT = re.compile(
    r"(?<!\S)(?:again|still|now|tonight|today|right now|keeps?|these days|otra vez|de nuevo|todavia|hoy|esta noche|ahora|yesterday|last night|"
    r"this (?:morning|week)|(?:am|is|are) (?:\w+ )?(?:thinking|going|planning|hitting|hurting))(?!\S)"
)
_SOFTER = re.compile(
    r"(?<!\S)(?:part of me|(?:almost|nearly|came close to) (?:hit\w*|slap\w*|punch\w*|chok\w*|push\w*|hurt\w*|kick\w*|strangl\w*|shov\w*)|"
    r"(?:afraid|scared|worried|worry|fear|terrified|frightened) (?:that )?(?:\w+ ){0,2}(?:will|might|could|would|may|hits?|hurts?)|"
    r"i (?:worry|suspect|wonder)|creo que|sospecho|me preocupa|"
    r"(?:am|is|was|are) not (?:\w+ )?(?:suicidal|going to (?:kill|hurt|end|do)|thinking (?:about|of) (?:suicide|killing|ending|dying)|planning)|"
    r"(?:would|will|do|could|did|does) (?:not|never) (?:\w+ ){0,2}(?:kill|hurt|end|cut|harm|want to (?:die|kill|hurt|end)|hang|shoot)|"
    r"never (?:kill|hurt|cut|harm|want to die)|not (?:want|wanting) to (?:die|kill myself|hurt myself|end)|"
    r"no (?:quiero|voy a) (?:morir|matarme|hacerme|suicidarme|lastimarme)|not suicidal)(?!\S)"
)
_YIELDS = (
    ("self.means-ready self.gun-self self.buy-means self.injure self.cutting", ("recv.", "done.", "other.", "child.")),
    ("self.wish-dead self.want-die", ("other.",)),
    ("recv.weapon recv.trap recv.injury recv.push recv.throw-at", ("done.",)),
    ("other.kill other.will-hit other.ass", ("done.threat",)),
    ("done.hit done.hands done.push done.afraid-self", ("other.will-hit", "other.want-hurt", "other.going-hurt", "other.kill")),
    ("other.will-hit other.kill other.snap", ("recv.afraid", "recv.threat", "recv.kill-me")),
)
_LIKELY = 0.8  # see scripts/train_danger.py: where one more danger found would cost one more false alarm


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
    first = min(_without_yielding(fired), key=lambda rule: (less or rule.tier == "B", rule.kind != DangerKind.CHILD, rule.order))
    tier = Tier.B if first.tier == "B" or less else Tier.A
    return Found(Danger(DangerKind(first.kind), tier), 0.95 if tier is Tier.A else 0.85, f"danger.{first.name}")


def _weighs_less(words: str) -> bool:
    """Told of the past with nothing of the present, feared rather than done, or denied."""
    return bool(_SOFTER.search(words)) or (bool(_PAST.search(words)) and not _PRESENT.search(words))


def _without_yielding(fired: list[Rule]) -> list[Rule]:
    """Some words fit two rules; the one that says less about who does what gives way."""
    names = [rule.name for rule in fired]
    giving = {name for ours, others in _YIELDS if any(name.startswith(others) for name in names) for name in ours.split()}
    return [rule for rule in fired if rule.name not in giving] or fired


def _by_model(words: str) -> Found | None:
    """What no rule knows, but sounds like what people in danger say: tier B, for in doubt we ask."""
    share = likelihood(words)
    if share < _LIKELY:
        return None
    return Found(Danger(likely_kind(words), Tier.B), round(0.6 + 0.2 * (share - _LIKELY) / (1 - _LIKELY), 2), "danger.model")
