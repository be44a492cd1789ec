"""What the danger model looks at: words, kinds of words and their order. Shared by the model and by the script that trains it.

Kinds ("he", "my wife" and "him" are all the other; "slapped" and "choked" are both blows) let it know a sentence by its shape even when
its words are new. Knows nothing of weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coach.understand.wordlists import meanings

_KIND = meanings("""
    ME: i me my myself mine we us our yo me mi mis
    YOU: he she him her they them his hers himself herself someone somebody guy dude man woman el ella lo la le ellos
    KIN: husband wife spouse boyfriend girlfriend partner fiance fiancee ex hubby wifey mother father dad mom brother sister
    KIN: stepdad roommate friend babysitter uncle grandpa esposo esposa marido mujer novio novia pareja papa mama
    KID: son daughter kid kids child children baby toddler boy girl sons daughters stepson stepdaughter nephew niece hijo hija
    KID: hijos nino nina ninos bebe
    BLOW: hit hits hitting slap slaps slapped slapping punch punched punches punching kick kicks kicked kicking beat beats beating
    BLOW: beaten smack smacked smacks choke choked chokes choking strangle strangled strangling shove shoved shoves slam slammed
    BLOW: stab stabbed stabbing bash whack whacked whacks claw clawed smash smashed smashes drag dragged drags throw threw thrown
    BLOW: pin pinned backhanded whip whipped shook shake shaking bite bit scratched assault assaulted attack attacked attacks burn
    BLOW: burned twisted grabbed grabs yanked spit headbutted stomped pushed pushes elbowed tackled cornered pego pega golpeo
    BLOW: golpea pegue golpee empujo ahorco pateo
    KILL: kill kills killing killed murder shoot shot shooting execute poison drown drowned bury strangle matar mata matarme
    KILL: suicidarme
    DIE: die dies dying died dead death suicide suicidal overdose overdosed unalive kms funeral grave corpse morir morirme muerto
    DIE: muerta muerte suicidio
    ARM: gun guns pistol rifle shotgun knife razor blade bat hammer rope noose bullet machete scissors pistola cuchillo arma soga
    DRUG: pills pill meds medication tylenol xanax advil bleach poison nyquil ambien pastillas
    BODY: neck throat face head arm arms wrist wrists rib ribs jaw nose hair mouth skull stomach veins leg legs eye eyes teeth
    BODY: cuello cara pelo venas
    HURT: blood bleeding bled bruise bruises bruised concussion broken black scars stitches unconscious hospital er swollen sangre
    HURT: moretones
    FEAR: scared afraid terrified frightened flinch flinches unsafe danger dangerous scares threatened threatens threaten
    FEAR: threatening threats miedo amenazo amenaza
    TRAP: locked locks lock trapped cornered hiding chained keys escape leave block blocked
    END: end ends ending ended finish over quit stop done gone goodbye disappear vanish final last acabar terminar desaparecer
    LIFE: life live living alive exist existing existence breathing world earth wake vida vivir vivo viva mundo
    WANT: want wants wanted wish wishes hope ready plan planning need going will thinking think thought decided quiero quisiera
    WANT: voy
    NOT: not never no nothing nobody none without cannot no nadie nada ya sin
    SEX: sex rape raped molest molested touched touches touching naked porn forced forces pants private asleep
    PAIN: pain hurting hurt hurts hopeless pointless worthless burden empty numb tired exhausted dark alone
    YOU: coach teacher boss cousin neighbor vecino tio primo abuelo padrastro abuela maestro
    KIN: stepmom grandma grandfather stepfather stepmother aunt nanny coworker roommates hermana hermano cunado suegro
    KID: infant newborn teen teenager grandson granddaughter nephews nieces bebes nina sobrina sobrino hijastra hijastro hermanita chiquito
    BLOW: swing swings swinging swung clobbered belted whips whipping spank spanked spanking thrash backhand backhands
    BLOW: knock knocked knocks tackle
    BLOW: wrestled slams slamming throwing threw hurled hurls jumped beats shoves restrained restrains suffocate
    BLOW: suffocated smother smothered squeeze
    BLOW: squeezed squeezing yank yanks drags pins dragging grab grabbing twists twist golpes golpiza golpear cachetada
    BLOW: cachetee avienta avente aviento
    BLOW: agarro agarre jala jalo jale patea muerde mordio quemo quema cachetadas empuja empuje madrazos
    KILL: slit slits butcher slaughter choke hang hanged hanging hung dispararme enterrar colgarme balazo
    DIE: casket coffin buried bury burial corpses tomb cemetery heaven morgue entierro tumba ataud panteon
    ARM: shotgun revolver glock firearm weapon axe crowbar belt cord cable hose shovel bottle navaja cuerda machete
    ARM: palo arma cinto escopeta bullets
    DRUG: advil percs oxy klonopin clonazepam valium benzos opioids fentanyl heroin antifreeze tablets medicine insulin
    DRUG: poison medicinas veneno cloro
    DRUG: somniferos tylenols ibuprofen aspirin
    BODY: eardrum back chest lip lips tooth ear ears skin thighs thigh belly finger fingers ankle cabeza brazo brazos boca ojo manos
    HURT: bloody bruising welts welt fractured stitch stitches swelling limp sprained ruptured busted moreton sangrando morado marcas
    FEAR: petrified hide hides nervous asustada terror panico cower tremble trembling
    TRAP: allowed allow permission permit forbid forbids forbidden controls control controlling track tracks tracking
    TRAP: tracker gps camera cameras
    TRAP: spies monitor monitors follows followed following stalks stalking passport account paycheck encerrada encierra
    TRAP: vigila deja salir checada
    SEX: condom nudes nude clothes undress strip undressed rapes inside pants porno desnuda manosea toca viola violo grope groped privates
    PAIN: suffering suffer misery miserable agony despair broken useless failure nada cansado cansada harto
    END: forever permanently farewell letter letters note adios despedida despido siempre
    PLAY: game games movie movies show soccer football hockey basketball tennis chess gym practice lol haha jaja jajaja
    PLAY: lmao team class course work
    PLAY: job shift boss office kitchen cooking dinner pizza coffee song jugando partido juego pelicula trabajo turno
    PLAY: escuela kinder uno cards league
    NOW: tonight now again today already anymore yesterday night hoy noche ahora
