"""A list of people is read however a spreadsheet wrote it; what is no list is told by a code."""

from __future__ import annotations

import pytest

from coach.web.console.people_file import LARGEST, Listing, Unreadable, decoded, read_people

TWO = [Listing(2, "+12025550101", "Sam", "form"), Listing(3, "+12025550102", "Kim", "")]


@pytest.mark.parametrize(
    "text",
    [
        "number,name,evidence\n+12025550101,Sam,form\n+12025550102,Kim,\n",
        "Phone Number;First_name;Opt-in\r\n+12025550101;Sam;form\r\n+12025550102;Kim;\r\n",
        "name\tEVIDENCE\tphone\tage\nSam\tform\t'+12025550101\t40\nKim\t\t +12025550102 \n",
    ],
)
def test_columns_are_found_by_their_names(text: str) -> None:
    assert read_people(text) == TWO


def test_pasted_numbers_need_no_columns() -> None:
    assert read_people("\n+1 202 555 0101\n\n(202) 555-0102, Kim\n") == [Listing(2, "+1 202 555 0101"), Listing(4, "(202) 555-0102", "Kim")]


def test_a_cell_of_several_lines_counts_as_an_editor_does() -> None:
    assert [one.line for one in read_people('number,evidence\n+12025550101,"a\nb"\n+12025550102,c\n')] == [2, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ("number,name\n", "empty"),
        ("name,evidence\nSam,form\n", "no_number"),
        ("Sam\nKim\n", "no_number"),
        ('number,name\n+12025550101,"Sam\n', "no_table"),
        ("+12025550101\n" * 5001, "too_many"),
    ],
)
def test_what_is_no_list_of_people_is_told(text: str, code: str) -> None:
    with pytest.raises(Unreadable, match=f"^{code}$"):
        read_people(text)


def test_a_file_is_text_of_one_encoding_or_another() -> None:
    assert decoded("﻿number,name\n1,José".encode()) == "number,name\n1,José"
    assert decoded("1,José".encode("cp1252")) == "1,José"


@pytest.mark.parametrize(("raw", "code"), [(b"PK\x03\x04\0\0", "no_text"), (b"\x81\x8d", "no_text"), (b"1" * (LARGEST + 1), "too_large")])
def test_what_is_no_text_is_told(raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=f"^{code}$"):
        decoded(raw)
