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
from coach.understand.danger_model import likelihood
from coach.understand.danger_text import plain
from coach.understand.lexicon_file import Lexicon, Rule, read_lexicon

_HIDDEN = " _ "
_PAST = re.compile(
    r"(?<!\S)(?:used to|(?:years?|decades?|months) ago|(?:a )?(?:long|while) time ago|long ago|when i was (?:a |in |\d|young|little|younger|married|"
    r"drinking|using)|in (?:high school|college|middle school|(?:19|20[01]|202[0-5])\d?\d?|my (?:teens|twenties))|last (?:year|summer|winter|spring|fall)|"
    r"back (?:then|in|when)|in the past|as a (?:kid|child|teen|teenager|boy|girl)|growing up|in my past|years back|previously|after the (?:divorce|affair|breakup)|"
    r"when (?:we|i) (?:were|was) (?:together|married|dating|younger|kids)|(?:my )?(?:first|previous|old|former) (?:husband|wife|marriage|boyfriend|girlfriend|attempt)|"
    r"i (?:wanted|was|felt|thought) .{0,30}(?:when she left|when he left|back then|but (?:i am|im) (?:better|ok|good|fine))|(?:not|has not|have not|had not) .{0,12} since|"
    r"once (?:when|in|years|before|a long)|(?:hit|slapped|pushed|choked|kicked|punched|hurt) (?:me|her|him) once|i was (?:suicidal|violent|abused|abusive|in an abusive)|"
    r"we separated because|never again|by an? ex|in (?:20[01]\d|202[0-5]|19\d\d)|hace (?:\w+ )?(?:anos|meses|tiempo)|cuando era|antes (?:me|le|la|lo)|de (?:nino|nina|joven)|"
    r"estuve en|el ano pasado|en el pasado|once)(?!\S)"
)
_PRESENT = re.compile(
    r"(?<!\S)(?:again|still|now|tonight|today|right now|keeps?|these days|otra vez|de nuevo|todavia|hoy|esta noche|ahora|yesterday|last night|this (?:morning|week)|"
    r"(?:am|is|are) (?:\w+ )?(?:thinking|going|planning|hitting|hurting))(?!\S)"
)
_DENIED = re.compile(
    r"(?<!\S)(?:(?:am|is|was|are|i m) not (?:\w+ )?(?:suicidal|going to (?:kill|hurt|end|do)|thinking (?:about|of) (?:suicide|killing|ending|dying)|planning)|"
    r"(?:would|will|do|could|did|does) (?:not|never) (?:\w+ ){0,2}(?:kill|hurt|end|cut|harm|want to (?:die|kill|hurt|end)|hang|shoot)|never (?:kill|hurt|cut|harm|want to die)|"
    r"not (?:want|wanting) to (?:die|kill myself|hurt myself|end)|no (?:quiero|voy a) (?:morir|matarme|hacerme|suicidarme|lastimarme)|not suicidal)"
)
_FURTHER = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """One danger found: what it is, how sure (0 to 1), and the rule that says so."""

    danger: Danger
    confidence: float
    rule: str


def read_danger(text: str) -> Found | None:
    """The gravest danger that ``text`` speaks of, or None. Both languages are always read, as people mix them."""
    return _judge(plain(text))


@lru_cache(maxsize=4096)
def _judge(words: str) -> Found | None:
    rules = _lexicon().set_off(words.split())
    rest = _out_of_sight(words, [rule for rule in rules if rule.tier == "-"])
    fired = [rule for rule in rules if rule.tier != "-" and rule.pattern.search(rest)]
    if fired:
        return _gravest(fired, words)
    return _by_model(rest)


@cache
def _lexicon() -> Lexicon:
    return read_lexicon()


def _out_of_sight(words: str, figures: list[Rule]) -> str:
    for figure in figures:
        words = figure.pattern.sub(_HIDDEN, words)
    return " ".join(words.split())


def _gravest(fired: list[Rule], words: str) -> Found:
    """Tier A before B; within a tier a child first, then the order of the files."""
    first = min(fired, key=lambda rule: (rule.tier, rule.kind != DangerKind.CHILD, rule.order))
    tier = Tier.B if first.tier == "B" or _weighs_less(words) else Tier.A
    return Found(Danger(DangerKind(first.kind), tier), 0.95 if tier is Tier.A else 0.85, f"danger.{first.name}")


def _weighs_less(words: str) -> bool:
    """Told of the past with nothing of the present, or denied."""
    return bool(_DENIED.search(words)) or bool(_PAST.search(words)) and not _PRESENT.search(words)


def _by_model(words: str) -> Found | None:
    """What no rule knows, but sounds like what people in danger say: tier B, for in doubt we ask."""
    kind, share = likelihood(words)
    if share < _FURTHER:
        return None
    return Found(Danger(kind, Tier.B), round(min(share, 0.8), 3), "danger.model")
