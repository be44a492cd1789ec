"""Hears that the other person, or a court, wants no contact: being blocked, an order, a plain request, or signs of seeking them out.

Coaching contact against such a wish can harm, and against an order it can be a crime; so signs count. That the participant cut the
contact themselves ("I blocked her") does not. Knows nothing of what follows.
"""

from __future__ import annotations

from coach.understand.cued import Said, cued, first

_OTHER = (
    r"(?:she|he|they|(?:my|her|his) (?:ex |soon to be ex )?(?:ex|wife|husband|girlfriend|boyfriend|partner|fiancee?|spouse|family|mom|dad|sister|brother|lawyer|friends?)|ex|"
    r"court|judge|police|cops?|officer|sheriff|lawyer|attorney|detective|probation officer|po|parents|ella|mi (?:ex|esposa|esposo|novia|novio|mujer|marido))"
)
_WHILE = (
    r"(?! (?:(?:\w+ ){0,3}(?:this week|this weekend|today|tonight|tomorrow|for (?:a|now|the|some|\d|two|three)|until|till|so (?:much|often|late|early|many)|at (?:work|night)|during|after|before|"
    r"too (?:much|often)|every (?:day|hour)|in front|about (?:it|the|that|money)|all the time|while|first thing|constantly|right now)))"
)
_REACH = r"(?:contact\w*|text\w*|call\w*|messag\w*|talk\w*|writ\w*|speak\w*|reach\w*|bother\w*|com(?:e|ing)|see\w*|look\w* for|email\w*|dm\w*|go\w* near|approach\w*|follow\w*|try\w*)"

