"""Misspellings of words that matter for safety, made from the words themselves by the slips thumbs make. Tables only."""

from __future__ import annotations

from collections.abc import Iterator

from coach.understand.wordlists import meanings, words

_WORDS = words("""
    suicide suicidal suicides overdose overdosed overdosing myself himself herself hopeless worthless strangled strangle
    strangling murder killing killed choked choking punched punching slapped slapping threatened threatening threatens afraid
    terrified violent violence abused abusive abusing assaulted raped molested molesting bruises bruised cutting hanging
    pills bridge jumping noose goodbye anymore pointless tonight daughter children toddler knife pistol hurting bleeding
    dangerous hitting stabbed stabbing girlfriend boyfriend husband cigarette tylenol xanax alive living scared daughters
    stepdad suffocate unalive existing matarme suicidarme morirme
""")
_REAL = words("""
    sacred scare scars pill bride briges hanging handing hangin banging ranging changing hoping chocked stabled stable living
    liking loving giving lining alike olive alibi bribe ridge bridge joking jumping butting putting cuttings outing raged
    rapid raped raved rated rape hitting hiring hinting hating biting fitting sitting knit knives kniife knee moose nose
    loose noose goose husbands hustling hunting cheating churning bleeding breeding reeding bleed abuse amused accused
    slipped sapped lapped clapped abusiva abusivo snapped flapped staples stubbed stabs dubbed chocking checked checking
    chocks poked choke pinched lunched punches himselves tonight tonights tight night pointless alive a live molded tested
    nested thread threads threat threats threaten livingg skilling filled filing willing billing pilling tilling milling
    skilled
""")
_ODD = meanings("""
    suicide: sucide suicde suiside suacide suaside sewicide siucide su1cide
    suicidal: sucidal suicidle suisidal sucidial
    kill: kil kll kiill klil kiil killl kyll
    killing: killin kilin
    cutting: cuttin
    hitting: hittin
    choking: chokin choaking
    beating: beatin
    hurting: hurtin
    strangled: stragled strangeled
    hit: hitt
    this: htis
    die: diee dye
    dying: dieing dyin
    myself: myslef mysef mself meself myselfe mysefl
    again: agian agin
    want: wnat wnt wantt waant
    until: untill
    threatened: thretened threatend thretend
    afraid: afriad afaid
    scared: scard
    hopeless: hopless hoples
    worthless: wortless worthles
    life is: lifes
    life: lfe
    overdose: overdoes
    od ed: od'd oded
    od: ods
    overdosing: odding
    choked: choaked
    punched: punchd
    slapped: slaped
    raped: raiped
    gun: gunn
    knife: knif
    pills: pilss pils
    tylenol: tylenal tilenol
    hits: hitts
    abusive: abussive abusve
    daughter: daugher daugter dauhgter
    girl: grl
    little: lil
    violent: vilent
    through: thru
    though: tho altho
    know: kno
    night: nite
    tonight: tonite tonigh
    something: somthing sumthing smth somethin
    everything: evrything everythin errything
    nobody: nobdy
    people: ppl
    years: yrs
    year: yr
    them: em
    apartment: apt
    seriously: srsly
    right: rite
    because: becuz becouse cus coz
    before: b4
    tomorrow: tmrw tomorow tomorro tmr 2morrow
    probably: prolly prob
    someone: sum1 some1
    anyone: any1 ne1
    every: evry
    throat: thoat
    bathroom: bathrm
    boyfriend: boyfreind bfriend
    girlfriend: girlfreind gfriend
    breathe: breath
    unaliving: unaliveing
""")
_DROPPED = words("""
    waking living going being making taking coming getting hitting beating choking killing dying hurting cutting drinking
    thinking telling asking
    saying calling texting sleeping leaving looking watching following tracking screaming yelling crying bleeding breathing
    jumping driving walking
    sitting standing waiting holding pointing threatening throwing pushing shoving grabbing slapping punching kicking stabbing
    shooting burning biting
    touching forcing putting feeling keeping trying wishing hoping planning wanting having doing nothing something everything
    talking fighting seeing
    stopping sending blocking messing working moving hanging writing feeding eating raising swinging
""")  # told with the last letter dropped: "wakin", "nothin"
_SHORTEST = 6  # letters; shorter words have too many neighbours that are words themselves


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
    long = sorted(word for word in _WORDS if len(word) >= _SHORTEST)
    table = {slip: word for word in long for slip in _slips(word) if slip not in _WORDS and slip not in _REAL}
    dropped = {word[:-1]: word for word in _DROPPED}
    return table | dropped | _ODD


MENDED = _mended()
