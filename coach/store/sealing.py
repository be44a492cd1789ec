"""Seals what is personal: a data key for each number, wrapped by the master key. Must not know any table.

AES-256-GCM with a fresh 96-bit nonce for every sealing (NIST SP 800-38D), keys derived by HKDF-SHA256 (RFC 5869),
look-up by HMAC-SHA256 (RFC 2104). Destroying a data key makes all that was sealed with it unreadable for good.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coach.errors import BadSetting

KEY = 32  # bytes: AES-256
NONCE = 12  # bytes
KEY_ID = 4  # bytes in front of a wrapped key: which master key wrapped it
FORMAT = b"\x01"  # the first byte of everything sealed, should the cipher ever change
Random = Callable[[int], bytes]


class Box:
    """Seals and opens with one data key. ``about`` binds what is sealed to its place: moved elsewhere, it will not open."""

    __slots__ = ("_cipher", "_random")

    def __init__(self, key: bytes, random: Random) -> None:
        self._cipher = AESGCM(key)
        self._random = random

    def seal(self, plain: bytes, about: str) -> bytes:
        """``plain``, unreadable without the key."""
        nonce = self._random(NONCE)
        return FORMAT + nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed. Raises: ``BadSetting`` when the key does not fit, or the bytes were changed or moved."""
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], about.encode())
        except InvalidTag as wrong:
            raise BadSetting(
                f"{about.partition(':')[0]}: what is sealed does not open; it was changed, or another key sealed it"
            ) from wrong


class Sealer:
    """Makes, wraps and unwraps data keys, and computes blind indexes.

    ``masters``: 32 bytes each, newest first. The first wraps, every one unwraps. The last, the oldest, keys the blind
    indexes, for those outlive the people they stand for and cannot be made anew. ``random``: so many random bytes;
    a simulation passes a source of its own. ``remembered``: how many unwrapped keys are kept in memory.
    """

    def __init__(self, *masters: bytes, random: Random = os.urandom, remembered: int = 10_000) -> None:
        if not masters or any(len(master) != KEY for master in masters):
            raise BadSetting(f"COACH_SECRET_KEY must be {KEY} bytes; make one with: openssl rand -base64 {KEY}")
        self._random = random
        self._masters = masters
        self._wrappers = {derived(master, b"key id", KEY_ID): AESGCM(derived(master, b"wrap")) for master in masters}
        self.key_id = derived(masters[0], b"key id", KEY_ID)
        self._index_key = derived(masters[-1], b"index")
        self.house = Box(derived(masters[-1], b"house"), random)  # for what is about nobody in particular
        self.box = lru_cache(maxsize=remembered)(self._box)
        self.name_index = lru_cache(maxsize=1024)(self._name_index)  # written with every decision

    def new_key(self) -> bytes:
        """A fresh data key, wrapped."""
        return self._wrap(self._random(KEY))

    def rewrapped(self, wrapped: bytes) -> bytes:
        """The same data key under the newest master key. Raises: ``BadSetting``."""
        return self._wrap(self._unwrap(wrapped))

    def number_index(self, phone: str) -> bytes:
        """The keyed hash by which a phone number (E.164) is found again."""
        return self._index("number", phone)

    def _name_index(self, name: str) -> bytes:
        """The keyed hash by which a name is found again: exact, once case and spaces are folded."""
        return self._index("name", " ".join(unicodedata.normalize("NFKC", name).casefold().split()))

    def index(self, purpose: str, value: str) -> bytes:
        """The keyed hash of anything else that must be found again but not read, one ``purpose`` apart from the other."""
        return self._index(f"other {purpose}", value)

    def keys_for(self, purpose: str) -> list[bytes]:
        """Keys for a purpose of somebody else's (signing sessions, say), one for each master key, newest first."""
        return [derived(master, f"for {purpose}".encode()) for master in self._masters]

    @property
    def mark(self) -> str:
        """Tells one master key from another and gives nothing away: a database remembers whose it is."""
        return self._index("mark", "").hex()

    def _index(self, purpose: str, value: str) -> bytes:
        return hmac.digest(self._index_key, f"{purpose}:{value}".encode(), "sha256")

    def _wrap(self, key: bytes) -> bytes:
        nonce = self._random(NONCE)
        return self.key_id + nonce + self._wrappers[self.key_id].encrypt(nonce, key, b"data key")

    def _unwrap(self, wrapped: bytes) -> bytes:
        wrapper = self._wrappers.get(wrapped[:KEY_ID])
        if wrapper is None:
            raise BadSetting("COACH_SECRET_KEY lacks the key that sealed this database; put the older keys behind the new one, with commas")
        try:
            return wrapper.decrypt(wrapped[KEY_ID : KEY_ID + NONCE], wrapped[KEY_ID + NONCE :], b"data key")
        except InvalidTag as wrong:
            raise BadSetting("a data key does not open: its row was changed") from wrong

    def _box(self, wrapped: bytes) -> Box:
        return Box(self._unwrap(wrapped), self._random)


def derived(master: bytes, purpose: bytes, length: int = KEY) -> bytes:
    """A key for one purpose, from which neither the master key nor another purpose's can be computed (RFC 5869)."""
    return HKDF(SHA256(), length, salt=None, info=b"coach " + purpose).derive(master)


def master_keys(setting: str) -> Sequence[bytes]:
    """The keys of ``COACH_SECRET_KEY``: base64 or hexadecimal, newest first, commas between. Raises: ``BadSetting``."""
    return [_master_key(part.strip()) for part in setting.split(",")]


def _master_key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text) if len(text) == KEY * 2 else base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY:
        raise BadSetting(f"COACH_SECRET_KEY must be {KEY} bytes in base64 or hexadecimal; make one with: openssl rand -base64 {KEY}")
    return key
