"""Reads a first name from a reply. Knows no person and no language's names; it only knows what is no name."""

from __future__ import annotations

import re

from coach.understand.answered import Answered
from coach.understand.normalise import bare
from coach.understand.wordlists import words

_LONGEST = 20  # characters a name may have in a text
_LONGEST_REPLY = 80
_SAID = re.compile(
    r"^(?:(?:hi|hey|hello|hola|ok|yes|yeah|sure|um|oh|well)[\s,.!]+)*"
    r"(?:(?:i'?m|i am|im|it'?s|this is|my (?:first )?names?(?: is|'s|:)?|names?(?: is|'s|:)|names|the name(?:'s| is)|"
    r"(?:you can |u can |just |please )*call me|i go by|they call me|everyone calls me|people call me|"
    r"me llamo|soy|mi nombre es|ll[aá]mame|me dicen)\s+)"
    r"(?P<name>.+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:here|aqui|aquí|btw|thanks|thank you|lol|and you|is my name|for short|please))+$"
    r"|\s*[,.(;!-]\s.*$|\s+(?:but|and|y|pero)\s.*$",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[^\w]+|[^\w.]+$|(?<=\w{2})\.$")
_NAME = re.compile(r"[^\W\d_]+(?:[.'’\- ]{1,2}[^\W\d_]+)*\.?")
_SECOND = words("""
    ann anne lou jo sue lee beth kate jane rose jean paul luis maria carlos jose grace mae may lynn marie ray joe bob jr sr de la del van
    von angel antonio pablo manuel fernando elena isabel alberto andres miguel francisco kay louise ellen claire john
""")
_NO_NAME = words("""
    yes no y n yeah yep nope nah ok okay k sure stop help start join ready unsubscribe cancel end quit info menu hi hello hey hola sup yo
    what why who when where how which me you i we they it is am are was the a an my your his her not none nothing nobody noone anonymous
    private secret idk dunno don't name skip next pass later maybe please thanks thank good fine great bad sad mad tired lost lonely
    married divorced single separated sorry rather prefer won't can't want need think guess because if so just here there now today
    tomorrow same test asdf lol haha wtf fuck shit si claro que quien nada nadie listo gracias bueno bien mal triste trying going done
    back new old broken hurt angry happy at in on of to for with and or but about from rdy redy yess man woman dad mom husband wife father
    mother guy girl boy human person bot real fake scared afraid
""")


_WITHOUT = re.compile(
    r"(?:i(?:'d| would) rather not(?: say)?|rather not(?: say)?|prefer not to(?: say)?|no name|without|none|no|n|nah|nope|pass|"
    r"skip(?: (?:it|this|that))?|"
    r"no thanks|no thank you|not now|anonymous|saltar|omitir|sin nombre|ninguno|prefiero no(?: decir(?:lo)?)?|paso)[\s.!]*",
    re.IGNORECASE,
)


def read_name(text: str) -> Answered | None:
    """The first name a text gives ("I'm Sam", "my name is sam", "Sam"), at most 20 characters, with a capital where none was typed.

    "" when they would rather go without ("SKIP", "no thanks"). None for sentences, keywords and anything with digits.
    """
    if len(text) > _LONGEST_REPLY:
        return None
    if _WITHOUT.fullmatch(text.strip().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        return Answered("", 0.95, "name.without")
    plain = " ".join(text.replace("’", "'").split())
    said = _SAID.match(plain)
    core = _EDGES.sub("", _TAIL.sub("", said["name"] if said else plain))
    if not _NAME.fullmatch(core):
        return None
    parts = core.split(" ")
    if len(parts) > 3 or any(_is_no_name(part) for part in parts):
        return None
    name = _first(parts)
    return Answered(_capital(name), 0.95 if said or len(parts) == 1 else 0.85, "name") if 1 <= len(name) <= _LONGEST else None


def _is_no_name(part: str) -> bool:
    """Whether a word is none, as typed or written out ("idk")."""
    return bool({part.lower(), bare(part).strip("."), bare(part).split(" ")[0]} & _NO_NAME)


def _first(parts: list[str]) -> str:
    """The first name: two words where the second often belongs to it ("Mary Ann"), else the first alone."""
    double = len(parts) > 1 and bare(parts[1]) in _SECOND and len(f"{parts[0]} {parts[1]}") <= _LONGEST
    return f"{parts[0]} {parts[1]}" if double else parts[0]


def _capital(name: str) -> str:
    """A capital for each part, where the name was typed all small or all large; "McKay" stays as it is."""
    if not (name.islower() or (name.isupper() and len(name) > 2)):
        return name
    return (
        re.sub(r"(?<![^\W\d_])[^\W\d_]", lambda match: match[0].upper(), name.lower())
        if "'" not in name
        else name[0].upper() + name[1:].lower()
    )
