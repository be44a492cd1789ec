"""Catches a promise in someone's own words: what they undertook, and by when. Knows nothing of keeping it."""

from __future__ import annotations

import re
from datetime import datetime

from coach.core.model import SpokenPromise
from coach.understand.when import read_when

LONGEST = 100  # characters of what was promised

_MARK = re.compile(
    r"\b(?:(?:i (?:can |do |hereby |will )?(?:promise|swear|commit|pledge|vow|guarantee)(?: (?:you|myself|her|him|them))?|i give (?:you |her |him )?my word|my promise(?: is| this week is| to (?:her|him|you) is)?|promise|i prometo|prometo|"
    r"te prometo|le prometo|juro|me comprometo)(?: (?:to|that|is|a|que)\b| ?[:\-])?(?: (?:i'll|i will|ill|i'm going to|i am going to|im gonna|i'm gonna|i wont|i won't|i will not|to))?"
    r"|i'll|i will|ill|imma|ima|i'ma|(?:i am|i'm|im) (?:just |also |definitely |really |totally |finally )?(?:going to|gonna|gunna|gon|about to|planning to|committing to|determined to|set to)|(?:^|(?<=[.,;!] )|(?<=so )|(?<=and )|(?<=ok )|(?<=yes )|(?<=tomorrow )|(?<=tonight ))(?:gonna|going to|gunna|will|finna)"
    r"|i (?:plan|intend|mean) to|i won't|i wont|i will not|(?:^|(?<=[.,;!] ))(?:won't|wont)|(?:le |la |lo |les |me )?voy a)\b[:,]?\s+",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:i'm|im|i am) (?=(?:calling|telling|cooking|deleting|meeting|taking|writing|going over|bringing|picking|making|sending|quitting|starting|giving|paying|seeing a|talking|apologizing|returning|booking|ending)\b)",
    re.IGNORECASE,
)
_NO_ACT = re.compile(
    r"^(?:just |probably |prob |maybe |always |also |never |still |surely |definitely |not )*(?:be (?:ok|okay|fine|alright|alone|sad|happy|late|there$|good$|lonely|away|busy|working|free|in |at work|single|dead|gone|honest(?: with you)?[,:]|back$|the one|sorry|better off)|miss|never (?:forgive|forget|understand|know|get over|recover|be able|love|be the same|find|see her|see him)|always (?:love|miss|remember|regret|be)|"
    r"love|see$|see (?:how|what|if|you|about)|think about it|let you know|get back to you|regret|die|lose|have to|need|tell you|admit|say$|say (?:it|this|that|a|\d|she|he)|give (?:it|you|that) a|go with|guess|pass|take (?:that|it|a \d)|wait and see|probably|ever|not (?:be (?:able|there|here|around|free|in|working)|know|make it|have|get|understand|answer|lie[, ]+(?:it|this|i)|deny|tell you|do (?:that|it|this)$|say|stand|happen|work|help|be)|kill|hurt|hit|"
    r"(?:the|my|her|his|a|an|church|work|bed|school|therapy|sleep|court|group|see$)\b(?=$| .{0,0}$)|survive|manage$|live|hate|feel|want|wish|hope|like|know|find out|get (?:hurt|over (?:her|him|it))|fail|end up|go crazy|lose|cry|explode|snap|text you|try(?:$| my best$| harder$| again$)|answer (?:that|later)|reply|respond|do that$|do$|not$|extran|morir|estar bien|matar)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:the|my|her|his|a|an|church|work|bed|school|court|sleep)\b", re.IGNORECASE)
_NOT_MINE = re.compile(
    r"(?:\b(?:what if|whether|if|hope|wish|think|thinks?|thought|maybe|perhaps|when|until|unless|afraid|scared|worried|doubt|wonder(?:ing)?|where|why|how|who|says?|said|believes?|not sure|unsure|dont know|don't know|know if|sure if|asked me if|like)(?: that| she| he| they)? ?)$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|any ?more|ever|no more|while|until|before|after|without|this week|today|tonight|tomorrow|for \w+ (?:days|weeks)|her phone|his phone)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"(?:won't|wont|will not)[:,]?\s*$", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:[.!?;\n]|,? (?:but|because|bc|cuz|so that|and (?:she|he|they|then she|hope|i hope|see)|if|porque|pero)\b|, (?:i promise|promise|and i mean it|i swear)|\bi (?:promise|swear)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_TIMEY = re.compile(
    r"\d|noon|midnight|tonight|tomorrow|tmrw|tmr|tom\b|today|morning|evening|afternoon|night|week|weekend|month|day|mon|tue|wed|thu|fri|sat|sun|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|hour|minute|next|later|soon|lunch|dinner|breakfast|christmas|hoy|manana|mañana|noche|tarde|lunes|martes|miercoles|miércoles|jueves|viernes|sabado|sábado|domingo|semana|mes|hora|now",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:[\s,\-]*\b(?:by|on|at|before|until|till|til|this|in|for|from|around|the|el|la|a|para|por|en|antes de|antes del)\b|[\s,.\-:])+$",
    re.IGNORECASE,
)
_MEAL = re.compile(r"(?:lunch|dinner|breakfast|work|bed|and|or|to|a|an)\b", re.IGNORECASE)
_REPEATING = re.compile(r"\b(?:every|each|daily|nightly|weekly|cada|todos los|todas las|always)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:and|then|just|also|please|yes|yeah|ok|okay|well|um|so|that|to|definitely|really|totally|finally|make sure to|make sure i|be sure to|a|que)\b[,:]?\s+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:no|nah|nope|none|nothing|not yet|not sure|unsure|idk|i (?:don'?t|do not) know|yes|yeah|ok|okay|sure|maybe|later|skip|what|help|hi|hello|n|y|k|si|sí|nada|no se|no sé|pass|thanks|thank you)\W*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:how|what|why|when|should|can|could|do|does|is|are|will|would|who|where|which)\b.*|.*\?\s*$", re.IGNORECASE | re.DOTALL
)


