"""The words of times and dates in English and Spanish: tables only, without accents, as :func:`normalise.bare` leaves them.

Every word has a kind, one letter; :mod:`when_rules` matches runs of kinds. Kinds of words: ``W`` weekday, ``M`` month, ``o`` ordinal
spelt out, ``U`` unit, ``P`` part of the day, ``n`` a named clock time, ``R`` a day counted from today, ``m`` am or pm, ``X`` this or
next, ``K`` now, ``E`` weekend, ``L`` a named day, ``e`` an edge (end of, early), ``A`` at, ``i`` in, ``f`` for, ``r`` from, ``t``
until, ``b`` before, ``g`` after, ``w`` between, ``&`` and, ``p`` past, ``H`` half or quarter, ``c`` a loose count, ``a`` an article,
``l`` from now, ``y`` later, ``B`` ago, ``v`` o'clock, ``Z`` a zone, ``/`` or, ``~`` a harmless word, ``!`` a denial
``%`` percent. Kinds of numbers are in :mod:`when_tokens`.
"""

from __future__ import annotations

from coach.understand.when_names import CLOCK_ZONES, NAMED_DAYS
from coach.understand.wordlists import phrases

Meaning = tuple[str, float, str]
"""Kind, number (a weekday, month, count or hour) and name (a unit, part of the day, zone or edge)."""


def _count(kind: str, lines: str, start: int = 0) -> dict[str, Meaning]:
    """Entries parted by ``;`` count up from ``start``; phrases of one entry are parted by commas."""
    entries = enumerate(lines.split(";"), start)
    return {phrase: (kind, number, phrase) for number, entry in entries for phrase in phrases(entry)}


def _named(kind: str, lines: str) -> dict[str, Meaning]:
    """Lines of ``name: phrase, phrase``, or ``name = number: phrase, phrase``."""
    table: dict[str, Meaning] = {}
    for line in lines.strip().splitlines():
        head, _, listed = line.partition(":")
        name, _, number = head.partition("=")
        table.update({phrase: (kind, float(number or 0), name.strip()) for phrase in phrases(listed)})
    return table


_KINDS = {
    "A": "at, @, by about, a las, a la, alas, sobre las, como a las, tipo",
    "i": "in, en, dentro de, within, inside of, in another, in like, over",
    "f": "for, during, por, durante, lasting, for like, for about, for another, for at least",
    "r": "from, starting, beginning, since, desde, a partir de",
    "t": "to, until, through, thru, -, hasta, up to, up until, al",
    "b": "before, by, antes de, antes del, para, no later than, latest, as late as",
    "g": "after, following on, despues de, despues del, past the",
    "w": "between, entre, in between",
    "&": "and, &, y",
    "p": "past",
    "a": "a, an, un, una, another, otro, otra",
    "l": "from now, hence, a partir de ahora, from this moment",
    "B": "ago, atras, back",
    "v": "o'clock, o clock",
    "/": "or, o, or maybe, or else",
    "!": "not, never, can't, cannot, won't, no, nunca, jamas",
    "%": "percent, percentage, pct, degrees, dollars, bucks, kids, children, people, times, points, pounds, miles",
    "~": """
        i, i'll, i'm, we, we'll, she, he, they, it, it's, you, him, her, me, my, his, us, with, when, if, so, then, but, because, please
        thanks, lol, ok, okay, yes, yeah, sure, as, can, will, work, be, is, good, que, con, si, pero, that, this, hopefully, sometime
        once, while, cuando, ella, el, nos, me, maybe, tops, max, at least, honey, babe, where, what, also""",
}
PARTS = {
    "early": (6, 9),
    "breakfast": (8, 10),
    "morning": (9, 12),
    "day": (9, 18),
    "lunch": (12, 14),
    "afternoon": (13, 17),
    "school": (15, 18),
    "work": (17, 20),
    "evening": (18, 22),
    "night": (20, 24),
    "tonight": (20, 24),
    "late": (21, 24),
}
"""The hour each part of the day begins with, so that every common reading of the word agrees, and the hour it ends with."""

FILLERS = frozenset(
    phrases("""
        the, of, on, el, la, los, las, del, de, lo, ish, around, about, approximately, approx, roughly, like, say, sharp, exactly, more
        just, time, next to, probably, prob, right, early in the day, es, como, mas o menos, whole, entire, full, date, dia, working
        business, timezone
    """)
)

_WORDS: dict[str, Meaning] = {}
for _kind, _lines in _KINDS.items():
    _WORDS |= {phrase: (_kind, 1 if _kind == "a" else 0, phrase) for phrase in phrases(_lines)}
