"""Hears that someone wants no more texts, in a keyword or in any wording; and, by keyword, that they want them again.

United States law: 47 CFR 64.1200(a)(10) makes "stop", "quit", "end", "revoke", "opt out", "cancel" and "unsubscribe" revocations by
themselves, and any other words that a reasonable person would understand so. Twilio's defaults add STOPALL and OPTOUT (Twilio docs:
"Twilio support for opt-out keywords"). Knows nothing of what is done about it, nor of why somebody might stop something else.
"""

from __future__ import annotations

import re

from coach.understand.cued import Said, cued, first, whole

_KEYWORDS = frozenset(
    """stop|stopall|stop all|unsubscribe|unsub|cancel|end|quit|revoke|optout|opt out|opt me out|alto|parar|baja|cancelar|detener|
    para ya|pare|darme de baja|unsubscribe all|cancel all|end all|stop stop|stop it|stop this|stop that now|stop now|no more|just stop|
    arret|desuscribir|end this|end it now please|discontinue|text stop|i said stop|said stop|remove|i stop|stop me|no texts|stop txt|stop texts|stop text|stop msg""".replace("\n", "").replace(" " * 4, "").split("|")
)
_STRONG = frozenset("stop|stopall|stop all|unsubscribe|opt out|optout|just stop|stop now|stop it now|stop already".split("|"))
_POLITE = whole(
    r"(?:please|pls|plz|thanks|thank you|thx|ty|now|right now|ok|okay|hi|hello|hey|sorry|sir|madam|immediately|asap|already|kindly|por favor|"
    r"gracias|ya|bot|coach|yall|guys|dude|man|bro|everything|today|forever|permanently|at once|actually)"
)
_REPEAT = re.compile(r"\b(\w+)(?: (?:\. )?\1\b)+")
_START = frozenset(
    """start|unstop|join|start again|opt in|optin|resubscribe|subscribe|sign me up|sign me back up|opt me in|opt me back in|inicio|
    empezar|unirme|comenzar|iniciar|start texting me again|text me again|i want to join|restart texts""".replace("\n", "").replace(" " * 4, "").split("|")
)

_TEXTS = (
    r"(?:text\w*|messag\w*|msgs?|sms|notifications?|alerts?|reminders?|prompts?|spam\w*|contact\w*|bother\w*|harass\w*|bugging|pestering|"
    r"annoying me|hitting me up|blowing up my phone|subscription|program|service|coaching|membership|enrol\w*|mensajes?|check ins?|bot)"
)
_ONE_OF_YOURS = r"(?:texts?|messages?|msgs|text messages|texting|messaging|texted|messaged|contacted|notifications?|alerts|coaching|sms|reminders|prompts|spam)"
_NOT_THEM = r"(?! (?:her|him|my|them|the (?:other|ex)|his|each|someone|people|other|girls|guys|women|men|and driving|while|so much|me so|back|first))"
_REPORTED = (
    r"(?:(?:she|he|they|her|him|ex|wife|husband|girlfriend|boyfriend|mom|judge|police|cops|friend|lawyer|therapist|everyone|someone) (?:\w+ ){0,3}"
    r"(?:told|asked|asks|tells|said|says|begged|wants|wanted|needs?|needed|warned|texted|replied|wrote|yelled|screamed|keeps?|kept|is|was|does|did|"
    r"will|would|has|had|do|blocked|promised|made|thinks|says)|told (?:me|us|her|him|them)|asked (?:me|us|her|him)|"
    r"(?:me|le|nos) (?:dijo|pidio|dice|pide)|(?:dijo|pidio|dice) que) .{0,60}"
)
_SELF = r"i (?:\w+ )?(?:should|will|need|have|must|can not|could not|tried|try|would|promised|did|am going|was|am|know|never|stopped|finally|managed) (?:\w+ )*"
_FOR_NOW = (
    r"(?! (?:on (?:sun|mon|tue|wed|thu|fri|sat|week)\w*|at (?:work|night|\d\w*|noon|lunch)|before|after|during|until|till|tomorrow|tonight|so|that|"
    r"in the (?:morning|evening|middle)|this (?:week|weekend|late|early|much)|today|while|when|between|for (?:a|the|two|three|\d)|every|about (?:it|that|her|him)|back yet|twice|for an?))"
)

