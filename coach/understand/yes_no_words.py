"""The words of yes, no and unsure in English and Spanish: tables only, without accents, as :func:`normalise.bare` leaves them.

One letter, its role, stands for what a phrase does in its clause; :mod:`yes_no` puts the roles together.
"""

from __future__ import annotations

from coach.understand.wordlists import phrases

_ROLES = {
    # changes nothing
    "F": """
i was going to, was going to, i was gonna, i meant to, meant to, i wanted to, wanted to, i planned to, i was about to, thought i did
i thought i did
i, i'm, i'd, i'll, i've, it, it's, that, that's, that'd, that'll, this, these, those, them, you, you're, he, she, we, they, there
there's, my, your, me, the, a, an, of, to, on, in, from, for, with, at, by, and, as, if, is, are, was, were, be, been, being, am, do
does, did, has, have, had, will, would, could, should, can, seems, seem, appears, appear, looks, look, sounds, sound, feels, feel
happens, think, believe, say, said, know, afraid, sorry, answer, anwser, answers, response, reply, question, statement, information
claim, assertion, one, so, very, much, really, definite, resounding, firm, big, solid, strong, overwhelmingly, actually, just, also
too, still, well, now, then, oh, um, uh, er, ah, umm, uhh, hey, lol, haha, god, man, dude, bro, ai, ma'am, already, thanks, thank you
instead, extremely, quite, pretty, fully, honestly, truly, what, which, how, who, about, or, other, as well, though, any, anything
some, right now, thing, sentence, proper, shit, hell, all, at all, to be honest, would have to, have to, got to, going to, let's, let
us, get, go, tell, give, most, more, super, simply, personally, not only, good morning, good night, good evening, good afternoon
good day, good luck, good bye, que, eso, esto, es, esta, lo, la, el, un, una, de, muy, dije, dijo, yo, mi, respuesta, te, le, se, ella
totalmente, completamente, asi, haria, funcionaria, seria, en, vez, y, o, pues, tu, entonces, creo, pienso""",
    # a weak yes on its own
    "W": """
probably, likely, more than likely, i guess, guess, i suppose, suppose, presumably, i imagine, i reckon, apparently, seemingly, mostly
pretty much, basically, usually, probablemente, supongo, seguramente""",
    # a yes on its own, an echo beside another word ("definitely not")
    "I": """
absolutely, absolutly, absolutley, absolutelly, certainly, certainley, definatly, definitly, definetly, definately, defintely, totaly, deffo
 definitely, totally, completely, entirely, indeed, surely, for sure, of course, naturally, obviously, clearly
exactly, precisely, hundred percent, one hundred percent, 100%, 100 %, 100 percent, without a doubt, without doubt, undoubtedly
no doubt, no doubt about it, very much, sin duda, por supuesto, desde luego, claro, exactamente, obvio, a for sure""",
    # takes back what came before
    "C": "wait, i mean, i meant, meant, jk, just kidding, scratch that, correction, oops, mejor dicho, digo, quise decir",
    # turns a claim round
    "X": """
not, don't, doesn't, didn't, isn't, aren't, wasn't, weren't, won't, wouldn't, can't, cannot, couldn't, shouldn't, haven't, hasn't
hadn't, ain't, mustn't, needn't""",
    # a claim that agrees
    "P": """
true, truth, the truth, what i think, believe it, right, correct, accurate, factual, fact, a fact, valid, legit, truthful, certain
sure, positive, spot on, on point, the case, good, fine, nice, wonderful, lovely, excellent, fantastic, terrific, amazing, brilliant
fabulous, super, ideal, acceptable, satisfactory, reasonable, agree, agreed, concur, approve, approved, accept, accepted, confirm
confirmed, granted, i'd like that, think so, believe so, thing so, suppose so, guess so, reckon so, expect so, imagine so, assume so
say so, appears so, seems so, looks like it, seems like it, checks out, makes sense, make sense, adds up, add up, works, works for me
would work, will work, work for me, how it is, so be it, what i want, what i meant, what i said, what i need, i'd love to
would love to, i'd love that, would love that, do it, i want to, i'd like to, would like to, that happened, it happened, kept it, ok
okay, great, perfect, awesome, cool, sweet, alright, all right, deal, good idea, done, did it, all done, that's it, that is it
this is it, it works, i don't mind, don't mind, that one, so too, i'm down, i'm in, count me in, happy to, glad to, gladly, love to
cierto, verdad, verdadero, de acuerdo, acuerdo, bien, esta bien, tienes razon, razon, funciona, me parece bien, suena bien, me gusta
me encantaria, lo hare, lo haria, si quiero, quiero, correcto, perfecto, genial, buenisimo, estupendo, exacto, lo hice, hecho, listo""",
    # the same, said by the verb alone: counts only where a clause begins
    "A": """
i did, we did, he did, she did, they did, it did, i do, we do, she does, he does, it does, they do, i have, we have, she has, he has
it has, they have, i will, we will, i would, we would, i could, i can, we can, it will, she will, he will, they will, it would
i should, we should, i do like""",
    # the same, where nothing may follow ("she is", but not "she is away")
    "B": "i am, we are, it is, he is, she is, they are, i was, we were, it was, she was, he was, they were, i had, we had",
    # a claim that disagrees
    "Q": """
false, falsehood, wrong, got it wrong, have it wrong, incorrect, untrue, inaccurate, invalid, fake, bogus, mistaken, erroneous, a lie
lie, lies, bullshit, bs, baloney, nonsense, terrible, awful, horrible, bad, impossible, dishonest, disagree, object, refuse, decline
reject, deny, denied, rejected, declined, refused, unacceptable, inappropriate, unfortunately, fallacy, misinformation, a myth
unreasonable, untruthful, falso, incorrecto, mentira, mal, error, equivocado, equivocada, imposible, desacuerdo, en desacuerdo""",
    # unsure, but no when turned round
    "M": """
possible, possibly, possibility, could be, could maybe be, might be, might, may be, may, could have been, might have been
may have been, may or may not, might or might not, potentially, could possibly, might possibly, could well be, feasible, conceivable
conceivably, plausible, posible, podria ser""",
    # yes and no in slang or by one letter: only in a short clause
    "y": """
y, k, word, facts, bet, preach, amen, please, always, every time, every day, everyday, va, sale, ya, siempre, bueno, claro, got it
gotcha, roger, you bet, why not, 100, go, pues si, eso creo, can we please, word up, obvs, no lie, kept, i kept it, we're good
you know it, you got it, sounds like a plan""",
    "n": """
n, pass, i'll pass, i pass, none, nothing, neither, neither one, no one, nobody, nowhere near, forget it, forget that, not today
i forgot, forgot, forgot to, i forgot to, chickened out, i chickened out, ran out of time, no time, didn't happen, didn't get to
didn't get to it, didn't get around to it, didn't get the chance, it slipped my mind, slipped my mind
not this time, hardly, broke it, i broke it, blew it, i blew it, messed up, i messed up, screwed up, i screwed up, failed, i failed
slipped, i slipped, slipped up, broke my promise, i broke my promise, nada, ninguno, ninguna, nadie, hoy no, ahora no, later, not now
never mind, nothing like that, not me, unlikely, i'm out, nix, nah fam""",
    # yes whatever follows
    "Y": """
yes, yeah, yep, you nailed it, second that, without question, you guessed it, no lies detected, 10-4, yup, yas, yass, yah, ye, yuh
yessir, yes sir, yes ma'am, yea, aye, yee, yus, yurp, yis, ok cool, okie, okie dokie, oki, okey dokey, can't complain, very much so, yh
ready, alrighty, aight, roger that, copy that, ten four, affirmative, sure thing, fo sho, fosho, you betcha, fasho, let's do it
let's do that, let's go, go for it, go ahead, please do, yes please, make it so, by all means, sign me up, with pleasure, my pleasure
can't wait, no problem, no prob, no worries, no objection, no objections, not a problem, couldn't agree more, can't argue with that
can't disagree, don't doubt it, don't doubt that, have no doubt, no doubt in my mind, can't deny it, can't deny that, uh huh, uhuh
uhhuh, mhm, mm hmm, mmhmm, mmhm, mhmm, mm, hell yeah, hell yes, heck yes, heck yeah, fuck yeah, fuck yes, damn right, damn straight
too right, both of us did, already did, i did it, done it, of course i did, yes and yes, no kidding, si, sip, sipi, claro que si, vale
dale, simon, asi es, afirmativo, como no, efectivamente, seguro que si, ya lo hice, lo he hecho, con gusto, andale, orale, creo que si
pienso que si, supongo que si, sin problema, no hay problema, no hay duda, oui, 👍, 👌, ✅, ✔, 💯, 🙌, 🆗, 👏, ☑""",
    # no whatever follows
    "N": """
no, nope, nah, naw, can't say i have, can't say i did, can't say i do, can't say that i have, can't say that i did, can't say so
 nay, nop, nopes, negative, negatory, nuh uh, uh uh, nuhuh, nein, niet, nyet, no way, no sir, no ma'am, no thank you
no thanks, no chance, not a chance, fat chance, hell no, heck no, fuck no, god no, oh no, as if, no siree, never, never ever, not ever
not at all, not yet, not really, not exactly, not quite, not so much, not anymore, not even close, not even, not once, no dice, hard no
hard pass, no can do, please don't, absolutely not, definitely not, certainly not, of course not, probably not, guess not, think not
rather not, prefer not, hope not, surely not, preferably not, apparently not, obviously not, clearly not, totally not, most likely not
likely not, doubt it, doubt that, i doubt, doubtful, far from it, on the contrary, no deal, out of the question, count me out
not in the slightest, by no means, in no way, seems not, under no circumstances, jamas, nunca, para nada, ni hablar, tampoco, negativo
claro que no, por supuesto que no, desde luego que no, no lo creo, creo que no, no creo, que va, de ninguna manera, de ningun modo
en absoluto, todavia no, aun no, ya no, mejor no, ni loco, ni loca, no gracias, nel, pienso que no, supongo que no, seguro que no
nunca jamas, ni de broma, ni modo, 👎, ❌, 🚫, ✖, 🙅, ⛔""",
    # unsure, but only in a short clause
    "u": """
either, either one, both, both ways, sometimes, occasionally, kind of, sort of, sorta, somewhat, a little, a little bit, a bit, partly
partially, in part, in a way, almost, meh, ish, neutral, confused, torn, conflicted, whatever, regular, un poco, a veces, algo asi
varies, got me, hmm, hm, unclear, clueless, indifferent, dudo, to some extent, more or less, maybe not, mas o menos, let me think
50 50, fifty fifty, half and half""",
    # unsure
    "U": """
don't know, no telling, a mystery, who can tell, at a loss, stumped, the foggiest, beyond me, debatable, lack the information
need more info, need more information, don't have enough info, don't have enough information, no comment, didn't know
don't really know, don't actually know, don't even know, wouldn't know, no idea, no clue, not a clue, haven't a clue, don't have a clue
don't have an answer, don't have the answer, don't have any idea, don't have an idea, don't have any clue, any clue, an opinion
don't have a definite answer, haven't got a clue, haven't any idea, have no answer, have no opinion, no opinion, no knowledge
no answer for, not sure, not to sure, not too sure, not so sure, not really sure, not totally sure, not completely sure
not entirely sure, not quite sure, not a hundred percent sure, not 100% sure, not 100 % sure, not very sure, not exactly sure
not fully sure, not all that sure, not that sure, not even sure, not for sure, not certain, not completely certain
not entirely certain, not really certain, not totally certain, not so certain, not too certain, not quite certain, not 100% certain
not 100 % certain, not absolutely sure, not absolutely certain, not real sure, not super sure, not positive, not completely positive
not entirely positive, not totally positive, not clear, isn't clear, not decided, haven't decided, never sure, can't decide
couldn't decide, undecided, can't be sure, can't be certain, couldn't be sure, couldn't be certain, ain't sure, isn't certain, unsure
uncertain, unknown, undetermined, inconclusive, unaware, not aware, mixed feelings, on the fence, not really aware, can't say
couldn't say, can't really say, unable to say, not able to say, not at liberty to say, wouldn't be able to say, couldn't really say
can't tell, couldn't tell, unable to tell, not able to tell, can't answer, couldn't answer, unable to answer, not able to answer
can't really answer, can't give you an answer, can't give an answer, not able to give, unable to give, can't give a, can't give you a
can't remember, can't recall, don't remember, don't recall, can't confirm, can't determine, unable to determine, unable to confirm
can't confirm or deny, hard to know, hard to say, hard to tell, difficult to say, difficult to tell, tough to say, tough to tell
too early to tell, too soon to tell, too early to say, remains to be seen, time will tell, who knows, who can say, god knows
god only knows, lord knows, only god knows, heaven knows, goodness knows, beats me, search me, your guess is as good as mine
anyone's guess, anybody's guess, how should i know, how would i know, if i know, you tell me, no way of knowing, no way to know
no way to tell, no one knows, nobody knows, above my pay, out of my depth, i wish i knew, wish i knew, if only i knew, maybe, mabye
maybee, mayb, perhaps, perchance, it depends, that depends, depends, dependent, either or, either way, one or the other, this or that
one way or the other, one way or another, could go either way, yes or no, no or yes, yes and no, yes & no, yes/no, no and yes
yes or a no, 50/50, 50-50, toss up, tossup, up in the air, it varies, so so, need to think, have to think, got to think, think about it
need more time, give me time, still thinking, still deciding, get back to you, don't care, doesn't matter, no preference
don't have a preference, no se, no lo se, no sabria, ni idea, no tengo idea, no tengo ni idea, tal vez, talvez, quiza, quizas
a lo mejor, depende, puede que, puede que si, puede que no, puede ser, no estoy seguro, no estoy segura, no estoy muy seguro
no estoy muy segura, inseguro, insegura, quien sabe, vete a saber, no recuerdo, no me acuerdo, no puedo decir, no puedo decirlo
tengo dudas, indeciso, indecisa, posiblemente, si y no, si o no, dios sabe, ya veremos, 🤷, 🤔""",
    # did not understand us: no answer at all
    "0": """
don't understand, didn't understand, don't get it, didn't get it, don't get what, don't follow, not following, what do you mean, wdym
what does that mean, what do you want, no entiendo, no te entiendo, no entendi, que quieres decir""",
    # a question back
    "?": "are you sure, you sure, are you kidding, are you serious",
    # the next clause begins
    "|": "but, because, pero, porque, except, although, even though, aunque",
}


def _index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word -> the phrases that begin with it, longest first, each with its role. The later table wins a tie."""
    roles = {tuple(phrase.split()): role for role, lines in _ROLES.items() for phrase in phrases(lines)}
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(roles, key=len, reverse=True):
        index.setdefault(phrase[0], []).append((phrase, roles[phrase]))
    return {first: tuple(found) for first, found in index.items()}


PHRASES = _index()
"""First word -> ((words of the phrase, role), ...), longest phrase first. Roles are the keys of the tables above."""
