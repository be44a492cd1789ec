"""The number words of English and Spanish: tables only, without accents, as :func:`normalise.bare` leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.understand.wordlists import words


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's number words. ``plain``: words that add (12, 20, 300); ``times``: words that multiply what stands before."""

    plain: Mapping[str, int]
    times: Mapping[str, int]
    parts: Mapping[str, float]  # denominators: "thirds" -> 3
    and_: frozenset[str]  # joins whole numbers, and a whole number and a part
    with_: frozenset[str]  # joins a whole number and decimals or a part: "siete con cincuenta"
    point: frozenset[str]
    over: frozenset[str]  # "one over three"
    minus: frozenset[str]
    one: frozenset[str]  # articles that count as one only in front of a multiplier or a part
    comma: bool  # a comma marks the decimals
    loose_parts: bool  # "thirty fifths" may be one part, and "and two fifths" is a fraction of its own


def _numbered(listed: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Word -> number, counting up from ``start``; ``a/b`` are two words for one number."""
    return {word: start + step * place for place, entry in enumerate(listed.split()) for word in entry.split("/")}


def _plurals(table: Mapping[str, float]) -> dict[str, float]:
    return {form: value for word, value in table.items() for form in (word, word + "s")}


_EN_PLAIN = (
    _numbered("zero/nought/naught/nil/zilch one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")
    | _numbered("sixteen seventeen eighteen nineteen", 16)
    | _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety/ninty", 20, 10)
    | {"fiften": 15, "fourten": 14, "eigth": 8, "eigt": 8, "sevn": 7, "fiv": 5, "thre": 3}
)
_EN_TIMES = {
    "hundred": 100,
    "thousand": 1000,
    "thou": 1000,
    "grand": 1000,
    "million": 10**6,
    "mil": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "lac": 10**5,
    "lkh": 10**5,
    "crore": 10**7,
    "krore": 10**7,
    "cr": 10**7,
    "dozen": 12,
    "doz": 12,
    "pair": 2,
    "couple": 2,
}
_EN_ORDINALS = (
    _numbered("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth", 3)
    | _numbered("seventeenth eighteenth nineteenth", 17)
    | _numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10)
    | {
        "half": 2,
        "quarter": 4,
        "first": 1,
        "hundredth": 100,
        "thousandth": 1000,
        "millionth": 10**6,
        "billionth": 10**9,
        "trillionth": 10**12,
    }
)

ENGLISH = Tongue(
    plain=_EN_PLAIN,
    times={form: value for word, value in _EN_TIMES.items() for form in (word, word + "s")},
    parts=_plurals(_EN_ORDINALS) | {"halves": 2},
    and_=words("and &"),
    with_=frozenset(),
    point=words("point dot"),
    over=words("over"),
    minus=words("minus negative"),
    one=words("a an"),
    comma=False,
    loose_parts=True,
)

_ES_PLAIN = (
    _numbered("cero/zero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete")
    | _numbered("dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro veinticinco", 18)
    | _numbered("veintiseis veintisiete veintiocho veintinueve", 26)
    | _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    | _numbered("cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas", 100, 100)
    | _numbered("seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas", 600, 100)
)
_ES_ORDINALS = {
    **_numbered("tercio/tercia cuarto/cuarta quinto/quinta sexto/sexta septimo/septima octavo/octava noveno/novena decimo/decima", 3),
    "medio": 2,
    "media": 2,
    "centesimo": 100,
    "centesima": 100,
    "milesimo": 1000,
    "milesima": 1000,
    "millonesimo": 10**6,
    "millonesima": 10**6,
    "billonesimo": 10**12,
    "billonesima": 10**12,
}

SPANISH = Tongue(
    plain=_ES_PLAIN,
    times={
        "mil": 1000,
        "millon": 10**6,
        "millones": 10**6,
        "billon": 10**12,
        "billones": 10**12,
        "docena": 12,
        "docenas": 12,
        "cientos": 100,
        "par": 2,
    },
    parts=_plurals(_ES_ORDINALS),
    and_=words("y"),
    with_=words("con"),
    point=words("coma punto"),
    over=words("sobre entre"),
    minus=words("menos negativo"),
    one=frozenset(),
    comma=True,
    loose_parts=False,
)

TONGUES = {"en": ENGLISH, "es": SPANISH}

SPELT_ELSEWHERE = words("once mil cr mils sobre entre con media medio par zero")
"""Spanish words that an English text uses otherwise, so that there they are no numbers."""
