"""What danger is heard as, in the words people use, and what is not danger however it sounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.core.model import Danger, DangerKind, Tier
from coach.understand.danger import read_danger
from coach.understand.danger_text import plain
from coach.understand.intent_rules import fitting
from coach.understand.lexicon_file import DANGER, INTENTS, read_lexicon, read_rules
from coach.understand.speech import score

PHRASES = Path(__file__).parent / "phrases"
SELF, RECEIVED, DONE, OTHER, CHILD = (
    DangerKind.SELF_HARM,
    DangerKind.VIOLENCE_RECEIVED,
    DangerKind.VIOLENCE_DONE,
    DangerKind.HARM_TO_OTHER,
    DangerKind.CHILD,
)


def danger(text: str) -> Danger | None:
    found = read_danger(text)
    return found.danger if found else None


@pytest.mark.parametrize(
    "text",
    [
        "i want to kill myself",
        "k1ll myself",
        "kms fr",
        "i wanna unalive myself",
        "im feeling sucidal",
        "i w4nt to d1e",
        "k m s",
        "quiero matarme",
    ],
)
def test_intent_to_die_is_the_gravest_danger_however_it_is_spelled(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.A)


@pytest.mark.parametrize(
    "text", ["i took all my pills", "im gonna jump off the bridge", "i overdosed", "i cut myself again tonight", "me corte las venas"]
)
def test_a_plan_or_an_act_is_the_gravest_danger(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.A)


@pytest.mark.parametrize(
    "text",
    [
        "i have the pills here and im going to take them all",
        "i have my gun here and im going to use it",
        "i have a gun and im going to end it",
        "ive got the gun here tonight",
        "im on the bridge",
        "on the overpass. i cant",
        "the rope is up",
        "goodbye everyone",
        "the letters are written, the note is on the desk",
        "took a bunch of pills",
        "im doing it tonight. goodbye",
        "tengo las pastillas aqui y me las voy a tomar todas",
        "saque la pistola y esta cargada",
        "estoy en el puente y ya no puedo mas",
        "ya tengo la soga",
        "adios a todos",
        "ya me despedi de todos",
        "me tome un monton de pastillas",
    ],
)
def test_the_means_at_hand_the_place_or_the_farewell_are_the_gravest_danger(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.A)


@pytest.mark.parametrize(
    "text",
    [
        "i wrote the letters",
        "gonna do it tonight",
        "i will take the pills now",
        "i took them all",
        "ya escribi las cartas",
        "esta noche lo hago",
    ],
)
def test_what_may_be_preparation_is_heard_as_unclear(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.B)


@pytest.mark.parametrize(
    "text",
    [
        "i wrote the letters to everyone and im doing it tonight",
        "gonna do it tonight, i cant go on",
        "im taking the pills, no reason to live",
        "ya deje las cartas y tengo las pastillas",
        "esta noche lo hago, ya no aguanto",
    ],
)
def test_preparation_beside_another_sign_is_a_plan(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.A)


@pytest.mark.parametrize(
    "text",
    [
        "i have the pills from the doctor and ill take one at night",
        "im on the bridge, traffic is terrible",
        "i wrote the letters of apology",
        "gonna do it tonight, the talk",
        "i will do it tonight",
        "i bought rope for the boat",
        "got the gun safe moved to my brothers",
        "voy en el puente, hay mucho trafico",
        "ya escribi la carta de disculpa",
        "tengo las pastillas para la alergia",
    ],
)
def test_medicine_bridges_and_letters_of_an_ordinary_day_are_no_danger(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i told her i'll kill the dog if she leaves",
        "told her id hurt the cat",
        "told him i will beat him if he comes back",
        "i told her ill burn her house down",
        "i told her i will break her arm",
        "i promised her id make her regret it",
        "le dije que la voy a matar",
        "le dije que voy a matar al perro",
    ],
)
def test_a_threat_made_is_violence_done(text: str) -> None:
    assert danger(text) == Danger(DONE, Tier.A)


@pytest.mark.parametrize(
    "text", ["she says she will kill herself", "my ex is threatening suicide", "dice que se va a matar", "my son tried to kill himself"]
)
def test_danger_of_another_to_themselves_counts(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.A)


@pytest.mark.parametrize(
    "text", ["i can't go on", "no point any more", "wish i wasn't here", "hopeless", "they'd be better off without me", "no puedo mas"]
)
def test_hopelessness_is_heard_without_raising_the_highest_alarm(text: str) -> None:
    assert danger(text) == Danger(SELF, Tier.B)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i tried to kill myself when i was 19", SELF),
        ("i used to cut myself in high school", SELF),
        ("he used to hit me", RECEIVED),
        ("i hit her once years ago", DONE),
        ("my dad beat me when i was little", CHILD),
        ("mi ex me golpeaba", RECEIVED),
    ],
)
def test_what_is_past_weighs_less(text: str, kind: DangerKind) -> None:
    assert danger(text) == Danger(kind, Tier.B)


def test_what_is_past_but_happens_again_weighs_in_full() -> None:
    assert danger("he used to hit me and last night he hit me again") == Danger(RECEIVED, Tier.A)


def test_a_denial_lowers_the_tier_and_is_never_ignored() -> None:
    assert danger("im not suicidal but i think about it") == Danger(SELF, Tier.B)


@pytest.mark.parametrize(
    ("text", "kind", "tier"),
    [
        ("he hits me", RECEIVED, Tier.A),
        ("he held a gun to my head", RECEIVED, Tier.A),
        ("he wont let me leave the house", RECEIVED, Tier.A),
        ("im afraid of him", RECEIVED, Tier.B),
        ("my ex is stalking me", RECEIVED, Tier.B),
        ("i hit her", DONE, Tier.A),
        ("i pointed my gun at her", DONE, Tier.A),
        ("shes scared of me", DONE, Tier.B),
        ("im going to kill him", OTHER, Tier.A),
        ("i want to hurt him", OTHER, Tier.B),
        ("i keep imagining killing him", OTHER, Tier.B),
        ("he hits the kids", CHILD, Tier.A),
        ("im afraid he'll hurt my kids", CHILD, Tier.B),
        ("le pegue a mi esposa", DONE, Tier.A),
        ("mi esposo me pega", RECEIVED, Tier.A),
        ("lo voy a matar", OTHER, Tier.A),
    ],
)
def test_who_is_in_danger_from_whom_is_told_apart(text: str, kind: DangerKind, tier: Tier) -> None:
    assert danger(text) == Danger(kind, tier)


@pytest.mark.parametrize(
    "text",
    [
        "this is killing me",
        "i could kill for a coffee",
        "dying to see her",
        "she will kill me if I'm late",
        "hit me up later",
        "i beat myself up about it",
        "my phone died",
        "it hit me that i never listened",
        "she hurt me so much",
        "i never wanted to hurt her",
        "im afraid she wont come back",
        "our marriage is over",
        "i cut her off mid sentence",
        "i would never hit her",
        "me muero de risa",
        "le rompi el corazon",
        "",
        "💔",
    ],
)
def test_figures_of_speech_and_plain_pain_are_no_danger(text: str) -> None:
    assert danger(text) is None


def test_a_figure_of_speech_does_not_hide_the_danger_beside_it() -> None:
    assert danger("this is killing me, i want to die") == Danger(SELF, Tier.A)


def test_the_rule_that_decided_is_named() -> None:
    found = read_danger("i want to kill myself")
    assert found is not None
    assert found.rule == "danger.self.kill"


def test_phrases_no_rule_was_written_for_are_heard_nearly_always_and_calm_ones_left_in_peace() -> None:
    scores = score(PHRASES / "danger_held_out.jsonl")
    found, there, false, calm = scores.danger
    assert (there, calm) == (151, 167)
    assert found / there >= 0.97
    assert false / calm <= 0.05


def test_the_phrases_the_rules_were_written_from_are_heard() -> None:
    found, there, false, calm = score(PHRASES / "danger_train.jsonl").danger
    assert there >= 600
    assert calm >= 1200
    assert found / there >= 0.99
    assert false / calm <= 0.01


@pytest.mark.parametrize("files", [DANGER, INTENTS], ids=["danger", "intents"])
def test_no_rule_is_missed_for_want_of_a_word_that_sets_it_off(files: tuple[str, ...]) -> None:
    rules, lexicon = read_rules(files), read_lexicon(files)
    for line in (PHRASES / "danger_held_out.jsonl").read_text(encoding="utf-8").splitlines()[::3]:
        words = plain(line.partition('"text": "')[2].partition('", "asked"')[0])
        set_off = {rule.name for rule in lexicon.set_off(words.split())}
        assert {rule.name for rule in rules if rule.pattern.search(words)} <= set_off, words


def test_every_rule_has_a_name_of_its_own_and_compiles() -> None:
    rules = [*read_rules(DANGER), *read_rules(INTENTS)]
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.pattern and (rule.unless is None or rule.unless) for rule in rules)


def test_spelled_out_and_swapped_letters_are_put_back() -> None:
    assert plain("I'm gonna k!ll m y s e l f, tmrw at 9pm!!") == "i am going to kill myself . tomorrow at 9pm"


def test_a_rule_never_reaches_across_two_sentences() -> None:
    assert danger("i hit send. her reply was kind") is None


def test_words_of_no_alphabet_of_ours_fit_no_rule() -> None:
    assert fitting(plain("привет как дела")) == ()


def test_preparation_in_words_no_rule_was_written_for_is_always_heard() -> None:
    found, there, _, _ = score(PHRASES / "danger_means.jsonl").danger
    assert (found, there) == (102, 102)


def test_the_errands_quarrels_and_guilt_of_couples_raise_no_alarm() -> None:
    _, _, false, calm = score(PHRASES / "danger_ordinary.jsonl").danger
    assert calm == 203
    assert false <= 1