_WORDS |= _count(
    "W",
    """monday, mondays, mon, lunes, lun; tuesday, tuesdays, tue, tuesay, martes; wednesday, wednesdays, wed, miercoles, mier;
    thursday, thursdays, thu, jueves, jue; friday, fridays, fri, viernes, vie; saturday, saturdays, sat, sabado, sabados;
    sunday, sundays, sun, domingo, domingos""",
)
_WORDS |= _count(
    "M",
    """january, jan, enero; february, feb, febrero; march, marzo, mar; april, apr, abril; may, mayo; june, jun, junio; july, jul, julio;
    august, aug, agosto; september, sept, sep, septiembre, setiembre; october, oct, octubre; november, nov, noviembre;
    december, dec, diciembre, dic""",
    1,
)
_WORDS |= _count(
    "o",
    """first, primero, primer; second; third, tercero; fourth; fifth; sixth; seventh; eighth; ninth; tenth; eleventh; twelfth; thirteenth;
    fourteenth; fifteenth; sixteenth; seventeenth; eighteenth; nineteenth; twentieth""",
    1,
) | {"thirtieth": ("o", 30, "thirtieth")}
_WORDS |= _named(
    "U",
    """
second=1: seconds, secs, sec, segundo, segundos
minute=1: minute, minutes, min, minuto, minutos
hour=1: hour, hours, hora, horas
day=1: day, days, nights, dia, dias, sleeps
week=1: week, weeks, semana, semanas
week=2: fortnight, fortnights, quincena
month=1: month, months, mes, meses
month=3: quarters, trimestre, trimestres
year=1: year, years, ano, anos
year=10: decade, decades, decada""",
)
_WORDS |= _named(
    "P",
    """
early=6: early morning, dawn, sunrise, first light, madrugada, crack of dawn
morning=9: morning, mornings, first thing, first thing in the morning, por la manana, en la manana, de la manana, in the am, am hours
breakfast=8: breakfast, before work, before school, desayuno
day=9: daytime, day time
lunch=12: lunch, lunchtime, lunch time, almuerzo
afternoon=13: afternoon, afternoons, tarde, after lunch, in the pm
work=17: after work, eod, end of day, end of business, cob, close of business, end of work, despues del trabajo
school=15: after school
evening=18: evening, evenings, eve, dinner, dinnertime, dinner time, supper, sunset, dusk, cena, atardecer, suppertime
late=21: late evening, before bed, bedtime, bed time, late night, late at night
night=20: night, nighttime, night time, at night, noche""",
)
_WORDS |= _named(
    "n",
    """
noon=12: noon, midday, mid day, noontime, high noon, mediodia, medio dia
midnight=24: midnight, mid night, medianoche, media noche""",
)
_WORDS |= _named(
    "R",
    """
today=0: today, today's, hoy
tonight=0: tonight, tonight's, this night, esta noche, hoy en la noche, hoy por la noche
tomorrow=1: tomorrow, tomorrows, tomorrow's, manana, day after today, the day after, next day, following day, the morrow
after=2: day after tomorrow, the day after tomorrow, day after tmrw, overmorrow, pasado manana
yesterday=-1: yesterday, ayer""",
)
_WORDS |= _named("m", "am=0: am, a.m.\npm=12: pm, p.m.")
_WORDS |= _named(
    "X",
    """
this: within the, this, current, este, esta, this coming, this very
next: next, following, coming, proximo, proxima, proximos, proximas, siguiente, que viene, que entra, this next
upcoming: upcoming
last: last, previous, pasado, pasada, ultimo, ultima""",
)
_WORDS |= _named(
    "K",
    """
now=0: now, right now, at the minute, just now, immediately, asap, at the moment, this minute, ahora, ahorita, ya mismo
now=0: straight away, right away""",
)
_WORDS |= _named("E", "weekend=0: weekend, weekends, week end, fin de semana, finde")
_WORDS |= _named(
    "e",
    """
start: beginning of, start of, beginning, start, principios de, comienzos de, inicio de, first part of, first thing on
end: end of, end, back end of, finales de, fin de, fines de, last day of, at the end of, by the end of
mid: mid, middle of, mediados de, middle
early: early, early in, earlier
late: late, late in""",
)
_WORDS |= _named("y", "later=0: later, later on, later in, mas tarde")
_WORDS |= _named(
    "H",
    """
half=0.5: half, half of, media, medio, 1/2
quarter=0.25: quarter, quarter of, cuarto
three quarters=0.75: three quarters, three quarters of""",
)
_WORDS |= _named(
    "c",
    """
two=2: couple, couple of, par de, pair of
few=3: few, some, several, unos, unas, algunos, algunas, varios, varias, unos cuantos""",
)
_WORDS |= _named("L", NAMED_DAYS)
_WORDS |= _named("Z", CLOCK_ZONES)


_WORDS |= {
    phrase: ("?", 0, phrase)
    for phrase in phrases("""
        good morning, good night, good evening, good afternoon, nice day, great day, good day, nice weekend, great weekend, good weekend
        last night, all day, all night, all week, every day, every night, every week, each day, each week, these days, one day, some day
        other day, someday, night and day, day and night, buenas noches, buenas tardes, buen dia, todo el dia, todos los dias
        cada dia, algun dia
    """)
}


def _index() -> dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    """First word -> (words of the phrase, meaning), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    table = {phrase: (" ", 0.0, phrase) for phrase in FILLERS} | _WORDS
    for phrase in sorted(table, key=lambda text: -text.count(" ")):
        index.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), table[phrase]))
    return {first: tuple(found) for first, found in index.items()}


PHRASES = _index()
"""First word of a phrase -> every phrase that begins with it and its meaning; the kind of a word that may be left out is a space."""
