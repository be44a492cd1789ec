"""What would hurt, cost or puzzle a participant is found before it is published."""

from __future__ import annotations

import pytest

from coach.programs.checks import Finding, check
from coach.programs.checks.plainness import grade
from coach.programs.checks.syllables import syllables
from tests.programs.bench import Bench


def told(bench: Bench, kind: str) -> list[Finding]:
    return [finding for finding in bench.findings() if finding.kind == kind]


def test_a_sound_program_has_nothing_to_mend(bench: Bench) -> None:
    assert bench.findings() == []


def test_a_sound_program_still_says_its_facts(bench: Bench) -> None:
    notes = [str(finding) for finding in check(bench.program(), bench.wording(), "en")]
    assert "schedules/steps.yaml: fact: the dwells alone make 1 days from begin to walk, 8 to its end" in notes
    assert any('unchecked: nobody has checked "1-800-422-4453" (US, child)' in note for note in notes)


def test_a_question_has_room_for_the_words_that_lead_it_when_it_is_put_once_more(bench: Bench) -> None:
    bench.write("common/once-more", "Once more:", "Once more. " * 15)
    assert "too-long" not in bench.kinds()
    bench.write("steps/begin/ready", *["Take it one day at a time. " * 10 + "Are you set? Reply Y or N."] * 2)
    assert "too-long" in bench.kinds()
    bench.write("common/once-more", "Once more:")
    assert "too-long" not in bench.kinds()


HARD = "Consider difficult situations, deliberately prepare honest answers, and remember to offer them to everyone."
LONG = "Take it one day at a time. " * 12

BAD_TEXTS = [
    ("unknown-variable", "steps/begin/ready-yes", "Good, {{ nickname }}."),
    ("unknown-variable", "steps/begin/ready-yes", "Ask {{ brand }} about it."),
    ("unfillable", "safety/self_harm-a", "Call {{ lines.army }} now."),
    ("unfillable", "promise/confirm", "By {{ quote|moment }}? Reply Y or N."),
    ("unknown-variable", "common/help", "Back {{ until|day }}."),
    ("misplaced-quote", "steps/begin/ready-yes", 'You said "{{ quote }}". Good.'),
    ("misplaced-quote", "steps/walk/tip", 'You said "{{ quote }}". Good.'),
    ("too-long", "steps/begin/ready-yes", LONG),
    ("not-gsm-7", "steps/begin/ready-yes", "Good. 😀 The next step is yours."),
    ("indiscreet", "steps/begin/ready-yes", "Good. They may trust you again one day."),
    ("indiscreet", "steps/begin/ready-yes", "Good. It was an affair, and it is over."),
    ("indiscreet", "steps/begin/ready-yes", "Good. Your ex will see it."),
    ("indiscreet", "steps/begin/ready-yes", "Cheating is over for you. Good."),
    ("indiscreet", "steps/walk/why-thanks.discreet", '"{{ quote }}": keep that in mind.'),
    ("indiscreet", "steps/walk/opening.discreet", "{% if name %}{{ name }}: {% endif %}From here on keep your word."),
    ("telling-start", "steps/begin/ready-yes", "You told a lie and you say so. Good."),
    ("telling-start", "intake/ready", "Get back together? Reply READY to begin."),
    ("carrier-keyword", "steps/begin/ready", "Are you set to go? Reply YES or NO, Y or N."),
    ("carrier-keyword", "steps/begin/ready-yes", "Good. Reply stop when it is too much."),
    ("carrier-keyword", "intake/ready", "Reply yes to begin."),
    ("how-to-answer", "steps/begin/ready", "Are you set to go?"),
    ("how-to-answer", "steps/walk/ease", "How easy is it?"),
    ("how-to-answer", "steps/walk/ease", "How easy is it? Reply 1-5."),
    ("how-to-answer", "steps/walk/why", "Why does this matter?"),
    ("carrier-keyword", "carrier/help", "Reply INFO to learn more."),
    ("hard-to-read", "steps/begin/ready-yes", HARD),
    ("gendered", "steps/begin/ready-yes", "Good. Show her that you mean it."),
    ("gendered", "steps/begin/ready-yes", "Good. Be a good husband."),
    ("few-wordings", "steps/walk/tip", "Only one for every thirty days."),
    ("needs-name", "steps/begin/ready-yes", "{{ name }}, that is good."),
    ("alike", "steps/walk/why", "When will you take that next step? Reply with a day."),
    ("unused-text", "steps/walk/nobody", "Nothing says this."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "key", "words"), BAD_TEXTS)
def test_a_bad_text_is_found(bench: Bench, kind: str, key: str, words: str) -> None:
    bench.write(key, words)
    assert kind in bench.kinds()


