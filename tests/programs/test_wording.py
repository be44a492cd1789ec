"""Words are found, filled in and made fit for a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import BadWording
from coach.programs import gsm, locales
from coach.programs.wording import Wording
from tests.programs.bench import FIXTURES, Bench

FRAME = {"brand": "Firm Ground", "contact": "help@example.org", "lines": {"crisis": "call or text 988", "emergency": "911"}}


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(FIXTURES / "templates")


def say(wording: Wording, key: str, *, number: int = 0, discreet: bool = False, **values: str | int) -> str:
    return wording.render(key, number, "en", discreet, values, FRAME)


def test_wordings_are_parted_by_three_dashes_and_joined_to_one_line(wording: Wording) -> None:
    assert wording.texts("en")["steps/begin/ready"] == 2
    assert say(wording, "steps/begin/ready") == "Do you feel ready to take the first step this week? Reply Y or N."
    assert say(wording, "steps/begin/ready", number=1) == "Is now a good time for you to set out? Reply Y or N."


def test_what_the_person_said_is_filled_in_and_left_out_discreetly(wording: Wording) -> None:
    assert say(wording, "steps/walk/why-thanks", quote="my kids") == '"my kids": keep that in mind when it gets hard.'
    assert say(wording, "steps/walk/why-thanks", discreet=True, quote="my kids") == "Keep that in mind when it gets hard."


def test_a_text_without_a_discreet_variant_is_the_same_in_discreet_mode(wording: Wording) -> None:
    assert say(wording, "steps/walk/when", discreet=True) == say(wording, "steps/walk/when")
    assert wording.has_discreet("steps/walk/why-thanks", "en")
    assert not wording.has_discreet("steps/walk/when", "en")


def test_an_empty_name_leaves_no_hole(wording: Wording) -> None:
    assert say(wording, "steps/walk/opening", name="Sam").startswith("Sam, from here on")
    assert say(wording, "steps/walk/opening", name="").startswith("From here on")


def test_the_operator_and_the_lines_come_from_the_frame(wording: Wording) -> None:
    assert say(wording, "common/help").startswith("Firm Ground: ")
    assert say(wording, "safety/self_harm-a") == "Please talk to someone now: call or text 988. In danger: 911."


def test_a_due_moment_is_written_for_people(wording: Wording) -> None:
    said = say(wording, "promise/confirm", quote="call at six", due="2026-03-03T19:30:00")
    assert said == 'You will "call at six" by Tue 3 March at 7:30 pm, right? Reply Y or N.'
    near = say(wording, "promise/confirm", quote="call", due="2026-03-03T19:00:00", today="2026-03-01")
    assert "by Tuesday at 7 pm" in near


def test_english_comes_out_in_gsm_7_whatever_was_typed(wording: Wording) -> None:
    said = say(wording, "steps/walk/why-thanks", quote="“zażółć” – José’s 😀 idea…")
    assert said.startswith('""zazolc" - José\'s idea..."')
    assert gsm.fits(said)


@given(st.text(max_size=60))
def test_folding_leaves_nothing_outside_gsm_7(text: str) -> None:
    assert gsm.fits(gsm.fold(text))


@given(st.text(alphabet=gsm.BASIC + gsm.EXTENSION, max_size=60))
def test_folding_changes_nothing_that_fits_already(text: str) -> None:
    assert gsm.fold(text) == text


def test_an_e_and_its_accent_are_one_letter() -> None:
    assert gsm.fold("Jose\u0301") == "José"


def test_another_language_keeps_its_letters_and_loses_only_typographic_marks(bench: Bench) -> None:
    path = bench.templates / "sms" / "es" / "steps" / "begin" / "ready.txt"
    path.parent.mkdir(parents=True)
    path.write_text("¿Estás listo? “Sí” o no… {{ due|moment }}")
    said = bench.wording().render("steps/begin/ready", 0, "es", False, {"due": "2026-03-03T19:30:00"}, {})
    assert said == '¿Estás listo? "Sí" o no... mar 3 de marzo a las 19:30'


@pytest.mark.parametrize(
    ("key", "number", "values", "told"),
    [
        ("steps/begin/none", 0, {}, "there is no such text; write templates/sms/en/steps/begin/none.txt"),
        ("steps/begin/ready", 2, {}, "there is no wording 2 of 2; add it"),
        ("steps/begin/ready", -1, {}, "there is no wording -1 of 2"),
        ("steps/walk/why-thanks", 0, {}, "'quote' is undefined; give the variable"),
        ("promise/confirm", 0, {"quote": "x", "due": "soon"}, "give the variable, or mend the template"),
    ],
)
def test_a_text_that_cannot_be_said_names_its_key_and_mend(
    wording: Wording, key: str, number: int, values: dict[str, str | int], told: str
) -> None:
    with pytest.raises(BadWording) as raised:
        wording.render(key, number, "en", False, values, {})
    assert key in str(raised.value)
    assert told in str(raised.value)


def test_a_template_cannot_reach_beyond_its_values(bench: Bench) -> None:
    bench.write("steps/walk/why-thanks", "{{ quote.__class__.__mro__ }}")
    with pytest.raises(BadWording, match="unsafe"):
        say(bench.wording(), "steps/walk/why-thanks", quote="x")


def test_what_a_person_typed_is_never_a_template(wording: Wording) -> None:
    assert "{{ 7 * 7 }}" in say(wording, "steps/walk/why-thanks", quote="{{ 7 * 7 }}")


@pytest.mark.parametrize(
    ("key", "wordings", "told"),
    [
        ("steps/walk/tip", ("One.", ""), "a wording is empty"),
        ("steps/walk/why-thanks.discreet", ("One.", "Two."), "not as many wordings"),
        ("steps/walk/alone.discreet", ("One.",), "not as many wordings"),
        ("steps/walk/tip", ("One {{ name.",), "mend the braces"),
        ("steps/walk/tip", ("One {{ name|shout }}.",), "mend the braces"),
    ],
)
def test_files_that_cannot_be_used_are_refused_at_the_start(bench: Bench, key: str, wordings: tuple[str, ...], told: str) -> None:
    bench.write(key, *wordings)
    with pytest.raises(BadWording, match=told):
        bench.wording()


def test_a_text_in_another_encoding_is_refused(bench: Bench) -> None:
    bench.text("steps/walk/tip").write_bytes("Señal".encode("latin-1"))
    with pytest.raises(BadWording, match="save it as UTF-8"):
        bench.wording()


def test_a_folder_without_texts_is_refused(bench: Bench) -> None:
    with pytest.raises(BadWording, match="COACH_TEMPLATES"):
        Wording(bench.root)


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2026-03-03T00:00:00", "12 am"), ("2026-03-03T12:05:00", "12:05 pm"), ("2026-03-03T19:00:00", "7 pm"), ("09:15", "9:15 am")],
)
def test_a_time_is_said_as_people_say_it(moment: str, said: str) -> None:
    assert locales.clock(locales.ENGLISH, moment) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-03-02", "Tuesday"),
        ("2026-02-25", "Tuesday"),
        ("2026-02-24", "Tue 3 March"),
        ("2026-03-03", "Tue 3 March"),
        (None, "Tue 3 March"),
    ],
)
def test_a_day_is_named_alone_only_when_no_other_could_be_meant(today: str | None, said: str) -> None:
    assert locales.day(locales.ENGLISH, "2026-03-03", today) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (14 * 86400, "2 weeks"),
        (7 * 86400, "1 week"),
        (10 * 86400, "10 days"),
        (86400, "1 day"),
        (3600, "1 hour"),
        (60, "1 hour"),
        (250_000, "3 days"),
    ],
)
def test_a_length_is_said_in_its_largest_whole_unit(seconds: int, said: str) -> None:
    assert locales.days(locales.ENGLISH, seconds) == said
