"""Reads which of several things someone means ("kids and the house"). Knows the everyday words for home, children and work."""

from __future__ import annotations

import re

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.wordlists import alternatives, phrases

_LONGEST = 200  # characters
_WORDS = {
    "home": phrases("""
        home, house, apartment, apt, flat, condo, place, roof, rent, lease, mortgage, live together, living together, same house
        household, room, trailer
        we live, casa, hogar, departamento, apartamento, piso, vivimos juntos
    """),
    "children": phrases("""
        children, child, kid, kids, kiddo, kiddos, kidz, son, sons, daughter, daughters, baby, babies, boys, girls, custody
        coparent, co-parent, coparenting
        co-parenting, twins, toddler, newborn, little one, little ones, stepkids, stepson, stepdaughter, hijo, hijos, hija, hijas
        ninos, nino, nina, bebe
    """),
    "work": phrases("""
        work, job, jobs, office, workplace, business, company, coworker, coworkers, co-worker, co-workers, boss, work together
        workin, shop, store
        colleagues, trabajo, oficina, negocio, empresa, jefe, trabajamos
    """),
}
_ALL = re.compile(
    r"\b(?:all|everything|all of (?:it|them|those|the above)|all (?:three|3)|every one|each|todo|todos|todas|las tres|los tres)\b"
)
_BOTH = re.compile(r"\b(?:both|ambos|ambas|los dos|las dos)\b")
_NONE = re.compile(
    r"\b(?:none|nothing|neither|nope|nah|no|n|zero|zip|nil|nada|ninguno|ninguna|ningun|n/a|na|0|not any(?:thing)?"
    r"|don't (?:share|have) any(?:thing)?)\b"
)
_DENIED = re.compile(
    r"\b(?:no|not|don't|do not|without|except|but|besides|minus|other than|never|sin|menos|excepto|nor|isn't|aren't)\b(?P<gap>[^,.;]*)$"
)
_TURNS = re.compile(r"\b(?:but|just|only|yes|pero|solo)\b")
_OWN_VERB = re.compile(r"\b(?:and|y|&|plus)\b.*\b(?:we|i|have|share|tenemos)\b")


def read_choice(text: str, choices: tuple[str, ...]) -> Answered | None:
    """The ones of ``choices`` a text names, joined by "," in the order of ``choices``; "" when it says that none apply.

    Everyday words stand for "home", "children" and "work"; other choices are known by their own name. Numbers count from 1. None when
    nothing is understood.
    """
    if len(text) > _LONGEST or not choices:
        return None
    plain = bare(text)
    chosen, denied = _sorted(plain, choices)
    if not chosen and not denied:
        chosen = _by_number(plain, choices)
    if _ALL.search(plain) or (_BOTH.search(plain) and len(choices) == 2):
        chosen = set(choices) - denied if not chosen or denied else chosen
    if chosen:
        return Answered(",".join(choice for choice in choices if choice in chosen), 0.9, "choice")
    return Answered("", 0.9, "choice_none") if denied or _NONE.search(plain) else None


def _sorted(plain: str, choices: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The choices named, and those named only to rule them out ("no kids")."""
    chosen: set[str] = set()
    denied: set[str] = set()
    for choice in choices:
        options = _WORDS.get(choice, (choice.lower(),))
        for match in re.finditer(rf"\b(?:{alternatives(tuple(re.escape(option) for option in options))})\b", plain):
            (denied if _is_denied(plain[: match.start()]) else chosen).add(choice)
    return chosen, denied - chosen


def _is_denied(before: str) -> bool:
    """Whether a denial reaches up to here: not past a turn ("no kids *but* a house") nor past "and" with a verb of its own."""
    match = _DENIED.search(before)
    if not match:
        return False
    if match[0].startswith("but") and not _ALL.search(before[: match.start()]):
        return False
    return not (_TURNS.search(match["gap"]) or _OWN_VERB.search(match["gap"]))


def _by_number(plain: str, choices: tuple[str, ...]) -> set[str]:
    """Choices by their place, "1 and 3"; only where nothing but numbers was said."""
    if not re.fullmatch(r"(?:#?[1-9](?:[\s,&+.]|and|y)*)+", plain):
        return set()
    return {choices[int(digit) - 1] for digit in re.findall(r"[1-9]", plain) if int(digit) <= len(choices)}