""")
_PEOPLE = frozenset({"KIN", "KID"})
_MARKS = frozenset("._")
_FAR = 4


def features(words: str) -> set[str]:
    """Every feature of a text in plain words."""
    tokens = _tokens(words)
    kinds = [_KIND.get(token, "") for token in tokens]
    return {*_words(_unnamed(tokens, kinds)), *_shapes(tokens, kinds)}


def kinds_of(words: str) -> list[str]:
    """The kind of each word in order, "" where it is of none."""
    return [_KIND.get(token, "") for token in _tokens(words)]


def _tokens(words: str) -> list[str]:
    return [word for word in words.split() if word not in _MARKS]


def _unnamed(tokens: list[str], kinds: list[str]) -> list[str]:
    """Husband, girlfriend and ex are one word: whom somebody loves says nothing of danger."""
    return [kind if kind in _PEOPLE else word for word, kind in zip(tokens, kinds, strict=True)]


def _words(tokens: list[str]) -> Iterator[str]:
    yield from tokens
    yield from (token[:5] + "-" for token in tokens if len(token) > 5)
    yield from map(" ".join, pairwise(tokens))
    yield from map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False))


def _shapes(tokens: list[str], kinds: list[str]) -> Iterator[str]:
    mixed = [kind or token for kind, token in zip(kinds, tokens, strict=True)]
    yield from (kind for kind in kinds if kind)
    yield from map(" ".join, pairwise(mixed))
    yield from map(" ".join, zip(mixed, mixed[1:], mixed[2:], strict=False))
    only = [kind for kind in kinds if kind]
    yield from (f"{one}>{other}" for at, one in enumerate(only) for other in only[at + 1 : at + 1 + _FAR])
    yield from (f"{one}>{two}>{three}" for one, two, three in zip(only, only[1:], only[2:], strict=False))