GOOD_TEXTS = [
    ("steps/begin/ready-yes", "Good. If you said yes to it, stay with it."),
    ("steps/begin/ready-yes", "Did they say yes? Then go on."),
    ("steps/begin/ready-yes", "Example, expert, next: none of these tell."),
    ("steps/begin/ready-yes", "Under it lies a need. Good that you look."),
    ("safety/self_harm-a", "Text START to 88788, or {{ lines.crisis }}."),
    ("carrier/stop", "You are out. Reply START to return."),
    ("common/help", "Reply STOP to end, START to come back, HELP for help."),
    ("steps/walk/why", "What makes this matter? Tell me in a line."),
]


@pytest.mark.parametrize(("key", "words"), GOOD_TEXTS)
def test_a_good_text_is_left_alone(bench: Bench, key: str, words: str) -> None:
    bench.write(key, words)
    assert bench.findings() == []


def test_a_finding_names_the_line_of_its_wording(bench: Bench) -> None:
    bench.write("steps/walk/tip", "One word kept is worth ten.", "Show him that you mean it.")
    assert [str(finding) for finding in told(bench, "gendered")] == [
        'sms/en/steps/walk/tip.txt:3: gendered: it says "him"; say they, or leave the person out'
    ]


BAD_SHAPES = [
    ("unreachable", "next: walk", "farewell: opening", "no stage leads to walk"),
    ("no-opening", "        opening: true\n      - key: why", "      - key: why", "walk has no opening"),
    ("gate", "    promises: true\n", "", "counts promises, which it does not ask for"),
    ("gate", "{answered: [why]}", "{answered: [ready]}", "waits for ready, which walk never asks"),
    ("gate", "{measure: ease, at_least: 5, times: 2}", "{measure: first_walk, is: monday}", "which is asked only once"),
    ("mute-reply", "{is: yes, say: ready-yes}", "{is: yes, alert: wants_coach}", "steps/begin/ready gets no word back"),
    ("few-wordings", "every: 30d", "every: 7d", "it comes every 7 days"),
]


@pytest.mark.parametrize(("kind", "old", "new", "said"), BAD_SHAPES)
def test_a_bad_shape_is_found(bench: Bench, kind: str, old: str, new: str, said: str) -> None:
    bench.change(old, new)
    assert any(said in finding.what for finding in told(bench, kind)), bench.findings()


def test_a_stage_that_leads_nowhere_is_found(bench: Bench) -> None:
    bench.change("    farewell: closing\n    back: [begin]\n    out: [rest]\n    lied: begin", "    next: begin")
    bench.change("go: begin}", "restart: promises}")
    bench.change("go: rest}", "restart: promises}").change("    next: walk\n    out: [rest]", "    next: walk")
    found = [finding.what for finding in told(bench, "no-way-out")]
    assert found == ["no end can be reached from begin", "no end can be reached from walk"]


def test_a_stage_in_which_nothing_recurs_is_found(bench: Bench) -> None:
    bench.change("      - key: tip\n        every: 30d\n\n  rest:", "      - key: tip\n\n  rest:")
    assert not told(bench, "falls-silent")
    text = bench.schedule.read_text()
    bench.schedule.write_text(text[: text.rindex("        every: 30d")])
    assert [finding.what for finding in told(bench, "falls-silent")] == ["nothing recurs in rest"]


def test_contact_coached_in_a_program_that_marks_no_stage_is_found(bench: Bench) -> None:
    bench.change("    contact: true\n", "").change("      - key: small-one\n", "      - key: small-one\n        contact: true\n")
    assert [finding.what for finding in told(bench, "contact")] == ["steps/walk/small-one coaches contact, but no stage is marked"]


def test_a_stage_that_may_be_entered_again_needs_two_openings(bench: Bench) -> None:
    bench.write("steps/begin/opening", "This is where it begins.")
    assert [finding.what for finding in told(bench, "few-wordings")] == ["1 wordings, but a journey may come back to its stage"]


def test_a_language_that_lacks_a_text_is_told(bench: Bench) -> None:
    path = bench.templates / "sms" / "es" / "steps" / "begin" / "ready.txt"
    path.parent.mkdir(parents=True)
    path.write_text("¿Sientes ganas de empezar? Responde S o N.\n")
    found = [finding.what for finding in check(bench.program(), bench.wording(), "es") if finding.kind == "missing-text"]
    assert "1 wordings, where the program counts 2" in found
    assert "there is no steps/walk/why in es" in found


@pytest.mark.parametrize(
    ("word", "number"),
    [("step", 1), ("loved", 1), ("wanted", 2), ("table", 2), ("settled", 2), ("safety", 2), ("apology", 4), ("responsible", 4),
     ("question", 2), ("being", 2), ("once", 1), ("forgiveness", 3), ("radio", 3), ("don't", 1), ("patience", 2), ("agreed", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_reading_grade_is_flesch_and_kincaid_s() -> None:
    # 8 words, 1 sentence, 8 syllables: 0.39 * 8 + 11.8 * 1 - 15.59
    assert grade("The cat sat on the mat all day.") == pytest.approx(-0.67)
    assert grade("") == 0.0