_SIGNS = (
    cued(
        "blocked",
        "blocked blocking block unfriended unfollowed bloqueo bloqueada bloqueado bloqueada blocks bloqueo",
        rf"{_OTHER} (?:has |have |had |just |already |completely |totally |finally |also |literally |went and |even |then |now |probably |still |got )*(?:blocked|blocks|unfriended|unfriended and blocked) (?:me|us|my (?:number|calls|texts|phone|account|new number)|all of my|every|me everywhere)|"
        r"i (?:am|got|was|have been|been|think i am|am still|am now) (?:\w+ )?blocked(?! (?:creatively|at work|from (?:sleeping|working|thinking)))|blocked (?:me|on everything|everywhere|from everything|on all|my number)|(?:has|have|had|keeps?) me blocked|"
        r"me (?:bloqueo|tiene bloquead[oa]|ha bloqueado)(?! (?:la|el) (?:salida|paso|camino|carro))|estoy bloquead[oa]",
        r"(?:un ?blocked me|not blocked|has not blocked|did not block|unblocked)|i (?:\w+ ){0,2}blocked (?:her|him|them|my|the)(?!.*(?:she|he) blocked)|boss .*blocked|(?:traffic|car|snow|truck|parked) .*blocked|blocked me in",
    ),
    cued(
        "order",
        "order orders restraining protective injunction peace contact orden alejamiento restriccion tro court bail probation parole police cops judge policia juez ordered sheriff officer",
        r"(?:restraining|protective|protection|no contact|stay away|harassment|civil|dvpo|emergency) (?:\w+ )?orders?|order of protection|orders? (?:against|to stay away)|peace bond|injunction|\btro\b|no contact (?:order|condition|clause|rule from the court)|"
        r"(?:court|judge|police|cops?|officer|sheriff|bail|probation|parole|lawyer|attorney|detective|po) (?:\w+ ){0,6}(?:stay away|no contact|not (?:to )?(?:contact|go near|talk|text|call|see|be near|allowed)|leave (?:her|him|them) alone|keep away|not allowed|away from (?:her|him|them)|never contact|stop contacting|no communication)|"
        r"(?:not allowed|forbidden|not permitted|illegal for me|against the law|violat\w*) (?:to )?(?:\w+ ){0,3}(?:contact|see (?:her|him)|go near|talk to (?:her|him)|text (?:her|him)|call (?:her|him)|order|be near)|"
        r"(?:condition|terms) of my (?:bail|probation|parole|release)|called the (?:cops|police) on me|orden de (?:alejamiento|restriccion|proteccion)|(?:la policia|el juez) .*(?:aleje|acerque|contacte|lejos)|served (?:me )?with (?:a |an )?order|cease and desist",
        r"in order to|order (?:food|pizza|dinner|takeout)|(?:no|not a|without a|never had a|there is no) (?:restraining|protective) order|(?:she|he) (?:\w+ )?violat\w* (?:my|our)",
    ),
    cued(
        "asked",
        "never stop not no leave alone stay nothing contact contacting away anything again done from communication contacte busque llame escriba nada paz space hear",
        rf"(?:told|asked|asks|said|says|tells|texted|wants?|wanted|warned|begged|demanded|wrote|made it clear|insists?|replied|begging|telling|asking|threatened) (?:(?:to )?(?:me|us|her lawyer|that) ?)?(?:that )?(?:(?:she|he|they) (?:does|do|did|would) )?(?:me |i |to |should |must |can |not to |just |please |she |he |want |wants |for )*"
        rf"(?:(?:never|not|stop|no|quit|cease) (?:to |ever |even |want me |wanting |want |wants |wish |me |be |get |have |any |further |more |trying to |under any circumstances )*(?:to |ever )*(?:{_REACH}|contact|communication|anything to do|hear from|hear of)(?: (?:to |with |by |from |for |near |out )*(?:her|him|them|me|us|it|out|back|any more|again|ever|anywhere near|my (?:voice|face|name)|near|anything|at all|there|around|the house))*{_WHILE}(?=(?: again| ever| any more| \.|$| or| and| because| but| by| she| he| they| by any| so| if| at all| since| last| yesterday| i ))|"
        rf"leave (?:her|him|them|me|us|the family|my (?:\w+ )?family) (?:the (?:hell|fuck) )?alone(?! (?:for (?:a|now|the|some|\d|tonight)|until|till|tonight|today|this|right now|when|while))|(?:to )?(?:stay|keep|get|go|be) (?:the (?:hell|fuck) |far )?away(?: from (?:her|him|them|me|the house|the kids|there))?(?! (?:for (?:a|now|the|some|\d)|until|till|tonight|today|this (?:week|weekend)|from (?:the (?:bar|other|internet|phone)|drink\w*|that))))|"
        r"(?:wants?|wanted|asked for|going|needs?|requested|went|gone|demands|in|insists? on|is) (?:total |complete |strict |full )?(?:no contact|zero contact|nothing (?:more )?to do with me)|never (?:wants?|wanted|want|wishes) to (?:\w+ )?(?:see|hear from|talk to|speak to|hear) (?:me|my (?:voice|name))|(?:does|do|did) not (?:ever )?want (?:to hear from me|me to (?:contact|call|text|message|write|reach out|see|come|talk|bother)|to (?:see|hear from|talk to|speak to) me (?:again|ever|any more|at all)|any (?:more )?contact|contact|anything to do with me|me (?:to be )?(?:near|around|in (?:her|his) life))(?! (?:this|today|tonight|until|so))|"
        r"no (?:quiere|quiero que) (?:saber nada de mi|verme (?:mas|nunca)|que (?:la|lo|le) (?:contacte|busque|llame|escriba|hable).*|hablar(?:me)? (?:mas|nunca))|(?:me )?(?:dijo|pidio|exigio) que (?:no|nunca|jamas) (?:la|lo|le) (?:vuelva a )?(?:contact|busc|busq|llam|escrib|habl)\w*(?! (?:esta semana|hoy|hasta|por))(?: .*)?|que (?:la|lo) deje en paz|que me aleje(?: .*)?|(?:cease\w*|stopped|ended|cut|cut off|broke off) all (?:contact|communication)(?: with me)?|cut me (?:off|out of (?:her|his) life)(?: completely| for good| entirely)?",
        r"(?:i|we) (?:\w+ )?(?:told|asked|said|want|wanted|need|warned|texted) (?:her|him|them|the other|to)(?! (?:\w+ ){0,8}(?:she|he) (?:said|told))|(?:boss|kid|kids|son|daughter|landlord|doctor|therapist|you|coach|friends?|sponsor|my mom|my dad|my mother|my sister|my brother) (?:\w+ ){0,2}(?:told|asked|said|says|suggested|think\w*)(?!.*(?:she|he) (?:wants|never|told))|"
        r"stop (?:calling (?:her|him|me) (?:names|that|crazy|babe)|talking (?:over|about|so)|seeing (?:her|him|the other|that)|trying so|looking at)|to stop (?:texting|seeing|talking to) (?:the other|other|that)|not want me to (?:see|talk to|contact|text|call) (?:the other|other|that|my)|no contact with (?:the (?:other|affair|ap)|other|my affair|that)",
    ),
    cued(
        "seeking_out",
        "drove drive driving walked rode parked waited waiting sat sitting showed went past outside number account fake burner profile changed pase house place work",
        r"(?:drove|drive|driving|walked|walk|rode|cruised|biked|going|passed|circled) (?:\w+ )?(?:past|by|around|slowly past|slowly by) (?:her|his|their) (?:\w+ )?(?:house|place|apartment|apt|work|job|home|street|building|office|gym|condo|moms)|"
        r"(?:showed|show|turned|popped|turning|showing) up (?:\w+ )?(?:at|to|outside|uninvited|unannounced|on) (?:her|his|their) (?:\w+ )?(?:house|place|apartment|work|job|home|door|office|gym|school|doorstep|door ?step)|"
        r"(?:parked|waited|sat|sitting|waiting|stood|standing|hung around|camped|lurk\w*) (?:\w+ ){0,3}(?:outside|in front of|near|across from|by) (?:her|his|their) (?:\w+ )?(?:house|place|apartment|work|job|home|building|office|car|gym|window)|"
        r"went (?:\w+ )?(?:to|by|over to|past) (?:her|his|their) (?:house|place|apartment|work|job|office|gym) (?:\w+ ){0,3}(?:uninvited|unannounced|anyway|without (?:asking|telling)|at (?:night|midnight|\d+ ?am)|to (?:see if|check|watch|spy)|even though)|"
        r"(?:fake|new|burner|second|another|different|secret) (?:\w+ )?(?:account|profile|insta\w*|number|phone|email) (?:\w+ ){0,4}(?:to (?:text|call|see|message|watch|contact|follow|reach|look|check)|so (?:i|she|he)|and (?:texted|called|messaged|followed|added))|(?:made|created|using|used|use|have|got) (?:a|another) fake (?:\w+ )?(?:account|profile|name|insta\w*|number)|"
        r"(?:text|texted|called|calling|messaged|contact\w*|reached|emailed) (?:her|him|them) (?:\w+ )?(?:from|through|on|with|using) (?:a|an|another|my (?:\w+ )?(?:friends?|moms?|brothers?|sisters?|work)|someone elses) (?:\w+ )?(?:phone|number|account|email|friends)|(?:she|he) (?:has |had |just |already )?changed (?:her|his) (?:phone )?number|pase (?:por|frente a) su (?:casa|trabajo|calle)",
        r"(?:she|he) (?:asked|invited|told|wanted) me (?:to )?(?:come|pick|drive|wait|over|stop)|like (?:she|he) asked|pick(?:ed|ing)? (?:her|him|up|the kids)|drop(?:ped|ping)? off|to drive (?:her|him) home|(?:gave|give|sent) me (?:her|his) new number|invited me|where i (?:also )?(?:work|live)|on my way to work",
    ),
)


def read_no_contact(said: Said) -> str | None:
    """The rule by which ``said`` tells that contact is not wanted or not allowed, or None."""
    return first(_SIGNS, said)