def read_promise(text: str, now: datetime, zone: str, language: str, *, asked: bool = False) -> SpokenPromise | None:
    """The promise that ``text`` makes, or None. ``now`` is local and naive.

    Hopes, questions and what others promised are none. ``asked``: we asked for a promise, so that any act will do ("cook dinner
    sunday"). ``what`` keeps the person's own words without the time, 100 characters at most.
    """
    straight = text.replace("’", "'").replace("‘", "'").strip()
    if _QUESTION.fullmatch(straight):
        return None
    act, before = _marked(straight)
    if act is None and asked and not _EMPTY.match(straight):
        act, before = straight, ""
    if act is None:
        return None
    return _dated(_CUT.sub("", act), before, now, zone, language)


def _marked(text: str) -> tuple[str | None, str]:
    """What follows the words that make it a promise, and what stands before them."""
    for mark in _MARK.finditer(text):
        before, act = text[: mark.start()], text[mark.end() :]
        if _NOT_MINE.search(before) or not _is_act(act, mark[0]):
            continue
        return (f"not {act}" if _NEGATIVE.search(mark[0]) else act), before
    doing = _DOING.search(text)
    if doing and not _NOT_MINE.search(text[: doing.start()]) and _TIMEY.search(text):
        return text[doing.end() :], text[: doing.start()]
    return None, ""


def _is_act(act: str, mark: str) -> bool:
    if _NEGATIVE.search(mark):
        return bool(_AGAIN.search(act)) and not _NO_ACT.match(f"not {act}")
    if mark.lower().strip() == "ill" and not _TIMEY.search(act) and len(act.split()) < 3:
        return False
    if mark.lower().rstrip().endswith("going to") and _PLACE.match(act):
        return False
    return bool(re.search(r"[^\W\d_]{2}", act)) and not _NO_ACT.match(act)


def _dated(act: str, before: str, now: datetime, zone: str, language: str) -> SpokenPromise | None:
    what, due = _split(act, now, zone, language)
    if due is None and before and _TIMEY.search(before):
        due = _moment(before, now, zone, language)
    what = _tidy(what)
    return SpokenPromise(what[:LONGEST].rstrip(), due) if re.search(r"[^\W\d_]{2}", what) else None


def _split(act: str, now: datetime, zone: str, language: str) -> tuple[str, str | None]:
    """The act without the time at its end or at its beginning, and that time."""
    if not _TIMEY.search(act) or _REPEATING.search(act):
        return act, None
    words = list(re.finditer(r"\S+", act))
    for word in words[1:]:
        due = _time_of(act[word.start() :], now, zone, language)
        if due is not None:
            return act[: word.start()], due
    for word in reversed(words[:-1]):
        due = _time_of(act[: word.end()], now, zone, language)
        if due is not None:
            return act[word.end() :], due
    return act, _moment(act, now, zone, language)


def _time_of(span: str, now: datetime, zone: str, language: str) -> str | None:
    """The moment that ``span`` names, if it names nothing else."""
    if _MEAL.match(span) or not all(_TIME_WORDS.fullmatch(word) for word in span.split()):
        return None
    return _moment(span, now, zone, language)


_TIME_WORDS = re.compile(
    r"(?:\d[\d:./]*(?:am|pm|a|p|st|nd|rd|th|h)?|am|pm|a\.m\.|p\.m\.|noon|midnight|tonight|tonite|tomorrow|tmrw|tmr|tmw|today|this|next|coming|the|of|at|on|by|in|before|around|about|until|till|til|from|and|or|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"half|past|quarter|to|morning|evening|afternoon|night|weeks?|weekend|months?|days?|hours?|minutes?|mins?|hrs?|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|later|soon|first|second|third|fifth|end|"
    r"lunch|dinner|breakfast|christmas|eve|o'clock|oclock|sharp|latest|hoy|ma[nñ]ana|noche|tarde|la|el|las|los|de|por|para|a|en|antes|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|semana|pr[oó]xim[oa]|que|viene|mes|hora|horas|d[ií]as?|esta|este|now|right|work|bed|time|same|day|or so|ish|latest|asap|tmrrw|nite)[,.;!]*",
    re.IGNORECASE,
)


def _moment(span: str, now: datetime, zone: str, language: str) -> str | None:
    found = read_when(span, now, zone, language)
    if found is None or not isinstance(found.value, str):
        return None
    return found.value if found.value[:10] >= now.date().isoformat() else None


def _tidy(what: str) -> str:
    while True:
        shorter = _FILLER.sub("", _LINK.sub("", what.strip(" .,;:!-\"'\n\t")))
        if shorter == what:
            return what
        what = shorter
