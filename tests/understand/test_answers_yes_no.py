"""Yes, no and unsure as people text them; and the sentences that only look like one of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.understand.yes_no import read_yes_no

YES = """
y | Y | Yess!! | yeah i did | ya | yup did it | We did! | sure | k | kk | 👍🏽 | 💯 | of course i did | i think so | yeah i guess
pretty sure yes | kept it | yes but it was hard | yes, but only for 5 min | Yes she answered and we talked for an hour
hell yeah | mhm | uh-huh | i am | she did!! | not bad | no problem | no doubt | can't complain | couldnt agree more
thats right | that's not wrong | ofc | sounds good to me | lets do it | sí | si | claro que sí | por supuesto | creo que si
sí, ayer | no wait yes | no, i mean yes | 100% | yes maam | i sure did | yes sirrr | okkk
Yes. I called her like i said i would | i do not think it's wrong
"""
NO = """
n | N | NO! | nah i didnt | no way | not yet | not really | never | we didn't talk | no she hasnt | no i forgot | no thank you
i dont think so | i havent | i won't | cant do it | noooooo | 👎 | no, not today | of course not | i broke it | probably not
doubt it | no one | she didnt | it wasn't | thats wrong | not true | that can't be right | sorry no | sorry, i didn't
nope nope | yeah no | yes, wait no | todavía no | no lo hice | claro que no | creo que no | i wish, but no | unfortunately not
id rather not | i said no | my answer is no | no, he was rude | i do not agree | certainly not
are you sure? i don't think that's right
"""
UNSURE = """
idk | i dont know | dunno | im not sure | maybe | mayb | kinda | sort of | it depends | hard to say | who knows | no clue
i cant remember | yes and no | 50/50 | hmm not sure | 🤷🏽‍♀️ | idk maybe | yeah maybe | no i don't know | could be | might be
i guess maybe | no sé | tal vez | a lo mejor | depende | puede ser | no estoy seguro | más o menos | can't say | not 100% sure
half and half | i really dont know | either way
"""
NEITHER = """
we went to the store and then to the park | i called her and left a voicemail | what do you mean? | huh? | i don't understand
7 | monday | tomorrow at 5 | she is so beautiful | we had a really good talk yesterday about the kids | ... | hello | what?
thinking of her | she blocked me | can you repeat the question | the right thing would have been to tell her earlier
my mom is visiting this week | good morning | i feel sick | that movie was bad and the popcorn was stale
he said he would come by with the truck
"""


def each(listed: str) -> list[str]:
    return [text.strip() for line in listed.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", each(YES))
def test_a_yes_in_any_wording_is_true(text: str) -> None:
    answer = read_yes_no(text, "en")
    assert answer is not None
    assert answer.value is True


@pytest.mark.parametrize("text", each(NO))
def test_a_no_in_any_wording_is_false(text: str) -> None:
    answer = read_yes_no(text, "en")
    assert answer is not None
    assert answer.value is False


@pytest.mark.parametrize("text", each(UNSURE))
def test_doubt_in_any_wording_is_unsure(text: str) -> None:
    answer = read_yes_no(text, "en")
    assert answer is not None
    assert answer.value == "unsure"


@pytest.mark.parametrize("text", each(NEITHER))
def test_a_sentence_about_something_else_is_no_answer(text: str) -> None:
    assert read_yes_no(text, "en") is None


def test_said_outright_is_surer_than_said_by_implication() -> None:
    outright, implied = read_yes_no("yes", "en"), read_yes_no("i did call her mother about it", "en")
    assert outright is not None
    assert implied is not None
    assert outright.confidence > 0.9 > implied.confidence


def test_a_long_story_is_no_answer_even_if_it_begins_with_no() -> None:
    assert read_yes_no("no " + "and then she went on about it " * 20, "en") is None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"yn!?.,", "yes", "no", "not", "don't know", "true", "false", "maybe", "i", "did", "wait", "🤷", "xyz"]),
        max_size=12,
    )
)
def test_any_mixture_of_such_words_is_read_without_failing(words: list[str]) -> None:
    answer = read_yes_no(" ".join(words), "en")
    assert answer is None or 0 < answer.confidence <= 1
