"""Hears the commands: help, pause, resume, slower, faster, and the wish to talk to a person. Knows nothing of opting out or of danger."""

from __future__ import annotations

import re
from datetime import datetime

from coach.core.model import Intent, Value
from coach.understand.cued import Cued, Said, cued
from coach.understand.when import read_length, read_when

WEEK = 604_800  # seconds of a pause that names no length
_LONGEST = 400 * 86_400  # seconds; a longer pause is a slip

_LEAD = (
    r"(?:please |just |can you |can we |could you |could we |could i |can i |lets |let us |i want to |i need to |i would like to |i want a |i want |i need a |i need |"
    r"want to |ok |hey |hi |would like to |let me |im going to |going to |por favor |quiero |necesito |puedo |we should |i have to |may i |would you |you can |how do i |how to )*"
)
_US = r"(?:this|these|the (?:texts?|program|messages|coaching|texting|prompts|questions|check ins)|texts?|texting|you|your (?:texts|messages)|coaching|the program|everything|all this|it all|messages|here|esto|los mensajes)"
_SPAN = r"(?:a|an|one|two|three|four|five|six|\d+|some|couple|few|the|this|next|half a) (?:of )?(?:\w+ ){0,2}(?:day|days|week|weeks|wk|wks|month|months|weekend|hours?|time|fortnight|minute|bit|while)"

