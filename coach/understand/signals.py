"""Notices what free words let on beside their answer: giving up, a lie owned up to, a promise broken, pushing, a mood, a question.

Signals colour a reply; none is ever enough to act on danger. Knows nothing of journeys.
"""

from __future__ import annotations

import re

from coach.core.model import Signal
from coach.understand.cued import Cued, Said, cued

_THEM = r"(?:her|him|them|us|this|it|my (?:ex|wife|husband|girlfriend|boyfriend|partner|marriage|relationship)|the (?:marriage|relationship)|getting|winning|trying|fixing|saving)"
_SIGNALS: tuple[tuple[Signal, Cued], ...] = (
    (
        Signal.LET_GO,
        cued(
            "let_go",
            "let letting give giving gave done move moving over trying longer want stop worth soltar dejarla dejarlo rindo rendirme seguir quiero want through finished",
            rf"(?:want|ready|need|going|have|time|trying|learning|rather|decided|think i should|am|i should|i will|it is time|better|like) (?:to |i |just |we )*(?:let|letting) (?:go|{_THEM} go)(?: of {_THEM})?|(?:want|ready|time|need|going|decided|rather|like) (?:to )?(?:just |finally )?(?:move on|give up|walk away|call it quits|stop trying)(?! (?:alcohol|smoking|sugar|drinking|the (?:app|affair|other)))|"
            rf"(?:give|giving|gave|given) up on {_THEM}|i give up(?: trying)?(?: \.|$)|(?:am|im|so) (?:done|finished|through) (?:trying|fighting for|chasing|waiting for|with (?:her|him|us|this (?:marriage|relationship)))|(?:stop|stopped|quit|no longer|not) (?:want to |going to |wanting to |trying to )*(?:try|trying|get|win|winning|getting|want|wanting|chase|chasing|fight for) (?:to (?:get|win) )?(?:her|him|them) back|"
            r"not want (?:her|him|them) back|no longer want (?:her|him|them|this relationship|us)|not worth fighting for|letting (?:her|him|go|it go)|i (?:let|have let) (?:her|him|go) go|it is over (?:\. )?i (?:give|accept|am done)|(?:no longer|not) want to (?:be with (?:her|him)|get back together|save (?:this|it|us|the marriage))|"
            r"(?:quiero|voy a|necesito|listo para|lista para) (?:soltar\w*|dejarl[oa] ir|seguir adelante|rendirme|olvidarl[oa])|ya no quiero (?:que vuelva|volver con|intentarlo|luchar)|me rindo",
            r"(?:not|never|can not|do not|will not|wont|no quiero|no voy) (?:\w+ ){0,3}(?:let(?:ting)? go|let (?:her|him|it|us) go|move on|give up|giv\w+ up|soltar|rendirme|rindo)|not ready to|(?:she|he|they) (?:\w+ ){0,2}(?:wants? to|is|let|gave|has|needs? to) (?:\w+ )?(?:let|give|move|letting|done|gave)|how (?:do|can) i|should i",
        ),
    ),
    (
        Signal.LIED,
        cued(
            "lied",
            "lied lie lying lies honest truthful hid truth hiding kept menti mentira mintiendo oculte excuse",
            r"i (?:\w+ ){0,3}(?:lied|have lied|lie to (?:her|him)|been lying|kept lying|was lying|am lying|am still lying)|i (?:\w+ )?(?:told|said) (?:\w+ ){0,3}(?:a |another |one |small |white |little |more |some )*lies?|i (?:was not|have not been|was less than|am not being|did not) (?:\w+ )?(?:honest|truthful|tell (?:her|him|them) the (?:whole )?truth|tell the truth|come clean)|i (?:\w+ )?(?:hid|have been hiding|am hiding|covered up|made up (?:a|an|some) (?:story|excuse|reason)|left out|kept (?:it|that|this|something|a secret) from)(?: .*)?|caught me in a(?:nother)? lie|(?:le|les) menti|dije una mentira|le oculte|fue mentira lo que|no (?:le )?dije la verdad",
            r"i (?:\w+ )?(?:never|did not|have not|would not|will not|do not|would never|will never|can not|not) (?:\w+ )?(?:lied|lie|lying)|not lied|(?:if|when|that) i lied|no lies|without lying|thought i lied|said i (?:lied|was lying)|accus\w+ me of lying|not lie to",
        ),
    ),
    (
        Signal.BROKE_PROMISE,
        cued(
            "broke_promise",
            "broke promise promised word failed forgot did let promesa cumpli palabra keep broken kept",
            r"i (?:\w+ ){0,3}(?:broke|did not keep|failed to keep|could not keep|have not kept|did not follow through|failed|went back) (?:\w+ )?(?:on )?(?:my|the|a|that|our|another|this|it)?(?: \w+)? ?(?:promise|promises|word|with it)|i (?:did not|failed to|forgot to|never) do (?:what|it like|the thing|everything) i (?:said|promised)(?: .*)?|i (?:\w+ )?(?:let (?:her|him|them) down|did not do what i said|forgot (?:my|the|about my) promise)|broke (?:my|a|the) promise|i promised (?:\w+ ){0,8}(?:but|and) (?:i )?(?:did not|forgot|failed|was late)|no cumpli|rompi (?:mi|la|una) promesa|falte a mi palabra",
            r"(?:she|he|they) (?:broke|did not keep|let)|(?:have|did) not (?:\w+ )?(?:broken?|break)|never broke",
        ),
    ),
    (
        Signal.PUSHED,
        cued(
            "pushed",
            "times pushed pushing push hard much fast soon begged begging pressured pressuring pressure texted called kept keep blew strong smothered smothering crowded rushed presione insisti insistí llame",
            r"i (?:\w+ ){0,3}(?:texted|called|messaged|wrote|rang|phoned|emailed|dmed) (?:\w+ ){0,3}(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a dozen|twenty|many|several|so many|too many|a hundred|like \d+|a bunch of|multiple) (?:\w+ )?(?:times|texts|messages|calls)|(?:\d+|ten|twenty|fifty|a hundred|so many|too many) (?:\w+ )?(?:texts|calls|messages|times) (?:to (?:her|him)|in a row)|i (?:\w+ ){0,3}(?:pushed|push|pushing|pressured|pressuring|begged|begging|pleaded|rushed|crowded|smothered|cornered|badgered|hounded|guilted|nagged|insisted)(?! (?:my (?:luck|feelings|car|cart|son|daughter|kid)|the (?:meeting|cart|stroller|date|button)|through the|myself|ups))|"
            r"i (?:\w+ ){0,3}(?:kept|keep|keeps|could not stop|can not stop|will not stop) (?:on )?(?:texting|calling|pushing|asking|begging|messaging|writing|pressing|bugging)|i (?:\w+ ){0,3}(?:came on too strong|went too fast|moved too fast|asked too (?:soon|much)|texted too much|said too much too soon|tried too hard|was too (?:pushy|much|intense|eager|fast|clingy|needy)|overwhelmed (?:her|him)|double texted|blew up (?:her|his) phone)|too (?:pushy|fast|clingy|needy) (?:again|with (?:her|him)|of me)|(?:la|lo|le) (?:presione|llame (?:\w+ ){0,2}veces|insisti|roge|escribi (?:\w+ ){0,2}veces)|insisti (?:mucho|demasiado)|fui muy (?:insistente|intens[oa])",
            r"(?:did not|not|never|no longer|without|stopped|trying not to) (?:\w+ )?(?:push\w*|pressur\w*|beg\w*|rush\w*|text(?:ing)? (?:her|him) (?:so|too))|(?:she|he) (?:\w+ )?(?:pushed|pushes|begged|called|texted) (?:me|her)|keep (?:my|the) ",
        ),
    ),
    (
        Signal.GOOD_NEWS,
        cued(
            "good_news",
            "yes great good happy best kissed hugged laughed smiled forgave back amazing well news love proud hugs progress together better thrilled excited wonderful perdono feliz bien mejor buena sonrio acepto agreed wants trusts promoted sober awesome",
            r"(?:she|he|they) (?:\w+ ){0,2}(?:said yes|forgave me|hugged me|kissed me|laughed|smiled|called me back|texted (?:me )?(?:first|back)|wants to (?:meet|see me|talk|try|come back)|agreed|trusts me|invited me|came (?:back|home)|accepted|thanked me|is coming back|held my hand|loved it|noticed)|we (?:\w+ )?(?:kissed|hugged|laughed|made up|are back together|had a (?:great|good|wonderful|amazing|lovely|nice)|got back together|are doing (?:well|great|better))|(?:went|going|goes) (?:really |so |very |pretty )?(?:well|great|amazing|awesome)|(?:great|good|best|amazing|wonderful|awesome) (?:news|day|talk|night|week|date|time)|(?:so|very|really) (?:happy|proud|excited|grateful)|i am (?:happy|proud|thrilled|excited|grateful)|got (?:promoted|the job)|days? sober|i kept (?:my|the|all|every) (?:\w+ )?promises?|(?:me )?perdono|(?:muy|estoy) (?:feliz|content[oa])|(?:fue|salio) (?:muy )?bien|dijo que si|buenas noticias",
            r"(?:not|never|no) (?:\w+ ){0,3}(?:happy|good|great|well|proud|kissed|hugged|yes|smiled|laughed|better|back)|used to|wish|if (?:she|he)|hope|not so (?:good|great)|will she|would be|for (?:her|him) to|it used",
        ),
    ),
    (
        Signal.LOW,
        cued(
            "low",
            "sad depressed lonely crying cried cry miss heartbroken devastated exhausted tired drained empty numb hurts broken low down grieving grief triste sola solo llorando llore extrano deprimido deprimida lost alone awful terrible miserable hurting hard crushed rough hopeless worthless ashamed guilty cansado cansada culpable duele mal",
            r"(?:so |very |really |feel\w* |am |is |just |pretty |been |still |a bit |quite |kind of |too |incredibly |and )+(?:sad|depressed|lonely|heartbroken|devastated|exhausted|tired|drained|empty|numb|broken|low|down|miserable|awful|terrible|alone|lost|crushed|ashamed|guilty|horrible|hurting|like shit|like crap|hopeless|worthless)|^(?:sad|lonely|depressed|heartbroken|devastated|exhausted|tired|drained|empty|numb|awful|terrible|miserable|low|down|bad|horrible|not good|triste|sol[oa]|mal)$|i (?:\w+ )?(?:miss (?:her|him|them|us|my)|cried|cry|have been crying|am crying|was crying|wept|grieve)|crying|(?:rough|hard|bad|tough|awful|terrible|difficult|worst) (?:day|week|night|time|month|weekend|evening)|(?:it|this|everything) (?:\w+ )?hurts|(?:estoy|me siento|muy|tan) (?:muy )?(?:triste|sol[oa]|deprimid[oa]|mal|cansad[oa]|culpable|vaci[oa])|(?:la|lo) extrano|llor(?:e|ando)|me duele",
            r"not (?:\w+ )?(?:sad|lonely|depressed|tired|down|low|alone|lost)|(?:settle|calm|slow|write|wrote|sit|sat|put|broke|upside|lie|lay|come|came|turn\w*) (?:\w+ )?down|low key|she (?:is|was|feels) (?:sad|tired|exhausted)",
        ),
    ),
    (
        Signal.ANGRY,
        cued(
            "angry",
            "angry furious mad pissed livid rage hate fed enojado enojada furioso furiosa odio unfair bullshit sick bs ridiculous annoyed resent bitter fuck fuming coraje rabia",
            r"(?:so |very |really |feel\w* |am |is |just |pretty |still |getting |got |makes me |made me |too |a bit )+(?:angry|furious|mad|pissed|livid|enraged|fed up|annoyed|bitter|fuming|outraged|resentful)|^(?:angry|furious|mad|pissed|livid|fuming)(?: off)?$|pissed off|fed up with|i (?:\w+ )?(?:hate|resent|despise) (?:her|him|them|this|that|you|it|my|what|how)|(?:this is|what a|such|total) (?:so )?(?:bullshit|bs|unfair|ridiculous|crap|a joke)|screw (?:this|her|him|you|it)|fuck (?:this|you|her|him|off|it|them)|full of rage|(?:estoy|muy|tan) (?:muy )?(?:enojad[oa]|furios[oa]|molest[oa]|hart[oa])|(?:la|lo) odio|que (?:coraje|rabia)",
            r"not (?:\w+ )?(?:angry|mad|furious|pissed)|(?:she|he|they) (?:is|was|got|gets|are|seems?) (?:\w+ )?(?:angry|mad|furious|pissed|livid)(?!.*i am)|mad (?:about|in love|crazy about) (?:her|him)|she hates|he hates",
        ),
    ),
    (
        Signal.WRONG_NUMBER,
        cued("wrong_number", "wrong equivocado equivoco", r"wrong (?:number|person|phone|num)|(?:numero|telefono) equivocado|equivoc\w+ de numero", r"i (?:\w+ ){0,3}(?:texted|called|dialed|had|gave) .*"),
    ),
    (
        Signal.REPEAT,
        cued(
            "repeat",
            "repeat again say said what question hear catch understand missed once more over huh repite dijiste pregunta repetir repeated saying come excuse pardon rephrase",
            r"(?:say|sat|ask|tell me|put|send|repeat|state|read|give me|give) (?:it|that|this|me that|the question|me the question|what you said|me|the last|yourself|the last \w+|that phrase|your question|that one)? ?(?:again|gain|once more|one more time|over|another time|a second time)|(?:please )?repeat (?:that|it|yourself|the|what|your|please|again|this|last)(?: .*)?|^(?:can|could|will|would) you (?:please )?repeat(?: .*)?|^(?:please )?repeat(?: please)?$|(?:have|want|like|need) (?:that|it|this) (?:to be )?repeated(?: .*)?|(?:did not|could not|can not|didnt|not) (?:\w+ )?(?:hear|catch|get|understand|follow) (?:that|you|what|it|the|last|your)(?: .*)?|missed (?:that|what|it|the question|your)(?: .*)?|what (?:was|were|is) (?:the|that|your|you) (?:\w+ )?(?:question|saying|asking|last|again|you (?:just )?(?:said|asked)|thing|say)(?: .*)?|what (?:did|do|question did|would) you (?:\w+ )?(?:say|ask|mean|said|asked)(?: .*)?|^(?:what|huh|pardon|come again|excuse me|say what|say again(?: please)?|again|again please|sorry what|what again|what was that|what you say|que|como|mande|eh)(?: \.| please)*$|what is (?:it|that) (?:again|you said)|que (?:dijiste|preguntaste|me preguntaste)|(?:repite|repetir|repitelo|puedes repetir)(?: .*)?|cual (?:era|es) la pregunta|come again|rephrase",
            r"(?:she|he|they|i) (?:said|told|keeps?|asked|did not|kept|could not|want to|will|would|should)(?! (?:hear you|catch|understand (?:you|what you)|hear what you))|(?:say|ask|tell) (?:her|him|them)|trust(?: me)? again|love again|see (?:her|him) again|(?:lie|cheat|happen|try|start|fight|talk|text|call|meet|lied|cheated) (?:\w+ )?again",
        ),
    ),
)
_ASKS = re.compile(
    r"^(?:so |and |but |ok |hey |hi |um |well )*(?:how|what|why|when|should|can|could|do|does|did|is|are|will|would|who|where|which|am|any (?:advice|tips|ideas)|que|como|por que|cuando|"
    r"debo|deberia|puedo|cual|quien|donde|crees)(?!\S)"
)
_STATED = re.compile(r"^(?:so |and |but )*(?:when|what|is|how) (?:i|she|he|we|they|it) |^(?:do|does|did) (?:not|it)(?!\S)|^(?:will do|is ok|is fine|when (?:my|the)|what a|que (?:bueno|bien|lastima|mal|triste))")


def read_signals(said: Said, text: str) -> frozenset[Signal]:
    """Every signal in the text; empty when there is none."""
    heard = {signal for signal, pattern in _SIGNALS if pattern.heard(said)}
    if _is_question(said, text):
        heard.add(Signal.QUESTION)
    return frozenset(heard)


def _is_question(said: Said, text: str) -> bool:
    if text.rstrip(" )\"'").endswith("?") or "¿" in text:
        return len(said.words) > 1
    return said.count >= 3 and bool(_ASKS.search(said.plain)) and not _STATED.search(said.plain)
