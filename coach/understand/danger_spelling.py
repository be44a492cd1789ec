"""Misspellings of words that matter for safety, made from the words themselves by the slips thumbs make. Tables only."""

from __future__ import annotations

from collections.abc import Iterator

_WORDS = """suicide suicidal suicides overdose overdosed overdosing myself himself herself hopeless worthless strangled strangle strangling
    murder killing killed choked choking punched punching slapped slapping threatened threatening threatens afraid terrified violent
    violence abused abusive abusing assaulted raped molested molesting bruises bruised cutting hanging pills bridge jumping noose
    goodbye anymore pointless tonight daughter children toddler knife pistol hurting bleeding dangerous hitting stabbed stabbing
    girlfriend boyfriend husband cigarette tylenol xanax alive living scared daughters stepdad suffocate unalive existing
    matarme suicidarme morirme""".split()

_REAL = frozenset(
    """sacred scare scars pill bride briges hanging handing hangin banging ranging changing hoping chocked stabled stable living
    liking loving giving lining alike olive alibi bribe ridge bridge joking jumping butting putting cuttings outing raged rapid raped
    raved rated rape hitting hiring hinting hating biting fitting sitting knit knives kniife knee moose nose loose noose goose
    husbands hustling hunting cheating churning bleeding breeding reeding bleed abuse amused accused slipped sapped lapped clapped
    abusiva abusivo snapped flapped staples stubbed stabs dubbed chocking checked checking chocks poked choke pinched lunched punches himselves
    tonight tonights tight night pointless alive a live molded tested nested thread threads threat threats threaten livingg
    skilling filled filing willing billing pilling tilling milling skilled""".split()
)

_ODD = {
    "sucide": "suicide", "suicde": "suicide", "suiside": "suicide", "sucidal": "suicidal", "suicidle": "suicidal", "suisidal": "suicidal",
    "suacide": "suicide", "suaside": "suicide", "sewicide": "suicide", "siucide": "suicide", "su1cide": "suicide", "sucidial": "suicidal",
    "kil": "kill", "kll": "kill", "kiill": "kill", "klil": "kill", "kiil": "kill", "killl": "kill", "kyll": "kill", "killin": "killing",
    "kilin": "killing", "cuttin": "cutting", "hittin": "hitting", "chokin": "choking", "beatin": "beating", "hurtin": "hurting",
    "stragled": "strangled", "strangeled": "strangled", "hitt": "hit", "htis": "this", "diee": "die", "dye": "die", "dieing": "dying", "dyin": "dying",
    "myslef": "myself", "mysef": "myself", "mself": "myself", "meself": "myself", "myselfe": "myself", "mysefl": "myself",
    "agian": "again", "agin": "again", "wnat": "want", "wnt": "want", "wantt": "want", "waant": "want", "untill": "until",
    "thretened": "threatened", "threatend": "threatened", "thretend": "threatened", "afriad": "afraid", "afaid": "afraid", "scard": "scared",
    "hopless": "hopeless", "wortless": "worthless", "worthles": "worthless", "hoples": "hopeless", "lifes": "life is", "lfe": "life",
    "overdoes": "overdose", "od'd": "od ed", "oded": "od ed", "ods": "od", "odding": "overdosing", "choaked": "choked",
    "choaking": "choking", "punchd": "punched", "slaped": "slapped", "raiped": "raped", "gunn": "gun", "knif": "knife", "pilss": "pills",
    "pils": "pills", "tylenal": "tylenol", "tilenol": "tylenol", "hitts": "hits", "abussive": "abusive", "abusve": "abusive",
    "daugher": "daughter", "daugter": "daughter", "dauhgter": "daughter", "grl": "girl", "lil": "little", "vilent": "violent",
    "breath": "breathe", "unaliveing": "unaliving",
}  # fmt: skip


def _slips(word: str) -> Iterator[str]:
    """One letter lost, two swapped, one doubled, or one vowel for another."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if word[at] in "aeiou":
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in "aeiou")


def _mended() -> dict[str, str]:
    known = set(_WORDS)
    table = {slip: word for word in _WORDS if len(word) > 5 for slip in _slips(word) if slip not in known and slip not in _REAL}
    return table | _ODD


MENDED = _mended()