_WORDINGS = (
    cued(
        "wrong_number",
        "wrong number phone person equivocado equivoco numero",
        r"wrong (?:number|person|phone|guy|girl|num|one number)|(?:have|got|texting|texted|reached) the wrong (?:\w+ )?(?:number|person|guy|phone)|"
        r"(?:this|it) is (?:not|no longer) (?:\w+ )?(?:number|phone)|(?:not|no longer) (?:my|his|her|their) (?:number|phone)|"
        r"(?:numero|telefono) equivocado|(?:se )?equivoc\w+ de numero|no (?:es|soy) (?:el|su|este) numero",
        r"i (?:\w+ ){0,3}(?:texted|called|dialed|sent|gave|had|have|got|messaged) (?:\w+ ){0,4}wrong|(?:she|he) (?:\w+ ){0,3}wrong|wrong person for|"
        r"(?:married|dating|chose|with|loved|fell for) the wrong",
    ),
    cued(
        "stop_texting",
        "stop quit cease end halt discontinue cancel stopping terminate enough",
        rf"(?:stop|quit|cease|end|halt|discontinue|cancel|terminate|stopping) (?:with )?(?:all |any |the |these |those |this |your |my |sending (?:me |out )?|"
        rf"getting |receiving |doing this |of |texting me |daily |stupid |damn |fucking |annoying |future |further |more )*{_TEXTS}{_NOT_THEM}{_FOR_NOW}|"
        r"stop sending(?: me)?(?: (?:this|these|that|those|your|stuff|anything|shit|crap|things|bs|them))*|quit sending (?:me )?(?:this|these|that|your|shit|crap).*|stop it with the (?:texts|messages)|enough (?:with|of) (?:the|these|your) (?:texts|messages|texting)|(?:stop|quit) getting (?:these|this|them|texts|messages|your)|^stop (?:i (?:do not|did not|never|hate|am done|want out|am not|said)|you (?:are|keep)|leave me|no more|already|it now|this now|this right now|with this)(?: .*)?|stop writing (?:to )?me|stop the (?:bot|program|texts)",
        rf"(?:do not|never|not to|without|will not|wont) (?:\w+ )?(?:stop|quit|end|cancel)|{_REPORTED}(?:stop|quit|end)|{_SELF}(?:stop|quit|end|cancel) (?!(?:getting|receiving|the (?:texts|program|messages|service)|these|this|your))",
    ),
    cued(
        "do_not_text",
        "text message contact write send bother msg texting messaging contacting call texts messages",
        rf"(?:do not|never|no need to|not|quit|please no) (?:ever |even |you )?(?:text|message|contact|write|send|bother|msg|sms|call|texting|messaging)(?: (?:to )?(?:me|us|this number|"
        rf"my (?:phone|number|cell)|here|anything|it|any more|more|again|ever|texts?|messages?))+{_FOR_NOW}",
        rf"{_REPORTED}(?:not|never)|{_SELF}(?:not|never)|i (?:do not|never|did not) |(?:why|if|when) (?:do |does |did )?(?:i |she |he |they |you )?not (?:text|call|message)|(?:she|he|they) (?:do|does|did|will|would) not",
    ),
    cued(
        "off_the_list",
        "me number info lose remove delete forget off list",
        r"(?:take|remove|drop|delete|get|pull|scratch|cross|strike|want|keep) (?:me|my (?:number|info|phone|name)|this number) (?:off|from|out of|out)(?: (?:of )?(?:this|the|your|that|all|any|these) .*)?|"
        r"(?:remove|delete|erase|unenroll|unregister|deregister|drop) (?:me|my (?:number|info|data|account|phone|profile)|this number)|"
        r"(?:lose|forget|delete|remove) (?:my|this) (?:number|digits|num)|off (?:of )?(?:this|your|the) (?:list|mailing list|texts|program)",
        rf"{_REPORTED}|(?:keep|get) (?:me )?(?:my mind|from)|i (?:will|deleted|removed|lost|should|am going|want to) (?:\w+ )*(?:her|his|their)|remove me from (?:her|his)|get me off(?:ended)?|"
        r"(?:take|drop|get|keep|pull) me (?:off|out) (?:guard|balance|track|for|to|on)|(?:get|pull|take) me out of (?:this|the|my) (?:\w+ )?(?:mood|funk|slump|house|hole|depression|mess|head|doghouse|marriage|town|bed)",
    ),
    cued(
        "no_more_texts",
        "more mas",
        rf"(?:no|not any|enough|do not want (?:any )?|without) more (?:of (?:this|these|your) ?)?{_ONE_OF_YOURS}(?! (?:from (?:her|him|my|them)|to (?:her|him|them)|between|with (?:her|him)))|"
        r"(?:ya )?no (?:quiero |deseo |manden |me manden |envien )?(?:recibir )?mas (?:mensajes|textos|sms|de esto)(?! (?:de (?:ella|el)|a (?:ella|el)))|no more of this$|^no more please$",
        rf"{_REPORTED}more|i (?:send|sent|will send|promised) .*more|(?:there (?:is|are|was|were)|i got|got|get|still|have|had) (?:\w+ )?no more",
    ),
    cued(
        "do_not_want",
        "want wish need like care longer interested sign signed permission",
        rf"(?:not|no longer|never) (?:want|wish|need|like|care|wanna|consent|agree|sign up) (?:to |for |about )?(?:get|receive|be|have|see|getting|receiving|these|your|any|the|this|more|being|be a|being a) ?"
        rf"(?:\w+ ){{0,3}}(?:{_ONE_OF_YOURS}|program|service|part of (?:this|the program|it)|in this(?: program)?|on this list|on your list|doing this (?:program|any more)|subscribed|enrolled|coached|this any more|this anymore)(?! (?:from|to) (?:her|him|them|my))|"
        r"(?:not|no longer) interested(?: (?:in (?:this|the program|these|your|coaching|it)|any more|thanks))?$|(?:did not|never) (?:sign|signed) up(?: for (?:this|these|texts|any of this))?$|(?:not|no) (?:\w+ )?(?:permission|authorization) to (?:text|message|contact)(?: me)?",
        rf"{_REPORTED}|i am not interested in (?:\w+ )?(?:her|him|dating|other)|(?:texted|contacted|messaged|called) by (?:her|him|them|the other|my)",
    ),
    cued(
        "want_out",
        "out off cancel quit leave withdraw unsubscribe end stop drop unsubscribed removed done go away get lost alone",
        r"^(?:\w+ ){0,3}i (?:want|would like|wanna|need|wish|choose|am asking|demand) (?:to (?:be |get )?)?(?:out|off)(?: (?:of|from)? ?(?:this|the|your|these|it|here)?(?: (?:program|list|thing|service|coaching|texts|messages|texting thing|text program|app))?)?(?: (?:please|now|any more))?$|"
        r"(?:want|like|wish|need|going|how (?:do|can) i|trying|asked|ready|how to|can i|let me|help me|decided|decide|prefer) (?:to )?(?:be )?(?:cancel|quit|leave|withdraw|unsubscribed?|end|stop|drop out|opt out|get off|get out|exit|removed|sign out)(?: (?:of|from|getting|receiving|doing|with|using))? "
        r"(?:this|the|your|my|these|all|any) (?:\w+ )?(?:program|texts?|messages?|subscription|service|coaching|list|thing|course|membership|enrollment|plan|app|texting|messaging|number|bot)|"
        r"(?:i am|im|we are|am) (?:done|finished|through|out|quitting|leaving|dropping out|opting out|cancel+ing|unsubscribing)(?: (?:with|of|from))? (?:this|the|your|these) (?:\w+ )?(?:program|texts?|messages?|service|coaching|thing|app|bot|list|texting thing)|"
        r"^(?:i (?:want|would like|wish|need|wanna) to (?:stop|quit|cancel|end|opt out|unsubscribe)|i quit|i am out|count me out|sign me out|cancel me|done with this|i am done with this|end it all texts|"
        r"leave me alone|leave me be|go away|get lost|piss off|fuck off|buzz off|let me out|i opt out|i revoke|cancel (?:my|the) (?:plan|account|sub|texts))(?: please| now| already| any more)*$",
        r"i (?:want|need|would like) (?:to )?(?:be )?out of (?:my|this (?:marriage|relationship|house|mess|situation|funk)|debt|here)|(?:she|he|they) (?:wants?|wanted|said|told|says)",
    ),
    cued(
        "opt_out",
        "unsubscribe unsubscribed unsub optout opt revoke withdraw stopall consent",
        r"(?<!not )(?<!never )(?:unsubscribed?|unsub|optout|opt(?:ing)? (?:me )?out|stopall|stop all (?:texts|messages)|(?:revoke|withdraw|rescind)\w* (?:my )?(?:\w+ )?(?:consent|permission|authorization|opt in)|"
        r"no (?:longer )?consent|not consent|not authorized to (?:text|contact))",
        r"(?:she|he|they|wife|husband|we) (?:\w+ ){0,3}(?:unsubscribed?|opt\w*|revoked?)|i (?:\w+ )?(?:unsubscribed|opted) (?:from|out of) (?:her|his|the (?:app|dating|gym))|"
        r"unsubscribed from (?:\w+ )?(?:the )?(?:dating|tinder|onlyfans|gym)|opt out of (?:dinner|the (?:trip|party|game|talk))",
    ),
    cued(
        "es_no_textos",
        "mande manden mandes envie envien envies escriba escriban escribas molesten moleste molestes contacten contactes textees dejen deje deja "
        "quitenme quiteme sacame saquenme borrenme borrame eliminenme elimina eliminen baja numero suscripcion basta dejame dejenme dejar salir recibir mensajes",
        r"(?:ya )?no (?:me )?(?:mande[ns]?|envie[ns]?|escriba[ns]?|molest\w+|contact\w+|textee[ns]?|llame[ns]?)(?: (?:mas|mensajes|textos|nada|por favor))*$|no me (?:mande[ns]?|envie[ns]?|escriba[ns]?|molest\w+) mas.*|"
        r"(?:deje?n?s?|deja|para|paren) de (?:mandar|enviar|escribir|molestar|textear|contactar)(?:me)?(?: .*)?|(?:quiten|quite|saca|saquen|borren|borra|eliminen|elimine|den|de)me(?: (?:de|del) .*)?|"
        r"(?:eliminen?|borren?|quiten?) mi numero|dar(?:me)? de baja(?: .*)?|me quiero (?:salir|dar de baja)|quiero (?:salir|salirme|cancelar)(?: (?:de )?(?:esto|este programa|la suscripcion|el programa))|cancel\w* (?:la |mi )?suscripcion|"
        r"no (?:quiero|deseo) (?:recibir|seguir recibiendo)(?: .*)?|basta(?: ya)?$|deje?n?me en paz$|ya no quiero (?:esto|mensajes|este programa|estos mensajes)",
        r"(?:me|le|nos) (?:dijo|pidio|dice|pide) .*|(?:ella|el|mi \w+) (?:me )?(?:dijo|pidio|dice)",
    ),
)