_COMMANDS: tuple[tuple[Intent, Cued], ...] = (
    (
        Intent.HELP,
        cued(
            "help",
            "help info ayuda informacion information commands command menu options skills examples ask questions things stuff know work works do capable queries funciona puedes faq "
            "instructions answers assist answer answering question types kinds sort topics tasks complete knowledgable knowledgeable",
            r"^(?:please |pls )?(?:help|info|ayuda|informacion|information|commands?|menu|options|help me|help please|faq|instructions|help me please|ayudame|necesito ayuda|i need help)(?: please| \.)?$|"
            r"^(?:ai |hey |so |ok |hi |and |um |bot |coach )*(?:what|which) (?:\w+ ){0,8}(?:can|may|could|should|am|are|must|might) i (?:able to |allowed to |supposed to |\w+ )?(?:ask|give|request|query|use|say|text|inquire)(?: (?:to|of|you|the|bot|ai|about|for|here|exactly|with|help|me|in|on|this|\.))*$|"
            r"^(?:ai |hey |so |ok |hi |and |um )*(?:what|which) (?:\w+ ){0,8}i (?:can|could|may|should|am allowed to|am able to) (?:ask|request|say|use|query)(?: (?:to|of|you|the|bot|ai|about|for|here|exactly|with|help|me))*$|^(?:what|which) (?:are|is) (?:\w+ ){0,6}you (?:can|could|are able to) (?:do|help|answer|assist)(?: .*)?$|"
            r"^(?:ai |hey |so |ok |hi |and )*what (?:\w+ ){0,6}(?:can|could|do|are|will|would) you (?:\w+ ){0,4}?(?:do|help|answer\w*|know\w*|respond|capable|able|complete|assist|offer|have|good|doing|specialize|support|understand)(?! (?:think|want|mean|say|with (?:her|him)|about (?:her|him)|if|for (?:her|him)))(?: .*)?$|"
            r"how (?:does|do) (?:this|it|you|the program|that|the app|these texts|the coaching) work|how (?:can|do|could) (?:you|i get you to) help(?: me)?$|how can you help me(?: with .*)?$|how (?:do|can|should) i (?:use|work) (?:this|you|it|the program)|"
            r"what (?:is|are) (?:my|the|your) (?:\w+ ){0,3}(?:commands?|options|skills|keywords|abilities|capabilities|functions|features|instructions)|(?:list|show|see) (?:of |me |all )*(?:\w+ )?(?:the )?(?:commands|options|skills)|"
            r"(?:can|may|could|am) i (?:\w+ )?(?:ask|allowed to ask) (?:you )?(?:about |a )?(?:anything|all|different|any|whatever|things|some questions|questions)(?: .*)?|can you (?:\w+ )?(?:answer|help)(?: me)?(?: with)? (?:all|any|anything|different|whatever|everything)(?: .*)?|"
            r"(?:give|tell|show) me (?:\w+ ){0,4}(?:examples?|things|types|kinds|sorts|topics|what you can|what i (?:can|may)|commands|questions|what things|what all)(?: .*)?(?:ask|do|help|say|of|can)(?: .*)?|"
            r"are there (?:certain|any|specific|other|particular) (?:\w+ ){0,3}(?:questions|things|topics|commands)(?: .*)?|tell me what (?:\w+ ){0,2}you (?:can|do|know|are)(?: .*)?|what (?:skills|abilities|functions|features|commands|answers|information|knowledge) (?:do|can|are)(?: .*)?|"
            r"como (?:funciona|se usa) (?:esto|el programa)?|que (?:puedes|sabes|puedo) (?:hacer|preguntar\w*|pedir\w*)|what do you (?:do|know)(?: how to do)?$|what is this (?:program|service|number|about)",
            r"what (?:can|should|could|do|am) i (?:supposed to )?do|help (?:her|him|them|my)|what should i (?:ask|say|tell|text) (?:her|him|them|my)|what (?:can|should) i (?:ask|say|tell|text|give) (?:to )?(?:her|him|my|them)|questions? (?:about|to) (?:her|him)|ask (?:her|him|my)",
        ),
    ),
    (
        Intent.PAUSE,
        cued(
            "pause",
            "pause paused pausing snooze break hold off pausa pausar pausame pausalo descanso week day days month time stop vacation weeks months hiatus breather hours weekend until semana mes dias tiempo",
            rf"^{_LEAD}(?:pause|snooze|pausing|pausa|pausar|pausame|pausalo|put (?:this|it|me|the program|everything|things) on (?:hold|pause)|hold off|hold everything|go on pause|pausar esto|hacer una pausa|una pausa|tomar una pausa|un descanso|descanso)(?! (?:and|the game|the movie|before|in our|button|to (?:think|breathe)|on the|the video|my|between|our))(?: .*)?$|"
            rf"(?:break|breather|hiatus|time off|time out|rest|vacation|some space) from {_US}|^{_LEAD}(?:take |have |get )?(?:a |un )?(?:little |short |quick )?(?:break|breather|hiatus|timeout|descanso)(?: (?:please|for (?:now|{_SPAN})|until .*|{_SPAN}|por .*))?$|"
            rf"(?:give|get|take|need|want|have|dame|denme) (?:me |us )?(?:{_SPAN}|una semana|un mes|unos dias|un par de dias|dos semanas|tiempo|un tiempo)(?: (?:off|break|pause|libre|away from {_US}|to myself|without (?:texts|messages)|de descanso|sin mensajes))(?: .*)?$|"
            rf"(?:stop|no texts?|no messages|not text me|not message me|quiet|silence|nothing|hold (?:the )?texts|do not text|do not message|no more texts|leave me alone|do not send (?:me )?(?:anything|texts)) (?:me )?(?:texting |the texts |messages |texts )?(?:for {_SPAN}|until (?!she|he|they).*|till (?!she|he|they).*)|"
            rf"^(?:pause|hold|wait|stop) (?:for |until |til ).*|(?:text|message|write) me (?:again )?(?:in|after) {_SPAN} (?:instead|not before|again)?$|no me (?:escriban?|manden?|envien?) (?:por|hasta|durante) .*",
            r"(?:we|she|he|they) (?:are|is|were|was|took|take|wants?|wanted|need|needs|said|decided|asked|agreed|should take|had)|(?:broke|give her|give him|gave (?:her|him)|asked for) .*|from (?:her|him|us|each other|the relationship|dating)|"
            r"^(?:stop|hold) (?:until|for) (?:she|he)|break up",
        ),
    ),
    (
        Intent.RESUME,
        cued(
            "resume",
            "resume continue unpause back reanudar continuar volvi regrese seguir restart going on sigue sigamos",
            rf"^{_LEAD}(?:resume|unpause|un pause|reanudar|reanuda|continuar|continua|seguimos|sigamos|restart)(?: (?:the )?(?:program|texts|coaching|messages|please|now|this|it|again|texting|esto|el programa|please now))*$|"
            rf"^{_LEAD}(?:continue|carry on|keep going|pick (?:it |this )?(?:back )?up(?: where we left off)?|start (?:back up|up again|the texts again|the program again|again with the texts)|go on with the program|turn (?:it|texts) back on)(?: (?:the |this )?(?:program|texts|coaching|please|now|this|it|again))*$|"
            r"^(?:ok |hey |hi |hello )*(?:i am|im|we are) (?:back|ready to (?:continue|resume|go on|start again|keep going|go again))(?: (?:now|again|please|lets go|from vacation|from my break|and ready))*$|^(?:ya )?(?:volvi|regrese|estoy de vuelta|quiero (?:seguir|continuar))$|end (?:the )?pause|stop (?:the )?pause|take me off pause",
            r"(?:she|he|they) .*|continue (?:to|with (?:her|him)|lying|seeing)",
        ),
    ),
    (
        Intent.SLOWER,
        cued(
            "slower",
            "slower often frequently fewer less many much slow lento menos despacio demasiados seguido frequent frecuente frecuencia",
            r"^(?:please |pls |can you |can we |could you |go |go a bit |a bit |a little |little |text me |ok |lets |i want |i need |i would like |i prefer |make it |not so |mas )*(?:slower|slow down|slow it down|less often|less frequent(?:ly)?|less (?:texts|messages|texting|of (?:this|these|the texts))|fewer (?:texts|messages|questions|prompts|of these)|lento|menos (?:mensajes|seguido|frecuente|textos|frecuencia)|despacio|slower pace|text me less)(?: (?:please|pls|now|por favor|with (?:the )?(?:texts|messages)|a bit|a little|on the texts|\.|than this|texts|messages))*$|"
            r"(?:too|so|way too) (?:many|much|often|frequent|frequently) (?:text\w*|message\w*|questions|of these|from you|prompts|check ins|notifications)|(?:text|texting|message|messaging|write|writing) me (?:\w+ )?(?:too (?:much|often)|less|less often|so (?:much|often))|not (?:so|this|that|as) (?:often|many texts|many messages|frequent|frequently|much texting)|you text (?:me )?(?:too much|a lot|too often|so much)|these are too (?:often|frequent|many)|every (?:other|second) (?:day|week) (?:is enough|would be better|please|instead)|once a week (?:is enough|please|instead|only)|(?:demasiados|muchos) (?:mensajes|textos)|(?:muy|tan) seguido|(?:less|fewer) (?:texts|messages) please|text(?:s)? me less|slow (?:down|it down) (?:with )?the (?:texts|messages)",
            r"i (?:\w+ ){0,2}(?:texted|sent|text|send|wrote|called|messaged)|(?:she|he) .*|her .*|him .*|my ex .*",
        ),
    ),
    (
        Intent.FASTER,
        cued(
            "faster",
            "faster often frequently more speed rapido seguido mas quicker frequent",
            r"^(?:please |pls |can you |can we |could you |go |a bit |a little |text me |ok |lets |i want |i need |i would like |i prefer |make it |send me |send |give me |me |quiero |mas |can i (?:get|have) )*(?:faster|quicker|speed (?:it )?up|more often|more frequent(?:ly)?|more (?:texts|messages|prompts|questions|check ins|of these|tips|exercises)(?: please| per week| a week| a day)?|rapido|mas (?:seguido|mensajes|rapido|textos|frecuente)|seguido|faster pace|text me more(?: often)?|pick up the pace)(?: (?:please|pls|now|por favor|a bit|a little|\.|with the texts|than this|per week|a week))*$|"
            r"(?:text|message|write) me (?:\w+ )?(?:more|more often|every day|daily|twice a (?:day|week))(?: please)?$|(?:i want|i need|i would like|send(?: me)?|can i (?:get|have)) more (?:texts|messages|prompts|check ins|coaching|tips)",
            r"(?:not|no|less|fewer|never|stop) (?:\w+ ){0,3}(?:more|faster)|(?:she|he|her|him) .*|no more",
        ),
    ),
    (
        Intent.COACH,
        cued(
            "coach",
            "coach human person someone somebody call persona humano alguien agent representative counselor operator coaches people live entrenador therapist staff supervisor",
            r"^(?:please )?(?:coach|human|agent|operator|representative|real person|a (?:real )?(?:person|human)|live (?:person|agent|coach)|human please|coach please|get me a (?:human|person|coach)|persona|entrenador|un humano|una persona|get a coach|my coach)$|"
            r"(?:talk|speak|chat|text|connect|transfer|reach|get|put|communicate|hablar|comunicar\w*|hook) (?:me )?(?:in touch |through )?(?:to|with|a hold of|hold of|con)? ?(?:a |an |the |my |some |your |un |una |el |la |mi |one of (?:the|your) )?(?:\w+ )?(?:human|person|real person|coach|coaches|counselor|advisor|representative|agent|human being|live person|actual person|operator|persona(?: real)?|humano|staff|supervisor|someone real|somebody real|real people|people)(?! (?:in my|i know|about me|at (?:work|church)|she|he|from|who hurt))|"
            r"(?:can|could|will|would|may|have|please have|get|i want|i need) (?:someone|somebody|a (?:human|person|coach)|a real person|the coach|my coach|one of you|you) (?:to )?(?:please )?(?:call|phone|ring|talk to|contact|speak to|speak with|talk with) (?:me|with me)(?: .*)?|"
            r"(?:need|want|like|wish) (?:to (?:talk|speak|chat) (?:to|with) )?(?:a |an )?(?:real |actual |live )?(?:human|person|coach|someone|somebody)(?: (?:real|to talk to|on the phone|please|now|here|to call me|live|actual|who can help|from the team|from your team))?$|(?:is there|do you have|are there) (?:a |any |an )?(?:real |actual |live )?(?:human|person|coach|someone|people|coaches|somebody)(?: (?:i can|there|to talk|available|real|who|here|behind))+(?: .*)?|call me (?:please|asap|now)?$|alguien (?:me )?(?:puede|podria|me puede) llamar\w*|(?:quiero|necesito|puedo) hablar con (?:alguien|una persona|un humano|un coach|mi coach).*|que (?:alguien )?me llame(?:n)?",
            r"(?:she|he|they) (?:wants?|needs?|said|says|will|should|is|has)|a better person|coach (?:my|her|his|the)|(?:soccer|football|basketball|baseball|son s|sons|life|little league) coach|i (?:want|need|have) to (?:become|be) (?:a|the) .*|someone (?:else|new|who loves)|love (?:with )?someone|someone to (?:love|hold|be with)|get (?:a )?(?:better|good|new) person|i (?:called|talked|spoke|texted) .*",
        ),
    ),
)
_UNTIL = re.compile(r"\b(?:until|till|til|hasta(?: el| la)?)\b\s*(.+)", re.DOTALL)


def read_commands(said: Said, text: str, now: datetime, zone: str, language: str) -> list[tuple[Intent, Value]]:
    """Every command in the text with its value, most urgent first. Only PAUSE has a value: seconds, or the ISO date it ends on."""
    heard = [intent for intent, pattern in _COMMANDS if pattern.heard(said)]
    return [(intent, _pause(text, now, zone, language) if intent is Intent.PAUSE else None) for intent in heard]


def _pause(text: str, now: datetime, zone: str, language: str) -> Value:
    low = text.lower()
    until = _UNTIL.search(low)
    if until:
        named = read_when(until[1], now, zone, language)
        if named is not None and isinstance(named.value, str) and named.value[:10] >= now.date().isoformat():
            return named.value
    seconds = read_length(low, language)
    return seconds if seconds is not None and 0 < seconds <= _LONGEST else WEEK


