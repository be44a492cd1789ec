"""What is sealed opens with its key, in its place, unchanged; and otherwise not at all."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import BadSetting
from coach.store.sealing import Sealer, master_keys

ONE, OTHER = bytes(32), bytes([7] * 32)


@given(st.binary(max_size=2000), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_what_is_sealed_opens_to_the_same(plain: bytes, about: str) -> None:
    box = Sealer(ONE).box(Sealer(ONE).new_key())
    assert box.open(box.seal(plain, about), about) == plain


def test_sealed_words_do_not_show_and_never_look_the_same_twice() -> None:
    sealer = Sealer(ONE)
    box = sealer.box(sealer.new_key())
    first, second = box.seal(b"I miss her", "inbound:1"), box.seal(b"I miss her", "inbound:1")
    assert b"miss" not in first
    assert first != second


@pytest.mark.parametrize("place", range(0, 45, 4))
def test_one_changed_byte_keeps_it_shut(place: int) -> None:
    sealer = Sealer(ONE)
    box = sealer.box(sealer.new_key())
    sealed = bytearray(box.seal(b"I miss her very much", "inbound:1"))
    sealed[max(place, 1)] ^= 1
    with pytest.raises(BadSetting):
        box.open(bytes(sealed), "inbound:1")


def test_moved_to_another_row_it_does_not_open() -> None:
    sealer = Sealer(ONE)
    box = sealer.box(sealer.new_key())
    with pytest.raises(BadSetting, match="inbound"):
        box.open(box.seal(b"hello", "inbound:1"), "inbound:2")


def test_another_persons_key_does_not_open_it() -> None:
    sealer = Sealer(ONE)
    mine, yours = sealer.box(sealer.new_key()), sealer.box(sealer.new_key())
    with pytest.raises(BadSetting):
        yours.open(mine.seal(b"hello", "inbound:1"), "inbound:1")


def test_another_master_key_unwraps_nothing() -> None:
    with pytest.raises(BadSetting, match="COACH_SECRET_KEY"):
        Sealer(OTHER).box(Sealer(ONE).new_key())


def test_after_rotation_old_keys_open_and_indexes_stay() -> None:
    before, after = Sealer(ONE), Sealer(OTHER, ONE)
    wrapped = before.new_key()
    sealed = before.box(wrapped).seal(b"hello", "x")
    again = after.rewrapped(wrapped)
    assert again != wrapped
    assert after.box(wrapped).open(sealed, "x") == after.box(again).open(sealed, "x") == b"hello"
    assert after.number_index("+12025550101") == before.number_index("+12025550101")
    assert after.mark == before.mark


def test_a_damaged_data_key_says_so() -> None:
    wrapped = bytearray(Sealer(ONE).new_key())
    wrapped[-1] ^= 1
    with pytest.raises(BadSetting, match="data key"):
        Sealer(ONE).box(bytes(wrapped))


def test_an_index_tells_numbers_from_names_and_folds_only_names() -> None:
    sealer = Sealer(ONE)
    assert sealer.name_index(" Zoë  de Vries ") == sealer.name_index("ZOË DE VRIES")
    assert sealer.name_index("sam") != sealer.number_index("sam")
    assert sealer.number_index("+1") != Sealer(OTHER).number_index("+1")


@pytest.mark.parametrize(
    "setting",
    [
        base64.b64encode(OTHER).decode(),
        base64.urlsafe_b64encode(bytes([255] * 32)).decode(),
        OTHER.hex(),
        f"{OTHER.hex()}, {base64.b64encode(ONE).decode()}",
    ],
)
def test_a_master_key_is_base64_or_hexadecimal(setting: str) -> None:
    keys = master_keys(setting)
    assert {len(key) for key in keys} == {32}
    assert len(keys) == setting.count(",") + 1


@pytest.mark.parametrize("setting", ["", "secret", "00" * 31, base64.b64encode(bytes(31)).decode(), "é" * 44, OTHER.hex() + ","])
def test_any_other_master_key_is_refused_with_the_mend(setting: str) -> None:
    with pytest.raises(BadSetting, match="openssl rand"):
        master_keys(setting)


@pytest.mark.parametrize("masters", [[], [b"short"], [ONE, b""]])
def test_a_sealer_wants_whole_keys(masters: list[bytes]) -> None:
    with pytest.raises(BadSetting):
        Sealer(*masters)


def test_with_a_given_source_of_chance_the_same_bytes_come_out() -> None:
    def counted(length: int) -> bytes:
        return bytes(length)

    first, second = Sealer(ONE, random=counted), Sealer(ONE, random=counted)
    assert first.new_key() == second.new_key()
    assert first.box(first.new_key()).seal(b"hello", "x") == second.box(second.new_key()).seal(b"hello", "x")