def read_opt_out(said: Said) -> str | None:
    """The rule by which ``said`` asks for no more texts, or None. "wrong_number" is one: consent was another person's."""
    bare = _bare(said.plain)
    if bare in _KEYWORDS:
        return "keyword"
    return _clause(said) or first(_WORDINGS, said)


def read_opt_in(said: Said) -> str | None:
    """The rule by which the whole text asks to be texted (again), or None."""
    return "keyword" if _bare(said.plain) in _START else None


def _bare(plain: str) -> str:
    """Without politeness, numbers of repeats and marks between."""
    if len(plain) > 80:
        return plain
    kept = " ".join(_POLITE.sub(" ", plain).replace(".", " ").split())
    return _REPEAT.sub(r"\1", kept) or _REPEAT.sub(r"\1", plain)


def _clause(said: Said) -> str | None:
    """A keyword that stands as a sentence of its own, first or last, in a short text ("STOP. I mean it")."""
    if "stop" not in said.words and not said.words & _STRONG:
        return None
    clauses = [_bare(clause.strip()) for clause in said.plain.split(" . ")]
    if len(clauses) < 2 or said.count > 14 or _TOLD.search(said.plain):
        return None
    return "clause" if clauses[0] in _STRONG or clauses[-1] in _STRONG else None


_TOLD = whole(r"(?:told|tell|tells|said|says|asked|kept|keeps|screamed|yelled|dijo|pidio|like) .*")
