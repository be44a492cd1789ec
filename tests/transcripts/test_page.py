"""The format of a transcript: what is read is printed again, and what cannot be meant is refused by line."""

from __future__ import annotations

import pytest

from tests.transcripts.page import BadPage, Page, parse, shown

HEAD = "# A test.\nprogram: win-back\nwho: Sam, America/New_York, +12125550100\nstart: 2026-03-01T10:00\n\n"
BODY = """Mon  2 Mar 2026 10:12  bot      Could you forgive this and try again? Reply Y or N.
                18:40  Sam      I think so, yes
                       +        answer would_take_back = Y
Tue  3 Mar 2026 09:00  ~        end
"""


def page_of(body: str) -> Page:
    return parse(HEAD + body)


def test_what_is_read_is_printed_again() -> None:
    assert shown(page_of(BODY)) == HEAD + BODY


def test_words_that_run_on_are_one_text() -> None:
    words = " ".join(["word"] * 60)
    page = page_of(f"Mon 2 Mar 2026 10:12  Sam  {words}")
    assert parse(shown(page)).lines[0].words == words


def test_date_and_time_are_carried_on_from_the_line_above() -> None:
    assert {line.at.isoformat() for line in page_of(BODY).lines[1:3]} == {"2026-03-02T18:40:00"}


def test_a_directive_may_stand_close_to_its_mark() -> None:
    assert page_of("Mon 2 Mar 2026 10:00  ~coach resumes: we spoke").lines[0].words == "coach resumes: we spoke"


def test_only_the_participant_the_outside_and_remarks_are_input() -> None:
    assert [line.words for line in page_of("# A remark.\n" + BODY).played()] == ["A remark.", "I think so, yes", "end"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Tue 2 Mar 2026 10:12  Sam  hi", "is a Mon, not a Tue"),
        ("Mon 2 Mrz 2026 10:12  Sam  hi", "no month"),
        ("Mon 2 Mar 2026 10:12  Sam  hi\nSun 1 Mar 2026 10:12  Sam  hi", "backwards"),
    ],
)
def test_a_stamp_that_cannot_be_meant_is_refused(body: str, wrong: str) -> None:
    with pytest.raises(BadPage, match=wrong):
        page_of(body)


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(BadPage, match="start"):
        parse("# A test.\nprogram: win-back\n\n" + BODY)
